"""A letter of a case: a draft, then issued with a number and frozen, or withdrawn with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.people.models import Person
from kladka.vault.fields import SealedFileField, SealedTextField

USER = settings.AUTH_USER_MODEL


class CaseLetter(models.Model):
    """Pismo ze sprawy. `template_title` names the office's own letter in Word; such a letter has no PDF."""

    class Kind(models.TextChoices):
        PARTICIPATION = "participation", "zaświadczenie o udziale w programie"
        PAID = "paid", "zaświadczenie o wypłaconych świadczeniach"
        REFUSAL = "refusal", "postanowienie o odmowie wydania zaświadczenia"
        LETTER = "letter", "pismo"

    class State(models.TextChoices):
        DRAFT = "draft", "projekt"
        ISSUED = "issued", "wydane"
        VOID = "void", "unieważnione"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="case_letters", verbose_name="sprawa")
    kind = models.CharField("rodzaj", max_length=14, choices=Kind)
    template_title = models.CharField("wzór jednostki", max_length=80, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kogo dotyczy"
    )
    requested_on = models.DateField("wniosek o zaświadczenie wpłynął", null=True, blank=True)
    title = models.CharField("tytuł", max_length=120)
    addressee = SealedTextField("adresat", max_length=300, blank=True)
    purpose = SealedTextField("cel", max_length=200, blank=True)
    text = SealedTextField("treść", max_length=6000, blank=True)
    state = models.CharField("stan", max_length=8, choices=State, default=State.DRAFT)
    number = models.CharField("numer", max_length=60, blank=True)
    created_at = models.DateTimeField("przygotowano", auto_now_add=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto przygotował")
    issued_on = models.DateField("wydano", null=True)
    issued_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="kto podpisał"
    )
    pdf = SealedFileField("PDF", null=True)
    docx = SealedFileField("DOCX", null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    void_on = models.DateField("unieważniono", null=True)
    void_reason = SealedTextField("powód unieważnienia", max_length=300, blank=True)

    class Meta:
        verbose_name = "pismo ze sprawy"
        verbose_name_plural = "pisma ze sprawy"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", issued_on=None) | Q(~Q(state="draft"), issued_on__isnull=False),
                name="case_letter_issued_has_day",
                violation_error_message="Wydane pismo ma dzień wydania.",
            )
        ]

    def __str__(self):
        return f"{self.title} {self.number}".strip()

    def get_absolute_url(self):
        return f"/sprawy/{self.case.key}/pisma/{self.key}/"
