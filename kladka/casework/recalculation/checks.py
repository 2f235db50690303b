"""Do przeliczenia: a look over all programmes of a centre, and the cases whose amounts are others by now."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Case
from kladka.casework.programmes.models import Programme
from kladka.casework.runs import Run
from kladka.vault.fields import SealedTextField


class AmountsCheck(Run):
    """Sprawdzenie kwot jednostki: every programme compared with the law now, in the background.

    `done` and `total` count programmes. Its findings say how it was between `created_at` and `finished_at`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "czeka"
        RUNNING = "running", "w toku"
        DONE = "done", "gotowe"
        FAILED = "failed", "nieudane"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="zlecił(a)"
    )
    state = models.CharField("stan", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("sprawdzono programów", default=0)
    total = models.PositiveIntegerField("programów", default=0)
    created_at = models.DateTimeField("zlecono", auto_now_add=True)

    class Meta:
        verbose_name = "sprawdzenie kwot"
        verbose_name_plural = "sprawdzenia kwot"
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="amounts_check_done_within_total"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=["waiting", "running"]),
                name="amounts_check_open_once",
                violation_error_message="Sprawdzenie kwot już trwa.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="amounts_check_newest")]

    def __str__(self):
        return f"sprawdzenie {self.key}: {self.done}/{self.total}"


class AmountsFinding(models.Model):
    """Program do przeliczenia: what stands is not what the law gives now; zł, since the first such month.

    `more_pln` and `less_pln` are what persons are due more and less in all, `settled_pln` the part of their
    difference that concerns months already paid.
    """

    class Kind(models.TextChoices):
        MONEY = "money", "inne kwoty"
        LISTED = "listed", "wyrówna lista"
        DAYS = "days", "inny okres, te same kwoty"
        PROBLEM = "problem", "nie da się policzyć"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    check_run = models.ForeignKey(AmountsCheck, models.CASCADE, related_name="findings")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="sprawa")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField("co się różni", max_length=8, choices=Kind)
    since = models.DateField("od miesiąca")
    months = models.PositiveSmallIntegerField("miesięcy", default=0)
    people = models.PositiveSmallIntegerField("osób", default=0)
    more_pln = models.DecimalField("więcej", max_digits=11, decimal_places=2, default=0)
    less_pln = models.DecimalField("mniej", max_digits=11, decimal_places=2, default=0)
    settled_pln = models.DecimalField("w tym za wypłacone", max_digits=11, decimal_places=2, default=0)
    why = SealedTextField("dlaczego", max_length=1000)

    class Meta:
        verbose_name = "program do przeliczenia"
        verbose_name_plural = "programy do przeliczenia"
        constraints = [
            models.UniqueConstraint(fields=["check_run", "programme"], name="amounts_finding_once"),
            models.CheckConstraint(
                condition=Q(more_pln__gte=0, less_pln__gte=0), name="amounts_finding_not_below_zero"
            ),
        ]
        indexes = [models.Index(fields=["check_run", "since", "id"], name="amounts_finding_in_order")]

    def __str__(self):
        return f"{self.kind} od {self.since:%Y-%m}"
