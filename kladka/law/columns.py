"""The words in which rules are written: every value is a column of whole numbers, never one number.

A column is a NumPy array of int32/int64/bool; a plain `int` stands for one that is the same for everybody.
Shapes: `(persons,)` for what does not change, `(months, 1)` for what is the same for everybody in a month,
`(months, persons)` for the rest. Money is grosz, a day is the number of days since 1970-01-01, a month is
`12 * year + month - 1`. Nothing here knows floats.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
"""A column of int32, int64 or bool; rules also accept a plain int in its place."""

NEVER = 1_000_000
"""The day that does not come: a missing end."""
ALWAYS = -1_000_000
"""The day before all days: a missing beginning."""

EPOCH = date(1970, 1, 1).toordinal()
_FIRST_YEAR, _LAST_YEAR = 1880, 2180


def _calendar() -> tuple[int, Column, Column]:
    months = np.arange(f"{_FIRST_YEAR}-01", f"{_LAST_YEAR}-01", dtype="datetime64[M]")
    firsts = months.astype("datetime64[D]").astype(np.int64).astype(np.int32)
    lengths = np.diff(firsts, append=firsts[-1] + 31)
    numbers = np.arange(len(firsts), dtype=np.int32) + 12 * _FIRST_YEAR
    return int(firsts[0]), np.repeat(numbers, lengths), firsts


_FIRST_DAY, _MONTH_OF_DAY, _FIRST_DAY_OF_MONTH = _calendar()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def as_date(number: int) -> date:
    """The date behind a day number."""
    return date.fromordinal(int(number) + EPOCH)


def month_number(day: date) -> int:
    """`12 * year + month - 1` of a date."""
    return 12 * day.year + day.month - 1


def month_of(days: Any) -> Column:
    """Month of each day; days outside 1880–2179 count as the nearest month of that span."""
    months: Column = _MONTH_OF_DAY.take(days - _FIRST_DAY, mode="clip")
    return months


def first_day_of(months: Any) -> Column:
    """First day of each month."""
    days: Column = _FIRST_DAY_OF_MONTH.take(months - 12 * _FIRST_YEAR, mode="clip")
    return days


def last_day_of(months: Any) -> Column:
    """Last day of each month."""
    return first_day_of(months + 1) - 1


def years_after(days: Column, years: int) -> Column:
    """The same day so many years later; 29 February without a twin gives 1 March."""
    months = month_of(days)
    twin: Column = first_day_of(months + 12 * years) + (days - first_day_of(months))
    return twin


def where(condition: Any, yes: Any, no: Any) -> Column:
    """`yes` on the rows that meet the condition, `no` on the others; int32 when both are plain numbers."""
    if isinstance(yes, int) and isinstance(no, int):
        chosen: Column = condition * np.int32(yes - no) + np.int32(no)  # three times as fast as np.where
        return chosen
    picked: Column = np.where(condition, yes, no)
    return picked


def all_of(*conditions: Any) -> Column:
    """True on the rows that meet every condition; each condition stays a rule of its own."""
    answer: Column = conditions[0]
    for condition in conditions[1:]:
        answer = answer & condition
    return answer


def later(first: Column | int, *others: Column | int) -> Column:
    """The latest of the days, or the greatest of the amounts."""
    answer: Any = first
    for other in others:
        answer = np.maximum(answer, other)
    result: Column = answer
    return result


def earlier(first: Column | int, *others: Column | int) -> Column:
    """The earliest of the days, or the smallest of the amounts."""
    answer: Any = first
    for other in others:
        answer = np.minimum(answer, other)
    result: Column = answer
    return result


def days_between(starts: Any, ends: Any) -> Column:
    """Days from `starts` to `ends`, both counted; 0 when they do not meet."""
    days: Column = np.maximum(ends - starts + 1, 0)
    return days


def half_up(amount: Any, numerator: Any, denominator: Any) -> Column:
    """`amount × numerator ÷ denominator`, rounded half up to the grosz; for amounts that are not negative.

    No provision on rounding was found; grosz and half up is the default (docs/law.md).
    """
    rounded: Column = (amount * numerator + denominator // 2) // denominator
    return rounded


def percent_of(amount: Any, percent: Any) -> Column:
    """So many per cent of the amount, rounded half up to the grosz."""
    return half_up(amount, percent, 100)


class Families:
    """Which rows make one family; rows of a family lie next to each other.

    Raises `ValueError` when the household column falls anywhere.
    """

    __slots__ = ("ends", "row")

    def __init__(self, household: Column) -> None:
        changes = np.diff(household)
        if (changes < 0).any():
            raise ValueError("household: rows of one family must lie together, in rising order")
        last = np.concatenate((changes != 0, np.ones(min(len(household), 1), dtype=np.bool_)))
        self.ends = np.flatnonzero(last)
        self.row = np.cumsum(last, dtype=np.intp) - last

    def count(self, yes: Column) -> Column:
        """How many rows of the family say yes, given to each of its rows (int32)."""
        running = np.cumsum(yes, axis=-1, dtype=np.int32).take(self.ends, axis=-1)
        running[..., 1:] -= running[..., :-1].copy()
        counts: Column = running.take(self.row, axis=-1)
        return counts


@lru_cache(maxsize=64)
def one_family(persons: int) -> Families:
    """So many rows that make one family."""
    return Families(np.zeros(persons, dtype=np.int32))


def per_home(yes: Column, home: Any, families: Families) -> Column:
    """How many persons of one family and home meet the condition, on each row; `home` counts from 0."""
    found = families.count(yes & (home == 0))
    for other in range(1, int(np.max(home, initial=0)) + 1):
        found = np.where(home == other, families.count(yes & (home == other)), found)
    return found


class Table:
    """A figure that depends on a whole number (share by family size, groups by status), dated or not.

    `values` has the shape (versions, entries); `version`: which line holds, for all (int) or by row.
    """

    __slots__ = ("_line", "values", "version", "width")

    def __init__(self, values: Column, version: Column | int) -> None:
        self.values, self.version, self.width = values, version, values.shape[-1]
        self._line = values[version] if isinstance(version, int) else values

    def at(self, column: Any) -> Column:
        """The figure for each row; a number beyond the table takes its last entry."""
        if isinstance(self.version, int):
            found: Column = self._line.take(column, mode="clip")
        else:
            found = self.values.take(self.version * self.width + np.clip(column, 0, self.width - 1))
        return found
