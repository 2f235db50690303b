"""The record of acts. Rows are only ever added."""

from django.conf import settings
from django.db import models

from kladka.accounts.models import Organisation


class Entry(models.Model):
    """One act of one person. Holds keys and field names, never personal data."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="organizacja"
    )
    at = models.DateTimeField("kiedy", auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="kto"
    )
    act = models.CharField("czynność", max_length=60)
    subject = models.CharField("czego dotyczy", max_length=40)
    subject_key = models.CharField("klucz", max_length=40)
    details = models.JSONField("szczegóły", default=dict)

    class Meta:
        verbose_name = "wpis dziennika"
        verbose_name_plural = "wpisy dziennika"
        indexes = [models.Index(fields=["subject", "subject_key", "-at"], name="journal_by_subject")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("Wpisu w dzienniku nie zmienia się.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Wpisu w dzienniku nie usuwa się.")
