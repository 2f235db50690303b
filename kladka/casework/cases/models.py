"""The case file: one per family and programme, with its deadlines, contacts and timeline."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.accounts.permissions import organisation_ids, partner_organisation_ids
from kladka.casework.people.inflection import stems
from kladka.casework.people.models import Household, HouseholdMember, PersonLink
from kladka.vault.fields import Indexed, SealedJSONField, SealedTextField, WordIndexField

from .openings import BreakGlass, Share
from .restrictions import Restriction

# Stands for "no deadline" where a list is ordered by the nearest one.
NO_DAY = datetime.date(9999, 12, 31)


class CaseQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Whole cases: of the own centre, or of one under an open control. Pages of a case start here.

        A case whose data were erased by protocol is not there any more.
        """
        return self.of_centres(organisation_ids(user))

    def of_centres(self, ids):
        """Cases of organisations with these ids that were not erased."""
        return self.filter(organisation_id__in=ids).exclude(state=Case.State.ERASED)

    def with_frame(self):
        """What the frame of every page of a case shows: its worker, and whether more has to be asked.

        `restricted`: its processing is (RODO art. 18); `recorded_again`: one of its people stands in another
        case too.
        """
        people = HouseholdMember.objects.filter(household=OuterRef(OuterRef("household"))).values("person")
        links = PersonLink.objects.filter(Q(one__in=people) | Q(other__in=people), same=True, undone_at=None)
        return self.select_related("worker").annotate(
            restricted=Exists(Restriction.objects.in_force().filter(case=OuterRef("pk"))),
            recorded_again=Exists(links),
        )

    def visible_to(self, user):
        """Cases of which the user may see anything now: whole ones, shared ones, those of a broken glass."""
        seen = Q(organisation_id__in=organisation_ids(user))
        if offices := partner_organisation_ids(user):
            shared = Share.objects.filter(case=OuterRef("pk"), organisation__in=offices)
            glass = BreakGlass.objects.open_to(user).filter(case=OuterRef("pk"), opens=BreakGlass.Opens.CASE)
            lent = Exists(shared.live()) | (Exists(glass) & Exists(shared))
            seen |= lent & ~Q(pk__in=Restriction.objects.cases())
        return self.filter(seen).exclude(state=Case.State.ERASED)


class Case(models.Model):
    """Sprawa. `title`, `sort_name` and `search` are derived from the household by `actions.describe`.

    `tier` (1–3, why in `tier_why`: codes) is derived from needs and red flags by the wing of needs, `due_on`
    from open deadlines by `actions`; a case is urgent by either (`queries.URGENT_DAYS`).
    """

    class State(models.TextChoices):
        APPLICATION = "application", "wniosek w toku"
        PROGRAMME = "programme", "uzgadnianie programu"
        DECISION = "decision", "przed decyzją"
        RUNNING = "running", "program w toku"
        ENDED = "ended", "program zakończony"
        REFUSED = "refused", "odmowa"
        UNEXAMINED = "unexamined", "pozostawiona bez rozpoznania"
        ERASED = "erased", "dane usunięte protokołem"

    CLOSED = (State.ENDED, State.REFUSED, State.UNEXAMINED, State.ERASED)
    FLAG = "flag"  # the one code of `tier_why` that outlives the end of a case

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField("znak sprawy", max_length=60)
    household = models.ForeignKey(Household, models.PROTECT, related_name="cases", verbose_name="rodzina")
    title = models.CharField("rodzina", max_length=200)
    sort_name = models.CharField(max_length=160)
    search = models.TextField(default="")
    state = models.CharField("stan", max_length=16, choices=State, default=State.APPLICATION)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="realizator",
    )
    opened_on = models.DateField("wszczęta")
    aid_from = models.DateField("pomoc od", null=True, blank=True)
    aid_until = models.DateField("pomoc do", null=True, blank=True)
    tier = models.PositiveSmallIntegerField("stopień pilności", default=3)
    tier_why = models.CharField("z czego wynika pilność", max_length=120, blank=True)
    due_on = models.DateField("najbliższy termin", default=NO_DAY)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "sprawa"
        verbose_name_plural = "sprawy"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="case_number_once"),
        ]
        # One index per order a list offers, filters first, so that a page never sorts a table.
        indexes = [
            models.Index(fields=["organisation", "-opened_on", "-id"], name="case_by_day"),
            models.Index(fields=["organisation", "sort_name", "id"], name="case_by_name"),
            models.Index(fields=["organisation", "state", "-opened_on", "-id"], name="case_by_state"),
            models.Index(fields=["organisation", "state", "sort_name", "id"], name="case_by_state_name"),
            models.Index(fields=["organisation", "worker", "-opened_on", "-id"], name="case_by_worker"),
            models.Index(fields=["organisation", "worker", "sort_name", "id"], name="case_by_worker_name"),
            models.Index(fields=["organisation", "tier", "due_on", "id"], name="case_by_tier"),
            models.Index(fields=["organisation", "due_on", "id"], name="case_by_due"),
            models.Index(
                fields=["organisation", "worker", "tier", "due_on", "id"], name="case_by_worker_tier"
            ),
            models.Index(fields=["organisation", "worker", "due_on", "id"], name="case_by_worker_due"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return f"/sprawy/{self.key}/"

    def month_of_programme(self, day):
        """1 for the first month of aid, 0 outside the programme."""
        if not self.aid_from or not self.aid_from <= day <= self.aid_until:
            return 0
        return (day.year - self.aid_from.year) * 12 + day.month - self.aid_from.month + 1


class NumberSeries(models.Model):
    """The last number given in a series of an organisation in a year (cases, receipts, decisions, lists)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    series = models.CharField("seria", max_length=20)
    year = models.PositiveSmallIntegerField("rok")
    last = models.PositiveIntegerField("ostatni numer", default=0)

    class Meta:
        verbose_name = "seria numerów"
        verbose_name_plural = "serie numerów"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "series", "year"], name="series_once_a_year")
        ]

    def __str__(self):
        return f"{self.series}/{self.year}: {self.last}"


# What „Dziś” lists one by one; of payments and terms to appeal there are as many as families.
_OPEN = Q(done_on__isnull=True)
_TASK = _OPEN & ~Q(kind="payment") & ~Q(kind="appeal")


class Deadline(models.Model):
    """A date of a case with its provision. The raw day and the day moved by KPA art. 57 § 4 are both kept."""

    APPEAL, MONITORING, PAYMENT, LIFE = "appeal", "monitoring", "payment", "life"
    NEED, VALIDITY = "need_task", "validity"
    # No other act completes them: somebody says that it was done.
    BY_HAND = (MONITORING, LIFE, NEED, VALIDITY)
    # Nobody's work on one family: a list pays all of them at once, and appealing is up to the family.
    NO_TASKS = (PAYMENT, APPEAL)

    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines", verbose_name="sprawa")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("rodzaj", max_length=30)
    subject_key = models.CharField("czego dotyczy", max_length=40, blank=True)
    label = models.CharField("co", max_length=200)
    provision = models.CharField("przepis", max_length=200)
    raw_day = models.DateField("dzień wyliczony")
    day = models.DateField("termin")
    done_on = models.DateField("zrobione", null=True, blank=True)
    # A calendar that took the term learns that its day has moved.
    moved = models.PositiveSmallIntegerField("ile razy przesunięto", default=0)
    changed_at = models.DateTimeField("zmieniono", auto_now=True)

    class Meta:
        verbose_name = "termin"
        verbose_name_plural = "terminy"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "subject_key"],
                condition=Q(done_on__isnull=True),
                name="deadline_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "day", "id"], condition=_TASK, name="deadline_task"),
            models.Index(fields=["worker", "day", "id"], condition=_TASK, name="deadline_task_mine"),
            models.Index(fields=["organisation", "kind", "day", "id"], condition=_OPEN, name="deadline_kind"),
            models.Index(fields=["worker", "kind", "day", "id"], condition=_OPEN, name="deadline_kind_mine"),
            models.Index(fields=["case", "day"], name="deadline_of_case"),
        ]

    def __str__(self):
        return f"{self.day}: {self.label}"


class Contact(Indexed):
    """Kontakt z rodziną lub notatka: what was said and agreed, with the next date.

    `present` holds keys of persons: who was there, or who was expected when the meeting was `missed`. Of a
    missed one `absence` is the reason the family gave, `excused` what the worker thinks of it (None: nothing
    yet).
    """

    class Kind(models.TextChoices):
        PHONE = "phone", "rozmowa telefoniczna"
        MEETING = "meeting", "spotkanie w ośrodku"
        HOME = "home", "wizyta w miejscu pobytu"
        ESCORT = "escort", "wspólne wyjście do urzędu lub instytucji"
        VIDEO = "video", "rozmowa wideo"
        MESSAGE = "message", "wiadomość"
        NOTE = "note", "notatka"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts", verbose_name="sprawa")
    kind = models.CharField("rodzaj", max_length=12, choices=Kind, default=Kind.PHONE)
    on = models.DateField("dzień")
    text = SealedTextField("co ustalono", max_length=4000)
    words = WordIndexField(of="text", within="case__organisation_id", stems=stems)
    present = SealedJSONField("kto był", default=list)
    interpreter = SealedTextField("tłumacz", max_length=80, blank=True)
    language = SealedTextField("język rozmowy", max_length=40, blank=True)
    missed = models.BooleanField("nikt nie przyszedł", default=False)
    absence = SealedTextField("powód nieobecności", max_length=400, blank=True)
    excused = models.BooleanField("nieobecność usprawiedliwiona", null=True, blank=True)
    next_on = models.DateField("następny kontakt", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto")
    share = models.ForeignKey(
        Share, models.PROTECT, null=True, blank=True, related_name="notes", verbose_name="notatka partnera"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakty"
        constraints = [
            models.CheckConstraint(
                condition=Q(missed=True) | Q(excused__isnull=True, absence__isnull=True),
                name="contact_excused_when_missed",
                violation_error_message="Powód nieobecności zapisuje się przy spotkaniu, na które nikt nie "
                "przyszedł.",
            )
        ]
        indexes = [
            models.Index(fields=["case", "-on", "-id"], name="contact_of_case"),
            models.Index(fields=["share", "on", "case", "kind", "missed"], name="contact_of_month"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on}"


class Event(models.Model):
    """One line of the case's timeline and of its record of acts (metryka sprawy, KPA art. 66a)."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="events", verbose_name="sprawa")
    at = models.DateTimeField("kiedy", auto_now_add=True)
    on = models.DateField("dzień czynności")
    title = models.CharField("czynność", max_length=200)
    text = SealedTextField("opis", max_length=500, blank=True)
    url = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "czynność w sprawie"
        verbose_name_plural = "czynności w sprawie"
        indexes = [models.Index(fields=["case", "-on", "-id"], name="event_of_case")]

    def __str__(self):
        return f"{self.on} {self.title}"


class Draft(models.Model):
    """What somebody is typing and has not saved: kept through a timeout or a closed tab."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField("formularz", max_length=80)
    data = SealedJSONField("treść", default=dict)
    saved_at = models.DateTimeField("zapisano", auto_now=True)

    class Meta:
        verbose_name = "szkic formularza"
        verbose_name_plural = "szkice formularzy"
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="draft_once")]

    def __str__(self):
        return f"{self.form} ({self.saved_at:%Y-%m-%d %H:%M})"
