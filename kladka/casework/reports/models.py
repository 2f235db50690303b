"""Sets of report rows with their versions, and the yearly report as it was finished."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.vault.fields import SealedJSONField

USER = settings.AUTH_USER_MODEL


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
    """Sprawozdanie roczne dla wojewody. While a draft, its numbers are counted anew each time it is opened.

    Finished, `figures` holds what was counted and nothing of it changes; a correction is the next version.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("rok")
    version = models.PositiveSmallIntegerField("wersja")
    texts = SealedJSONField("teksty", default=dict)
    figures = models.JSONField("liczby", default=list, blank=True)
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
