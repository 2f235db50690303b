"""What was filed with ZUS and when, other titles to insurance, and the monthly lists of contributions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme
from kladka.vault.fields import SealedTextField


class InsuranceFiling(models.Model):
    """Zgłoszenie albo wyrejestrowanie w programie ZUS: what was filed, from which day, and when.

    `dependant` is the family member reported for an insured person (ustawa zdrowotna art. 67 ust. 3).
    """

    class Kind(models.TextChoices):
        REGISTER = "register", "zgłoszenie"
        DEREGISTER = "deregister", "wyrejestrowanie"
        FAMILY = "family", "zgłoszenie członka rodziny"
        FAMILY_OFF = "family_off", "wyrejestrowanie członka rodziny"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="insurance_filings")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    dependant = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="członek rodziny"
    )
    kind = models.CharField("rodzaj", max_length=10, choices=Kind)
    effective_on = models.DateField("od dnia")
    filed_on = models.DateField("złożono")
    reference = models.CharField("znak potwierdzenia", max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "zgłoszenie do ubezpieczenia"
        verbose_name_plural = "zgłoszenia do ubezpieczenia"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person", "kind", "effective_on"],
                condition=Q(dependant__isnull=True),
                name="insurance_filed_once",
                violation_error_message="To zgłoszenie już zapisano.",
            )
        ]
        indexes = [models.Index(fields=["case", "-effective_on"], name="insurance_filing_of_case")]

    def __str__(self):
        return f"{self.get_kind_display()} od {self.effective_on}"


class OtherTitle(models.Model):
    """Inny tytuł do ubezpieczenia zdrowotnego: składki z programu się nie opłaca (art. 82 ust. 6)."""

    class Kind(models.TextChoices):
        WORK = "work", "praca lub zlecenie"
        BUSINESS = "business", "działalność gospodarcza"
        FAMILY = "family", "członek rodziny osoby ubezpieczonej"
        UNEMPLOYED = "unemployed", "rejestracja w urzędzie pracy"
        OTHER = "other", "inny tytuł"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="other_titles", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    kind = models.CharField("tytuł", max_length=12, choices=Kind)
    starts = models.DateField("od")
    ends = models.DateField("do", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "inny tytuł do ubezpieczenia"
        verbose_name_plural = "inne tytuły do ubezpieczenia"
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="other_title_ends_after_start",
                violation_error_message="Koniec nie może być przed początkiem.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} od {self.starts}"


class ContributionList(models.Model):
    """Zestawienie składek za miesiąc for ZUS. `part` 1 is the month's list, a later one its correction."""

    class State(models.TextChoices):
        DRAFT = "draft", "w przygotowaniu"
        SUBMITTED = "submitted", "do zatwierdzenia"
        APPROVED = "approved", "zatwierdzone"
        SENT = "sent", "przekazane do ZUS"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    month = models.DateField("miesiąc")
    part = models.PositiveSmallIntegerField("które za miesiąc", default=1)
    number = models.CharField("numer", max_length=60)
    state = models.CharField("stan", max_length=10, choices=State, default=State.DRAFT)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("przygotowano", default=timezone.now)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("zatwierdzono", null=True)
    sent_on = models.DateField("przekazano", null=True)
    paid_on = models.DateField("zapłacono", null=True)
    returned_reason = SealedTextField("powód zwrotu", max_length=500, blank=True)
    people = models.PositiveIntegerField("liczba osób", default=0)
    total_pln = models.DecimalField("suma", max_digits=12, decimal_places=2, default=0)

    class Meta:
        verbose_name = "zestawienie składek"
        verbose_name_plural = "zestawienia składek"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "part"],
                name="contribution_list_once",
                violation_error_message="Zestawienie składek za ten miesiąc już istnieje.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "month"],
                condition=Q(state__in=["draft", "submitted"]),
                name="contribution_list_one_open",
                violation_error_message="Zestawienie za ten miesiąc jest już przygotowywane.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (
                    ~Q(approved_by=F("prepared_by"))
                    & Q(submitted_by__isnull=False)
                    & ~Q(approved_by=F("submitted_by"))
                ),
                name="contribution_list_four_eyes",
                violation_error_message="Zestawienie zatwierdza inna osoba niż ta, która je przygotowała.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"]) | Q(approved_by__isnull=False),
                name="contribution_list_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(state="sent"), name="contributions_paid_after_sending"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-month", "-part"], name="contribution_list_by_month")
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return f"/skladki/{self.key}/"


CLOSED = (ContributionList.State.APPROVED, ContributionList.State.SENT)


class Contribution(models.Model):
    """Składka jednej osoby za miesiąc. `before_pln` is what earlier lists of the month held."""

    class Reason(models.TextChoices):
        DUE = "", "należna"
        WITHHELD = "withheld", "pomoc wstrzymana przez cały miesiąc"
        OTHER_TITLE = "other_title", "inny tytuł do ubezpieczenia"
        ENDED = "ended", "osoba nie jest już objęta programem"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    contribution_list = models.ForeignKey(ContributionList, models.PROTECT, related_name="lines")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    month = models.DateField("miesiąc")
    position = models.PositiveIntegerField("pozycja")
    name = SealedTextField("imiona i nazwisko", max_length=161)
    identifier = SealedTextField("PESEL albo dokument", max_length=80, blank=True)
    base_pln = models.DecimalField("podstawa", max_digits=9, decimal_places=2)
    amount_pln = models.DecimalField("składka", max_digits=9, decimal_places=2)
    before_pln = models.DecimalField("poprzednio", max_digits=9, decimal_places=2, default=0)
    reason = models.CharField(
        "dlaczego bez składki", max_length=12, choices=Reason, default=Reason.DUE, blank=True
    )

    class Meta:
        verbose_name = "składka zdrowotna"
        verbose_name_plural = "składki zdrowotne"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["contribution_list", "person"], name="contribution_once"),
            models.CheckConstraint(condition=Q(amount_pln__gte=0), name="contribution_not_negative"),
        ]
        indexes = [models.Index(fields=["case", "-month"], name="contribution_of_case")]

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.amount_pln}"

    @property
    def change_pln(self):
        """What this line adds to the month (negative takes back)."""
        return self.amount_pln - self.before_pln
