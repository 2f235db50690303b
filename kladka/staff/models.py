"""How a person works in a centre: languages, how many families at most, days away."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.models import Membership


class WorkProfile(models.Model):
    """Warunki pracy realizatora. The act knows no norm of cases for the programmes (ups art. 110 ust. 11)."""

    membership = models.OneToOneField(
        Membership, models.PROTECT, related_name="work", verbose_name="przydział"
    )
    languages = models.CharField(
        "języki", max_length=200, blank=True, help_text="Po przecinku, np. ukraiński, rosyjski, angielski."
    )
    most_families = models.PositiveSmallIntegerField("najwyżej rodzin", null=True, blank=True)

    class Meta:
        verbose_name = "warunki pracy realizatora"
        verbose_name_plural = "warunki pracy realizatorów"

    def __str__(self):
        return f"{self.membership.user}: {self.languages}"

    @property
    def spoken(self):
        """The languages as a list."""
        return [one.strip().casefold() for one in self.languages.split(",") if one.strip()]


class Absence(models.Model):
    """Nieobecność, both days inclusive. Why somebody is away is not kept."""

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="absences", verbose_name="przydział"
    )
    starts = models.DateField("od")
    ends = models.DateField("do")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="kto zastępuje",
    )  # fmt: skip
    cancelled_at = models.DateTimeField("odwołana", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto zapisał"
    )

    class Meta:
        verbose_name = "nieobecność"
        verbose_name_plural = "nieobecności"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="absence_ends_after_start",
                violation_error_message="Nieobecność nie może się skończyć przed początkiem.",
            )
        ]
        indexes = [models.Index(fields=["membership", "ends"], name="absence_of_membership")]

    def __str__(self):
        return f"{self.membership.user}: {self.starts} – {self.ends}"
