"""Contacts, lines of the timeline and drafts are sealed."""

from django.db import migrations, models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.vault.fields import SealedJSONField, SealedTextField
from kladka.vault.migrating import sealing

KEY = models.CharField(max_length=16, default=new_key, editable=False)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_shares_looks_broken_glass")]
    operations = [
        *sealing(
            "contact",
            text=SealedTextField("co ustalono", max_length=4000),
            interpreter=SealedTextField("tłumacz", max_length=80, blank=True),
        ),
        *sealing("event", key=KEY, text=SealedTextField("opis", max_length=500, blank=True)),
        *sealing("draft", key=KEY, data=SealedJSONField("treść", default=dict)),
        migrations.RemoveConstraint("restriction", "restriction_exception_with_reason"),
        *sealing(
            "restriction",
            key=KEY,
            reason=SealedTextField("powód", max_length=400),
            exception=SealedTextField("powód wyjątku", max_length=400, blank=True),
        ),
        migrations.AddConstraint(
            "restriction",
            models.CheckConstraint(
                condition=Q(excepted_on__isnull=True) | Q(exception__isnull=False),
                name="restriction_exception_with_reason",
            ),
        ),
    ]
