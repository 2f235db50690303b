"""Accounts, their holders and explanations of payments are sealed; empty bank files are NULL."""

from django.db import migrations, models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.vault.fields import BlindIndexField, SealedFileField, SealedTextField
from kladka.vault.migrating import sealing

KEY = models.CharField(max_length=16, default=new_key, editable=False)


class Migration(migrations.Migration):
    dependencies = [("benefits", "0010_enter_lists_sent_before")]
    operations = [
        migrations.RemoveConstraint("payoutaccount", "payout_transfer_has_account"),
        *sealing(
            "payoutaccount",
            key=KEY,
            holder=SealedTextField("właściciel rachunku", max_length=120),
            account=SealedTextField("numer rachunku", max_length=26, blank=True),
            account_index=BlindIndexField(of="account"),
        ),
        migrations.AddConstraint(
            "payoutaccount",
            models.CheckConstraint(
                condition=Q(method="cash_desk") | Q(account__isnull=False) | Q(holder__isnull=True),
                name="payout_transfer_has_account",
                violation_error_message="Przelew wymaga numeru rachunku.",
            ),
        ),
        migrations.AddIndex(
            "payoutaccount", models.Index(fields=["account_index"], name="payout_account_by_number")
        ),
        migrations.RemoveConstraint("payment", "payment_transfer_has_account"),
        *sealing(
            "payment",
            key=KEY,
            explanation=SealedTextField("wyjaśnienie", max_length=600),
            holder=SealedTextField("odbiorca", max_length=120, blank=True),
            account=SealedTextField("rachunek", max_length=26, blank=True),
        ),
        migrations.AddConstraint(
            "payment",
            models.CheckConstraint(
                condition=~Q(method="transfer") | Q(account__isnull=False) | Q(explanation__isnull=True),
                name="payment_transfer_has_account",
                violation_error_message="Przelew wymaga numeru rachunku.",
            ),
        ),
        *sealing("paymentlist", returned_reason=SealedTextField("powód zwrotu", max_length=500, blank=True)),
        # What the files hold was sealed before, for the same place.
        migrations.AlterField("bankfile", "content", SealedFileField("treść", row="sha256")),
        migrations.RunSQL(
            "UPDATE benefits_bankfile SET content = NULL WHERE LENGTH(content) = 0", migrations.RunSQL.noop
        ),
        *sealing("payoutcorrection", key=KEY, reason=SealedTextField("powód", max_length=500)),
    ]
