"""Reads of handovers: cases that nobody leads, who could take one and why, what waits, lists."""

from dataclasses import dataclass

from django.db.models import Case as Choice
from django.db.models import CharField, Count, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from kladka.accounts.models import User
from kladka.accounts.permissions import can_approve, centres_to_read, organisation_id_of, workers_of
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.people.models import Person
from kladka.journal.reading import noticed_list
from kladka.law.polish import plural
from kladka.staff.models import Absence
from kladka.staff.queries import Working, working_in
from kladka.ui.paging import keyset_page

from .models import Handover

State = Case.State
OPEN_CASES = (State.APPLICATION, State.PROGRAMME, State.DECISION, State.RUNNING)
# A case that was handed to another centre is nobody's work any more.
ORDERS = {"nazwisko": ("sort_name", "id"), "dawne": ("opened_on", "id"), "nowe": ("-opened_on", "-id")}
FIELDS = (
    *("id", "key", "number", "title", "sort_name", "state", "opened_on", "aid_until"),
    *("worker_id", "worker__name", "household_id"),
)


def orphans(organisation, day, *, why="", order="nazwisko", cursor="", size=25, leaving=False):
    """A page of open cases that nobody leads now, as dictionaries of FIELDS and `why`.

    `why`: "none" (no worker), "left" (the worker's role or authorisation ended), "away" (away today).
    """
    rows = _with_why(_open_cases(organisation), organisation, day).exclude(why="")
    if why:
        rows = rows.filter(why=why)
    if leaving:
        rows = rows.exclude(pk__in=Restriction.objects.cases())
    page = keyset_page(rows.values(*FIELDS, "why"), ORDERS[order], cursor, size)
    noticed_list("orphans", [row["key"] for row in page.rows], organisation_id=organisation.pk)
    return page


def without_worker(organisation, day):
    """Open cases of a centre that nobody leads today: two runs of an index, the same as in `orphans`."""
    away = Absence.objects.filter(membership__organisation=organisation, starts__lte=day, ends__gte=day)
    away = away.filter(cancelled_at=None).values("membership__user")
    here = workers_of(organisation).order_by().exclude(pk__in=away).values("pk")
    others, cases = User.objects.exclude(pk__in=here).values("pk"), _open_cases(organisation)
    return cases.filter(worker=None).union(cases.filter(worker__in=others), all=True)


def _open_cases(organisation):
    return Case.objects.filter(organisation=organisation, state__in=OPEN_CASES)


def _with_why(cases, organisation, day):
    away = Absence.objects.filter(
        membership__organisation=organisation, membership__user=OuterRef("worker"),
        starts__lte=day, ends__gte=day, cancelled_at=None,
    )  # fmt: skip
    return cases.annotate(
        why=Choice(
            When(worker=None, then=Value("none")),
            When(~Q(worker__in=workers_of(organisation).order_by().values("pk")), then=Value("left")),
            When(Exists(away), then=Value("away")),
            default=Value(""),
            output_field=CharField(),
        )
    )


def cases_of_worker(organisation, worker, *, state="", order="nazwisko", size=500):
    """Open cases of one worker for a handover of many, as dictionaries of FIELDS."""
    cases = _open_cases(organisation).filter(worker=worker)
    if state:
        cases = cases.filter(state=state)
    rows = list(cases.order_by(*ORDERS[order]).values(*FIELDS)[:size])
    noticed_list("handover_many", [row["key"] for row in rows], organisation_id=organisation.pk)
    return rows


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take a case, with the reasons for and against in words; a person chooses."""

    who: Working
    families: int
    speaks: bool
    full: bool
    reasons: tuple[str, ...]

    @property
    def order(self):
        return (self.who.away is not None, self.full, not self.speaks, self.families, self.who.user.name)


def loads(organisation, day):
    """[(Working, open cases)] of everybody who may lead cases of a centre, by name."""
    counts = _open_cases(organisation).exclude(worker=None).order_by()
    families = dict(counts.values_list("worker").annotate(Count("pk")))
    return [(who, families.get(who.user.pk, 0)) for who in working_in(organisation, day)]


def candidates(case, day, *, found=None):
    """Who could take this case, the likeliest first. Proposed, never done by the program itself."""
    people = Person.objects.filter(memberships__household=case.household_id, memberships__ends=None)
    spoken = {one.casefold() for one in people.values_list("language", flat=True) if one}
    rows = [_candidate(who, families, spoken) for who, families in found or loads(case.organisation, day)]
    return sorted((one for one in rows if one.who.user.pk != case.worker_id), key=lambda one: one.order)


def _candidate(who, families, spoken):
    shared = sorted(spoken.intersection(who.languages))
    full = who.most is not None and families >= who.most
    said = [f"mówi: {', '.join(shared)}" if shared else "nie zna języka rodziny"]
    said.append(
        f"{families} "
        f"{plural(families, 'rodzina', 'rodziny', 'rodzin')}" + (f" z {who.most}" if who.most else "")
    )
    if full:
        said.append("osiągnięta liczba rodzin")
    if who.away:
        said.append(f"nieobecność do {who.away.ends:%d.%m.%Y}")
    return Candidate(who, families, bool(shared), full, tuple(said))


LIST_ORDERS = {"nowe": ("-id",), "dawne": ("id",)}
LISTED = (
    *("id", "key", "state", "created_at", "offered_at", "decided_at", "organisation__short_name", "outside"),
    *("to_worker__name", "to_organisation__short_name", "from_worker__name", "organisation_id"),
)


def handover_list(user, *, state="", way="", order="nowe", cursor="", size=25, leaving=False):
    """A page of handovers: of the user's centres, to the user, and offered to the centre the user heads.

    `way`: "in" (to accept), "out" (of the own centre). Nothing of the case is joined: it may be another
    centre's.
    """
    rows = Handover.objects.filter(visible(user)).values(*LISTED)
    if state:
        rows = rows.filter(state=state)
    if way == "in":
        rows = rows.filter(incoming(user))
    if way == "out":
        rows = rows.filter(organisation_id__in=centres_to_read(user), to_worker=None)
    if leaving:
        rows = rows.exclude(case__in=Restriction.objects.cases())
    return keyset_page(rows, LIST_ORDERS[order], cursor, size)


def visible(user):
    """Condition on handovers that a user sees in a list."""
    return Q(organisation_id__in=centres_to_read(user)) | incoming(user)


def incoming(user):
    """Condition on handovers to this worker, or offered to the centre this user heads."""
    headed = [one for one in centres_to_read(user) if can_approve(user, one)]
    to_centre = Q(to_organisation__in=headed, state__in=Handover.SEEN)
    return to_centre | Q(to_worker=user, state__in=Handover.SEEN)


def handovers_of(case):
    """Handovers of a case, the newest first."""
    found = case.handovers.select_related(
        "from_worker", "to_worker", "to_organisation", "signed_by", "decided_by"
    )
    return found.order_by("-pk")


def titles(rows, user):
    """{handover id: (title, number)} of those whose case lies in a centre the user reads."""
    own = Handover.objects.filter(pk__in=[r["id"] for r in rows], organisation_id__in=centres_to_read(user))
    found = list(own.values_list("pk", "case__title", "case__number", "case__key"))
    noticed_list("handovers", [row[-1] for row in found], organisation_id=organisation_id_of(user))
    return {pk: (title, number) for pk, title, number, _ in found}


def to_decide(user, organisation, day, *, distributes):
    """[(what waits, which rows, address)] about handovers for „Dziś”."""
    waits = Handover.objects.filter(incoming(user), state=Handover.State.OFFERED)
    asked = Handover.objects.filter(from_worker=user, state=Handover.State.RETURNED)
    found = [
        ("Sprawy do przyjęcia", waits, "/przekazania/?kierunek=in&stan=offered"),
        ("Przekazania zwrócone z pytaniami", asked, "/przekazania/?stan=returned"),
    ]
    if distributes:
        nobody = without_worker(organisation, day)
        found.append(("Sprawy bez realizatora", nobody, "/przekazania/bez-realizatora/"))
    return found


def today():
    return timezone.localdate()
