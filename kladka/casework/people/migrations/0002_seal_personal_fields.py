"""PESEL, documents, addresses, telephones and e-mails are sealed; PESEL and numbers get a blind index."""

from django.core.validators import validate_email
from django.db import migrations, models

from kladka.accounts.keys import new_key
from kladka.vault.fields import BlindIndexField, SealedTextField
from kladka.vault.migrating import sealing

KEY = models.CharField(max_length=16, default=new_key, editable=False)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.RemoveConstraint("person", "person_pesel_once"),
        *sealing(
            "person",
            pesel=SealedTextField("PESEL", max_length=11, blank=True),
            pesel_index=BlindIndexField(of="pesel"),
            pesel_missing=SealedTextField("powód braku numeru PESEL", max_length=120, blank=True),
            phone=SealedTextField("telefon", max_length=20, blank=True),
            email=SealedTextField("e-mail", max_length=254, blank=True, validators=[validate_email]),
        ),
        migrations.AddConstraint(
            "person",
            models.UniqueConstraint(
                fields=["pesel_index", "organisation"],
                name="person_pesel_once",
                violation_error_message="Osoba z tym numerem PESEL jest już w ewidencji.",
            ),
        ),
        *sealing(
            "protectionstatus",
            key=KEY,
            decision_number=SealedTextField("numer decyzji", max_length=60, blank=True),
        ),
        *sealing(
            "helddocument",
            key=KEY,
            number=SealedTextField("seria i numer", max_length=40, blank=True),
            number_index=BlindIndexField(of="number"),
        ),
        migrations.AddIndex(
            "helddocument", models.Index(fields=["number_index"], name="document_by_number")
        ),
        *sealing(
            "household",
            address=SealedTextField("adres", max_length=200, blank=True),
            town=SealedTextField("miejscowość", max_length=80, blank=True),
        ),
    ]
