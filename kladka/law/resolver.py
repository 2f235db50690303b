"""Sorts the rules once and runs them over columns: what does not depend on the month once, the rest by month.

A rule is a short function named by its result; its arguments are facts, figures of the law book, the month
(`month`, `month_first`, `month_last`, `month_days`) or other rules, all by name. Values kept are the trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kladka.law.parameters import LawError
from kladka.law.readings import Readings
from kladka.law.rule import RULES, Refusal, Rule, choose, figure_uses, rule

if TYPE_CHECKING:
    from kladka.law.book import Book

__all__ = ["RULES", "Plan", "Refusal", "Rule", "Step", "choose", "figure_uses", "make_plan", "rule", "run"]

MONTH = frozenset({"month", "month_first", "month_last", "month_days"})
FACTS = frozenset(
    {
        *("household", "status", "born", "relation", "spouse_of_polish_citizen", "decision_delivered_on"),
        *("filed_on", "complete_on", "left_reception_centre_on", "covered_from", "covered_until"),
        *("withheld_from", "withheld_until", "home", "home_from", "home_until"),
    }
)
"""Columns that a caller gives; no figure of the book may bear such a name."""


@dataclass(frozen=True, slots=True)
class Step:
    """One computation: where its result goes, the function, where its inputs lie, the rule if it is one."""

    key: str
    function: Callable[..., Any]
    keys: tuple[str, ...]
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules in order: `once`, figures of the book by month as (key, name), `monthly`."""

    once: tuple[Step, ...]
    by_month: tuple[tuple[str, str], ...]
    monthly: tuple[Step, ...]


@dataclass
class _Planner:
    """Walks from the wanted figures down to what is given; `seen` says of a key whether the month matters."""

    book: Book
    readings: Readings
    seen: dict[str, bool]
    once: list[Step] = field(default_factory=list)
    by_month: dict[str, str] = field(default_factory=dict)
    monthly: list[Step] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def visit(self, name: str) -> bool:
        """Enters a figure with all it needs; true when it depends on the month."""
        if name in self.seen or name in MONTH:
            return self.seen.get(name, True)
        if name not in RULES:
            raise LawError(f"{name}: neither a given column, a rule, nor a figure of the law book")
        if name in self.open:
            raise LawError(f"{name}: rules need each other: {' > '.join(self.open)}")
        self.open.append(name)
        self._enter(choose(name, self.readings, self.book.replaced))
        self.open.pop()
        return self.seen[name]

    def _enter(self, made: Rule) -> None:
        keys = tuple(self._key(argument, made.read) for argument in made.args)
        self.seen[made.figure] = monthly = any([self.visit(key) for key in keys])
        (self.monthly if monthly else self.once).append(Step(made.figure, made.function, keys, made))

    def _key(self, name: str, day: str) -> str:
        """Where a rule finds an argument: figures of the book lie under their name and their day."""
        if name not in self.book.parameters or name in self.seen:
            return name
        key, parameter = f"{name} on {day}", self.book.parameter(name)
        if key not in self.seen:
            constant = day == "month_first" and parameter.constant
            self.seen[key] = not constant and self.visit(day)
            if self.seen[key]:
                self.by_month[key] = name
            else:
                self.once.append(
                    Step(key, parameter.only if constant else parameter.over, (day,)[constant:], None)
                )
        return key


@lru_cache(maxsize=256)
def make_plan(wanted: tuple[str, ...], given: frozenset[str], readings: Readings, book: Book) -> Plan:
    """Sorts the rules needed for the wanted figures; a column that is given stands in place of its rule.

    Raises `LawError` for a name that is nothing, and for rules that need each other.
    """
    planner = _Planner(book, readings, dict.fromkeys(given, False))
    for name in wanted:
        planner.visit(name)
    return Plan(tuple(planner.once), tuple(planner.by_month.items()), tuple(planner.monthly))


def run(steps: Iterable[Step], values: dict[str, Any]) -> dict[str, Any]:
    """Runs the steps in order; `values` gains every figure and is the trace."""
    for step in steps:
        values[step.key] = step.function(*[values[key] for key in step.keys])
    return values
