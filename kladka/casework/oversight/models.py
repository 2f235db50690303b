"""A row of a quality check that somebody put aside until a day, with the reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.vault.fields import SealedTextField

USER = settings.AUTH_USER_MODEL


class SetAside(models.Model):
    """Odłożenie wyniku kontroli danych. `row`: primary key of what the check found.

    On the day after `until` the row is on the list again; nothing is hidden for ever.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="sprawa")
    check_code = models.CharField("kontrola", max_length=30)
    row = models.BigIntegerField("wiersz")
    reason = SealedTextField("powód", max_length=500)
    until = models.DateField("odłożono do")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto odłożył")
    at = models.DateTimeField("kiedy", auto_now_add=True)
    ended_at = models.DateTimeField("przywrócono", null=True)

    class Meta:
        verbose_name = "odłożony wynik kontroli"
        verbose_name_plural = "odłożone wyniki kontroli"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "check_code", "row", "case"],
                condition=Q(ended_at__isnull=True),
                name="set_aside_once",
                violation_error_message="Ten wynik jest już odłożony.",
            )
        ]
        indexes = [models.Index(fields=["organisation", "check_code", "-id"], name="set_aside_of_check")]

    def __str__(self):
        return f"{self.check_code} do {self.until}"
