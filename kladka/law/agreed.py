"""Kwota uzgodniona w programie: what of it is payable in a month, by the rules of the amounts themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kladka.law.book import Book, enacted_book
from kladka.law.columns import month_number
from kladka.law.engine import month_context, prepare
from kladka.law.facts import Facts
from kladka.law.resolver import make_plan, run

_BOUNDS = ("ceiling",)
_FIGURES = ("cash", "health", "number", "covered_days", "withheld_days", "paid_days")

PROVISION = "ups art. 93 ust. 1; ups art. 106 ust. 3"


@dataclass(frozen=True, slots=True)
class Payable:
    """One person in one month: grosz of cash and health contribution, and the days behind them.

    `agreed` is the full-month amount of the programme, `ceiling` the highest full-month amount of the law in
    that month; `cash` is the lower of the two by days covered and not withheld (ups art. 106 ust. 3).
    """

    agreed: int
    ceiling: int
    cash: int
    health: int
    number: int
    covered_days: int
    withheld_days: int
    paid_days: int
    month_days: int

    @property
    def lowered(self) -> bool:
        """The agreed amount is above what the law allows in this month."""
        return self.agreed > self.ceiling


def payable(
    facts: Facts,
    month: date,
    agreed: Mapping[str, int],
    *,
    book: Book | None = None,
    granted: Collection[tuple[date, str]] = (),
) -> dict[str, Payable]:
    """What is payable in the month of a day to each person with an agreed full-month amount (grosz by id).

    The rules are those of `explain`, with the agreed amount standing in place of the ceiling. Persons without
    an agreed amount count as family and get no line. Raises `KeyError` for an id that is not in the facts.
    """
    return payable_by_month(facts, {month: agreed}, book=book, granted=granted)[month]


def payable_by_month(
    facts: Facts,
    agreed: Mapping[date, Mapping[str, int]],
    *,
    book: Book | None = None,
    granted: Collection[tuple[date, str]] = (),
) -> dict[date, dict[str, Payable]]:
    """`payable` for several months: one run of the rules over all of them.

    In the months and to the persons of `granted` the amount is due as a decision in force gave it, above the
    ceiling too: it stands until another decision changes it (ups art. 106 ust. 5).
    """
    if not agreed:
        return {}
    places = {person.id: place for place, person in enumerate(facts.people)}
    law = (book or enacted_book()).for_programme(facts.programme)
    columns, months = facts.columns(), tuple(agreed)
    bounds = _months(columns, months, law, facts, _BOUNDS)["ceiling"].astype(np.int64)
    for line, month in enumerate(months):
        for person, amount in agreed[month].items():
            if (month, person) in granted:
                bounds[line, places[person]] = max(amount, bounds[line, places[person]])
    full = bounds.copy()
    for line, month in enumerate(months):
        for person, amount in agreed[month].items():
            full[line, places[person]] = min(amount, full[line, places[person]])
    values = _months({**columns, "ceiling": full}, months, law, facts, _FIGURES)
    return {
        month: {
            person: Payable(
                agreed=amount,
                ceiling=int(bounds[line, places[person]]),
                month_days=_days_of(month),
                **{name: int(values[name][line, places[person]]) for name in _FIGURES},
            )
            for person, amount in agreed[month].items()
        }
        for line, month in enumerate(months)
    }


def _months(
    columns: Mapping[str, Any], months: tuple[date, ...], law: Book, facts: Facts, figures: tuple[str, ...]
) -> dict[str, Any]:
    """The figures by month and person."""
    given = prepare(columns)
    plan = make_plan(figures, frozenset(given), facts.readings, law)
    context = month_context(law, plan.by_month, tuple(month_number(month) for month in months))
    values = run(plan.monthly, {**run(plan.once, given), **context})
    shape = (len(months), len(facts.people))
    return {name: np.broadcast_to(values[name], shape) for name in figures}


def _days_of(month: date) -> int:
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return (following - first).days
