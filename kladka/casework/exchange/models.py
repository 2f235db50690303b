"""Imports: a file as it was read, each family or payment of it, and payments made by others."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Case
from kladka.casework.people.models import Person
from kladka.casework.runs import Run
from kladka.vault.fields import SealedFileField, SealedJSONField, SealedTextField

USER = settings.AUTH_USER_MODEL


class ImportRun(Run):
    """Import: a file or pasted rows, read in the background, looked at by a person, then written.

    When everything is written, or a week has passed, the content and the lines are emptied: the cases hold
    what was written.
    """

    class Kind(models.TextChoices):
        FAMILIES = "families", "rodziny i wnioski"
        PROGRAMMES = "programmes", "programy w toku"
        PAYMENTS = "payments", "wypłaty dokonane gdzie indziej"

    class State(models.TextChoices):
        TO_READ = "to_read", "czeka na odczytanie"
        READING = "reading", "czytanie pliku"
        READ = "read", "do sprawdzenia"
        TO_WRITE = "to_write", "czeka na zapisanie"
        WRITING = "writing", "zapisywanie"
        DONE = "done", "zapisany"
        FAILED = "failed", "nieodczytany"
        DROPPED = "dropped", "odrzucony"

    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto")
    kind = models.CharField("rodzaj", max_length=10, choices=Kind)
    name = models.CharField("plik", max_length=120)
    pasted = models.BooleanField("wklejone wiersze", default=False)
    sha256 = models.CharField("SHA-256", max_length=64)
    content = SealedFileField("treść pliku")
    problems = SealedJSONField("uwagi do całego pliku", default=list)
    state = models.CharField("stan", max_length=10, choices=State, default=State.TO_READ)
    done = models.PositiveIntegerField("zrobiono", default=0)
    total = models.PositiveIntegerField("razem", default=0)
    created_at = models.DateTimeField("wczytano", auto_now_add=True)

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "importy"
        indexes = [models.Index(fields=["organisation", "-created_at", "-id"], name="import_by_day")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.name}"

    def get_absolute_url(self):
        return f"/wymiana/{self.key}/"


class ImportLine(models.Model):
    """One family, programme or payment of an import: what was typed, what differs, what is wrong.

    `typed` holds the number and the {field: text} of every row, `notes` the dictionaries of rows.Note.
    """

    class Outcome(models.TextChoices):
        NEW = "new", "nowe"
        SAME = "same", "bez zmian"
        CHANGED = "changed", "zmienione"
        FAULT = "fault", "do poprawy"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("pierwszy wiersz")
    outcome = models.CharField("wynik", max_length=8, choices=Outcome)
    title = SealedTextField("kogo dotyczy", max_length=200, blank=True)
    typed = SealedJSONField("wiersze", default=list)
    notes = SealedJSONField("różnice i błędy", default=list)
    chosen = models.BooleanField("do zapisania", default=False)
    written_at = models.DateTimeField("zapisano", null=True)
    refused = SealedTextField("dlaczego nie zapisano", max_length=500, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", verbose_name="sprawa")

    class Meta:
        verbose_name = "pozycja importu"
        verbose_name_plural = "pozycje importu"
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_line_once")]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="import_line_by_outcome")]

    def __str__(self):
        return f"wiersz {self.number}: {self.get_outcome_display()}"


class EarlierPayment(models.Model):
    """Wypłata dokonana gdzie indziej: what another office paid to a person for a month, as it told us."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="earlier_payments", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="komu")
    month = models.DateField("za miesiąc")
    payer = models.CharField("kto wypłacił", max_length=120)
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    paid_on = models.DateField("dzień wypłaty", null=True, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    recorded_at = models.DateTimeField("zapisano", auto_now=True)

    class Meta:
        verbose_name = "wypłata dokonana gdzie indziej"
        verbose_name_plural = "wypłaty dokonane gdzie indziej"
        constraints = [
            models.UniqueConstraint(fields=["person", "month", "payer"], name="earlier_payment_once"),
            models.CheckConstraint(condition=Q(amount_pln__gte=0), name="earlier_payment_not_negative"),
        ]
        indexes = [models.Index(fields=["case", "-month", "-id"], name="earlier_payment_of_case")]

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.amount_pln} zł"
