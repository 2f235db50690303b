"""The agreed programme: forms of aid, obligations of both sides, amounts, costs, withholding, revocation."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.decisions.models import Decision
from kladka.casework.intake.models import Application
from kladka.casework.people.models import Person
from kladka.vault.fields import SealedFileField, SealedTextField

from .agreement import Amended, AmendedQuerySet, Goal, ProofKind


class Programme(models.Model):
    """Indywidualny program integracji (ups art. 93). `starts` is the first day of the first month.

    `pays_from` is the first month on our lists of a programme carried over from before this system: its
    decision was issued elsewhere and its agreement is on paper, until somebody writes it here (`agreed_on`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "w przygotowaniu"
        AGREED = "agreed", "uzgodniony"
        SENT = "sent", "u wojewody"
        ACCEPTED = "accepted", "zaakceptowany przez wojewodę"
        RUNNING = "running", "w toku"
        ENDED = "ended", "zakończony"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="programmes", verbose_name="sprawa")
    application = models.OneToOneField(Application, models.PROTECT, related_name="programme")
    state = models.CharField("stan", max_length=10, choices=State, default=State.DRAFT)
    starts = models.DateField("od")
    ends = models.DateField("do")
    law_file = models.CharField("plik programu", max_length=40, default="pl-ipi")
    base_reading = models.CharField("kwota bazowa", max_length=12)
    floor_reading = models.BooleanField("minimum ustawowe na osobę")
    resumption_reading = models.CharField("miesiąc przywrócenia pomocy", max_length=8, default="day")
    extension_reading = models.BooleanField("wstrzymanie przedłuża okres pomocy", default=False)
    book_version = models.CharField("wersja księgi prawa", max_length=64)
    life_situation = SealedTextField("ocena sytuacji życiowej (§ 2 rozporządzenia)", blank=True)
    institutions = SealedTextField("instytucje i zakres ich pomocy (§ 2 rozporządzenia)", blank=True)
    realizator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="realizator programu"
    )
    agreed_on = models.DateField("uzgodniono", null=True, blank=True)
    represented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="za centrum"
    )
    signed_by = SealedTextField("za rodzinę", max_length=300, blank=True)
    talk_language = models.CharField("język rozmowy", max_length=40, blank=True)
    interpreter = SealedTextField("tłumacz", max_length=120, blank=True)
    no_interpreter = SealedTextField("dlaczego bez tłumacza", max_length=200, blank=True)
    accepted_on = models.DateField("zaakceptowano", null=True, blank=True)
    voivode_reference = models.CharField("znak pisma wojewody", max_length=60, blank=True)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="programme")
    changed_at = models.DateTimeField("zmieniono, co się należy", null=True, db_index=True)
    pays_from = models.DateField("Kładka płaci od miesiąca", null=True, blank=True)

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "programy"
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="programme_ends_after_start")
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="programme_by_state"),
            models.Index(fields=["organisation", "-id"], name="programme_by_id"),
            models.Index(fields=["organisation", "realizator", "-id"], name="programme_by_worker"),
        ]

    def __str__(self):
        return f"program od {self.starts} do {self.ends}"

    @property
    def on_paper(self):
        """Whether it runs by a decision from before and what both sides agreed is still only on paper."""
        return self.state == self.State.RUNNING and self.pays_from is not None and self.agreed_on is None

    def get_absolute_url(self):
        return f"/sprawy/{self.case.key}/program/"


class FormOfAid(models.Model):
    """Forma pomocy (ups art. 92 ust. 1)."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="forms_of_aid")
    code = models.CharField("forma", max_length=30)
    scope = SealedTextField("zakres", max_length=400, blank=True)

    class Meta:
        verbose_name = "forma pomocy"
        verbose_name_plural = "formy pomocy"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="form_of_aid_once")]

    def __str__(self):
        return self.code


class Obligation(Amended):
    """Zobowiązanie (ups art. 93 ust. 1), also a step to a goal: who owes it, by when, what proves it.

    It may hang on another step or on something outside the family (a free seat); while that lasts, a day
    that passed is not the person's fault.
    """

    class Side(models.TextChoices):
        CENTRE = "centre", "centrum"
        PARTICIPANT = "participant", "cudzoziemiec"
        PARTNER = "partner", "instytucja"

    class Rhythm(models.TextChoices):
        CLASSES = "classes", "na każdych zajęciach"
        WEEKLY = "weekly", "co tydzień"
        TWICE_A_MONTH = "twice", "co najmniej dwa razy w miesiącu"
        MONTHLY = "monthly", "co miesiąc"
        QUARTERLY = "quarterly", "co trzy miesiące"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="obligations")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="steps", verbose_name="cel")
    code = models.CharField("wzór", max_length=30, blank=True)
    owed_by = models.CharField("kto", max_length=12, choices=Side)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="która osoba"
    )
    partner = SealedTextField("która instytucja", max_length=160, blank=True)
    text = SealedTextField("zobowiązanie", max_length=400)
    provision = models.CharField("przepis", max_length=80, blank=True)
    due_on = models.DateField("termin", null=True, blank=True)
    rhythm = models.CharField("jak często", max_length=10, choices=Rhythm, blank=True)
    proof_kind = models.CharField("co to potwierdzi", max_length=14, choices=ProofKind, blank=True)
    hangs_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="waiting", verbose_name="zależy od kroku"
    )
    hindrance = SealedTextField("zależy od czegoś spoza rodziny", max_length=200, blank=True)
    hindrance_gone_on = models.DateField("przeszkoda ustała", null=True, blank=True)
    done_on = models.DateField("wykonano", null=True, blank=True)
    repeated_on = models.DateField("powtórzono własnymi słowami", null=True, blank=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="kto słyszał"
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="zastępuje zobowiązanie"
    )

    objects = AmendedQuerySet.as_manager()

    class Meta:
        verbose_name = "zobowiązanie"
        verbose_name_plural = "zobowiązania"
        # Databases disagree on where empty dates go.
        ordering = ["owed_by", F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) | Q(owed_by="participant"),
                name="obligation_person_is_participant",
                violation_error_message="Osobę wskazuje się przy zobowiązaniu cudzoziemca.",
            )
        ]

    def __str__(self):
        return self.text


class AgreedAmountQuerySet(models.QuerySet):
    def to_pay(self):
        """Amounts that our lists pay: not those of months paid before the programme was carried over."""
        return self.filter(paid_before=False)


class AgreedAmount(models.Model):
    """Agreed cash of one person in one month, between the floor and the ceiling of that month.

    `as_granted`: by a decision issued before this system, which may lie outside these bounds; it stands until
    another decision changes it. `paid_before`: the month was paid outside this system.
    """

    key = models.CharField(max_length=16, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="amounts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    month = models.DateField("miesiąc")
    number = models.PositiveSmallIntegerField("miesiąc programu")
    floor_pln = models.DecimalField("najmniej", max_digits=9, decimal_places=2)
    ceiling_pln = models.DecimalField("najwięcej", max_digits=9, decimal_places=2)
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    health_pln = models.DecimalField("składka zdrowotna", max_digits=9, decimal_places=2)
    reason = SealedTextField("powód innej kwoty niż najwyższa", max_length=300, blank=True)
    as_granted = models.BooleanField("z decyzji sprzed Kładki", default=False)
    paid_before = models.BooleanField("wypłacono poza Kładką", default=False)

    objects = AgreedAmountQuerySet.as_manager()

    class Meta:
        verbose_name = "uzgodniona kwota"
        verbose_name_plural = "uzgodnione kwoty"
        ordering = ["month", "person"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "person", "month"], name="amount_once_a_month"),
            models.CheckConstraint(
                condition=Q(as_granted=True)
                | Q(amount_pln__gte=F("floor_pln")) & Q(amount_pln__lte=F("ceiling_pln")),
                name="amount_within_bounds",
                violation_error_message="Kwota musi mieścić się między minimum a kwotą najwyższą.",
            ),
            models.CheckConstraint(
                condition=Q(amount_pln=F("ceiling_pln")) | Q(reason__isnull=False),
                name="amount_lower_with_reason",
                violation_error_message="Kwota niższa od najwyższej wymaga podania powodu.",
            ),
        ]
        indexes = [models.Index(fields=["month", "programme"], name="amount_of_month")]

    def __str__(self):
        return f"{self.person} {self.month:%Y-%m}: {self.amount_pln}"

    @property
    def above(self):
        """Whether a decision from before granted more than the law gives."""
        return self.as_granted and self.amount_pln > self.ceiling_pln


class CostStatement(models.Model):
    """Zestawienie kosztów przekazane wojewodzie (ups art. 93 ust. 2)."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cost_statements")
    number = models.CharField("numer", max_length=60)
    cash_pln = models.DecimalField("świadczenia pieniężne", max_digits=11, decimal_places=2)
    health_pln = models.DecimalField("składki zdrowotne", max_digits=11, decimal_places=2)
    sent_on = models.DateField("wysłano")
    pdf = SealedFileField("plik zestawienia")
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "zestawienie kosztów"
        verbose_name_plural = "zestawienia kosztów"

    def __str__(self):
        return self.number


class TakenByDecision(models.Model):
    """What a decision that takes aid away keeps about its execution (KPA art. 108 and 130)."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="%(class)ss", verbose_name="decyzja"
    )
    execution = models.CharField("odczytanie wykonania", max_length=8, default="stated")
    immediate = models.BooleanField("rygor natychmiastowej wykonalności", default=False)
    appealed_on = models.DateField("odwołanie wniesiono", null=True, blank=True)
    enforceable_on = models.DateField("podlega wykonaniu od", null=True, blank=True)
    annulled_on = models.DateField("odwołanie uwzględniono", null=True, blank=True)

    class Meta:
        abstract = True


class Withholding(TakenByDecision):
    """Wstrzymanie pomocy jednej osobie (ups art. 95 ust. 1). `ends` is the last day withheld, if known.

    `decision` withheld the aid and `resumption` gave it back; rows older than these decisions have none.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="withholdings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    ground = models.CharField("podstawa", max_length=40)
    facts = SealedTextField("ustalenia", max_length=2000)
    stay_began_on = models.DateField("początek pobytu w zakładzie", null=True, blank=True)
    starts = models.DateField("od")
    ends = models.DateField("do", null=True, blank=True)
    ceased_on = models.DateField("przyczyna ustała", null=True, blank=True)
    requested_on = models.DateField("realizator wystąpił o przywrócenie", null=True, blank=True)
    resumed_on = models.DateField("wznowiono", null=True, blank=True)
    resumption = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="resumptions", verbose_name="decyzja o wznowieniu"
    )
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "wstrzymanie"
        verbose_name_plural = "wstrzymania"
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="withholding_ends_after_start",
                violation_error_message="Koniec wstrzymania nie może być przed początkiem.",
            ),
            models.UniqueConstraint(
                fields=["programme", "person"],
                condition=Q(ends__isnull=True),
                name="withholding_open_once",
                violation_error_message="Pomoc tej osobie jest już wstrzymana.",
            ),
        ]

    def __str__(self):
        return f"{self.person} od {self.starts}"


class Revocation(TakenByDecision):
    """Uchylenie decyzji o pomocy wobec jednej osoby (ups art. 95 ust. 3 i 4).

    `starts` is the first day without aid that the decision names; `carried_out_on` the day on which the
    person left the programme in our books, once the decision could be carried out, `covered_before` the last
    covered day known until then: an appeal that comes later gives it back.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="revocations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    ground = models.CharField("podstawa", max_length=40)
    facts = SealedTextField("ustalenia", max_length=2000)
    starts = models.DateField("od")
    carried_out_on = models.DateField("wykonano", null=True, blank=True)
    covered_before = models.DateField("objęta przed wykonaniem do", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "uchylenie"
        verbose_name_plural = "uchylenia"
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person"],
                condition=Q(annulled_on__isnull=True),
                name="revocation_once",
                violation_error_message="Decyzję o pomocy tej osobie już uchylono.",
            )
        ]

    def __str__(self):
        return f"{self.person} od {self.starts}"
