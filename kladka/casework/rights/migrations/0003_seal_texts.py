"""Texts of requests, corrections, holds and incidents are sealed."""

from django.db import migrations, models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.vault.fields import SealedTextField
from kladka.vault.migrating import sealing

KEY = models.CharField(max_length=16, default=new_key, editable=False)


class Migration(migrations.Migration):
    dependencies = [("rights", "0002_correction_sealed_as_a_field")]
    operations = [
        migrations.RemoveConstraint("rightsrequest", "rights_request_extended_with_reason"),
        *sealing(
            "rightsrequest",
            contact=SealedTextField("jak odpowiedzieć", max_length=200, blank=True),
            text=SealedTextField("treść żądania", max_length=4000, blank=True),
            extension_reason=SealedTextField("powód przedłużenia", max_length=400, blank=True),
            answer=SealedTextField("odpowiedź", max_length=4000, blank=True),
        ),
        migrations.AddConstraint(
            "rightsrequest",
            models.CheckConstraint(
                condition=Q(extended_on__isnull=True) | Q(extension_reason__isnull=False),
                name="rights_request_extended_with_reason",
                violation_error_message="Przedłużenie wymaga powodu (RODO art. 12 ust. 3).",
            ),
        ),
        *sealing("correction", reason=SealedTextField("powód", max_length=400)),
        *sealing("legalhold", key=KEY, reason=SealedTextField("powód", max_length=400)),
        *sealing("incident", what=SealedTextField("co się stało", max_length=4000)),
        *sealing("incidentstep", key=KEY, text=SealedTextField("opis", max_length=1000, blank=True)),
    ]
