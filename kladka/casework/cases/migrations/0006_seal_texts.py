"""Contacts, lines of the timeline and drafts are sealed."""

from django.db import migrations, models

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
    ]
