"""Układ przepisu: the lines of a provision as a page or a letter shows them."""

from collections.abc import Iterator
from typing import NamedTuple

from kladka.law.provisions.citations import Parts
from kladka.law.provisions.texts import Unit


class Line(NamedTuple):
    """One line of a provision as a page shows it: depth from 0, label ("1.", "a)", "§ 4." or ""), text."""

    depth: int
    label: str
    text: str


def lines(units: list[Unit], level: int) -> Iterator[Line]:
    """Units in the order of the act; the words common to a list come after its last point."""
    open_lists: list[Unit] = []
    for unit in units:
        while open_lists and unit.parts[: len(open_lists[-1].parts)] != open_lists[-1].parts:
            yield _closing(open_lists.pop(), level)
        depth = len(unit.parts) - level
        yield Line(max(depth, 0), _label(unit.parts) if depth else "", unit.text)
        if unit.after:
            open_lists.append(unit)
    while open_lists:
        yield _closing(open_lists.pop(), level)


def _closing(unit: Unit, level: int) -> Line:
    return Line(max(len(unit.parts) - level, 0), "", unit.after)


def _label(parts: Parts) -> str:
    kind, number = parts[-1]
    if kind in ("pkt", "lit."):
        return f"{number})"
    return f"{number}." if kind == "ust." else f"{kind.capitalize()} {number}."
