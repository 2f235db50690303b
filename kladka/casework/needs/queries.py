"""What the pages of needs show: the newest ratings, the table over waves, the reasons of urgency."""

import datetime
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from kladka.accounts.permissions import can_approve, can_handle_cases
from kladka.casework.cases.models import Case
from kladka.casework.cases.queries import FIELDS, URGENT_DAYS
from kladka.casework.people.models import HouseholdMember, Person
from kladka.journal.reading import noticed_list

from .change import reliable_change
from .domains import domains
from .flag_queries import unread
from .models import FlagReader, FlagTask, Rating
from .permissions import note_flag

Rater = Rating.Rater
TO_TALK = 2
PRESSING = 8
URGENT = datetime.timedelta(days=URGENT_DAYS)


def subjects_of(case, day):
    """[(person, domains rated for them)]: the household first (person None), then its people."""
    members = HouseholdMember.objects.filter(household=case.household_id, ends__isnull=True)
    people = [one.person for one in members.select_related("person").order_by("pk")]
    applicant = people[0] if people else None
    whole = [one for one in domains().values() if one.of_household]
    return [(None, whole), *((one, domains_for(one, one == applicant, day)) for one in people)]


def domains_for(person, applicant, day):
    """Domains rated for a person of this age; an applicant under age (unaccompanied) is rated in all."""
    age = day.year - person.born.year - ((day.month, day.day) < (person.born.month, person.born.day))
    return [one for one in domains().values() if not one.of_household and (applicant or age >= one.from_age)]


def latest_values(case):
    """{domain: lowest of the newest ratings by the worker of the household and of who lives in it now}."""
    here = Person.objects.filter(memberships__household=case.household_id, memberships__ends__isnull=True)
    ratings = Rating.objects.filter(wave__case=case, rater=Rater.WORKER, value__isnull=False)
    ratings = ratings.filter(Q(person__isnull=True) | Q(person__in=here)).order_by("wave__planned_on", "pk")
    newest = {(one, person): value for one, person, value in ratings.values_list("domain", "person", "value")}
    lowest = {}
    for (one, _), value in newest.items():
        lowest[one] = min(value, lowest.get(one, value))
    return lowest


@dataclass(frozen=True, slots=True)
class Cell:
    """What one wave says of a domain: ratings by the worker and by the person (None where there is none)."""

    worker: Rating | None
    person: Rating | None

    @property
    def to_talk(self):
        """Whether the two differ so much that it is to be talked about."""
        both = self.worker and self.person and self.worker.value and self.person.value
        return bool(both) and abs(self.worker.value - self.person.value) >= TO_TALK


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a domain of a person (None: the household), a cell for each wave held.

    `change`: steps of a reliable change as the worker rates, 0 for none, None when nothing can be said.
    `hidden`: the domain is restricted and its ratings are not for this reader.
    """

    domain: object
    person: Person | None
    cells: tuple[Cell, ...]
    change: int | None
    hidden: bool = False


def waves_of(case):
    """Assessments of a case in their order."""
    return list(case.waves.order_by("planned_on", "pk"))


def held(waves):
    """Those that were held."""
    return [one for one in waves if one.held_on]


def language_of(case):
    """The language of the applicant."""
    members = HouseholdMember.objects.filter(household=case.household_id).order_by("pk")
    return members.values_list("person__language", flat=True).first() or ""


def table(case, waves, subjects, *, restricted):
    """[(person or None, [Line])] over the waves; `restricted`: the reader sees restricted domains."""
    found = {
        (one.wave_id, one.domain, one.person_id, one.rater): one
        for one in Rating.objects.filter(wave__in=waves).defer("reason", "evidence")
    }
    return [
        (person, [_line(found, waves, one, person, restricted) for one in listed])
        for person, listed in subjects
    ]


def _line(found, waves, one, person, restricted):
    if one.restricted and not restricted:
        return Line(one, person, tuple(Cell(None, None) for _ in waves), None, hidden=True)
    who = person and person.pk
    cells = tuple(
        Cell(*(found.get((wave.pk, one.code, who, rater)) for rater in (Rater.WORKER, Rater.PERSON)))
        for wave in waves
    )
    return Line(one, person, cells, reliable_change([cell.worker and cell.worker.value for cell in cells]))


def progress(wave, subjects, *, restricted):
    """[(person or None, [(domain, worker's rating, person's rating)])] of one wave, for its page."""
    lines = table(wave.case, [wave], subjects, restricted=restricted)
    return [
        (person, [(one.domain, one.cells[0].worker, one.cells[0].person) for one in rows if not one.hidden])
        for person, rows in lines
    ]


def needs_of(case):
    """Needs of a case, open ones first, the newest first."""
    needs = case.needs.select_related("person")
    return needs.order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "-pk")


def rating_of(wave, code, person, rater):
    """The rating of a domain by one rater, or None."""
    return Rating.objects.filter(wave=wave, domain=code, person=person, rater=rater).first()


def flags_readable(user, rows):
    """Ids of the cases on a list (rows as dictionaries) whose flags the user may read; at most one query."""
    mine = {row["id"] for row in rows if row["worker_id"] == user.pk}
    centres = {row["organisation_id"] for row in rows}
    if headed := {one for one in centres if can_approve(user, one)}:
        return {row["id"] for row in rows if row["organisation_id"] in headed} | mine
    handled = {one for one in centres if can_handle_cases(user, one)}
    rest = {row["id"] for row in rows if row["organisation_id"] in handled} - mine
    if not rest:
        return mine
    named = FlagReader.objects.filter(user=user, removed_at=None, case__in=rest)
    return mine | set(named.values_list("case", flat=True))


def flag_tasks_for(user, organisation, day):
    """Open tasks of red flags the user may read, due within a week or late, nearest first (at most 20).

    `unread`: the worker of the case has not opened the flag; every kind has a task within a week.
    """
    if not can_handle_cases(user, organisation.pk):
        return []
    tasks = FlagTask.objects.filter(done_on=None, flag__closed_on=None, flag__case__organisation=organisation)
    if not can_approve(user, organisation.pk):
        named = FlagReader.objects.filter(user=user, removed_at=None).values("case")
        tasks = tasks.filter(Q(flag__case__worker=user) | Q(flag__case__in=named))
    near = tasks.filter(day__lte=day + URGENT).select_related("flag__case")
    near = near.annotate(unread=ExpressionWrapper(unread("flag__"), BooleanField()))
    found = list(near.order_by("day", "pk")[:20])
    noticed_list("today", [one.flag.case.key for one in found], organisation_id=organisation.pk)
    for one in found:
        note_flag(one.flag, one.flag.case)
    return found


def pressing_cases(organisation, worker=None):
    """Cases of the first tier by what is known of the family (not by a deadline), of one worker or of all."""
    cases = Case.objects.filter(organisation=organisation, tier=1, **({"worker": worker} if worker else {}))
    rows = list(cases.order_by("due_on", "pk").values(*FIELDS)[:PRESSING])
    noticed_list("today", [row["key"] for row in rows], organisation_id=organisation.pk)
    return rows
