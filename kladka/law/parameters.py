"""Wielkości ustawowe: one dated figure of the law with its unit and sources, read into columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import numpy as np

from kladka.law.columns import Column, Table, day_number
from kladka.law.statuses import STATUSES

Value = int | bool | tuple[str, ...] | dict[int, int]
"""zł are grosz (int), a scale is {number: value}, groups are names of statuses, the rest whole numbers."""


class LawError(ValueError):
    """The law book cannot answer: an unknown figure, or no figure in force on that day."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the book: the kind of its value and its lawful span (grosz for zł)."""

    kind: str
    low: int = 0
    high: int = 0


UNITS: Final = {
    "zł": Unit("money", 0, 10_000_000),
    "%": Unit("number", 0, 100),
    "% of the criterion": Unit("number", 0, 1000),
    "% by family size": Unit("scale", 0, 100),
    "days": Unit("number", 0, 3660),
    "months": Unit("number", 1, 120),
    "years": Unit("number", 1, 100),
    "day of the month": Unit("number", 1, 28),
    "times a month": Unit("number", 1, 31),
    "persons": Unit("number", 1, 100_000),
    "families": Unit("number", 1, 1_000),
    "yes or no": Unit("flag"),
    "statuses": Unit("groups"),
}

BEGINNING: Final = date(2012, 10, 1)
"""First day on which the book can answer: the oldest verified amounts kept (Dz.U. 2012 poz. 823)."""

STATUS_WORDS: Final = ("in force", "proposed", "disputed")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure stands: act as the book calls it, article, journal with position, address."""

    act: str
    article: str
    journal: str
    url: str

    def __str__(self) -> str:
        return ", ".join(part for part in (f"{self.act} {self.article}".strip(), self.journal) if part)


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a figure from a day on."""

    since: date
    value: Value
    source: Source
    status: str
    note: str = ""


@dataclass(frozen=True)
class Parameter:
    """One figure of the law through time; `entries` rise by day."""

    name: str
    title: str
    unit: str
    entries: tuple[Entry, ...]
    valid_until: date | None = None
    """Last day for which the newest entry is known to hold; later months carry a warning."""
    _days: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_days", tuple(day_number(entry.since) for entry in self.entries))

    def entry(self, day: date) -> Entry:
        """The line in force on the day. Raises `LawError` for a day before the first one."""
        return self.entries[self._place(day_number(day))]

    def at(self, day: date) -> Value:
        """The value in force on the day."""
        return self.entry(day).value

    def number(self, day: date) -> int:
        """The value in force on the day, for figures that are one whole number (zł in grosz)."""
        value = self.at(day)
        if not isinstance(value, int):
            raise LawError(f"{self.name}: jednostka „{self.unit}” nie jest jedną liczbą")
        return value

    def _place(self, day: int) -> int:
        place = bisect_right(self._days, day) - 1
        if place < 0:
            first = self.entries[0].since
            raise LawError(f"{self.name}: brak wartości przed {first.isoformat()} ({self.title})")
        return place

    def over(self, days: Column | int) -> Any:
        """The figure as rules take it, read on each of the days: a number, a column or a `Table`.

        One number (or a `Table` of one version) when the same line holds on all the days.
        Raises `LawError` when a day lies before the first line.
        """
        if isinstance(days, int):
            return self._version(self._place(days))
        low, high = (int(days.min()), int(days.max())) if days.size else (self._days[-1],) * 2
        version: Any = self._place(low)
        if self._place(high) != version:
            version = np.searchsorted(np.array(self._days), days, side="right") - 1
        return self._version(version)

    @property
    def constant(self) -> bool:
        """The figure has one line only, as old as the book, so that it does not depend on the month."""
        return len(self.entries) == 1 and self.entries[0].since <= BEGINNING

    def only(self) -> Any:
        """A constant figure as rules take it."""
        return self._only

    @cached_property
    def _only(self) -> Any:
        return self._version(0)

    def _version(self, version: Any) -> Any:
        if UNITS[self.unit].kind in ("scale", "groups"):
            return Table(self._lines, version)
        return self.entries[version].value if isinstance(version, int) else self._lines[version]

    @cached_property
    def _lines(self) -> Column:
        kind = UNITS[self.unit].kind
        if kind in ("scale", "groups"):
            return np.array([_row(entry.value) for entry in self.entries])
        return np.array([entry.value for entry in self.entries], dtype=_dtype(kind))


def _dtype(kind: str) -> type:
    return np.bool_ if kind == "flag" else np.int32


def _row(value: Value) -> Column:
    """A scale or a set of groups as a line of a table; place 0 of a scale is its first entry."""
    if isinstance(value, dict):
        numbers = [value[min(value)], *(value[number] for number in sorted(value))]
        return np.array(numbers, dtype=np.int32)
    assert isinstance(value, tuple)
    return np.array([name in value for name in STATUSES])


def read_value(raw: Any, unit: str) -> Value:
    """Checks a value of a file against its unit and gives it as rules take it.

    Raises `ValueError` (Polish) for a value of the wrong kind or outside the span of the unit.
    """
    kind = UNITS[unit]
    return _READERS[kind.kind](raw, kind)


def _within(value: int, unit: Unit, shown: object) -> int:
    if not unit.low <= value <= unit.high:
        low, high = (bound // 100 if unit.kind == "money" else bound for bound in (unit.low, unit.high))
        raise ValueError(f"wartość {shown} poza zakresem jednostki: od {low} do {high}")
    return value


def _money(raw: object, unit: Unit) -> int:
    whole, dot, part = raw.partition(".") if isinstance(raw, str) else ("", "", "")
    if not (dot and whole.isdecimal() and part.isdecimal() and len(part) == 2):
        raise ValueError(
            f'oczekiwano kwoty w cudzysłowie z dwoma miejscami po kropce, np. "1679.00", jest {raw!r}'
        )
    return _within(int(Decimal(f"{whole}.{part}") * 100), unit, raw)


def _number(raw: object, unit: Unit) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise ValueError(f"oczekiwano liczby całkowitej, jest {raw!r}")
    return _within(raw, unit, raw)


def _flag(raw: object, unit: Unit) -> bool:
    if not isinstance(raw, bool):
        raise ValueError(f"oczekiwano true albo false, jest {raw!r}")
    return raw


def _groups(raw: object, unit: Unit) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw or any(name not in STATUSES for name in raw):
        raise ValueError(f"oczekiwano listy statusów z: {', '.join(STATUSES)}; jest {raw!r}")
    return tuple(raw)


def _scale(raw: object, unit: Unit) -> dict[int, int]:
    if not isinstance(raw, dict) or not raw or not all(key.isdecimal() for key in raw):
        raise ValueError(f"oczekiwano tabeli liczba osób = procent, jest {raw!r}")
    scale = {int(key): _number(value, unit) for key, value in raw.items()}
    if sorted(scale) != list(range(1, len(scale) + 1)):
        raise ValueError("skala musi zaczynać się od 1 osoby i nie mieć przerw")
    return scale


_READERS: Final[dict[str, Callable[[Any, Unit], Value]]] = {
    "money": _money,
    "number": _number,
    "flag": _flag,
    "groups": _groups,
    "scale": _scale,
}
