"""Scenariusz: one law book with its readings over a window of months – who is covered, and for how much.

The rules stay in kladka.law. Here they are only run in two steps: what does not depend on the month for every
person (`settle`), and the months for whatever is left of the facts (`pay`). The columns that pass between the
two steps are read off the rules themselves, so a reform that makes a month depend on another fact is
followed.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kladka.law.book import Book
from kladka.law.columns import NEVER, as_date, day_number, first_day_of, last_day_of, month_number
from kladka.law.engine import evaluate
from kladka.law.readings import Readings
from kladka.law.resolver import FACTS, Rule, choose, make_plan
from kladka.law.rules.eligibility import CONDITIONS

Column = NDArray[Any]
Ints = NDArray[np.int64]

AMOUNTS: Final = ("covered", "cash", "cash_by_share", "health")
TOTALS: Final = ("covered", "cash", "health")
GIVEN: Final = FACTS
NO_APPLICATION: Final = "no_application"
_FROM, _UNTIL = "covered_from_day", "covered_until_day"


@dataclass(frozen=True)
class Window:
    """Calendar months in a row; `first` is the first day of the first of them."""

    first: date
    months: int

    @cached_property
    def days(self) -> tuple[date, ...]:
        """First day of each month."""
        numbers = month_number(self.first) + np.arange(self.months)
        return tuple(as_date(day) for day in first_day_of(numbers).tolist())

    @property
    def names(self) -> list[str]:
        """Months as "2026-01"."""
        return [day.strftime("%Y-%m") for day in self.days]

    @cached_property
    def span(self) -> tuple[int, int]:
        """First and last day, as days since 1970-01-01."""
        last_month = month_number(self.days[-1])
        return day_number(self.days[0]), int(last_day_of(np.array([last_month]))[0])


@dataclass(frozen=True)
class Settled:
    """A block after the first step: columns that the months depend on, and the count of who is not covered.

    `left_out` counts persons by the code of the first condition not met; `outside` are those who meet all but
    have no covered day in the window; `late` are late applications that nothing else leaves out.
    """

    columns: dict[str, Column]
    left_out: dict[str, int]
    covered: int
    outside: int
    late: int


class Scenario:
    """A law book (of one programme) and readings over a window."""

    def __init__(self, book: Book, readings: Readings, window: Window) -> None:
        self.book, self.readings, self.window = book, readings, window
        plan = make_plan(AMOUNTS, GIVEN, readings, book)
        needed = {key for step in plan.monthly for key in step.keys} - {"families", "household"}
        once = {step.key: step.rule for step in plan.once if step.rule}
        self.facts_kept = tuple(sorted(needed & GIVEN))
        self.figures_kept = tuple(sorted({*needed & set(once), _FROM, _UNTIL}))
        neutral = {"day": window.span[0], "month": month_number(window.first)}
        self.idle = {name: neutral.get(once[name].unit, 0) for name in self.figures_kept}
        self.idle[_UNTIL] = window.span[0] - 1

    def conditions(self) -> dict[str, Rule]:
        """Each condition of eligibility with the rule that holds in this scenario, in the order of naming."""
        return {name: choose(name, self.readings, self.book.replaced) for name in CONDITIONS}

    def settle(self, facts: dict[str, Column]) -> Settled:
        """First step, for a block of persons: conditions, and the columns that the months will need."""
        figures = (*self.figures_kept, *CONDITIONS, "eligible")
        found = evaluate(facts, (), self.book, self.readings, figures)
        kept = {name: found[name] for name in self.figures_kept}
        kept |= {name: facts[name] for name in self.facts_kept if name in facts}
        covered = self._clip(kept)
        left_out, late = self._count(found, facts["filed_on"])
        eligible = len(covered) - sum(left_out.values())
        on_window = int(np.count_nonzero(covered))
        return Settled(kept, left_out, on_window, eligible - on_window, late)

    def _clip(self, kept: dict[str, Column]) -> Column:
        """Makes equal what no month of the window can tell apart; answers who has a covered day in it.

        Covered days are cut to the window. Withheld time that meets none of them, and everything about a
        person without any, become one value.
        """
        first, last = self.window.span
        begins, ends = np.maximum(kept[_FROM], first), np.minimum(kept[_UNTIL], last)
        covered = begins <= ends
        if "withheld_from" in kept:
            spans = _withheld_within(kept["withheld_from"], kept["withheld_until"], begins, ends, last)
            kept["withheld_from"], kept["withheld_until"] = spans
        kept[_FROM], kept[_UNTIL] = begins, ends
        for name in self.figures_kept:
            kept[name] = _where(covered, kept[name], self.idle[name])
        return covered

    def _count(self, found: dict[str, Column], filed_on: Column) -> tuple[dict[str, int], int]:
        left_out: dict[str, int] = {}
        standing = np.ones(len(filed_on), np.bool_)
        *lasting, term = self.conditions().items()
        for name, rule in lasting:
            left_out[code_of(rule)] = _leave(standing, found[name])
        left_out[NO_APPLICATION] = _leave(standing, filed_on != NEVER)
        late = _leave(standing, found[term[0]])
        if self.readings.late != "keep":
            left_out[code_of(term[1])] = late
        return left_out, late

    def pay(
        self, columns: dict[str, Column], households: Column, figures: tuple[str, ...]
    ) -> dict[str, Column]:
        """Second step: figures of AMOUNTS by month and person, shape (months, persons), money in grosz."""
        unread = {"status": np.zeros(len(households), np.int8), "filed_on": 0}  # asked for, read by no month
        return evaluate(
            {**unread, **columns, "household": households},
            self.window.days,
            self.book,
            self.readings,
            figures,
        )


def code_of(rule: Rule) -> str:
    """The code by which the failing of a condition is known."""
    return rule.refusal.code if rule.refusal else rule.figure


def _where(condition: Column, yes: Column, no: int) -> Column:
    """`yes` where the condition holds and `no` elsewhere; by arithmetic, much faster than np.where."""
    if yes.dtype == np.bool_:
        return yes & condition if no == 0 else yes | ~condition
    other = yes.dtype.type(no)
    answer: Column = (yes - other) * condition + other
    return answer


def _withheld_within(
    starts: Column, ends: Column, first: Column, last: Column, end: int
) -> tuple[Column, Column]:
    """Withheld time of the few who have any between `first` and `last`; for the others the day after `end`.

    A span that goes on beyond `end` ends on the day after it; one that begins before `first` begins there.
    """
    after = np.int32(end + 1)
    begins, finishes = np.full(len(starts), after), np.full(len(starts), after)
    some = np.flatnonzero(starts <= end)
    some = some[(starts[some] <= last[some]) & (ends[some] >= first[some])]
    begins[some] = np.maximum(starts[some], first[some])
    finishes[some] = np.minimum(ends[some], after)
    return begins, finishes


def _leave(standing: Column, met: Column) -> int:
    """Counts those still standing who do not meet the condition, and takes them out."""
    before = int(np.count_nonzero(standing))
    standing &= met
    return before - int(np.count_nonzero(standing))
