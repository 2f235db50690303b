"""What a programme says of a family is sealed, and the files for the voivode."""

from django.db import migrations, models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.vault.fields import SealedFileField, SealedTextField
from kladka.vault.migrating import sealing

KEY = models.CharField(max_length=16, default=new_key, editable=False)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_withholding_changed_at")]
    operations = [
        *sealing(
            "programme",
            life_situation=SealedTextField("ocena sytuacji życiowej (§ 2 rozporządzenia)", blank=True),
            institutions=SealedTextField("instytucje i zakres ich pomocy (§ 2 rozporządzenia)", blank=True),
            signed_by=SealedTextField("za rodzinę", max_length=300, blank=True),
            interpreter=SealedTextField("tłumacz", max_length=120, blank=True),
        ),
        *sealing("formofaid", key=KEY, scope=SealedTextField("zakres", max_length=400, blank=True)),
        *sealing("obligation", key=KEY, text=SealedTextField("zobowiązanie", max_length=400)),
        migrations.RemoveConstraint("agreedamount", "amount_lower_with_reason"),
        *sealing(
            "agreedamount",
            key=KEY,
            reason=SealedTextField("powód innej kwoty niż najwyższa", max_length=300, blank=True),
        ),
        migrations.AddConstraint(
            "agreedamount",
            models.CheckConstraint(
                condition=Q(amount_pln=F("ceiling_pln")) | Q(reason__isnull=False),
                name="amount_lower_with_reason",
                violation_error_message="Kwota niższa od najwyższej wymaga podania powodu.",
            ),
        ),
        *sealing("coststatement", key=KEY, pdf=SealedFileField("plik zestawienia")),
        *sealing("withholding", facts=SealedTextField("ustalenia", max_length=2000)),
    ]
