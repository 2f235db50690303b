"""Brzmienie przepisów: the official wording of every provision that a rule cites, by act, unit and day."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from kladka.law.provisions.citations import Parts, Reference, Vocabulary
from kladka.law.provisions.layout import Line, lines
from kladka.law.provisions.texts import (
    ALWAYS,
    FOR_EVER,
    Act,
    Missing,
    Unit,
    all_acts,
    eli,
    in_force,
    joined,
    text_of,
)

__all__ = ["Act", "Line", "Missing", "Provision", "Reference", "UnknownProvision"]
__all__ += ["acts", "missing", "parse", "provision", "provisions", "references"]


class UnknownProvision(LookupError):
    """No such provision is kept, or none in force on the day; the message names the nearest one known."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision in the wording of one day.

    `since` and `until` (inclusive) bound this wording; `since` is None where the day it began was not
    established. `lead` holds the introductions of the units above ("Pomocy … obejmuje ona:").
    """

    ref: str
    act: str
    title: str
    lead: tuple[str, ...]
    lines: tuple[Line, ...]
    journal: str
    state_on: date
    url: str
    since: date | None
    until: date | None
    note: str

    @property
    def text(self) -> str:
        """The wording with all units below, a line each, two spaces a level."""
        return "\n".join("  " * line.depth + f"{line.label} {line.text}".strip() for line in self.lines)

    @property
    def repealed(self) -> bool:
        """True where only the word "(uchylony)" is left."""
        return self.text == "(uchylony)"


def acts() -> tuple[Act, ...]:
    """All acts kept, in the order of their files."""
    return tuple(all_acts().values())


def parse(ref: str) -> Reference:
    """One reference of any depth: "ups art. 91 ust. 3", "art. 57 § 4 KPA", "pkt 1 ust. 1 art. 92 ups"."""
    found = references(ref)
    if len(found) != 1:
        raise UnknownProvision(f"„{ref}” to nie jest jedno wskazanie przepisu, np. „ups art. 91 ust. 3”")
    return found[0]


def references(text: str) -> list[Reference]:
    """Every provision that a text names, in order, lists and ranges unfolded; not checked to be kept."""
    found, loose = _vocabulary().find(text, _between)
    if loose:
        near = difflib.get_close_matches(text, all_acts(), 1, 0.0)[0]
        raise UnknownProvision(f"„{text}”: nie wiadomo, o jaki akt chodzi przy „{loose}”; najbliższy: {near}")
    return found


@lru_cache(4096)
def provision(ref: str | Reference, day: date | None = None) -> Provision:
    """The wording in force on the day (None: the newest kept); a higher unit holds all the units below."""
    wanted = parse(ref) if isinstance(ref, str) else ref
    act = _act_on(wanted.act, day)
    wanted = Reference(act.act, wanted.parts)
    below = [unit for unit in text_of(act.act).units if unit.parts[: len(wanted.parts)] == wanted.parts]
    if not below:
        raise UnknownProvision(f"{wanted}: nie ma takiego przepisu; najbliższy znany: {_nearest(wanted)}")
    chosen = in_force(below, day)
    if not chosen:
        first = min(unit.since for unit in below)
        raise UnknownProvision(f"{wanted}: brak brzmienia na dzień {day}; najwcześniejsze od {first}")
    return _provision(act, wanted, below, chosen, day)


def provisions(act: str, day: date | None = None) -> Iterator[Provision]:
    """The articles (in a regulation: the paragraphs) of an act, in its order, as in force on the day."""
    units = text_of(_act(act).act).units
    for top in dict.fromkeys(unit.parts[:1] for unit in units):
        if in_force([unit for unit in units if unit.parts[:1] == top], day):
            yield provision(Reference(_act(act).act, top), day)


def missing(act: str) -> tuple[Missing, ...]:
    """What was not copied of the articles that are kept, and why."""
    return tuple(entry for _, entry in text_of(_act(act).act).missing)


def _act(name: str) -> Act:
    try:
        return all_acts()[name]
    except KeyError:
        near = difflib.get_close_matches(name, all_acts(), 1, 0.0)[0]
        raise UnknownProvision(f"nie ma aktu „{name}”; najbliższy znany: {near}") from None


def _act_on(name: str, day: date | None) -> Act:
    """The act of this name, or of this series the one in force on the day (None: the newest)."""
    if name in all_acts():
        return all_acts()[name]
    series = sorted((act for act in acts() if act.series == name), key=lambda act: act.since or ALWAYS)
    if day is None:
        return series[-1]
    for act in series:
        if (act.since or ALWAYS) <= day <= (act.until or FOR_EVER):
            return act
    raise UnknownProvision(f"{name}: brak aktu na dzień {day}; najwcześniejszy od {series[0].since}")


def _provision(
    act: Act, ref: Reference, below: list[Unit], chosen: list[Unit], day: date | None
) -> Provision:
    later = [unit.since - timedelta(1) for unit in below if day and unit.since > day]
    since = max(unit.since for unit in chosen)
    until = min([unit.until for unit in chosen] + later)
    above = {unit.parts: unit.text for unit in in_force(text_of(act.act).units, day)}
    depths = range(1, len(ref.parts))
    journals = list(dict.fromkeys(unit.journal for unit in chosen))
    return Provision(
        ref=str(ref),
        act=act.act,
        title=act.title,
        lead=tuple(above[ref.parts[:n]] for n in depths if ref.parts[:n] in above),
        lines=tuple(lines(chosen, len(ref.parts))) + _left_out(act, ref, day),
        journal=journals[0] if len(journals) == 1 else joined(act.journal, journals),
        state_on=max(unit.state_on for unit in chosen),
        url=eli(journals[0] if len(journals) == 1 else act.journal),
        since=None if since == ALWAYS else since,
        until=None if until == FOR_EVER else until,
        note=" ".join(dict.fromkeys(unit.note for unit in chosen if unit.note)),
    )


def _left_out(act: Act, ref: Reference, day: date | None) -> tuple[Line, ...]:
    """A bracketed line that says which units of this provision were not copied."""
    words = []
    for under, entry in text_of(act.act).missing:
        if under[: len(ref.parts)] == ref.parts and (day or FOR_EVER) <= entry.until:
            rest = " ".join(f"{kind} {number}" for kind, number in under[len(ref.parts) :])
            words.append(f"{rest} {entry.units}".strip())
    return (Line(0, "", f"[nie przytoczono: {'; '.join(words)}]"),) if words else ()


def _nearest(ref: Reference) -> str:
    """The narrowest kept unit above the one asked for, else the most similar one of the act."""
    known = [unit.parts for unit in text_of(ref.act).units]
    for length in range(len(ref.parts) - 1, 0, -1):
        if any(parts[:length] == ref.parts[:length] for parts in known):
            return str(Reference(ref.act, ref.parts[:length]))
    near = min(known, key=lambda parts: abs(_digits(parts) - _digits(ref.parts)))
    return str(Reference(ref.act, near[:1]))


def _digits(parts: Parts) -> int:
    return int(re.findall(r"\d+", parts[0][1] + " 0")[0])


def _between(first: Reference, last: str) -> list[str]:
    """Numbers kept after the first one of a range, up to but without the last ("pkt 1–3" → ["2"])."""
    above, kind = first.parts[:-1], first.parts[-1][0]
    level = len(above)
    beside = [
        u.parts[level]
        for u in text_of(_act_on(first.act, None).act).units
        if u.parts[:level] == above and len(u.parts) > level
    ]
    numbers = [number for other, number in dict.fromkeys(beside) if other == kind]
    if first.parts[-1][1] not in numbers or last not in numbers:
        return []
    return numbers[numbers.index(first.parts[-1][1]) + 1 : numbers.index(last)]


@cache
def _vocabulary() -> Vocabulary:
    names = {}
    for act in all_acts().values():
        for name in (act.act, act.title, act.journal.removeprefix("t.j. "), *act.names):
            names[name] = act.act
        if act.series:
            names[act.series] = act.series
    return Vocabulary(names)
