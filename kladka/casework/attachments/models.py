"""A file of a case. Its content lies sealed outside the database (kladka.uploads.store)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Case
from kladka.vault.fields import SealedTextField


class Attachment(models.Model):
    """Załącznik. A removed one keeps its row, so that the case says what was there; its content is gone."""

    class Kind(models.TextChoices):
        RESIDENCE = "residence", "dokument pobytowy lub decyzja o ochronie"
        IDENTITY = "identity", "dokument tożsamości lub podróży"
        CIVIL = "civil", "akt stanu cywilnego"
        SCHOOL = "school", "szkoła, kurs, kwalifikacje"
        HEALTH = "health", "zdrowie"
        HOUSING = "housing", "mieszkanie"
        WORK = "work", "praca, dochód"
        LETTER = "letter", "pismo"
        OTHER = "other", "inny"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments", verbose_name="sprawa")
    kind = models.CharField("rodzaj", max_length=12, choices=Kind)
    name = SealedTextField("nazwa pliku", max_length=120)
    format = models.CharField("format", max_length=8)
    size = models.PositiveIntegerField("wielkość w bajtach")
    measure = models.PositiveIntegerField("strony lub punkty obrazu", null=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    signed = models.BooleanField("podpisany elektronicznie", default=False)
    scanned = models.BooleanField("sprawdzony programem antywirusowym", default=False)
    stored_as = models.CharField(max_length=32, blank=True, editable=False)
    added_at = models.DateTimeField("dodano", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto dodał"
    )
    valid_until = models.DateField("ważny do", null=True, blank=True)
    removed_at = models.DateTimeField("usunięto", null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="kto usunął"
    )

    class Meta:
        verbose_name = "załącznik"
        verbose_name_plural = "załączniki"
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False, stored_as=""),
                name="attachment_removed_by_somebody",
                violation_error_message="Usunięty załącznik ma osobę, która go usunęła, i nie ma treści.",
            )
        ]
        indexes = [
            models.Index(fields=["case", "-id"], name="attachment_of_case"),
            models.Index(
                fields=["valid_until", "id"],
                condition=Q(removed_at=None, valid_until__isnull=False),
                name="attachment_expiring",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.key}"

    @property
    def place(self):
        """What the sealed content is bound to: it opens for this row alone."""
        return f"{self._meta.db_table}.content.{self.key}"
