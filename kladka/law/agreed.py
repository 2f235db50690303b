"""Kwota uzgodniona w programie: what of it is payable in a month, by the rules of the amounts themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kladka.law.book import Book, enacted_book
from kladka.law.engine import evaluate
from kladka.law.facts import Facts

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
    facts: Facts, month: date, agreed: Mapping[str, int], *, book: Book | None = None
) -> dict[str, Payable]:
    """What is payable in the month of a day to each person with an agreed full-month amount (grosz by id).

    The rules are those of `explain`, with the agreed amount standing in place of the ceiling. Persons without
    an agreed amount count as family and get no line. Raises `KeyError` for an id that is not in the facts.
    """
    places = {person.id: place for place, person in enumerate(facts.people)}
    law = (book or enacted_book()).for_programme(facts.programme)
    columns = facts.columns()
    bounds = _month(columns, month, law, facts, _BOUNDS)
    full = bounds["ceiling"].astype(np.int64)
    for person, amount in agreed.items():
        full[places[person]] = min(amount, int(full[places[person]]))
    values = _month({**columns, "ceiling": full}, month, law, facts, _FIGURES)
    days = _days_of(month)
    return {
        person: Payable(
            agreed=amount,
            ceiling=int(bounds["ceiling"][places[person]]),
            month_days=days,
            **{name: int(values[name][places[person]]) for name in _FIGURES},
        )
        for person, amount in agreed.items()
    }


def _month(
    columns: Mapping[str, Any], month: date, law: Book, facts: Facts, figures: tuple[str, ...]
) -> dict[str, Any]:
    """The figures of one month, one value a person."""
    found = evaluate(columns, (month,), law, facts.readings, figures)
    return {name: np.broadcast_to(values, (1, len(facts.people)))[0] for name, values in found.items()}


def _days_of(month: date) -> int:
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return (following - first).days
