"""Miesiąc wypłacony: the table by which centres do not pay one person twice for a month."""

from django.db import models
from django.db.models import Q

from kladka.accounts.models import Organisation


class PaidMonth(models.Model):
    """Miesiąc wypłacony osobie przez jednostkę: no other centre approves a payment for it.

    A person is known by a keyed digest of the PESEL, without one of each document's number; a digest of name
    and birth (`certain` False) only warns. The table says nothing about anybody to who holds no key.
    """

    identity = models.CharField("skrót tożsamości", max_length=32)
    certain = models.BooleanField("pewna", default=True)
    month = models.DateField("miesiąc")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    payment = models.ForeignKey("benefits.Payment", models.PROTECT, related_name="+", verbose_name="wypłata")

    class Meta:
        verbose_name = "miesiąc wypłacony"
        verbose_name_plural = "miesiące wypłacone"
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "month"],
                condition=Q(certain=True),
                name="paid_month_once",
                violation_error_message="Za ten miesiąc płaci tej osobie inna jednostka.",
            )
        ]
        indexes = [
            models.Index(fields=["identity", "month"], condition=Q(certain=False), name="paid_month_alike")
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"
