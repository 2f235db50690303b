"""The record of acts and of reads. Rows are only ever added, each chained to the one before it."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.models import Organisation
from kladka.vault.sealing import unseal


class Details(models.TextField):
    """Keys, field names and figures as JSON, kept as the very text that the chain covers."""

    def from_db_value(self, value, expression, connection):
        return json.loads(value)

    def to_python(self, value):
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        return details_text(value)


def details_text(value):
    """The same details always give the same text, plain ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


class Entry(models.Model):
    """One act or look of one person. Holds keys and field names, never personal data.

    Entries of an organisation form one chain; those of none (sign-in of a stranger) the installation's.
    """

    class Kind(models.TextChoices):
        ACT = "act", "czynność"
        READ = "read", "wgląd"
        LIST = "list", "lista"
        SIGN_IN = "sign_in", "logowanie"
        ALARM = "alarm", "alarm"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="organizacja"
    )
    seq = models.PositiveBigIntegerField("numer w łańcuchu")
    at = models.DateTimeField("kiedy")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="kto",
    )
    kind = models.CharField("rodzaj", max_length=8, choices=Kind)
    act = models.CharField("czynność", max_length=60)
    subject = models.CharField("czego dotyczy", max_length=40)
    subject_key = models.CharField("klucz", max_length=40)
    basis = models.CharField("podstawa", max_length=60)
    address = models.CharField("strona", max_length=60)
    details = Details("szczegóły")
    shown = models.TextField("sprawy na liście", help_text="klucze spraw, rozdzielone odstępem")
    reason = models.BinaryField("powód (zaszyfrowany)")
    key_number = models.PositiveSmallIntegerField("numer klucza")
    mac = models.CharField("HMAC-SHA-256", max_length=64)

    class Meta:
        verbose_name = "wpis dziennika"
        verbose_name_plural = "wpisy dziennika"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "seq"], name="journal_chain"),
            models.UniqueConstraint(
                fields=["seq"], condition=Q(organisation__isnull=True), name="journal_chain_of_installation"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_key", "-at", "-id"], name="journal_by_subject"),
            models.Index(fields=["-at", "-id"], condition=Q(kind="list"), name="journal_lists"),
            models.Index(fields=["at"], name="journal_by_time"),
            models.Index(fields=["actor", "at"], name="journal_by_actor"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    @property
    def why(self):
        """The reason as it was typed, or ""."""
        return unseal("journal", self.reason, place=self.place).decode() if self.reason else ""

    @property
    def place(self):
        """Where the sealed reason belongs."""
        return f"journal_entry.reason.{self.organisation_id}.{self.seq}"

    def save(self, *args, **kwargs):
        raise TypeError("Wpis w dzienniku powstaje tylko w łańcuchu i się nie zmienia.")

    def delete(self, *args, **kwargs):
        raise TypeError("Wpisu w dzienniku nie usuwa się.")
