"""Porównanie: what stands decided beside what the law gives now, by person and month, with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kladka.law import polish
from kladka.law.acts import Reason
from kladka.law.book import Book
from kladka.law.columns import half_up, month_number
from kladka.law.engine import month_context, prepare
from kladka.law.explain import Explanation, Month, PersonMonth
from kladka.law.facts import Facts
from kladka.law.readings import DISPUTES, Readings
from kladka.law.resolver import make_plan, run

Place = tuple[str, date]
"""A person (id of the facts) in the month that begins on a day."""
BOUNDS = ("base", "regulation_base", "verified_maximum", "verified_minimum", "share", "later_percent")


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided for one person and month, grosz: the full-month amount between its bounds.

    `due` is what was counted for the month so far; `lower` says that the amount below the ceiling has a
    reason of its own, which then stays as long as it lies between the new bounds.
    """

    number: int
    floor: int
    ceiling: int
    agreed: int
    due: int
    lower: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """The same by the law now: full-month amount and bounds, what is due by days, the contribution; grosz."""

    number: int
    floor: int
    ceiling: int
    agreed: int
    due: int
    health: int
    lower: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One person in one month: what stood (None: nothing), what the law gives (None: nothing), and why."""

    person: str
    month: date
    old: Standing | None
    now: Now | None
    reasons: tuple[Reason, ...]

    @property
    def changed(self) -> bool:
        """Whether the amount of a full month or what is due is another one."""
        return self.amount_changed or self.old_due != self.new_due

    @property
    def amount_changed(self) -> bool:
        """Whether the decided amount itself is another one: that takes a decision (ups art. 106 ust. 5)."""
        old, now = self.old, self.now
        if old is None or now is None:
            return (old is None) != (now is None)
        return old.agreed != now.agreed

    @property
    def old_due(self) -> int:
        """Grosz due as decided."""
        return self.old.due if self.old else 0

    @property
    def new_due(self) -> int:
        """Grosz due by the law now."""
        return self.now.due if self.now else 0


def compare(
    standing: Mapping[Place, Standing], explanation: Explanation, *, before: Readings | None = None
) -> list[Difference]:
    """Every person and month that stands or that the law gives, in the order of months and persons.

    `before` are the readings by which `standing` was decided, those of the explanation unless told.
    """
    return list(_Comparison(standing, explanation, before or explanation.readings).differences())


class _Comparison:
    """One family: sizes then and now, and the ceilings the present book gives for the sizes of then."""

    def __init__(
        self, standing: Mapping[Place, Standing], explanation: Explanation, before: Readings
    ) -> None:
        self.standing, self.explanation, self.before = standing, explanation, before
        self.months = {month.first: month for month in explanation.months}
        self.then, self.ceilings = _sizes(explanation.facts, explanation.law, standing, before)

    def differences(self) -> Iterator[Difference]:
        order = {person.id: place for place, person in enumerate(self.explanation.facts.people)}
        given = {(one.id, first) for first, month in self.months.items() for one in month.people}
        for person, first in sorted(
            given | self.standing.keys(), key=lambda place: (place[1], order.get(place[0], len(order)))
        ):
            month = self.months.get(first)
            line = month.person(person) if month else None
            old = self.standing.get((person, first))
            now = _now(old, month, line) if month and line else None
            yield Difference(person, first, old, now, tuple(self._reasons(person, first, old, line)))

    def _reasons(
        self, person: str, first: date, old: Standing | None, line: PersonMonth | None
    ) -> Iterator[Reason]:
        if line is None:
            yield not_covered(person)
            return
        month = self.months[first]
        if old is None:
            provision = "ups art. 91 ust. 4; ups art. 91 ust. 12"
            text = f"od {_day(self._since(person))} pomoc obejmuje tę osobę"
            yield _reason("joined", provision, person, text)
        elif old.ceiling != line.ceiling:
            yield from self._bounds(person, month, old, line)
        if old and old.lower:
            yield from _lower(person, old, line)
        yield from _days(person, line, first)

    def _since(self, person: str) -> date:
        """First day of the first month in which the person is covered now."""
        return next(first for first, month in sorted(self.months.items()) if month.person(person))

    def _bounds(self, person: str, month: Month, old: Standing, line: PersonMonth) -> Iterator[Reason]:
        size, was = _size(line), self.then[person, month.first]
        if size != was:
            since = self._size_since(person, month.first, size)
            persons = f"1{polish.NBSP}osobę" if size == 1 else polish.persons(size)
            text = f"od {_day(since)} rodzina liczy {persons} (dotąd {was})"
            yield _reason("family_size", "rozporządzenie § 3 ust. 1 pkt 1; ups art. 91 ust. 4", person, text)
        if month.number != old.number:
            text = f"to {month.number}. miesiąc programu, dotąd liczono {old.number}."
            yield _reason("number", "ups art. 91 ust. 9; rozporządzenie § 3 ust. 1 pkt 2", person, text)
        yield from self._readings(person)
        if self.ceilings.get((person, month.first), old.ceiling) != old.ceiling:
            yield self._of_book(person, month.first)

    def _size_since(self, person: str, first: date, size: int) -> date:
        """First day of the unbroken run of months with this size that differs from what was decided."""
        since = first
        for earlier in sorted((one for one in self.months if one < first), reverse=True):
            line = self.months[earlier].person(person)
            if line is None or _size(line) != size or self.then.get((person, earlier)) == size:
                break
            since = earlier
        return since

    def _readings(self, person: str) -> Iterator[Reason]:
        for name, dispute in DISPUTES.items():
            used = self.explanation.readings.get(name)
            if used != self.before.get(name):
                text = f"przyjęto inne odczytanie: {dispute.variants[used]}"
                yield _reason("reading", dispute.provision, person, text)

    def _of_book(self, person: str, first: date) -> Reason:
        """The figure of the book that began last before the end of this month, with its source."""
        law = self.explanation.law
        known = [law.parameter(name) for name in BOUNDS if name in law.parameters]
        entries = [
            (entry.since, parameter.title, entry.source)
            for parameter in known
            for entry in parameter.entries
            if entry.since <= first
        ]
        since, title, source = max(entries, key=lambda one: one[0])
        text = f"od {_day(since)} obowiązuje inna wielkość: {title} ({source.journal})"
        return _reason("book", f"{source.act} {source.article}", person, text)


def not_covered(person: str) -> Reason:
    """Why nothing is due to a person (id of the facts) in a month that the aid does not reach."""
    provision = "ups art. 92 ust. 1; ups art. 106 ust. 3"
    return _reason("left", provision, person, "pomoc nie obejmuje tej osoby w tym miesiącu")


def _now(old: Standing | None, month: Month, line: PersonMonth) -> Now:
    """What the law gives: the ceiling, or the lower amount agreed with a reason while it is within bounds."""
    keeps = old is not None and old.lower and line.floor <= old.agreed < line.ceiling
    agreed = old.agreed if old is not None and keeps else line.ceiling
    due = int(half_up(agreed, line.paid_days, _month_days(month.first)))
    return Now(month.number, line.floor, line.ceiling, agreed, due, line.health, keeps)


def _lower(person: str, old: Standing, line: PersonMonth) -> Iterator[Reason]:
    provision = "ups art. 93 ust. 1"
    if line.floor <= old.agreed < line.ceiling:
        yield _reason("lower_kept", provision, person, "uzgodniona niższa kwota pozostaje")
    else:
        text = f"uzgodniona kwota {polish.zloty(old.agreed)} nie mieści się w nowych granicach"
        yield _reason("lower_dropped", provision, person, text)


def _days(person: str, line: PersonMonth, first: date) -> Iterator[Reason]:
    days = _month_days(first)
    covered = line.paid_days + line.withheld_days
    if covered < days:
        text = f"pomoc obejmuje {covered} z {days} dni miesiąca"
        yield _reason("part", "ups art. 106 ust. 3", person, text)
    if line.withheld_days:
        text = f"pomoc wstrzymano na {line.withheld_days} z {days} dni miesiąca"
        yield _reason("withheld", "ups art. 95 ust. 1; ups art. 106 ust. 3", person, text)


def _reason(code: str, provision: str, person: str, text: str) -> Reason:
    return Reason(code, provision, person, text)


def _day(day: date) -> str:
    return f"{day.day}.{day.month:02d}.{day.year}"


def _month_days(first: date) -> int:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return (following - first).days


def _size(line: PersonMonth) -> int:
    """How many persons the family of a person has in a month by the facts now."""
    return int(line.source.value("family_size", *line.place))


def _sizes(
    facts: Facts, law: Book, standing: Mapping[Place, Standing], before: Readings
) -> tuple[dict[Place, int], dict[Place, int]]:
    """Family sizes by which was decided, and the ceilings that the present book gives for them.

    Nobody wrote the sizes down. All who stand in a month were one family, unless the ceiling is that of the
    homes they live in now, when living apart was decided on already, or that of a smaller home, when they
    lived apart by what was known then.
    """
    whole = Counter(month for _, month in standing)
    homes = Counter((month, facts.home(person, month)) for person, month in standing)
    sizes = {(person, month): whole[month] for person, month in standing}
    apart = {(person, month): homes[month, facts.home(person, month)] for person, month in standing}
    ceilings = _ceilings(facts, law, standing, sizes, before)
    smaller = (dict.fromkeys(standing, size) for size in range(max(whole.values(), default=1) - 1, 0, -1))
    for others in (apart, *smaller):
        left = {place for place in ceilings if ceilings[place] != standing[place].ceiling}
        if not left:
            break
        for place, ceiling in _ceilings(facts, law, standing, others, before).items():
            if place in left and ceiling == standing[place].ceiling and others[place] <= whole[place[1]]:
                sizes[place], ceilings[place] = others[place], ceiling
    return sizes, ceilings


def _ceilings(
    facts: Facts, law: Book, standing: Mapping[Place, Standing], then: Mapping[Place, int], before: Readings
) -> dict[Place, int]:
    """The ceilings of the present book for the family sizes, months and readings that were decided by.

    Where one differs from what stands, the book itself has another figure. Persons unknown to the facts now
    are left out.
    """
    places = {person.id: place for place, person in enumerate(facts.people)}
    months = sorted({month for _, month in standing})
    if not months or not places:
        return {}
    given = _decided(facts, standing, then, months)
    plan = make_plan(("ceiling",), frozenset(given), before, law)
    context = month_context(law, plan.by_month, tuple(month_number(month) for month in months))
    values = run(plan.monthly, {**run(plan.once, given), **context})
    found = np.broadcast_to(values["ceiling"], (len(months), len(places)))
    return {
        (person, first): int(found[months.index(first), places[person]])
        for person, first in standing
        if person in places
    }


def _decided(
    facts: Facts, standing: Mapping[Place, Standing], then: Mapping[Place, int], months: list[date]
) -> dict[str, Any]:
    """The columns of the facts with the family size and the number of the month as they were decided."""
    numbers = {month: one.number for (_, month), one in standing.items()}
    sizes = [[then.get((person.id, month), 1) for person in facts.people] for month in months]
    return {
        **prepare(facts.columns()),
        "family_size": np.array(sizes, dtype=np.int32),
        "number": np.array([[numbers[month]] for month in months], dtype=np.int32),
    }
