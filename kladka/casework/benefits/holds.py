"""Wstrzymanie wypłaty, gdy rodzina nie odbiera świadczeń (ups art. 106a)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Case
from kladka.vault.fields import SealedTextField


class PaymentHold(models.Model):
    """Lists leave a case out while a hold is open.

    When it ends they pay what was left behind (ust. 2), or nothing more, if the decision expired (ust. 3).
    """

    class Outcome(models.TextChoices):
        EXPLAINED = "explained", "wyjaśniono, wypłaca się za czas wstrzymania (ust. 2)"
        EXPIRED = "expired", "decyzja wygasła (ust. 3)"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="payment_holds", verbose_name="sprawa")
    starts = models.DateField("od")
    reason = SealedTextField("powód", max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="wstrzymał(a)"
    )
    opened_at = models.DateTimeField("zapisano", auto_now_add=True)
    ended_on = models.DateField("do", null=True)
    outcome = models.CharField("wynik", max_length=10, choices=Outcome, blank=True)
    explanation = SealedTextField("wyjaśnienie", max_length=1000, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "wstrzymanie wypłaty"
        verbose_name_plural = "wstrzymania wypłat"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_on__isnull=True),
                name="payment_hold_open_once",
                violation_error_message="Wypłatę tej rodzinie już wstrzymano.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | (Q(ended_on__gte=F("starts")) & ~Q(outcome="")),
                name="payment_hold_ends_with_outcome",
            ),
        ]

    def __str__(self):
        return f"od {self.starts}"
