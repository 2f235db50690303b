"""Sets of report rows with their versions, and the yearly report as it was finished."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.runs import Run
from kladka.vault.fields import SealedFileField, SealedJSONField

from .spans import Span

USER = settings.AUTH_USER_MODEL
KEPT = timedelta(days=7)


class ReportSet(models.Model):
    """Zestaw wierszy sprawozdania, one version of it. A change is a new version; older ones stay.

    `rows`: [{"number", "label", "period", "measure", "filters": [[word, value]]}] of reports.vocabulary.
    `terms`: [{"label", "month", "day", "source"}], when the report is due and where that is written.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.SlugField("oznaczenie", max_length=30)
    version = models.PositiveSmallIntegerField("wersja")
    name = models.CharField("nazwa", max_length=160)
    note = models.CharField("uwaga", max_length=300, blank=True)
    rows = models.JSONField("wiersze", default=list)
    terms = models.JSONField("terminy", default=list, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    at = models.DateTimeField("zapisano", auto_now_add=True)

    class Meta:
        verbose_name = "zestaw wierszy sprawozdania"
        verbose_name_plural = "zestawy wierszy sprawozdań"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "version"], name="report_set_version_once"
            )
        ]

    def __str__(self):
        return f"{self.name} (wersja {self.version})"

    def get_absolute_url(self):
        return f"/sprawozdania/zestawy/{self.code}/"


class YearReport(models.Model):
    """Sprawozdanie roczne dla wojewody. While a draft, its numbers are those of its last count (ReportRun).

    Finished, `figures` holds them and nothing changes; a correction is the next version.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("rok")
    version = models.PositiveSmallIntegerField("wersja")
    texts = SealedJSONField("teksty", default=dict)
    figures = models.JSONField("liczby", default=list, blank=True)
    counted_at = models.DateTimeField("policzono", null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto rozpoczął")
    at = models.DateTimeField("rozpoczęto", auto_now_add=True)
    finished_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="kto zakończył"
    )
    finished_at = models.DateTimeField("zakończono", null=True)

    class Meta:
        verbose_name = "sprawozdanie roczne"
        verbose_name_plural = "sprawozdania roczne"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "version"], name="year_report_version_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(finished_at__isnull=True),
                name="year_report_draft_once",
                violation_error_message="Jest już projekt sprawozdania za ten rok.",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_by__isnull=False),
                name="year_report_finished_by_somebody",
            ),
        ]

    def __str__(self):
        return f"sprawozdanie za {self.year}, wersja {self.version}"

    def get_absolute_url(self):
        return f"/sprawozdania/roczne/{self.key}/"


class ReportRun(Run):
    """Zlecenie: numbers of a report counted, or files made, in the background by one worker at a time.

    `asked` is what was asked for: {"first", "last"} and, by kind, the figure, the sample or the control.
    `figures` stay as they were counted between `started_at` and `finished_at`. `content` is a file for who
    ordered it, emptied after a week.
    """

    class Kind(models.TextChoices):
        YEAR = "year", "liczby sprawozdania rocznego"
        SET = "set", "liczby zestawu wierszy"
        LIST = "list", "lista osób"
        REGISTER = "register", "rejestr programów"
        PACK = "pack", "paczka na kontrolę"

    class State(models.TextChoices):
        WAITING = "waiting", "czeka"
        RUNNING = "running", "w toku"
        DONE = "done", "gotowe"
        FAILED = "failed", "nieudane"

    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zlecił")
    kind = models.CharField("rodzaj", max_length=10, choices=Kind)
    year_report = models.ForeignKey(YearReport, models.PROTECT, null=True, related_name="runs")
    report_set = models.ForeignKey(ReportSet, models.PROTECT, null=True, related_name="runs")
    asked = models.JSONField("co zlecono", default=dict)
    state = models.CharField("stan", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("zrobiono części", default=0)
    total = models.PositiveIntegerField("części", default=0)
    created_at = models.DateTimeField("zlecono", auto_now_add=True)
    started_at = models.DateTimeField("rozpoczęto", null=True)
    figures = models.JSONField("liczby", default=list, blank=True)
    name = models.CharField("plik", max_length=160, blank=True)
    content = SealedFileField("zawartość", null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "zlecenie sprawozdania"
        verbose_name_plural = "zlecenia sprawozdań"
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="report_run_done_within_total")
        ]
        indexes = [
            models.Index(
                fields=["beat_at"], condition=Q(state__in=["waiting", "running"]), name="report_run_open"
            ),
            models.Index(fields=["organisation", "by", "-id"], name="report_run_of_user"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.key}: {self.done}/{self.total}"

    def get_absolute_url(self):
        return f"/sprawozdania/zlecone/{self.key}/"

    @property
    def span(self):
        return Span.of(self.asked)

    @property
    def kept_until(self):
        """When the file goes."""
        return self.finished_at + KEPT
