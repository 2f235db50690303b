"""Ślad wyliczenia: every figure of a person and month with provision, inputs, dated figures, reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple

import numpy as np

from kladka.law import polish
from kladka.law.book import Book
from kladka.law.columns import ALWAYS, NEVER, Column, as_date
from kladka.law.engine import family, steps_of
from kladka.law.facts import Facts
from kladka.law.parameters import LawError, Source, Value
from kladka.law.readings import DISPUTES, Readings, other
from kladka.law.resolver import RULES, Plan, Rule
from kladka.law.resolver import Step as Computation
from kladka.law.statuses import LABELS, RELATIONS, STATUSES

FIGURES = (
    "filed_in_time",
    "eligible",
    "first_month",
    "term_months",
    "number",
    "floor",
    "cash_by_share",
    "cash",
    "health",
)
FACT_UNITS = {
    "filed_on": "day",
    "complete_on": "day",
    "left_reception_centre_on": "day",
    "decision_delivered_on": "day",
    "covered_from": "day",
    "covered_until": "day",
    "born": "day",
    "home_of_month": "number",
    "status": "status",
    "relation": "relation",
    "spouse_of_polish_citizen": "yes or no",
    "month": "month",
    "month_first": "day",
    "month_last": "day",
    "month_days": "days",
}


class ParameterUsed(NamedTuple):
    """A figure of the law book as it was read; zł are grosz."""

    name: str
    value: Value
    unit: str
    since: date
    source: Source
    status: str


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a trace. `value` and `inputs` are as `shown` makes them: grosz, dates, bools, numbers."""

    figure: str
    label: str
    value: Any
    unit: str
    provision: str
    sentence: str
    inputs: dict[str, Any]
    parameters: tuple[ParameterUsed, ...]
    reading: dict[str, Any] | None

    def as_json(self) -> dict[str, Any]:
        """The step with amounts as text and days as `rrrr-mm-dd`."""
        reading = None
        if self.reading is not None:
            reading = {
                key: in_file(value, _READING_UNITS.get(key, self.unit)) for key, value in self.reading.items()
            }
        return {
            "figure": self.figure,
            "label": self.label,
            "value": in_file(self.value, self.unit),
            "unit": self.unit,
            "provision": self.provision,
            "sentence": self.sentence,
            "inputs": {name: in_file(value, unit_of(name)) for name, value in self.inputs.items()},
            "parameters": [_parameter_as_json(parameter) for parameter in self.parameters],
            "reading": reading,
        }


_READING_UNITS = {"name": "text", "question": "text", "used": "text", "other": "text", "other_cash": "zł"}


def _parameter_as_json(used: ParameterUsed) -> dict[str, Any]:
    source = used.source
    return {
        "name": used.name,
        "value": in_file(used.value, used.unit),
        "unit": used.unit,
        "since": used.since.isoformat(),
        "source": {
            "act": source.act,
            "article": source.article,
            "journal": source.journal,
            "url": source.url,
        },
        "status": used.status,
    }


def unit_of(name: str) -> str:
    """Unit of a fact or a figure by name."""
    return FACT_UNITS.get(name) or (RULES[name][0].unit if name in RULES else "number")


def shown(raw: Any, unit: str) -> Any:
    """A value of a column as people keep it: a date, first day of a month, a word, a bool, or the number."""
    if unit == "day":
        return None if raw >= NEVER or raw <= ALWAYS else as_date(raw)
    if unit == "month":
        return date(int(raw) // 12, int(raw) % 12 + 1, 1)
    if unit == "yes or no":
        return bool(raw)
    if unit == "status":
        return STATUSES[int(raw)]
    if unit == "relation":
        return RELATIONS[int(raw)]
    return int(raw)


def in_file(value: Any, unit: str) -> Any:
    """The value for JSON."""
    if unit == "zł" and isinstance(value, int):
        return polish.amount(value)
    if isinstance(value, date):
        return value.isoformat()[:7] if unit == "month" else value.isoformat()
    if isinstance(value, dict):
        return {str(key): entry for key, entry in value.items()}
    return list(value) if isinstance(value, tuple) else value


_WORDS: dict[str, Callable[[Any], Any]] = {
    "zł": polish.zloty,
    "%": lambda number: f"{number}{polish.NBSP}%",
    "days": polish.days,
    "months": polish.months,
    "persons": polish.persons,
    "day": polish.day,
    "month": polish.month,
    "yes or no": lambda yes: "tak" if yes else "nie",
    "status": LABELS.get,
    "statuses": lambda names: ", ".join(LABELS[name] for name in names),
}


def in_words(value: Any, unit: str) -> str:
    """The value as a Polish sentence has it."""
    return "nie dotyczy" if value is None else str(_WORDS.get(unit, str)(value))


@lru_cache(maxsize=512)
def _gaps(sentence: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name)


@lru_cache(maxsize=512)
def _units_of(args: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Arguments that are facts or figures, with their units; families and spans of days are left out."""
    known = (name for name in args if name in FACT_UNITS or name in RULES)
    return tuple((name, unit_of(name)) for name in known if unit_of(name) != "family")


class Trace:
    """One family's figures with everything needed to explain them; steps are made when they are asked for."""

    __slots__ = ("_lines", "_others", "_used", "book", "facts", "months", "plan", "values")

    def __init__(self, facts: Facts, book: Book, readings: Readings) -> None:
        self.facts = facts if readings == facts.readings else replace(facts, readings=readings)
        self.book = book
        self.plan: Plan
        self.months: tuple[int, ...]
        self.values: dict[str, Any]
        self.plan, self.months, self.values = family(facts.columns(), book, readings, FIGURES)
        self._others: dict[str, Trace | None] = {}
        self._lines: dict[str, list[list[Any]]] = {}
        self._used: dict[tuple[str, str, int], ParameterUsed] = {}

    def value(self, figure: str, month: int, person: int) -> Any:
        """A figure in the month (place in `months`) and for the person (place in `facts.people`)."""
        lines = self._lines.get(figure)
        if lines is None:
            shape = (len(self.months) or 1, len(self.facts.people))
            lines = self._lines[figure] = np.broadcast_to(self.values[figure], shape).tolist()
        return lines[month][person]

    def table(self, figure: str) -> Column:
        """A figure as `(months, persons)`."""
        values: Column = self.values[figure]
        shape = (len(self.months), len(self.facts.people))
        return values if getattr(values, "shape", None) == shape else np.broadcast_to(values, shape)

    def steps(self, month: int, person: int) -> Iterator[Step]:
        """The steps of one person and month, in the order in which they were computed."""
        for computation in steps_of(self.plan):
            made = computation.rule
            if made is not None and made.sentence and computation.key in self.values:
                yield self._step(computation, made, month, person)

    def _step(self, computation: Computation, made: Rule, month: int, person: int) -> Step:
        value = shown(self.value(made.figure, month, person), made.unit)
        inputs = {
            name: shown(self.value(name, month, person), unit)
            for name, unit in _units_of(made.args)
            if name not in self.book.parameters
        }
        if "withheld_from" in made.args:
            inputs["withheld"] = self._withheld(person)
        parameters = tuple(
            self._parameter(name, made, month) for name in made.args if name in self.book.parameters
        )
        words = self._words(made, month, person, value, parameters)
        return Step(
            figure=made.figure,
            label=made.label,
            value=value,
            unit=made.unit,
            provision=made.provision,
            sentence=made.sentence.format(**words).replace("..", "."),
            inputs=inputs,
            parameters=parameters,
            reading=self._reading(made, month, person),
        )

    def _withheld(self, person: int) -> tuple[str, ...]:
        """Withheld spans of the person as `2026-03-01/2026-03-10`; without its end while it lasts."""
        mine = (one for one in self.facts.withheld if one.person == self.facts.people[person].id)
        return tuple(f"{one.starts}/{one.ends or ''}" for one in mine)

    def _words(
        self, made: Rule, month: int, person: int, value: Any, parameters: tuple[ParameterUsed, ...]
    ) -> dict[str, str]:
        """The gaps of the sentence: the figure itself, figures of the book, any other value by name."""
        words = {used.name: in_words(used.value, used.unit) for used in parameters}
        words[made.figure] = in_words(value, made.unit)
        for name in _gaps(made.sentence):
            if name not in words:
                unit = unit_of(name)
                words[name] = in_words(shown(self.value(name, month, person), unit), unit)
        return words

    def _parameter(self, name: str, made: Rule, month: int) -> ParameterUsed:
        key = (name, made.read, month)
        if key not in self._used:
            parameter = self.book.parameter(name)
            day = self.first_day(month) if made.read == "month_first" else self.facts.filed_on
            entry = parameter.entry(max(day, parameter.entries[0].since))
            self._used[key] = ParameterUsed(
                name, entry.value, parameter.unit, entry.since, entry.source, entry.status
            )
        return self._used[key]

    def _reading(self, made: Rule, month: int, person: int) -> dict[str, Any] | None:
        if made.when is None or made.when[0] not in DISPUTES:
            return None
        name, used = made.when
        variant = other(name, used)
        found: dict[str, Any] = {
            "name": name,
            "question": DISPUTES[name].question,
            "used": used,
            "other": variant,
            "other_value": None,
            "other_cash": None,
        }
        against = self.other(name)
        if against is not None:
            found["other_value"] = against.figure_in(made.figure, self.months[month], person, made.unit)
            found["other_cash"] = against.figure_in("cash", self.months[month], person, "zł")
        return found

    def figure_in(self, figure: str, month: int, person: int, unit: str) -> Any:
        """A figure in a calendar month (12 × year + month − 1); None outside the months of this trace."""
        if month not in self.months:
            return None
        return shown(self.value(figure, self.months.index(month), person), unit)

    def other(self, name: str) -> Trace | None:
        """The same family by the other reading of one point; None when the book has no figure for it."""
        if name not in self._others:
            changed: dict[str, Any] = {name: other(name, self.facts.readings.get(name))}
            readings = replace(self.facts.readings, **changed)
            try:
                self._others[name] = Trace(self.facts, self.book, readings)
            except LawError:
                self._others[name] = None
        return self._others[name]

    def first_day(self, month: int) -> date:
        """First day of a month by its place."""
        number = self.months[month]
        return date(number // 12, number % 12 + 1, 1)
