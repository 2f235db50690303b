"""Requests of persons, corrections, holds, erasure by protocol, incidents."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.people.models import Person
from kladka.vault.fields import SealedTextField


def _user(verbose_name, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=verbose_name, **options
    )


class RightsRequest(models.Model):
    """Żądanie osoby (RODO art. 15–21), to be answered within a month (art. 12 ust. 3)."""

    class Kind(models.TextChoices):
        ACCESS = "access", "dostęp do danych (art. 15)"
        CORRECT = "correct", "sprostowanie (art. 16)"
        ERASE = "erase", "usunięcie (art. 17)"
        RESTRICT = "restrict", "ograniczenie przetwarzania (art. 18)"
        PORT = "port", "przeniesienie danych (art. 20)"
        OBJECT = "object", "sprzeciw (art. 21)"

    class Outcome(models.TextChoices):
        DONE = "done", "spełniono"
        PART = "part", "spełniono w części"
        REFUSED = "refused", "odmówiono"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="rights_requests", verbose_name="sprawa"
    )
    kind = models.CharField("rodzaj", max_length=10, choices=Kind)
    requester = models.CharField("kto żąda", max_length=160)
    contact = SealedTextField("jak odpowiedzieć", max_length=200, blank=True)
    text = SealedTextField("treść żądania", max_length=4000, blank=True)
    received_on = models.DateField("wpłynęło")
    due_on = models.DateField("odpowiedź do")
    extended_on = models.DateField("przedłużono", null=True, blank=True)
    extension_reason = SealedTextField("powód przedłużenia", max_length=400, blank=True)
    outcome = models.CharField("wynik", max_length=10, choices=Outcome, blank=True)
    answer = SealedTextField("odpowiedź", max_length=4000, blank=True)
    answered_on = models.DateField("odpowiedziano", null=True, blank=True)
    by = _user("zapisał(a)")

    class Meta:
        verbose_name = "żądanie osoby"
        verbose_name_plural = "żądania osób"
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome="") & Q(answered_on__isnull=True))
                | (~Q(outcome="") & Q(answered_on__isnull=False)),
                name="rights_request_answered_whole",
                violation_error_message="Odpowiedź ma wynik i dzień.",
            ),
            models.CheckConstraint(
                condition=Q(extended_on__isnull=True) | Q(extension_reason__isnull=False),
                name="rights_request_extended_with_reason",
                violation_error_message="Przedłużenie wymaga powodu (RODO art. 12 ust. 3).",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on", "id"], condition=Q(outcome=""), name="rights_request_open"
            ),
            models.Index(fields=["organisation", "-id"], name="rights_request_by_id"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, wpłynęło {self.received_on}"

    def get_absolute_url(self):
        return f"/rodo/zadania/{self.key}/"


class Correction(models.Model):
    """Sprostowanie jednego pola (RODO art. 16). The old value is kept sealed; the new one is in its row."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections", verbose_name="sprawa")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="osoba"
    )
    field = models.CharField("pole", max_length=60)
    old = SealedTextField("poprzednia wartość", blank=True)
    reason = SealedTextField("powód", max_length=400)
    at = models.DateTimeField("kiedy", auto_now_add=True)
    by = _user("kto sprostował")

    class Meta:
        verbose_name = "sprostowanie"
        verbose_name_plural = "sprostowania"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.field} {self.at:%Y-%m-%d}"


class LegalHold(models.Model):
    """Wstrzymanie usunięcia: a lawsuit, an inspection, an unsettled sum. While it lasts nothing is erased."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="holds", verbose_name="sprawa")
    reason = SealedTextField("powód", max_length=400)
    starts = models.DateField("od")
    ends = models.DateField("do", null=True, blank=True)
    by = _user("kto wstrzymał")
    ended_by = _user("kto zakończył", null=True, blank=True)

    class Meta:
        verbose_name = "wstrzymanie usunięcia"
        verbose_name_plural = "wstrzymania usunięcia"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="hold_ends_after_start",
                violation_error_message="Koniec nie może być przed początkiem.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ends__isnull=True),
                name="hold_open_once",
                violation_error_message="Usunięcie danych tej sprawy jest już wstrzymane.",
            ),
        ]

    def __str__(self):
        return self.reason


class ErasureProtocol(models.Model):
    """Protokół usunięcia danych: proposed by one person, approved by another, then carried out."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "do zatwierdzenia"
        DONE = "done", "wykonany"
        REFUSED = "refused", "odrzucony"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField("numer", max_length=60)
    state = models.CharField("stan", max_length=10, choices=State, default=State.PROPOSED)
    years = models.PositiveSmallIntegerField("okres w latach")
    source = models.CharField("podstawa okresu", max_length=200)
    proposed_by = _user("zaproponował(a)")
    proposed_at = models.DateTimeField("zaproponowano", auto_now_add=True)
    approved_by = _user("zatwierdził(a)", null=True, blank=True)
    approved_at = models.DateTimeField("zatwierdzono", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    swept_at = models.DateTimeField("ślady w pliku bazy zatarto", null=True, blank=True)

    class Meta:
        verbose_name = "protokół usunięcia danych"
        verbose_name_plural = "protokoły usunięcia danych"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="erasure_number_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state="proposed"),
                name="erasure_proposed_once",
                violation_error_message="Jest już protokół, który czeka na zatwierdzenie.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="erasure_four_eyes",
                violation_error_message="Protokół zatwierdza inna osoba niż ta, która go zaproponowała.",
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | (Q(approved_by__isnull=False) & Q(approved_at__isnull=False) & ~Q(sha256="")),
                name="erasure_done_whole",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="erasure_by_id")]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return f"/rodo/usuwanie/{self.key}/"


class ErasureLine(models.Model):
    """A case in a protocol: what was counted before its data went. Holds no name."""

    protocol = models.ForeignKey(ErasureProtocol, models.PROTECT, related_name="lines")
    case = models.ForeignKey(Case, models.PROTECT, related_name="erasures", verbose_name="sprawa")
    number = models.CharField("znak sprawy", max_length=60)
    ended_on = models.DateField("zakończona")
    was = models.CharField("stan przed usunięciem", max_length=16)
    people = models.PositiveSmallIntegerField("osoby", default=0)
    rows = models.PositiveIntegerField("wiersze", default=0)
    erased_at = models.DateTimeField("usunięto", null=True, blank=True)
    skipped = models.CharField("dlaczego pominięto", max_length=200, blank=True)

    class Meta:
        verbose_name = "sprawa w protokole"
        verbose_name_plural = "sprawy w protokole"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "case"], name="erasure_line_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(erased_at__isnull=False), name="case_erased_once"
            ),
        ]

    def __str__(self):
        return self.number


class Incident(models.Model):
    """Incydent or naruszenie ochrony danych (RODO art. 33–34), with clocks that run from `found_at`."""

    class Risk(models.TextChoices):
        UNKNOWN = "unknown", "jeszcze nieoceniane"
        UNLIKELY = "unlikely", "mało prawdopodobne"
        RISK = "risk", "ryzyko"
        HIGH = "high", "wysokie ryzyko"

    class Kind(models.TextChoices):
        CONFIDENTIALITY = "confidentiality", "ujawnienie lub nieuprawniony dostęp"
        INTEGRITY = "integrity", "nieuprawniona zmiana"
        AVAILABILITY = "availability", "utrata lub brak dostępu"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField("numer", max_length=60)
    kind = models.CharField("rodzaj", max_length=16, choices=Kind)
    what = SealedTextField("co się stało", max_length=4000)
    found_at = models.DateTimeField("stwierdzono")
    happened_from = models.DateTimeField("działo się od", null=True, blank=True)
    happened_to = models.DateTimeField("działo się do", null=True, blank=True)
    actor = _user("czyje konto", null=True, blank=True)
    affected = models.PositiveIntegerField("ilu osób dotyczy (szacunek)", default=0)
    risk = models.CharField("ryzyko dla osób", max_length=10, choices=Risk, default=Risk.UNKNOWN)
    closed_at = models.DateTimeField("zamknięto", null=True, blank=True)
    by = _user("zapisał(a)")

    class Meta:
        verbose_name = "incydent"
        verbose_name_plural = "incydenty"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="incident_number_once"),
            models.CheckConstraint(
                condition=Q(happened_to__isnull=True) | Q(happened_to__gte=F("happened_from")),
                name="incident_ends_after_start",
                violation_error_message="Koniec zdarzenia nie może być przed jego początkiem.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="incident_by_id")]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return f"/rodo/incydenty/{self.key}/"


class IncidentStep(models.Model):
    """What was done about an incident, when and by whom; some steps stop a clock."""

    class Kind(models.TextChoices):
        EARLY_WARNING = "early_warning", "wczesne ostrzeżenie do CSIRT"
        NOTIFICATION = "notification", "zgłoszenie incydentu do CSIRT"
        AUTHORITY = "authority", "zgłoszenie naruszenia Prezesowi UODO"
        PERSONS = "persons", "zawiadomienie osób"
        FINAL_REPORT = "final_report", "sprawozdanie końcowe do CSIRT"
        NOT_NEEDED = "not_needed", "ocena: zgłoszenie niepotrzebne"
        OTHER = "other", "inna czynność"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="steps")
    kind = models.CharField("czynność", max_length=16, choices=Kind)
    at = models.DateTimeField("kiedy")
    text = SealedTextField("opis", max_length=1000, blank=True)
    by = _user("kto")

    class Meta:
        verbose_name = "czynność przy incydencie"
        verbose_name_plural = "czynności przy incydencie"
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_kind_display()
