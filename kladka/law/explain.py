"""Wyjaśnienie: what the law gives one family by month, with reasons, warnings, deadlines and traces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kladka.law import polish
from kladka.law.acts import Reason
from kladka.law.book import Book, enacted_book
from kladka.law.columns import as_date, last_day_of
from kladka.law.facts import Facts, readings_as_dict
from kladka.law.readings import Readings
from kladka.law.refusal import refusal_text
from kladka.law.resolver import choose
from kladka.law.rules.eligibility import CONDITIONS
from kladka.law.terms import application_term, decision_term
from kladka.law.trace import ParameterUsed, Step, Trace
from kladka.law.warnings import warnings_of

__all__ = [
    "Deadline",
    "Explanation",
    "Month",
    "ParameterUsed",
    "PersonMonth",
    "Reason",
    "Step",
    "Totals",
    "explain",
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that matters: as counted and as moved past days off."""

    what: str
    raw_day: date
    day: date
    provision: str

    def as_json(self) -> dict[str, str]:
        """The deadline with days as `rrrr-mm-dd`."""
        return {
            "what": self.what,
            "raw_day": self.raw_day.isoformat(),
            "day": self.day.isoformat(),
            "provision": self.provision,
        }


@dataclass(slots=True, eq=False)
class PersonMonth:
    """What one person gets in one month, grosz; `floor` and `ceiling` bound the amount of a full month."""

    id: str
    cash: int
    cash_by_share: int
    health: int
    floor: int
    ceiling: int
    paid_days: int
    withheld_days: int
    source: Trace
    place: tuple[int, int]

    @property
    def trace(self) -> tuple[Step, ...]:
        """Every figure that led to the amounts, made when asked for."""
        return tuple(self.source.steps(*self.place))

    def as_json(self) -> dict[str, Any]:
        """Amounts with two decimals and the trace."""
        return {
            "id": self.id,
            "cash": polish.amount(self.cash),
            "cash_by_share": polish.amount(self.cash_by_share),
            "health": polish.amount(self.health),
            "trace": [step.as_json() for step in self.trace],
        }


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month of the aid with the persons covered in it; `number` counts from 1."""

    first: date
    number: int
    people: tuple[PersonMonth, ...]
    cash_total: int
    health_total: int

    @property
    def month(self) -> str:
        """`2026-01`"""
        return self.first.isoformat()[:7]

    def person(self, id: str) -> PersonMonth | None:
        """The line of one person, None when not covered in this month."""
        return next((one for one in self.people if one.id == id), None)

    def as_json(self) -> dict[str, Any]:
        """The month in the shape of the command line."""
        return {
            "month": self.month,
            "number": self.number,
            "people": [person.as_json() for person in self.people],
            "cash_total": polish.amount(self.cash_total),
            "health_total": polish.amount(self.health_total),
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all months, grosz."""

    cash: int
    health: int

    @property
    def all(self) -> int:
        """Cash and contributions together."""
        return self.cash + self.health


class Explanation:
    """The answer of the law for one family; parts are computed when first asked for, nothing changes."""

    def __init__(self, facts: Facts, book: Book) -> None:
        self.facts = facts
        self.law = book
        self.book = book.version
        self.readings: Readings = facts.readings
        self.trace = Trace(facts, book, facts.readings)

    @cached_property
    def eligible(self) -> bool:
        """At least one person meets the conditions; a late application stays eligible (a person decides)."""
        return bool(self.trace.values["eligible"].any())

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Statutory conditions that a person does not meet, each with its provision."""
        return tuple(self._failed(CONDITIONS[:-1]))

    @cached_property
    def warnings(self) -> tuple[Reason, ...]:
        """What a person should look at: the late application first, then documents, time, amounts."""
        return (*self._failed(CONDITIONS[-1:]), *warnings_of(self.trace))

    def _failed(self, conditions: tuple[str, ...]) -> Iterator[Reason]:
        for place, person in enumerate(self.facts.people):
            for condition in conditions:
                if not self.trace.value(condition, 0, place):
                    rule = choose(condition, self.readings, self.law.replaced)
                    assert rule.refusal is not None
                    text = refusal_text(rule, self.law, self.facts.filed_on)
                    yield Reason(rule.refusal.code, rule.provision, person.id, text)

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Days for the application and the decision, and the last day of the programme."""
        found = []
        for delivered in dict.fromkeys(person.decision_delivered_on for person in self.facts.people):
            if delivered and "no_application_term" not in self.law.replaced:
                term = application_term(delivered, self.facts.filed_on, book=self.law)
                found.append(Deadline("application", term.raw_day, term.day, term.provision))
        for what, complicated in (("decision", False), ("decision_complicated", True)):
            term = decision_term(self.facts.filed_on, complicated, book=self.law)
            found.append(Deadline(what, term.raw_day, term.day, term.provision))
        if self.trace.months:
            last = as_date(int(last_day_of(self.trace.months[-1])))
            found.append(Deadline("programme_end", last, last, "ups art. 92 ust. 1"))
        return tuple(found)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Months in which anybody is covered; none when nobody is eligible."""
        if not self.trace.months:
            return ()
        tables = [self.trace.table(name).tolist() for name in _TABLES]
        sums = zip(
            *(self.trace.values[name].sum(axis=-1).tolist() for name in ("cash", "health")), strict=True
        )
        first = self.trace.months[0]
        found = []
        for place, (number, (cash, health), *lines) in enumerate(
            zip(self.trace.months, sums, *tables, strict=True)
        ):
            if people := self._people(place, lines):
                day = date(number // 12, number % 12 + 1, 1)
                found.append(Month(day, number - first + 1, people, cash, health))
        return tuple(found)

    def _people(self, place: int, lines: list[list[int]]) -> tuple[PersonMonth, ...]:
        rows = zip(self.facts.people, range(len(lines[0])), *lines, strict=True)
        return tuple(
            PersonMonth(
                facts.id, cash, by_share, health, floor, ceiling, paid, withheld, self.trace, (place, person)
            )
            for facts, person, covered, cash, by_share, health, floor, ceiling, paid, withheld in rows
            if covered
        )

    @cached_property
    def totals(self) -> Totals:
        """Sums over all months."""
        if not self.trace.months:
            return Totals(0, 0)
        return Totals(*(int(self.trace.values[name].sum()) for name in ("cash", "health")))

    def as_json(self) -> dict[str, Any]:
        """The whole answer; amounts are texts with two decimals. A reform adds `reforms`, their titles."""
        answer: dict[str, Any] = {
            "eligible": self.eligible,
            "reasons": [reason.as_json() for reason in self.reasons],
            "warnings": [warning.as_json() for warning in self.warnings],
            "deadlines": [deadline.as_json() for deadline in self.deadlines],
            "months": [month.as_json() for month in self.months],
            "totals": {
                "cash": polish.amount(self.totals.cash),
                "health": polish.amount(self.totals.health),
                "all": polish.amount(self.totals.all),
            },
            "readings": readings_as_dict(self.readings),
            "book": self.book,
        }
        return answer | ({"reforms": list(self.law.reforms)} if self.law.reforms else {})


_TABLES = ("covered", "cash", "cash_by_share", "health", "floor", "ceiling", "paid_days", "withheld_days")


def explain(facts: Facts, *, book: Book | None = None) -> Explanation:
    """What the law gives this family, by the law in force or another book.

    Raises `LawError` when the book has no figure for a month of the case, or no such programme.
    """
    return Explanation(facts, (book or enacted_book()).for_programme(facts.programme))
