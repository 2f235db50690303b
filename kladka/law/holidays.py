"""Dni ustawowo wolne od pracy: statutory holidays of each year and the next day on which a term may end."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kladka.law.columns import Column, day_number
from kladka.law.located import Located, read_file

_FILE = Path(__file__).parent / "book" / "holidays.toml"
_FIRST_YEAR, _LAST_YEAR = 1990, 2110
_SATURDAY = 5


@cache
def _calendar() -> Located:
    return read_file(_FILE)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def statutory_holidays(year: int) -> dict[date, str]:
    """Holidays of the year other than plain Sundays, by day, with their Polish names."""
    found: dict[date, str] = {}
    for holiday in _calendar().data["holiday"]:
        if "easter" in holiday:
            day = easter(year) + timedelta(days=holiday["easter"])
        elif "on" in holiday:
            day = holiday["on"]
        else:
            day = date(year, holiday["month"], holiday["day"])
        if day.year == year and day >= holiday["since"]:
            found[day] = holiday["name"]
    return dict(sorted(found.items()))


def is_day_off(day: date) -> bool:
    """A Saturday, a Sunday or a statutory holiday: a day on which no term ends (KPA art. 57 § 4)."""
    return day.weekday() >= _SATURDAY or day in statutory_holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself, or the next one that is neither a Saturday nor a statutory holiday."""
    while is_day_off(day):
        day += timedelta(days=1)
    return day


def last_working_day(day: date) -> date:
    """The day itself, or the nearest earlier one on which offices work."""
    while is_day_off(day):
        day -= timedelta(days=1)
    return day


@cache
def _shifts() -> tuple[int, Column]:
    """Days to wait from each day of the table to the next working day; both ends wait for nothing."""
    first = day_number(date(_FIRST_YEAR, 1, 1))
    days = np.arange(first, day_number(date(_LAST_YEAR, 1, 1)))
    off = (days + 3) % 7 >= _SATURDAY  # 1970-01-01 was a Thursday
    holidays = [
        day_number(day) for year in range(_FIRST_YEAR, _LAST_YEAR) for day in statutory_holidays(year)
    ]
    off[np.array(holidays) - first] = True
    off[0] = off[-1] = False
    working = np.where(off, np.iinfo(np.int64).max, days)
    shifts = (np.minimum.accumulate(working[::-1])[::-1] - days).astype(np.int32)
    shifts.flags.writeable = False
    return first, shifts


def next_working_days(days: Any) -> Column:
    """`next_working_day` for a column; days outside 1990–2109 stay as they are."""
    first, shifts = _shifts()
    moved: Column = days + shifts.take(days - first, mode="clip")
    return moved
