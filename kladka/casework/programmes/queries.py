"""Reads of programmes: the law's answer for one, what is due by month, equal months as one period, lists."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import groupby

from django.utils import timezone

from kladka.accounts.permissions import centres_to_read, organisation_id_of
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.intake.queries import facts_for
from kladka.casework.people.models import Person
from kladka.journal.reading import noticed_list
from kladka.law.agreed import Payable, payable_by_month
from kladka.law.contacts import last_day
from kladka.law.explain import Explanation, explain
from kladka.law.facts import Facts
from kladka.law.parameters import LawError
from kladka.law.readings import DISPUTES, Readings, other
from kladka.ui.paging import keyset_page
from kladka.ui.prepared import Prepared, UpTo

from .execution import withheld_spans
from .models import AgreedAmount, Programme
from .rows import read_rows, with_what_there_is

GROSZ = Decimal("0.01")
ORDERS = {"nowe": ("-id",), "stare": ("id",)}


@dataclass(frozen=True)
class Due:
    """What one person gets in one month of the programme: agreed for a full month, due in fact, and why."""

    person: Person
    month: date
    number: int
    agreed_pln: Decimal
    cash_pln: Decimal
    health_pln: Decimal
    law: Payable

    @property
    def starts(self):
        return self.month

    @property
    def ends(self):
        """Last covered day of the month; withheld days count as covered."""
        return self.month + timedelta(days=self.law.covered_days - 1)


@dataclass(frozen=True)
class Period:
    """Consecutive months of one person with equal bounds and an equal agreed amount, shown as one row."""

    person: Person
    months: list[AgreedAmount]
    total_pln: Decimal

    @property
    def first(self):
        return self.months[0]

    @property
    def last(self):
        return self.months[-1]

    @property
    def ends(self):
        """Last day of the last month."""
        return last_day(self.last.month)

    @property
    def name(self):
        """Name of its fields in a form; stays the same as long as the period starts in the same month."""
        return f"{self.person.key}-{self.first.month:%Y-%m}"


def aid_ends(programme):
    """Last day of aid: the planned end, or that of the last person covered when nobody is left before it."""
    covered = [one.covered_until for one in programme.application.people.all() if one.covered]
    return min(max((one or programme.ends for one in covered), default=programme.ends), programme.ends)


def readings_of(programme) -> Readings:
    """The readings chosen for this programme."""
    return Readings(
        base=programme.base_reading,
        floor=programme.floor_reading,
        resumption=programme.resumption_reading,
        extension=programme.extension_reading,
    )


def facts_of_programme(programme, *, readings=None) -> Facts:
    """The facts of a programme with its withheld times; other readings when a comparison is wanted."""
    withheld = withheld_spans(programme.withholdings.all())
    covered = [one for one in programme.application.people.all() if one.covered]
    chosen = readings or readings_of(programme)
    facts = facts_for(programme.application, covered, readings=chosen, withheld=withheld)
    granted_from = programme.starts if programme.pays_from else None
    return replace(facts, programme=programme.law_file, granted_from=granted_from)


def with_names(facts) -> Facts:
    """The same facts with full names in place of keys, for texts that people read."""
    people = Person.objects.in_bulk([one.id for one in facts.people], field_name="key")
    names = {key: person.full_name for key, person in people.items()}
    return replace(
        facts,
        people=tuple(replace(one, id=names[one.id]) for one in facts.people),
        withheld=tuple(replace(one, person=names[one.person]) for one in facts.withheld),
        apart=tuple(replace(one, person=names[one.person]) for one in facts.apart),
    )


def explanation_of(programme, *, readings=None) -> Explanation:
    """What the law gives to the family of a programme, month by month, withheld time taken off."""
    return explain(facts_of_programme(programme, readings=readings))


def dues(programme, *, month=None, facts=None) -> list[Due]:
    """What is due by person and month: the agreed amount for the days covered and not withheld.

    All months, or the one that begins on `month`. Persons who are not covered in a month have no line.
    """
    facts = facts or facts_of_programme(programme)
    by_month: dict = defaultdict(dict)
    for amount in programme.amounts.all():
        if month is None or amount.month == month:
            by_month[amount.month][amount.person.key] = amount
    # Somebody no longer covered has amounts until the draft is counted again.
    people = {one.id for one in facts.people}
    agreed = {
        first: {key: grosze(one.amount_pln) for key, one in amounts.items() if key in people}
        for first, amounts in sorted(by_month.items())
    }
    granted = {(one.month, one.person.key) for one in programme.amounts.all() if one.above}
    found = [
        _due(by_month[first][key], law)
        for first, payables in payable_by_month(facts, agreed, granted=granted).items()
        for key, law in payables.items()
    ]
    return [one for one in found if one.law.covered_days]


def agreed_dues(programme) -> list[Due]:
    """What both sides agreed, as if nothing had been withheld since: for prints of the agreement."""
    return dues(programme, facts=replace(facts_of_programme(programme), withheld=()))


def _due(amount, law):
    return Due(
        person=amount.person,
        month=amount.month,
        number=amount.number,
        agreed_pln=amount.amount_pln,
        cash_pln=zlote(law.cash),
        health_pln=zlote(law.health),
        law=law,
    )


def zlote(grosz) -> Decimal:
    """Grosz as zł with two decimals."""
    return Decimal(grosz).scaleb(-2).quantize(GROSZ)


def grosze(amount) -> int:
    """Zł as whole grosz."""
    return int(amount * 100)


def loaded(programme_key=None, *, own=None, **where):
    """One programme with its rows, for its page, prints and decision; None when there is none.

    By its key or by conditions, of several the newest; `own` gives the centre for its id when it was read
    already.
    """
    where = where or {"key": programme_key}
    found = _newest(tuple(where), bool(own))(**where)
    if not found:
        return None
    programme = found[0]
    read_rows(programme)
    if own:
        programme.case.organisation = own(programme.organisation_id)
    return _joined(programme)


LOOKUPS = {"key": str, "case__key": str, "case__organisation_id__in": UpTo(1)}


@cache
def _newest(lookups, without_centre):
    """The newest programme by values of these lookups."""
    one = ("case__worker", "application", *(() if without_centre else ("case__organisation",)))

    def make(**where):
        found = with_what_there_is(Programme.objects.filter(**where))
        found = found.select_related(*one, "realizator", "represented_by", "decision")
        return found.defer("decision__content", "decision__grounds").order_by("-id")[:1]

    return Prepared(make, **{name: LOOKUPS[name] for name in lookups})


def _joined(programme):
    """The rows of a programme know one another: no person, case or centre is read twice."""
    programme.organisation = programme.case.organisation
    programme.application.case = programme.case
    programme.application.organisation = programme.organisation
    people = {one.person_id: one.person for one in programme.application.people.all()}
    for row in (*programme.amounts.all(), *programme.withholdings.all()):
        row.person = people[row.person_id]
    _join_agreement(programme, people)
    return programme


def _join_agreement(programme, people):
    """Goals, obligations and annexes that name one another, without reading any of them again."""
    annexes = {one.pk: one for one in programme.amendments.all()}
    goals = {one.pk: one for one in programme.goals.all()}
    duties = {one.pk: one for one in programme.obligations.all()}
    for annex in annexes.values():
        annex.programme = programme
    for row in (*goals.values(), *duties.values()):
        row.programme = programme
        row.begun_with, row.ended_with = annexes.get(row.begun_with_id), annexes.get(row.ended_with_id)
        if row.person_id in people:
            row.person = people[row.person_id]
    for duty in duties.values():
        duty.goal, duty.hangs_on = goals.get(duty.goal_id), duties.get(duty.hangs_on_id)


def periods(programme, due=()):
    """Agreed amounts as periods of equal bounds and amounts, by person in the order of the application."""
    totals = defaultdict(Decimal)
    for one in due:
        totals[one.person.pk, one.month] += one.cash_pln
    by_person = defaultdict(list)
    for amount in programme.amounts.all():
        by_person[amount.person_id].append(amount)
    found = []
    for applicant in programme.application.people.all():
        months = sorted(by_person[applicant.person_id], key=lambda amount: amount.month)
        for _, group in groupby(months, key=_alike):
            rows = list(group)
            total = sum((totals[row.person_id, row.month] for row in rows), Decimal(0))
            found.append(Period(applicant.person, rows, total))
    return found


def _alike(amount):
    """What months of one period share."""
    return amount.floor_pln, amount.ceiling_pln, amount.amount_pln, amount.reason, amount.paid_before


def month_totals(due):
    """[(month, persons, cash, health)] in order; the costs of a programme by month."""
    months = defaultdict(lambda: [0, Decimal(0), Decimal(0)])
    for one in due:
        row = months[one.month]
        row[0] += 1
        row[1] += one.cash_pln
        row[2] += one.health_pln
    return [(month, *row) for month, row in sorted(months.items())]


# Rows of the list are dictionaries of just these columns.
FIELDS = (
    *("id", "state", "starts", "ends", "agreed_on", "accepted_on"),
    *("case__key", "case__number", "case__title", "realizator__name"),
)


def programme_list(user, *, state="", mine=False, order="nowe", cursor="", size=25, leaving=False):
    """A page of the programmes of the user's organisations, as dictionaries of FIELDS."""
    programmes = Programme.objects.filter(organisation_id__in=centres_to_read(user)).values(*FIELDS)
    if state:
        programmes = programmes.filter(state=state)
    if mine:
        programmes = programmes.filter(realizator=user)
    programmes = programmes.exclude(case__state=Case.State.ERASED)
    if leaving:
        programmes = programmes.exclude(case__in=Restriction.objects.cases())
    page = keyset_page(programmes, ORDERS[order], cursor, size)
    shown = [row["case__key"] for row in page.rows]
    noticed_list("programme_list", shown, organisation_id=organisation_id_of(user))
    return page


@dataclass(frozen=True)
class ComparedReading:
    """A disputed point: what this programme and its centre use, and both results for the family in zł."""

    name: str
    question: str
    provision: str
    used: str
    other: str
    used_pln: Decimal
    other_pln: Decimal | None
    as_centre: bool


def compared_readings(programme, explanation):
    """The points a centre can switch, base and floor, with the cash of the whole family both ways."""
    used = readings_of(programme)
    centre = {"base": programme.organisation.base_reading, "floor": programme.organisation.floor_reading}
    return [_compared(programme, explanation, used, name, centre[name]) for name in ("base", "floor")]


def _compared(programme, explanation, used, name, centre):
    dispute, chosen = DISPUTES[name], used.get(name)
    against = other(name, chosen)
    try:
        result = explanation_of(programme, readings=replace(used, **{name: against})).totals.cash
    except LawError:
        result = None
    return ComparedReading(
        name=name,
        question=dispute.question,
        provision=dispute.provision,
        used=dispute.variants[chosen],
        other=dispute.variants[against],
        used_pln=zlote(explanation.totals.cash),
        other_pln=None if result is None else zlote(result),
        as_centre=centre == chosen,
    )


def outdated(programme, explanation=None):
    """Whether persons, months or bounds of a draft are no longer those that the law gives."""
    law = explanation or explanation_of(programme)
    given = {
        (one.id, month.first, zlote(one.floor), zlote(one.ceiling))
        for month in law.months
        for one in month.people
    }
    kept = {(a.person.key, a.month, a.floor_pln, a.ceiling_pln) for a in programme.amounts.all()}
    return given != kept


def gaps(programme):
    """What a person should look at before signing; the program warns and does not stop anybody."""
    found = []
    if not programme.life_situation.strip():
        found.append(("Nie opisano sytuacji życiowej rodziny.", "rozporządzenie § 2 ust. 1"))
    if not programme.institutions.strip():
        found.append(("Nie wskazano instytucji ani zakresu ich pomocy.", "rozporządzenie § 2 ust. 3"))
    for duty in programme.obligations.all():
        if duty.code == "labour_office" and duty.due_on is None:
            found.append(("Nie ustalono daty rejestracji w urzędzie pracy.", duty.provision))
    return found


def today():
    """The day of the office; views and forms ask here so that nothing else asks the clock."""
    return timezone.localdate()
