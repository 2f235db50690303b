"""Kasa i wydatki bezpośrednie: money handed over at the desk, and bills that the centre pays for a family."""

from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.attachments.models import Attachment
from kladka.casework.benefits.models import Payment
from kladka.casework.programmes.models import Programme
from kladka.vault.fields import BlindIndexField, Indexed, SealedFileField, SealedTextField

from .people import who


class DeskPayment(models.Model):
    """Wypłata w kasie: collected, or left and gone back to the bank. Once a payment."""

    class State(models.TextChoices):
        COLLECTED = "collected", "odebrano"
        LEFT = "left", "nie odebrano"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    payment = models.OneToOneField(Payment, models.PROTECT, related_name="desk", verbose_name="wypłata")
    state = models.CharField("stan", max_length=10, choices=State)
    on = models.DateField("dzień")
    by = who()
    at = models.DateTimeField("wpisano", auto_now_add=True)

    class Meta:
        verbose_name = "wypłata w kasie"
        verbose_name_plural = "wypłaty w kasie"
        indexes = [models.Index(fields=["organisation", "-on", "-id"], name="desk_payment_by_day")]

    def __str__(self):
        return f"{self.on} {self.get_state_display()}"


class ExpenseFile(models.Model):
    """Plik bankowy wydatków bezpośrednich: which profile, whose hand, which hash; sealed itself."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    profile = models.CharField("format", max_length=30)
    name = models.CharField("nazwa pliku", max_length=120)
    total_pln = models.DecimalField("suma", max_digits=12, decimal_places=2)
    count = models.PositiveIntegerField("liczba przelewów")
    on = models.DateField("dzień wykonania")
    sha256 = models.CharField("SHA-256", max_length=64)
    content = SealedFileField("treść")
    by = who("wydał(a)")
    at = models.DateTimeField("wydano", auto_now_add=True)

    class Meta:
        verbose_name = "plik bankowy wydatków"
        verbose_name_plural = "pliki bankowe wydatków"
        indexes = [models.Index(fields=["organisation", "-id"], name="expense_file_by_id")]

    def __str__(self):
        return self.name


class DirectExpense(Indexed):
    """Wydatek opłacany bezpośrednio przez centrum, w porozumieniu z cudzoziemcem (ups art. 92 ust. 3)."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="direct_expenses")
    month = models.DateField("miesiąc")
    purpose = SealedTextField("na co", max_length=200)
    payee = SealedTextField("odbiorca", max_length=120)
    account = SealedTextField("rachunek odbiorcy", max_length=26)
    account_index = BlindIndexField(of="account")
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    invoice = models.CharField("numer faktury lub rachunku", max_length=60)
    agreed_on = models.DateField("uzgodniono z cudzoziemcem")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    by = who()
    made_at = models.DateTimeField("wpisano", auto_now_add=True)
    approved_by = who("zatwierdził(a)", null=True)
    approved_at = models.DateTimeField("zatwierdzono", null=True)
    rejected_by = who("odrzucił(a)", null=True)
    approved_on = models.DateField("zatwierdzono z dniem", null=True)
    paid_on = models.DateField("zapłacono", null=True)
    file = models.ForeignKey(ExpenseFile, models.PROTECT, null=True, related_name="expenses")

    class Meta:
        verbose_name = "wydatek bezpośredni"
        verbose_name_plural = "wydatki bezpośrednie"
        constraints = [
            models.CheckConstraint(condition=Q(amount_pln__gt=0), name="expense_above_zero"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("by")) & Q(approved_at__isnull=False, rejected_by__isnull=True)),
                name="expense_four_eyes",
                violation_error_message="Wydatek zatwierdza inna osoba niż ta, która go wpisała.",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(approved_by__isnull=False),
                name="expense_paid_after_approval",
            ),
            models.UniqueConstraint(
                fields=["programme", "invoice", "amount_pln"],
                condition=Q(rejected_by__isnull=True),
                name="expense_invoice_once",
                violation_error_message="Ta faktura w tej kwocie jest już wpisana do tego programu.",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="expense_by_id"),
            models.Index(fields=["programme", "month", "account_index"], name="expense_by_payee"),
        ]

    def __str__(self):
        return self.invoice
