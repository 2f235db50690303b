"""The address for correspondence is sealed like the address itself."""

from django.db import migrations

from kladka.vault.fields import SealedTextField
from kladka.vault.migrating import sealing


class Migration(migrations.Migration):
    dependencies = [("people", "0003_protected_address")]
    operations = [
        *sealing(
            "household",
            correspondence=SealedTextField("adres do korespondencji", max_length=200, blank=True),
        )
    ]
