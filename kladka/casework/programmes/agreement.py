"""What the two sides of a programme agree and change: goals, annexes, frozen texts, proofs, sets of goals."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.attachments.models import Attachment
from kladka.casework.people.models import Person
from kladka.vault.fields import SealedJSONField, SealedTextField

from .themes import THEMES

USER = settings.AUTH_USER_MODEL
PROGRAMME = "programmes.Programme"


class ProofKind(models.TextChoices):
    """Rodzaj dowodu: what shows that an obligation was met."""

    ATTENDANCE = "attendance", "lista obecności od szkoły lub organizatora kursu"
    LABOUR_OFFICE = "labour_office", "zaświadczenie o rejestracji w urzędzie pracy"
    SCHOOL = "school", "zaświadczenie o przyjęciu do szkoły lub przedszkola"
    HOUSING = "housing", "umowa najmu lub inny tytuł do lokalu"
    CONTACT = "contact", "notatka z kontaktu"
    WORK = "work", "umowa o pracę lub inna umowa"
    OFFICE = "office", "pismo lub potwierdzenie z urzędu"
    HEALTH = "health", "potwierdzenie zapisania do przychodni albo wizyty"
    CERTIFICATE = "certificate", "certyfikat lub świadectwo"
    STATEMENT = "statement", "oświadczenie"
    OTHER = "other", "inny dokument"


class Amended(models.Model):
    """A row of the agreement: in force from the programme or an annex until another annex ends it."""

    begun_with = models.ForeignKey(
        "programmes.Amendment", models.PROTECT, null=True, related_name="+", verbose_name="wprowadził aneks"
    )
    ended_with = models.ForeignKey(
        "programmes.Amendment", models.PROTECT, null=True, related_name="+", verbose_name="zakończył aneks"
    )

    class Meta:
        abstract = True

    def in_force(self, day):
        """Whether the row is agreed and in force on a day; a draft annex neither begins nor ends it."""
        begun, ended = self.begun_with, self.ended_with
        return (begun is None or begun.works(day)) and not (ended and ended.works(day))


class AmendedQuerySet(models.QuerySet):
    def in_force(self, day):
        """Rows that are agreed and in force on a day."""
        working = {"state": Amendment.State.SIGNED, "starts__lte": day}
        begun = Q(begun_with=None) | Q(**{f"begun_with__{name}": value for name, value in working.items()})
        ended = Q(ended_with__isnull=False) & Q(
            **{f"ended_with__{name}": value for name, value in working.items()}
        )
        return self.filter(begun).exclude(ended)


class Amendment(models.Model):
    """Aneks do programu. `starts` is the first day of the changed text; a signed annex never changes."""

    class State(models.TextChoices):
        DRAFT = "draft", "projekt"
        SIGNED = "signed", "podpisany"
        DROPPED = "dropped", "zaniechany"

    class Reason(models.TextChoices):
        PROGRESS = "progress", "brak postępów lub postępy niewystarczające (§ 5 rozporządzenia)"
        REQUEST = "request", "prośba rodziny"
        FAMILY = "family", "zmiana w rodzinie"
        MOVE = "move", "zmiana miejsca zamieszkania"
        PARTNER = "partner", "zmiana po stronie instytucji"
        REACHED = "reached", "cele osiągnięte, nowe cele"
        OTHER = "other", "inny powód"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(PROGRAMME, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField("numer aneksu", null=True, blank=True)
    state = models.CharField("stan", max_length=8, choices=State, default=State.DRAFT)
    reason = models.CharField("powód", max_length=10, choices=Reason)
    explanation = SealedTextField("uzasadnienie zmiany", max_length=2000, blank=True)
    institutions = SealedTextField("instytucje po zmianie", max_length=4000, blank=True)
    changes_institutions = models.BooleanField("zmienia instytucje", default=False)
    aid = SealedJSONField("formy pomocy po zmianie", default=dict)
    changes_aid = models.BooleanField("zmienia formy pomocy", default=False)
    changes_costs = models.BooleanField("zmienia koszty", default=False)
    drafted_on = models.DateField("przygotowano")
    drafted_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto przygotował")
    dropped_on = models.DateField("zaniechano", null=True, blank=True)
    signed_on = models.DateField("podpisano", null=True, blank=True)
    starts = models.DateField("obowiązuje od", null=True, blank=True)
    represented_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="za centrum"
    )
    signed_by = SealedTextField("za rodzinę", max_length=300, blank=True)
    talk_language = models.CharField("język rozmowy", max_length=40, blank=True)
    interpreter = SealedTextField("tłumacz", max_length=120, blank=True)
    no_interpreter = SealedTextField("dlaczego bez tłumacza", max_length=200, blank=True)
    cost_statement = models.ForeignKey(
        "programmes.CostStatement", models.PROTECT, null=True, related_name="+", verbose_name="koszty"
    )
    accepted_on = models.DateField("zaakceptowano", null=True, blank=True)
    voivode_reference = models.CharField("znak pisma wojewody", max_length=60, blank=True)

    class Meta:
        verbose_name = "aneks"
        verbose_name_plural = "aneksy"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="amendment_numbered_once"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state="draft"),
                name="amendment_drafted_once",
                violation_error_message="Ten program ma już projekt aneksu.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="signed", number__isnull=False, signed_on__isnull=False, starts__isnull=False
                )
                | (~Q(state="signed") & Q(number=None, signed_on=None, starts=None)),
                name="amendment_signed_is_whole",
                violation_error_message="Podpisany aneks ma numer, dzień podpisania i dzień wejścia w życie.",
            ),
        ]

    def __str__(self):
        return f"aneks nr {self.number}" if self.number else "projekt aneksu"

    def works(self, day):
        """Whether the annex is signed and has begun to work on a day."""
        return self.state == self.State.SIGNED and self.starts <= day

    def get_absolute_url(self):
        return f"/sprawy/{self.programme.case.key}/program/aneks/{self.key}/"


class Goal(Amended):
    """Cel programu: a theme, what is to be reached, whose it is; its steps are obligations."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(PROGRAMME, models.PROTECT, related_name="goals")
    theme = models.CharField("temat", max_length=10)
    text = SealedTextField("cel", max_length=300)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="czyj to cel"
    )
    reached_on = models.DateField("osiągnięto", null=True, blank=True)

    objects = AmendedQuerySet.as_manager()

    class Meta:
        verbose_name = "cel"
        verbose_name_plural = "cele"
        ordering = ["pk"]

    def __str__(self):
        return self.text

    @property
    def theme_name(self):
        return THEMES.get(self.theme, self.theme)


class Proof(models.Model):
    """Dowód wykonania zobowiązania. A wrong one is withdrawn with a reason, never changed."""

    class Outcome(models.TextChoices):
        MET = "met", "potwierdza wykonanie"
        PARTLY = "partly", "potwierdza w części"
        NOT_MET = "not_met", "pokazuje, że nie wykonano"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(PROGRAMME, models.PROTECT, related_name="proofs")
    obligation = models.ForeignKey("programmes.Obligation", models.PROTECT, related_name="proofs")
    kind = models.CharField("rodzaj dowodu", max_length=14, choices=ProofKind)
    outcome = models.CharField("co pokazuje", max_length=8, choices=Outcome)
    came_on = models.DateField("wpłynął")
    starts = models.DateField("za czas od", null=True, blank=True)
    ends = models.DateField("za czas do", null=True, blank=True)
    said = SealedTextField("treść dowodu", max_length=500, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="załącznik"
    )
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    recorded_at = models.DateTimeField("zapisano", auto_now_add=True)
    withdrawn_at = models.DateTimeField("wycofano", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto wycofał"
    )
    withdrawn_why = SealedTextField("powód wycofania", max_length=300, blank=True)

    class Meta:
        verbose_name = "dowód wykonania"
        verbose_name_plural = "dowody wykonania"
        ordering = ["came_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts=None, ends=None) | Q(ends__gte=F("starts")),
                name="proof_period_in_order",
                violation_error_message="Czas, za który jest dowód, ma początek i koniec nie wcześniejszy.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} z {self.came_on}"


class ProgrammeText(models.Model):
    """Uzgodniony tekst programu: frozen as it was agreed, at first and with every annex. It never changes."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(PROGRAMME, models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField("kolejny tekst")
    amendment = models.OneToOneField(Amendment, models.PROTECT, null=True, related_name="agreed_text")
    content = SealedJSONField("treść", default=dict)
    sha256 = models.CharField("SHA-256", max_length=64)
    agreed_on = models.DateField("uzgodniono")
    starts = models.DateField("obowiązuje od")
    represented_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="za centrum")
    signed_by = SealedTextField("za rodzinę", max_length=300, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    frozen_at = models.DateTimeField("zapisano", auto_now_add=True)
    signed_copy = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name="skan podpisanego egzemplarza"
    )

    class Meta:
        verbose_name = "uzgodniony tekst programu"
        verbose_name_plural = "uzgodnione teksty programu"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_text_numbered_once")
        ]

    def __str__(self):
        return f"tekst {self.number} z {self.agreed_on}"


class GoalSet(models.Model):
    """Zestaw celów jednostki: goals with steps, proofs and proposed days, without anybody's data."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="goal_sets")
    name = models.CharField("nazwa zestawu", max_length=80)
    content = SealedJSONField("cele i kroki", default=list)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    created_on = models.DateField("zapisano")
    retired_on = models.DateField("wycofano", null=True, blank=True)

    class Meta:
        verbose_name = "zestaw celów"
        verbose_name_plural = "zestawy celów"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(retired_on=None),
                name="goal_set_named_once",
                violation_error_message="Jednostka ma już zestaw o tej nazwie.",
            )
        ]

    def __str__(self):
        return self.name
