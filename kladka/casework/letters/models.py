"""Word templates of an office: every version is kept, one is in use, and issued letters name theirs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.vault.fields import SealedFileField


class OfficeTemplate(models.Model):
    """Wzór jednostki. Its content never changes; a corrected one is the next version.

    `title` names a letter of the office's own ("Pismo do szkoły"); the kinds the law knows have none.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", "decyzja"
        PROGRAMME = "programme", "indywidualny program integracji"
        SIDE_BY_SIDE = "side_by_side", "program i aneks obok języka rodziny"
        SUPPLY = "supply_letter", "wezwanie do usunięcia braków"
        RECEIPT = "receipt", "potwierdzenie złożenia wniosku"
        NOTICE = "notice", "wezwanie do wyjaśnienia"
        NOTE = "note", "notatka służbowa z monitorowania"
        MOVE = "move_notice", "zawiadomienie o przeniesieniu"
        CERTIFICATE = "certificate", "zaświadczenie"
        LETTER = "case_letter", "pismo ze sprawy"

    class State(models.TextChoices):
        READY = "ready", "sprawdzony"
        ACTIVE = "active", "w użyciu"
        RETIRED = "retired", "wycofany"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField("rodzaj pisma", max_length=20, choices=Kind)
    title = models.CharField("nazwa pisma", max_length=80, blank=True)
    version = models.PositiveSmallIntegerField("wersja")
    name = models.CharField("nazwa pliku", max_length=120)
    content = SealedFileField("wzór Word")
    sha256 = models.CharField("SHA-256", max_length=64)
    state = models.CharField("stan", max_length=10, choices=State, default=State.READY)
    added_at = models.DateTimeField("dodano", auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    active_from = models.DateTimeField("w użyciu od", null=True)
    retired_at = models.DateTimeField("wycofano", null=True)

    class Meta:
        verbose_name = "wzór pisma jednostki"
        verbose_name_plural = "wzory pism jednostki"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "title", "version"], name="template_version_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "title"],
                condition=Q(state="active"),
                name="template_active_once",
            ),
        ]

    def __str__(self):
        return f"{self.title or self.get_kind_display()}, wersja {self.version}"


class TemplateUse(models.Model):
    """Z której wersji wzoru jest wydane pismo; a letter without a row is of the built-in template."""

    template = models.ForeignKey(OfficeTemplate, models.PROTECT, related_name="uses", verbose_name="wzór")
    kind = models.CharField("rodzaj pisma", max_length=20)
    letter_key = models.CharField("pismo", max_length=16)
    issued_at = models.DateTimeField("wydano", auto_now_add=True)

    class Meta:
        verbose_name = "użycie wzoru"
        verbose_name_plural = "użycia wzorów"
        constraints = [
            models.UniqueConstraint(fields=["kind", "letter_key"], name="template_use_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.letter_key}"
