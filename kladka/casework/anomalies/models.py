"""A signal that the head looked into and put aside until a day, with the explanation."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.vault.fields import SealedTextField

USER = settings.AUTH_USER_MODEL


class ExplainedAnomaly(models.Model):
    """Wyjaśniony sygnał: a row for each case it concerned, all with one `mark`.

    `mark` is of exactly these families or payments. Another one that joins them makes another mark, and the
    signal is on the list again; so it is on the day after `until`.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="sprawa")
    kind = models.CharField("rodzaj sygnału", max_length=12)
    mark = models.CharField(max_length=32)
    reason = SealedTextField("wyjaśnienie", max_length=500)
    until = models.DateField("odłożono do")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto wyjaśnił")
    at = models.DateTimeField("kiedy", auto_now_add=True)
    ended_at = models.DateTimeField("przywrócono", null=True)

    class Meta:
        verbose_name = "wyjaśniony sygnał"
        verbose_name_plural = "wyjaśnione sygnały"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "mark", "case"],
                condition=Q(ended_at__isnull=True),
                name="anomaly_explained_once",
                violation_error_message="Ten sygnał jest już wyjaśniony.",
            )
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="anomaly_explained_by_id")]

    def __str__(self):
        return f"{self.kind} do {self.until}"
