"""Wskazania przepisów: finding the acts and units that a text names, in either Polish order."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

_RANK = {"art.": 0, "§": 1, "ust.": 2, "pkt": 3, "lit.": 4}
_ENDINGS = {
    "ustawa": "ustaw(?:a|y|ie|ę|ą)",
    "rozporządzenie": "rozporządzeni(?:e|a|u|em)",
    "nowelizacja": "nowelizacj(?:a|i|ę|ą)",
    "kodeks": "kodeks(?:u|owi|em|ie)?",
}
# "rozporządzenie" alone means the one of 7.04.2015 only beside a paragraph or at an end, never before a date.
_ALONE = r"(?=\s*(?:[,;.)§]|$))"
_NUMBER, _LETTER = r"\d+[a-z]{0,3}\b", r"[a-z]{1,2}\b"
_UNIT = (
    rf"(?P<kind>\bart\b\.?|§+|\bust\b\.?|\bpkt\b)\s*"
    rf"(?P<numbers>{_NUMBER}(?:(?:\s*,\s*|\s+(?:i|oraz|lub|albo)\s+|\s*[–-]\s*){_NUMBER})*)"
    rf"|(?P<lit>\blit\b\.?)\s*(?P<letters>{_LETTER}(?:(?:\s+(?:i|oraz|lub|albo)\s+|\s*[–-]\s*){_LETTER})*)"
)
_JOINT = r"\s*,\s*|\s+(?:i|oraz|lub|albo)\s+|\s*([–-])\s*"

Parts = tuple[tuple[str, str], ...]
Between = Callable[["Reference", str], list[str]]


class Reference(NamedTuple):
    """A unit of an act: short name and parts, the widest first: ("ups", (("art.", "91"), ("ust.", "3")))."""

    act: str
    parts: Parts

    @property
    def unit(self) -> str:
        """The unit without the act: "art. 91 ust. 3"."""
        return " ".join(f"{kind} {number}" for kind, number in self.parts)

    def __str__(self) -> str:
        return f"{self.act} {self.unit}"


class _Named(NamedTuple):
    """An act named in a text: where, and its short name."""

    start: int
    end: int
    act: str


class Vocabulary:
    """The names by which acts are known: {name: short name}; full titles and journals count too."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = [(name.lower(), act) for name, act in names.items()]

    def find(self, text: str, between: Between) -> tuple[list[Reference], str]:
        """All references in the text, and the first unit that no act could be found for ("" if none)."""
        found: list[Reference] = []
        act = ""
        for piece in re.split(r"[;\n]", text.lower()):
            for name, units in self._groups(piece, act):
                act = name or act
                if units and not act:
                    return found, units[0].group()
                for reference in _citations(act, units, between):
                    if reference not in found:
                        found.append(reference)
        return found, ""

    def _groups(self, piece: str, act: str) -> Iterator[tuple[str, list[re.Match[str]]]]:
        """Units of one piece with their act: named before, after ("art. 91 ups"), or in the last piece."""
        acts = self._acts(piece)
        units = [mark for mark in re.finditer(_UNIT, piece) if not _inside(mark, acts)]
        if acts and units and units[0].start() < acts[0].start and units[-1].start() < acts[-1].start:
            starts = [0, *(named.end for named in acts)]
            bounds = [(named.act, start, named.start) for named, start in zip(acts, starts, strict=False)]
        else:
            first = _Named(0, 0, act or (acts[0].act if acts else ""))
            ends = [*(named.start for named in acts), len(piece)]
            bounds = [(named.act, named.start, end) for named, end in zip([first, *acts], ends, strict=True)]
        for name, start, end in bounds:
            yield name, [mark for mark in units if start <= mark.start() < end]

    def _acts(self, piece: str) -> list[_Named]:
        """Acts named in a piece, from the left; of names that overlap the longest."""
        marks = [
            _Named(mark.start(), mark.end(), act)
            for name, act in self._names
            if name.split()[-1][:-1] in piece
            for mark in re.finditer(_pattern(name), piece)
        ]
        kept: list[_Named] = []
        for named in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
            if not kept or named.start >= kept[-1].end:
                kept.append(named)
        return kept


def _inside(mark: re.Match[str], acts: list[_Named]) -> bool:
    return any(named.start <= mark.start() < named.end for named in acts)


@cache
def _pattern(name: str) -> str:
    first, *rest = name.split()
    words = [_ENDINGS.get(first, re.escape(first)), *map(re.escape, rest)]
    return r"(?<!\w)" + r"\s+".join(words) + (_ALONE if name == "rozporządzenie" else r"(?!\w)")


def _read(mark: re.Match[str]) -> tuple[str, list[str]]:
    """Kind and the numbers or letters of one mark; a range keeps its dash as an item of its own."""
    kind = (mark["kind"] or mark["lit"]).rstrip(".")
    values = re.split(_JOINT, mark["numbers"] or mark["letters"])
    return {"§§": "§", "art": "art.", "ust": "ust.", "lit": "lit."}.get(kind, kind), [v for v in values if v]


def _citations(act: str, marks: Iterable[re.Match[str]], between: Between) -> Iterator[Reference]:
    """References of one act; a repeated kind opens the next one, which keeps the wider units of the last."""
    current: dict[str, str] = {}
    for kind, values in map(_read, marks):
        if kind in current:
            yield _reference(act, current)
            current = {k: v for k, v in current.items() if _RANK[k] < _RANK[kind]}
        for n, value in enumerate(values[:-1]):
            if value in "–-":
                first, last = ({**current, kind: values[n - 1]}, values[n + 1])
                yield from (
                    _reference(act, {**current, kind: v}) for v in between(_reference(act, first), last)
                )
            else:
                yield _reference(act, {**current, kind: value})
        current[kind] = values[-1]
    if current:
        yield _reference(act, current)


def _reference(act: str, units: dict[str, str]) -> Reference:
    return Reference(act, tuple(sorted(units.items(), key=lambda unit: _RANK[unit[0]])))
