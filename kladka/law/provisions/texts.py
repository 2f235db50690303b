"""Teksty aktów: reads the TOML files of provisions into acts and dated units."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kladka.law.provisions.citations import Parts

_FOLDER = Path(__file__).parent
ALWAYS, FOR_EVER = date.min, date.max


@dataclass(frozen=True, slots=True)
class Act:
    """A normative act: short name, full title, journal, day of the state of its text, ELI address.

    `series` is the name shared by acts that replace each other ("rozporządzenie RM"), "" when there is none.
    """

    act: str
    title: str
    journal: str
    state_on: date
    url: str
    note: str
    names: tuple[str, ...]
    series: str
    since: date | None
    until: date | None
    path: Path


@dataclass(frozen=True, slots=True)
class Missing:
    """Units of an act that were not copied: where they stand, which, until what day, why."""

    under: str
    units: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit in one wording; `after` are the words common to its list; days are inclusive."""

    parts: Parts
    text: str
    after: str
    since: date
    until: date
    journal: str
    state_on: date
    note: str


@dataclass(frozen=True, slots=True)
class Text:
    """The units of an act in its order, all wordings, and what was not copied."""

    units: tuple[Unit, ...]
    missing: tuple[tuple[Parts, Missing], ...]


@cache
def all_acts() -> dict[str, Act]:
    """Acts by short name, in the order of their files."""
    return {act.act: act for act in map(_read_act, sorted(_FOLDER.glob("*.toml")))}


@cache
def text_of(name: str) -> Text:
    """The text of the act with this short name."""
    act = all_acts()[name]
    data: dict[str, Any] = tomllib.loads(act.path.read_text(encoding="utf-8"))
    gaps = [
        Missing(gap["under"], gap["units"], gap.get("until", FOR_EVER), gap["reason"])
        for gap in data.get("missing", ())
    ]
    return Text(
        units=tuple(_read_unit(entry, act) for entry in data["unit"]),
        missing=tuple((_parts(gap.under), gap) for gap in gaps),
    )


def in_force(units: list[Unit] | tuple[Unit, ...], day: date | None) -> list[Unit]:
    """The units in force on the day; without a day the newest wording of each."""
    if day:
        return [unit for unit in units if unit.since <= day <= unit.until]
    newest = {unit.parts: unit for unit in sorted(units, key=lambda unit: unit.since)}
    return [unit for unit in units if newest[unit.parts] is unit]


def joined(first: str, journals: list[str]) -> str:
    """The journals of a provision whose units come from several."""
    others = [journal.removeprefix("t.j. ") for journal in journals if journal != first]
    return f"{first}; w części: {', '.join(others)}"


def eli(journal: str) -> str:
    """Address of the act in the European Legislation Identifier of the Sejm."""
    year, position = re.findall(r"\d+", journal)
    return f"https://api.sejm.gov.pl/eli/acts/DU/{year}/{position}"


def _read_act(path: Path) -> Act:
    """The head of a file only: acts are many, and most questions are about one."""
    head: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8").split("\n[[", 1)[0])
    head["names"] = tuple(head["names"])
    head = {"series": "", "since": None, "until": None} | head
    return Act(path=path, **head)


def _read_unit(entry: dict[str, Any], act: Act) -> Unit:
    return Unit(
        parts=_parts(entry["ref"]),
        text=entry["text"],
        after=entry.get("after", ""),
        since=entry.get("since", act.since or ALWAYS),
        until=entry.get("until", act.until or FOR_EVER),
        journal=entry.get("journal", act.journal),
        state_on=entry.get("state_on", act.state_on),
        note=entry.get("note", ""),
    )


def _parts(unit: str) -> Parts:
    words = unit.split()
    return tuple(zip(words[::2], words[1::2], strict=True))
