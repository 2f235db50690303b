"""Potwierdzenie rachunku po zwrocie: a family told over the telephone that its account is still right."""

from django.conf import settings
from django.db import models

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Case


class AccountCheck(models.Model):
    """After a transfer came back: the family was called on the number in the files and keeps its account.

    Lists pay a returned transfer again only after this, or after a change of account that was confirmed.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="account_checks", verbose_name="sprawa")
    account = models.ForeignKey("benefits.PayoutAccount", models.PROTECT, related_name="checks")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="oddzwonił(a)"
    )
    at = models.DateTimeField("oddzwoniono", auto_now_add=True)

    class Meta:
        verbose_name = "potwierdzenie rachunku po zwrocie"
        verbose_name_plural = "potwierdzenia rachunków po zwrocie"
        indexes = [models.Index(fields=["account", "-at"], name="account_check_by_account")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"
