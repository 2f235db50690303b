"""Potrącenia z bieżących wypłat (ups art. 104 ust. 2): orders that stand, and what each list deducts."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.decisions.models import Decision
from kladka.casework.people.models import Person


class DeductionOrder(models.Model):
    """Potrącenie zlecone: what lists may still take from a family's payments for one claim.

    From the list of the month `starts` on, until `limit_pln` is reached in all or the order is ended. With a
    `person` only from that person's payments, else from those of everybody in the case. `monthly_pln` is the
    most in one month for the whole order (an instalment); the law's share of each payment holds besides.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="deduction_orders", verbose_name="sprawa")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="deduction_order")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="osoba")
    starts = models.DateField("od listy za miesiąc")
    limit_pln = models.DecimalField("najwyżej razem", max_digits=9, decimal_places=2)
    monthly_pln = models.DecimalField("najwyżej w miesiącu", max_digits=9, decimal_places=2, null=True)
    ended_on = models.DateField("zakończono", null=True)
    changed_at = models.DateTimeField("zmieniono", auto_now=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "zlecenie potrąceń"
        verbose_name_plural = "zlecenia potrąceń"
        constraints = [
            models.CheckConstraint(condition=Q(limit_pln__gte=0), name="deduction_order_not_below_zero"),
            models.CheckConstraint(
                condition=Q(monthly_pln__isnull=True) | Q(monthly_pln__gt=0), name="deduction_instalment"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "starts"], name="deduction_order_open")]

    def __str__(self):
        return f"do {self.limit_pln} zł od {self.starts:%Y-%m}"


class Deduction(models.Model):
    """Potrącenie: what one line of a list pays off of one claim."""

    payment = models.ForeignKey("benefits.Payment", models.PROTECT, related_name="deductions")
    order = models.ForeignKey(DeductionOrder, models.PROTECT, related_name="deductions")
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)

    class Meta:
        verbose_name = "potrącenie"
        verbose_name_plural = "potrącenia"
        constraints = [
            models.UniqueConstraint(fields=["payment", "order"], name="deduction_once_a_line"),
            models.CheckConstraint(condition=Q(amount_pln__gt=0), name="deduction_above_zero"),
        ]

    def __str__(self):
        return f"{self.amount_pln}"
