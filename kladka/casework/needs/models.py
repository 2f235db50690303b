"""Assessments in waves and their ratings, needs opened and closed, red flags with their tasks and readers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Case
from kladka.casework.people.models import Person
from kladka.vault.fields import SealedTextField

from .domains import HIGHEST, LOWEST

USER = settings.AUTH_USER_MODEL


class Wave(models.Model):
    """Ocena potrzeb (fala): a talk or several about all domains; planned, then held, then closed."""

    class Kind(models.TextChoices):
        START = "start", "początek programu"
        HALF = "half", "po 6 miesiącach"
        YEAR = "year", "po 12 miesiącach"
        EXIT = "exit", "zakończenie programu"
        AFTER_HALF = "after_half", "6 miesięcy po programie"
        AFTER_YEAR = "after_year", "12 miesięcy po programie"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="waves", verbose_name="sprawa")
    kind = models.CharField("fala", max_length=12, choices=Kind)
    planned_on = models.DateField("termin")
    held_on = models.DateField("dzień rozmowy", null=True, blank=True)
    language = models.CharField("język rozmowy", max_length=40, blank=True)
    interpreter = SealedTextField("tłumacz", max_length=120, blank=True)
    closed_on = models.DateField("zakończono", null=True, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="kto ocenia")

    class Meta:
        verbose_name = "ocena potrzeb"
        verbose_name_plural = "oceny potrzeb"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                name="wave_once",
                violation_error_message="Ta ocena jest już w planie sprawy.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(held_on__isnull=False, closed_on__gte=F("held_on")),
                name="wave_closed_after_held",
                violation_error_message="Oceny nie można zakończyć przed rozmową.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.held_on or self.planned_on})"

    def get_absolute_url(self):
        return f"/sprawy/{self.case.key}/potrzeby/fala/{self.key}/"


class Rating(models.Model):
    """Ocena jednego obszaru w jednej fali: of a person or (person empty) the household, by one of two raters.

    `anchor` is the lowest anchor whose condition is true; another `value` needs a `reason`.
    """

    class Rater(models.TextChoices):
        WORKER = "worker", "pracownik"
        PERSON = "person", "osoba"

    class Answer(models.TextChoices):
        RATED = "rated", "oceniono"
        NOT_ASKED = "not_asked", "nie pytano"
        REFUSED = "refused", "odmowa odpowiedzi"
        NOT_APPLICABLE = "na", "nie dotyczy"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="ratings", verbose_name="fala")
    domain = models.CharField("obszar", max_length=10)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kogo dotyczy"
    )
    rater = models.CharField("kto ocenił", max_length=6, choices=Rater)
    answer = models.CharField("odpowiedź", max_length=10, choices=Answer)
    value = models.PositiveSmallIntegerField("ocena", null=True, blank=True)
    anchor = models.PositiveSmallIntegerField("najniższy prawdziwy opis", null=True, blank=True)
    reason = SealedTextField("powód innej oceny", max_length=500, blank=True)
    evidence = SealedTextField("co na to wskazuje", max_length=2000, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    at = models.DateTimeField("kiedy", auto_now=True)

    class Meta:
        verbose_name = "ocena obszaru"
        verbose_name_plural = "oceny obszarów"
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "domain", "rater", "person"],
                name="rating_once",
                violation_error_message="Ten obszar jest już oceniony.",
            ),
            models.UniqueConstraint(
                fields=["wave", "domain", "rater"],
                condition=Q(person__isnull=True),
                name="rating_of_household_once",
            ),
            models.CheckConstraint(
                condition=Q(answer="rated", value__isnull=False, value__gte=LOWEST, value__lte=HIGHEST)
                | (~Q(answer="rated") & Q(value__isnull=True, anchor__isnull=True)),
                name="rating_has_value_when_rated",
                violation_error_message="Ocena to liczba od 1 do 5 albo powód, dla którego jej nie ma.",
            ),
            models.CheckConstraint(
                condition=Q(anchor__isnull=True) | Q(anchor=F("value")) | Q(reason__isnull=False),
                name="rating_apart_from_anchor_with_reason",
                violation_error_message="Ocena inna niż opis wymaga powodu.",
            ),
        ]

    def __str__(self):
        return f"{self.domain}: {self.value or self.get_answer_display()}"


class Need(models.Model):
    """Potrzeba otwarta z oceny obszaru; closed as met or unmet, with the day and the reason."""

    class Outcome(models.TextChoices):
        MET = "met", "zaspokojona"
        UNMET = "unmet", "niezaspokojona"

    class Cause(models.TextChoices):
        NO_SERVICE = "no_service", "nie ma takiej usługi"
        QUEUE = "queue", "za długa kolejka"
        COST = "cost", "za drogo"
        REFUSED = "refused", "odmowa instytucji"
        LANGUAGE = "language", "brak usługi w języku osoby"
        NOT_WANTED = "not_wanted", "osoba zrezygnowała"
        LEFT = "left", "osoba wyjechała lub nie ma kontaktu"
        OTHER = "other", "inna przyczyna"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="needs", verbose_name="sprawa")
    domain = models.CharField("obszar", max_length=10)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kogo dotyczy"
    )
    text = SealedTextField("czego potrzeba", max_length=500)
    opened_on = models.DateField("od")
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto otworzył")
    outcome = models.CharField("wynik", max_length=6, choices=Outcome, blank=True)
    cause = models.CharField("przyczyna", max_length=12, choices=Cause, blank=True)
    reason = SealedTextField("jak ją zaspokojono albo dlaczego nie", max_length=500, blank=True)
    closed_on = models.DateField("zamknięto", null=True, blank=True)
    closed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto zamknął"
    )

    class Meta:
        verbose_name = "potrzeba"
        verbose_name_plural = "potrzeby"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", closed_on__isnull=True)
                | (~Q(outcome="") & Q(closed_on__gte=F("opened_on"), reason__isnull=False)),
                name="need_closed_with_outcome_and_reason",
                violation_error_message="Potrzebę zamyka się z wynikiem, dniem i powodem.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="unmet") ^ Q(cause=""),
                name="need_unmet_has_cause",
                violation_error_message="Przy niezaspokojonej potrzebie wskaż przyczynę.",
            ),
        ]
        indexes = [models.Index(fields=["domain", "outcome", "opened_on"], name="need_by_domain")]

    def __str__(self):
        return f"{self.domain}: {self.get_outcome_display() or 'otwarta'}"


class RedFlag(models.Model):
    """Czerwona flaga: a danger that somebody saw, never worked out from a score. Read by few."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="red_flags", verbose_name="sprawa")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kogo dotyczy"
    )
    kind = SealedTextField("rodzaj", max_length=24, purpose="protected")
    facts = SealedTextField("co zauważono", max_length=4000, purpose="protected")
    raised_on = models.DateField("zauważono")
    raised_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    reason = SealedTextField("powód zamknięcia", max_length=1000, blank=True, purpose="protected")
    closed_on = models.DateField("zamknięto", null=True, blank=True)
    closed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto zamknął"
    )

    class Meta:
        verbose_name = "czerwona flaga"
        verbose_name_plural = "czerwone flagi"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(closed_on__gte=F("raised_on"), reason__isnull=False, closed_by__isnull=False),
                name="red_flag_closed_with_reason",
                violation_error_message="Flagę zamyka się z powodem i dniem.",
            )
        ]

    def __str__(self):
        return f"czerwona flaga z {self.raised_on}"


class FlagTask(models.Model):
    """Zadanie z czerwonej flagi, with its last day; stands here and not among the deadlines of the case."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    flag = models.ForeignKey(RedFlag, models.PROTECT, related_name="tasks", verbose_name="flaga")
    code = SealedTextField("zadanie", max_length=24, purpose="protected")
    day = models.DateField("termin")
    done_on = models.DateField("zrobione", null=True, blank=True)
    done_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto zrobił"
    )
    note = SealedTextField("co zrobiono", max_length=1000, blank=True, purpose="protected")

    class Meta:
        verbose_name = "zadanie z czerwonej flagi"
        verbose_name_plural = "zadania z czerwonych flag"
        indexes = [
            models.Index(fields=["day", "id"], condition=Q(done_on__isnull=True), name="flag_task_open")
        ]

    def __str__(self):
        return f"zadanie z czerwonej flagi do {self.day}"


class FlagReader(models.Model):
    """A person named to read the red flags of one case, until taken off the list."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="flag_readers", verbose_name="sprawa")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto dodał")
    added_at = models.DateTimeField("dodano", auto_now_add=True)
    removed_at = models.DateTimeField("skreślono", null=True, blank=True)

    class Meta:
        verbose_name = "osoba, która widzi czerwone flagi"
        verbose_name_plural = "osoby, które widzą czerwone flagi"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(removed_at__isnull=True),
                name="flag_reader_once",
                violation_error_message="Ta osoba już widzi flagi tej sprawy.",
            )
        ]
        indexes = [models.Index(fields=["user", "case"], name="flag_reader_of_user")]

    def __str__(self):
        return str(self.user)
