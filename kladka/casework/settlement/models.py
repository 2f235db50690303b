"""Dotacja wojewody: requests for it, money that came, settlements of a period."""

from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.ledger import chart
from kladka.casework.programmes.models import Programme

from .own_funds import OwnFunds
from .payouts import DeskPayment, DirectExpense, ExpenseFile
from .people import who
from .statements import BankStatement, StatementLine

__all__ = [
    "BankStatement",
    "DeskPayment",
    "DirectExpense",
    "ExpenseFile",
    "GrantReceipt",
    "GrantRequest",
    "GrantRequestLine",
    "GrantSettlement",
    "OwnFunds",
    "StatementLine",
]


def _pln(label):
    return models.DecimalField(label, max_digits=12, decimal_places=2, default=0)


class Purpose(NamedTuple):
    """One purpose of a grant (`chart.PURPOSES`) in a settlement, zł; `left` below zero was laid out."""

    key: str
    name: str
    opening: Decimal
    received: Decimal
    used: Decimal
    left: Decimal


FOUR_EYES = Q(approved_by__isnull=True) | (~Q(approved_by=F("by")) & Q(approved_at__isnull=False))


class GrantRequest(models.Model):
    """Zapotrzebowanie na dotację za miesiące od `starts` do `ends`; approved by another person, then sent."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField("numer", max_length=60)
    starts = models.DateField("od")
    ends = models.DateField("do")
    cash_pln = _pln("świadczenia pieniężne")
    health_pln = _pln("składki zdrowotne")
    direct_pln = _pln("wydatki bezpośrednie")
    by = who()
    made_at = models.DateTimeField("sporządzono", auto_now_add=True)
    approved_by = who("zatwierdził(a)", null=True)
    approved_at = models.DateTimeField("zatwierdzono", null=True)
    sent_on = models.DateField("wysłano wojewodzie", null=True)

    class Meta:
        verbose_name = "zapotrzebowanie na dotację"
        verbose_name_plural = "zapotrzebowania na dotację"
        constraints = [
            models.CheckConstraint(
                condition=FOUR_EYES,
                name="grant_request_four_eyes",
                violation_error_message="Zapotrzebowanie zatwierdza inna osoba niż ta, która je sporządziła.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(approved_by__isnull=False),
                name="grant_request_sent_after_approval",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="grant_request_has_months"),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="grant_request_by_id")]

    def __str__(self):
        return self.number

    @property
    def total_pln(self):
        return self.cash_pln + self.health_pln + self.direct_pln


class GrantRequestLine(models.Model):
    """What one programme needs in the months of a request, as it was agreed when the request was made."""

    request = models.ForeignKey(GrantRequest, models.PROTECT, related_name="lines")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField("liczba osób")
    cash_pln = _pln("świadczenia pieniężne")
    health_pln = _pln("składki zdrowotne")

    class Meta:
        verbose_name = "pozycja zapotrzebowania"
        verbose_name_plural = "pozycje zapotrzebowania"
        constraints = [
            models.UniqueConstraint(fields=["request", "programme"], name="grant_line_once_a_programme")
        ]

    def __str__(self):
        return f"{self.cash_pln} + {self.health_pln}"


class GrantReceipt(models.Model):
    """Wpływ dotacji na rachunek: what came for which purpose, by which document of the bank."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    request = models.ForeignKey(GrantRequest, models.PROTECT, null=True, related_name="receipts")
    on = models.DateField("dzień wpływu")
    document = models.CharField("dokument", max_length=80)
    cash_pln = _pln("świadczenia pieniężne")
    health_pln = _pln("składki zdrowotne")
    direct_pln = _pln("wydatki bezpośrednie")
    by = who()
    at = models.DateTimeField("wpisano", auto_now_add=True)

    class Meta:
        verbose_name = "wpływ dotacji"
        verbose_name_plural = "wpływy dotacji"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "on", "document"],
                name="grant_receipt_once",
                violation_error_message="Ten wpływ jest już zapisany: ten sam dzień i dokument.",
            ),
            models.CheckConstraint(
                condition=Q(cash_pln__gte=0, health_pln__gte=0, direct_pln__gte=0),
                name="grant_receipt_positive",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-on", "-id"], name="grant_receipt_by_day")]

    def __str__(self):
        return self.document

    @property
    def total_pln(self):
        return self.cash_pln + self.health_pln + self.direct_pln


class GrantSettlement(models.Model):
    """Rozliczenie dotacji za okres, from the book as it was then: what stood, came, was used and is left.

    A yearly one (`final`) says what is to be returned; by when and on what basis the head writes down.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField("numer", max_length=60)
    starts = models.DateField("od")
    ends = models.DateField("do")
    final = models.BooleanField("roczne")
    opening_pln = _pln("pozostało z poprzedniego okresu")
    received_pln = _pln("otrzymano")
    # Of these two sums the parts for other purposes than cash; what is left over is for cash.
    opening_health_pln = _pln("pozostało: składki")
    opening_direct_pln = _pln("pozostało: wydatki bezpośrednie")
    received_health_pln = _pln("otrzymano: składki")
    received_direct_pln = _pln("otrzymano: wydatki bezpośrednie")
    used_cash_pln = _pln("wykorzystano: świadczenia")
    used_health_pln = _pln("wykorzystano: składki")
    used_direct_pln = _pln("wykorzystano: wydatki bezpośrednie")
    by = who()
    made_at = models.DateTimeField("sporządzono", auto_now_add=True)
    approved_by = who("zatwierdził(a)", null=True)
    approved_at = models.DateTimeField("zatwierdzono", null=True)
    return_due_on = models.DateField("termin zwrotu", null=True)
    return_basis = models.CharField("podstawa terminu", max_length=200, blank=True)
    returned_on = models.DateField("zwrócono", null=True)

    class Meta:
        verbose_name = "rozliczenie dotacji"
        verbose_name_plural = "rozliczenia dotacji"
        constraints = [
            models.CheckConstraint(
                condition=FOUR_EYES,
                name="grant_settlement_four_eyes",
                violation_error_message="Rozliczenie zatwierdza inna osoba niż ta, która je sporządziła.",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(approved_by__isnull=False, final=True),
                name="grant_returned_after_approval",
            ),
            models.CheckConstraint(
                condition=Q(return_due_on__isnull=True) | ~Q(return_basis=""),
                name="grant_return_due_with_basis",
                violation_error_message="Termin zwrotu wymaga podania podstawy.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "starts", "ends"],
                name="grant_settled_once",
                violation_error_message="Ten okres jest już rozliczony.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-ends", "-id"], name="grant_settlement_by_end")]

    def __str__(self):
        return self.number

    @property
    def used_pln(self):
        return self.used_cash_pln + self.used_health_pln + self.used_direct_pln

    @property
    def left_pln(self):
        """What is left of the grant; below zero what the centre laid out of other money."""
        return self.opening_pln + self.received_pln - self.used_pln

    @property
    def purposes(self):
        """[Purpose] in the order of the chart; their sums are those of the settlement."""
        rest = [
            self._purpose(
                key, name, getattr(self, f"opening_{key}_pln"), getattr(self, f"received_{key}_pln")
            )
            for key, name, _ in chart.PURPOSES[1:]
        ]
        key, name, _ = chart.PURPOSES[0]
        opening = self.opening_pln - sum(one.opening for one in rest)
        received = self.received_pln - sum(one.received for one in rest)
        return [self._purpose(key, name, opening, received), *rest]

    def _purpose(self, key, name, opening, received):
        used = getattr(self, f"used_{key}_pln")
        return Purpose(key, name, opening, received, used, opening + received - used)

    @property
    def to_return_pln(self):
        """What was not used of any purpose: one purpose does not pay for another."""
        return sum((one.left for one in self.purposes if one.left > 0), Decimal(0))
