"""Reasons of coverage and lists of what is missing are sealed."""

from django.db import migrations, models

from kladka.accounts.keys import new_key
from kladka.vault.fields import SealedJSONField, SealedTextField
from kladka.vault.migrating import sealing

KEY = models.CharField(max_length=16, default=new_key, editable=False)


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [
        *sealing(
            "applicant",
            key=KEY,
            coverage_reason=SealedTextField("dlaczego inaczej niż proponowano", max_length=300, blank=True),
        ),
        *sealing("supplyletter", missing=SealedJSONField("braki", default=list)),
    ]
