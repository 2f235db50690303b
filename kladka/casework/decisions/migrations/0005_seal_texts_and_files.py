"""Contents, grounds and frozen files of decisions are sealed."""

from django.db import migrations, models

from kladka.accounts.keys import new_key
from kladka.vault.fields import SealedFileField, SealedJSONField, SealedTextField
from kladka.vault.migrating import sealing

KEY = models.CharField(max_length=16, default=new_key, editable=False)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_fingerprint_issued_decisions")]
    operations = [
        *sealing(
            "decision",
            content=SealedJSONField("dane rozstrzygnięcia", default=dict),
            grounds=SealedTextField("uzasadnienie"),
            returned_reason=SealedTextField("powód zwrotu", max_length=500, blank=True),
        ),
        *sealing("decisionfile", key=KEY, content=SealedFileField("plik")),
    ]
