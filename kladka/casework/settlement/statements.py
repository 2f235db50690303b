"""Wyciągi bankowe: statements that were read, and what each movement was found to be."""

from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.benefits.models import Payment, PaymentList
from kladka.vault.fields import SealedFileField, SealedTextField

from .people import who


class BankStatement(models.Model):
    """Wyciąg: one file of the bank; the same file again is the same statement. `columns` are of a CSV."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField("nazwa pliku", max_length=120)
    sha256 = models.CharField("SHA-256", max_length=64)
    content = SealedFileField("treść", row="sha256")
    columns = models.JSONField("kolumny", null=True)
    number = models.CharField("numer wyciągu", max_length=40, blank=True)
    starts = models.DateField("od", null=True)
    ends = models.DateField("do", null=True)
    opening_pln = models.DecimalField("saldo początkowe", max_digits=14, decimal_places=2, null=True)
    closing_pln = models.DecimalField("saldo końcowe", max_digits=14, decimal_places=2, null=True)
    by = who()
    at = models.DateTimeField("wczytano", auto_now_add=True)

    class Meta:
        verbose_name = "wyciąg bankowy"
        verbose_name_plural = "wyciągi bankowe"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="statement_file_once"),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="statement_by_id")]

    def __str__(self):
        return self.number or self.name


class StatementLine(models.Model):
    """Pozycja wyciągu and what it was found to be; a person confirms. `digest` tells movements apart."""

    class State(models.TextChoices):
        MATCHED = "matched", "pewne"
        DOUBTFUL = "doubtful", "wątpliwe"
        RETURNED = "returned", "zwrot"
        UNMATCHED = "unmatched", "bez pary"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines")
    digest = models.CharField(max_length=32)
    on = models.DateField("dzień")
    amount_pln = models.DecimalField("kwota", max_digits=12, decimal_places=2)
    account = SealedTextField("rachunek", max_length=40, blank=True)
    name = SealedTextField("druga strona", max_length=200, blank=True)
    title = SealedTextField("tytuł", max_length=400, blank=True)
    state = models.CharField("stan", max_length=10, choices=State)
    why = models.CharField("dlaczego", max_length=16)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="+", verbose_name="wypłata")
    payment_list = models.ForeignKey(PaymentList, models.PROTECT, null=True, related_name="+")
    confirmed_by = who("potwierdził(a)", null=True)
    confirmed_at = models.DateTimeField("potwierdzono", null=True)
    set_aside = models.BooleanField("nie dotyczy wypłat", default=False)

    class Meta:
        verbose_name = "pozycja wyciągu"
        verbose_name_plural = "pozycje wyciągu"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="statement_line_once"),
            models.UniqueConstraint(
                fields=["payment", "state"],
                condition=Q(confirmed_by__isnull=False, payment__isnull=False),
                name="payment_confirmed_once",
                violation_error_message="Ta wypłata ma już potwierdzoną pozycję wyciągu.",
            ),
        ]
        indexes = [models.Index(fields=["statement", "state", "id"], name="statement_line_by_state")]

    def __str__(self):
        return f"{self.on} {self.amount_pln}"
