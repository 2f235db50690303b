"""Sorts the rules once and runs them over columns: what does not depend on the month once, the rest by month.

A rule is a short function named by its result; its arguments are facts, figures of the law book, the month
(`month`, `month_first`, `month_last`, `month_days`) or other rules, all by name. Whoever keeps the values keeps the trace.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kladka.law.parameters import LawError

if TYPE_CHECKING:
    from kladka.law.book import Book
    from kladka.law.readings import Readings

MONTH = frozenset({"month", "month_first", "month_last", "month_days"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said when a condition is not met: a slug and the Polish sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure, the function that gives it, and the provision and words that stand behind it."""

    figure: str
    function: Callable[..., Any]
    args: tuple[str, ...]
    provision: str
    label: str
    sentence: str
    unit: str
    when: tuple[str, object] | None
    read: str
    refusal: Refusal | None


RULES: dict[str, list[Rule]] = {}
"""Every rule by its figure; more than one where readings or proposals differ."""


def rule(
    provision: str,
    label: str,
    sentence: str = "",
    *,
    unit: str,
    figure: str | None = None,
    when: tuple[str, object] | None = None,
    read: str = "month_first",
    refusal: Refusal | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enters a function into the rules.

    `when` = (reading, variant) or ("proposal", name) for one of several variants; `read` = the day on which
    figures of the book are read. Raises `LawError` when the function branches on a value: columns have no `if`.
    """

    def enter(function: Callable[..., Any]) -> Callable[..., Any]:
        name = function.__name__  # type: ignore[attr-defined]
        if any("JUMP_IF" in step.opname for step in dis.get_instructions(function)):
            raise LawError(
                f"{name}: a rule works on columns; write where(condition, yes, no), not `if`, `and`, `or`"
            )
        args = tuple(inspect.signature(function).parameters)
        made = Rule(figure or name, function, args, provision, label, sentence, unit, when, read, refusal)
        RULES.setdefault(made.figure, []).append(made)
        return function

    return enter


def choose(figure: str, readings: Readings, replaced: frozenset[str]) -> Rule:
    """The rule that holds for a figure: a proposal that was switched on, the reading, or the only one."""
    rules = RULES[figure]
    for made in rules:
        if made.when and made.when[0] == "proposal" and made.when[1] in replaced:
            return made
    for made in rules:
        if made.when is None or (made.when[0] != "proposal" and readings.get(made.when[0]) == made.when[1]):
            return made
    raise LawError(f"{figure}: no rule for these readings")


@dataclass(frozen=True, slots=True)
class Step:
    """One computation: where its result goes, the function, where its inputs lie, and the rule if it is one."""

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


@lru_cache(maxsize=256)
def make_plan(wanted: tuple[str, ...], given: frozenset[str], readings: Readings, book: Book) -> Plan:
    """Sorts the rules needed for the wanted figures; a column that is given stands in place of its rule.

    Raises `LawError` for a name that is nothing, and for rules that need each other.
    """
    once: list[Step] = []
    monthly: list[Step] = []
    by_month: dict[str, str] = {}
    seen: dict[str, bool] = dict.fromkeys(given, False)  # key -> does it depend on the month
    open_rules: list[str] = []

    def figure_of_book(name: str, day: str) -> str:
        key = f"{name} on {day}"
        if key not in seen:
            if day == "month_first" and book.parameter(name).constant:
                once.append(Step(key, book.parameter(name).only, (), None))
                seen[key] = False
            elif visit(day, "month_first"):
                by_month[key], seen[key] = name, True
            else:
                once.append(Step(key, book.parameter(name).over, (day,), None))
                seen[key] = False
        return key

    def key_of(name: str, read: str) -> str:
        return figure_of_book(name, read) if name in book.parameters and name not in seen else name

    def visit(name: str, read: str) -> bool:
        if name in seen:
            return seen[name]
        if name in MONTH:
            return True
        if name not in RULES:
            raise LawError(f"{name}: neither a column that was given, a rule, nor a figure of the law book")
        if name in open_rules:
            raise LawError(f"{name}: rules need each other: {' > '.join(open_rules)}")
        open_rules.append(name)
        made = choose(name, readings, book.replaced)
        keys = tuple(key_of(argument, made.read) for argument in made.args)
        depends = [visit(key, made.read) for key in keys]
        seen[name] = any(depends)
        (monthly if seen[name] else once).append(Step(name, made.function, keys, made))
        open_rules.pop()
        return seen[name]

    for name in wanted:
        visit(name, "month_first")
    return Plan(tuple(once), tuple(by_month.items()), tuple(monthly))


def run(steps: Iterable[Step], values: dict[str, Any]) -> dict[str, Any]:
    """Runs the steps in order; `values` gains every figure and is the trace."""
    for step in steps:
        values[step.key] = step.function(*[values[key] for key in step.keys])
    return values


def figure_uses() -> Mapping[str, tuple[str, ...]]:
    """Names that any rule takes, with the figures that take them."""
    uses: dict[str, tuple[str, ...]] = {}
    for rules in RULES.values():
        for made in rules:
            for argument in made.args:
                uses[argument] = (*uses.get(argument, ()), made.figure)
    return uses
