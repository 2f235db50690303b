"""Recalculations that propose a changing decision, and every amount before and after."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.decisions.models import Decision
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme
from kladka.vault.fields import SealedTextField

from .checks import AmountsCheck, AmountsFinding  # noqa: F401  Django finds the models of an app in this module


class Recalculation(models.Model):
    """Przeliczenie kwot programu od miesiąca `since`, which waits for its changing decision to be issued.

    From `effective_on` its amounts are those of the programme; before that day nothing has changed.
    """

    class Ground(models.TextChoices):
        BENEFIT = "benefit", "zmiana na korzyść strony"
        LAW = "law", "zmiana przepisów prawa"
        INCOME = "income", "zmiana sytuacji dochodowej strony"
        PERSONAL = "personal", "zmiana sytuacji osobistej strony"
        UNDUE = "undue", "pobranie nienależnego świadczenia"
        CONSENT = "consent", "zgoda strony"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="recalculations", verbose_name="sprawa")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="recalculations")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="recalculation")
    since = models.DateField("od miesiąca")
    ground = models.CharField("podstawa zmiany (ups art. 106 ust. 5)", max_length=10, choices=Ground)
    consented_on = models.DateField("zgoda strony", null=True, blank=True)
    reason = SealedTextField("co się zmieniło", max_length=1000)
    base_reading = models.CharField("kwota bazowa", max_length=12)
    floor_reading = models.BooleanField("minimum ustawowe na osobę")
    book_version = models.CharField("wersja księgi prawa", max_length=64)
    effective_on = models.DateField("weszło w życie", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("przeliczono", auto_now_add=True)

    class Meta:
        verbose_name = "przeliczenie"
        verbose_name_plural = "przeliczenia"
        constraints = [
            models.CheckConstraint(
                condition=~Q(ground="consent") | Q(consented_on__isnull=False),
                name="recalculation_consent_has_a_day",
                violation_error_message="Podaj dzień, w którym strona zgodziła się na zmianę.",
            )
        ]
        indexes = [models.Index(fields=["case", "-id"], name="recalculation_of_case")]

    def __str__(self):
        return f"przeliczenie od {self.since:%Y-%m}"


class RecalculatedAmount(models.Model):
    """One person in one month before and after; no amount means that nothing was, or is, decided for them.

    The amounts replaced by a decision stay readable here; `AgreedAmount` holds those in force.
    """

    key = models.CharField(max_length=16, default=new_key, editable=False)
    recalculation = models.ForeignKey(Recalculation, models.PROTECT, related_name="amounts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    month = models.DateField("miesiąc")
    number = models.PositiveSmallIntegerField("miesiąc programu")
    old_pln = models.DecimalField("dotąd", max_digits=9, decimal_places=2, null=True)
    old_floor_pln = models.DecimalField("dotąd najmniej", max_digits=9, decimal_places=2, null=True)
    old_ceiling_pln = models.DecimalField("dotąd najwięcej", max_digits=9, decimal_places=2, null=True)
    old_reason = SealedTextField("dotąd powód niższej kwoty", max_length=300, blank=True)
    new_pln = models.DecimalField("teraz", max_digits=9, decimal_places=2, null=True)
    new_floor_pln = models.DecimalField("teraz najmniej", max_digits=9, decimal_places=2, null=True)
    new_ceiling_pln = models.DecimalField("teraz najwięcej", max_digits=9, decimal_places=2, null=True)
    new_health_pln = models.DecimalField("składka zdrowotna", max_digits=9, decimal_places=2, null=True)
    old_due_pln = models.DecimalField("dotąd należne", max_digits=9, decimal_places=2)
    new_due_pln = models.DecimalField("teraz należne", max_digits=9, decimal_places=2)
    because = SealedTextField("dlaczego", max_length=1000)

    class Meta:
        verbose_name = "przeliczona kwota"
        verbose_name_plural = "przeliczone kwoty"
        ordering = ["month", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["recalculation", "person", "month"], name="recalculated_amount_once"
            ),
            models.CheckConstraint(
                condition=Q(old_pln__isnull=False) | Q(new_pln__isnull=False),
                name="recalculated_amount_of_something",
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.old_pln} → {self.new_pln}"
