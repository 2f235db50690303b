"""Reguła: a short function with the provision and the Polish sentence that stand behind its figure."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kladka.law.parameters import LawError
from kladka.law.readings import Readings


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
    figures of the book are read. Raises `LawError` when the function branches: columns have no `if`.
    """

    def enter(function: Callable[..., Any]) -> Callable[..., Any]:
        name = function.__name__
        if any("_IF_" in step.opname for step in dis.get_instructions(function)):
            raise LawError(
                f"{name}: rules work on columns: write where(condition, yes, no), not `if`, `and`, `or`"
            )
        args = tuple(inspect.signature(function).parameters)
        made = Rule(figure or name, function, args, provision, label, sentence, unit, when, read, refusal)
        RULES.setdefault(made.figure, []).append(made)
        return function

    return enter


def choose(figure: str, readings: Readings, replaced: frozenset[str]) -> Rule:
    """The rule that holds for a figure: a proposal switched on, the reading, or the only one."""
    rules = RULES[figure]
    for made in rules:
        if made.when and made.when[0] == "proposal" and made.when[1] in replaced:
            return made
    for made in rules:
        if made.when is None or (made.when[0] != "proposal" and readings.get(made.when[0]) == made.when[1]):
            return made
    raise LawError(f"{figure}: no rule for these readings")


def figure_uses() -> Mapping[str, tuple[str, ...]]:
    """Names that any rule takes, with the figures that take them."""
    uses: dict[str, tuple[str, ...]] = {}
    for rules in RULES.values():
        for made in rules:
            for argument in made.args:
                uses[argument] = (*uses.get(argument, ()), made.figure)
    return uses
