"""An order of the whole file of a case; its PDF lies sealed in pieces for a week."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Case
from kladka.casework.runs import Run
from kladka.vault.fields import SealedFileField


class FileRun(Run):
    """Akta sprawy w jednym pliku: made in the background by one worker at a time, for who ordered them.

    `homeless`: papers older than the protection of the family's
    address were left out, because who ordered may not see it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "czeka"
        RUNNING = "running", "w toku"
        DONE = "done", "gotowe"
        FAILED = "failed", "nieudane"

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="sprawa")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField("stan", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("zrobiono części", default=0)
    total = models.PositiveIntegerField("części", default=0)
    created_at = models.DateTimeField("zlecono", auto_now_add=True)
    homeless = models.BooleanField("bez pism z adresem chronionym", default=False)
    pages = models.PositiveIntegerField("kart", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "akta w jednym pliku"
        verbose_name_plural = "akta w jednym pliku"
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="file_run_done_within_total")
        ]
        indexes = [
            models.Index(
                fields=["beat_at"], condition=Q(state__in=["waiting", "running"]), name="file_run_open"
            ),
            models.Index(fields=["case", "by", "-id"], name="file_run_of_case"),
        ]

    def __str__(self):
        return f"akta {self.key}: {self.done}/{self.total}"

    def get_absolute_url(self):
        return f"/sprawy/{self.case.key}/akta/{self.key}/"


class FilePiece(models.Model):
    """Kawałek akt w PDF: pieces of one lease, by number, are the file; they lie sealed for a week."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    run = models.ForeignKey(FileRun, models.CASCADE, related_name="pieces")
    lease = models.CharField(max_length=16)
    number = models.PositiveIntegerField("kolejny")
    content = SealedFileField("treść")

    class Meta:
        verbose_name = "kawałek akt"
        verbose_name_plural = "kawałki akt"
        constraints = [models.UniqueConstraint(fields=["run", "lease", "number"], name="file_piece_once")]

    def __str__(self):
        return f"{self.run_id}/{self.number}"
