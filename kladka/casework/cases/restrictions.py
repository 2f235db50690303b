"""Ograniczenie przetwarzania (RODO art. 18): data kept and seen in the office, but not passed on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kladka.accounts.keys import new_key
from kladka.casework.people.models import Person
from kladka.vault.fields import SealedTextField


class RestrictionQuerySet(models.QuerySet):
    def in_force(self):
        """Begun and not ended."""
        return self.filter(ends__isnull=True)

    def cases(self):
        """Ids of the cases under a restriction: lists that leave the office and partners go without them."""
        return self.in_force().values("case")

    def stopping(self):
        """In force, and no head allowed a letter for today."""
        allowed = Q(excepted_on__isnull=False, excepted_on=timezone.localdate())
        return self.in_force().exclude(allowed)


class Restriction(models.Model):
    """Ograniczenie przetwarzania danych sprawy, on demand of one person or for the whole family.

    What one person demands stands in a row for each of their cases. `excepted_on` is the day for which a head
    allowed a letter that a statute demands, with the reason.
    """

    key = models.CharField(max_length=16, default=new_key, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="restrictions", verbose_name="sprawa")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="czyich danych"
    )
    reason = SealedTextField("powód", max_length=400)
    starts = models.DateField("od")
    ends = models.DateField("do", null=True, blank=True)
    excepted_on = models.DateField("wyjątek na dzień", null=True, blank=True)
    exception = SealedTextField("powód wyjątku", max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto ograniczył"
    )

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = "ograniczenie przetwarzania"
        verbose_name_plural = "ograniczenia przetwarzania"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ends__isnull=True, person__isnull=True),
                name="restriction_open_once",
                violation_error_message="Przetwarzanie danych tej sprawy jest już ograniczone.",
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(ends__isnull=True),
                name="restriction_of_person_once",
                violation_error_message="Przetwarzanie danych tej osoby jest już ograniczone.",
            ),
            models.CheckConstraint(
                condition=Q(excepted_on__isnull=True) | Q(exception__isnull=False),
                name="restriction_exception_with_reason",
            ),
        ]

    def __str__(self):
        return self.reason
