"""What happened in a family during its programme, and what may follow from it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.attachments.models import Attachment
from kladka.casework.cases.models import Case
from kladka.casework.people.models import HouseholdMember, Person, ProtectionStatus
from kladka.vault.fields import SealedJSONField, SealedTextField

USER = settings.AUTH_USER_MODEL


class LifeChange(models.Model):
    """Zmiana w życiu rodziny. It begins and ends memberships and statuses; it never overwrites one.

    `on` is the day of the change, of a death or a departure the last day in the family; `over_on` the day on
    which a stay (hospital, arrest, prison) ended. What the change itself entered stands in `membership`,
    `status` (begun) and `ended_status`, so that a mistake can be taken back on the same day.
    """

    class Kind(models.TextChoices):
        BIRTH = "birth", "urodzenie dziecka"
        JOINED = "joined", "osoba dołączyła do rodziny"
        LEFT = "left", "osoba opuściła rodzinę"
        DIVORCE = "divorce", "rozwód lub separacja"
        DEATH = "death", "śmierć"
        STATUS_LOST = "status_lost", "utrata statusu lub ochrony"
        STATUS_GIVEN = "status_given", "nowy status lub ochrona"
        ADULT = "adult", "ukończenie 18 lat"
        HOSPITAL = "hospital", "pobyt w zakładzie opieki zdrowotnej"
        ARREST = "arrest", "tymczasowe aresztowanie"
        PRISON = "prison", "odbywanie kary pozbawienia wolności"

    ENTERS = (Kind.BIRTH, Kind.JOINED)
    LEAVES = (Kind.LEFT, Kind.DIVORCE, Kind.DEATH)
    STAYS = (Kind.HOSPITAL, Kind.ARREST, Kind.PRISON)

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="life_changes", verbose_name="sprawa")
    kind = models.CharField("co się stało", max_length=12, choices=Kind)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="life_changes", verbose_name="kogo dotyczy"
    )
    on = models.DateField("dzień zmiany")
    over_on = models.DateField("koniec pobytu", null=True, blank=True)
    learnt_on = models.DateField("kiedy się dowiedzieliśmy")
    told_by = SealedTextField("od kogo", max_length=160)
    text = SealedTextField("opis", max_length=1000, blank=True)
    proof = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dowód"
    )
    membership = models.ForeignKey(
        HouseholdMember, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    status = models.ForeignKey(ProtectionStatus, models.PROTECT, null=True, blank=True, related_name="+")
    ended_status = models.ForeignKey(
        ProtectionStatus, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    created_at = models.DateTimeField("zapisano", auto_now_add=True)
    undone_at = models.DateTimeField("wycofano", null=True, blank=True)
    undone_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto wycofał"
    )
    undone_reason = SealedTextField("powód wycofania", max_length=500, blank=True)

    class Meta:
        verbose_name = "zmiana w życiu rodziny"
        verbose_name_plural = "zmiany w życiu rodziny"
        constraints = [
            models.CheckConstraint(
                condition=Q(over_on__isnull=True) | Q(over_on__gte=F("on")),
                name="life_stay_ends_after_start",
                violation_error_message="Koniec pobytu nie może być przed jego początkiem.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_by__isnull=False),
                name="life_change_undone_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-on", "-id"], name="life_change_of_case"),
            models.Index(fields=["organisation", "-on", "-id"], name="life_change_by_day"),
            models.Index(fields=["organisation", "kind", "-on", "-id"], name="life_change_by_kind"),
            models.Index(fields=["person", "kind"], name="life_change_of_person"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on}"

    def get_absolute_url(self):
        return f"/sprawy/{self.case.key}/zmiany/"


class Proposal(models.Model):
    """Propozycja: what may follow from a change, with its provision and day. A person confirms or dismisses.

    `variants` are the readings to choose from ([code, text, day or ""]), `chosen` the code of one of them.
    """

    class State(models.TextChoices):
        OPEN = "open", "czeka"
        CONFIRMED = "confirmed", "potwierdzona"
        DISMISSED = "dismissed", "odrzucona"
        UNDONE = "undone", "wycofana ze zmianą"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals", verbose_name="sprawa")
    change = models.ForeignKey(LifeChange, models.PROTECT, related_name="proposals", verbose_name="zmiana")
    code = models.CharField("czynność", max_length=20)
    text = SealedTextField("propozycja", max_length=700)
    provision = models.CharField("przepis", max_length=120)
    since = models.DateField("od dnia", null=True, blank=True)
    variants = SealedJSONField("odczytania", default=list)
    chosen = models.CharField("wybrane odczytanie", max_length=20, blank=True)
    state = models.CharField("stan", max_length=10, choices=State, default=State.OPEN)
    reason = SealedTextField("uzasadnienie", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto rozstrzygnął"
    )
    decided_at = models.DateTimeField("rozstrzygnięto", null=True, blank=True)

    class Meta:
        verbose_name = "propozycja po zmianie"
        verbose_name_plural = "propozycje po zmianach"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "undone"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="proposal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | Q(reason__isnull=False),
                name="proposal_dismissed_with_reason",
                violation_error_message="Odrzucenie propozycji wymaga powodu.",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="proposal_by_state"),
            models.Index(fields=["case", "state"], name="proposal_of_case"),
        ]

    def __str__(self):
        return f"{self.code} ({self.get_state_display()})"
