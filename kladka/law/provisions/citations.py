"""Wskazania przepisów: finding the acts and units that a text names, in either Polish order."""

import re
from collections.abc import Callable, Iterable, Iterator
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


class Vocabulary:
    """The names by which acts are known: {name: short name}; full titles and journals count too."""

    def __init__(self, names: dict[str, str]) -> None:
        longest_first = sorted(names, key=len, reverse=True)
        self._acts = [names[name] for name in longest_first]
        choices = "|".join(f"({_pattern(name)})" for name in longest_first)
        self._act = re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)
        self._unit = re.compile(_UNIT, re.IGNORECASE)

    def find(self, text: str, between: Between) -> tuple[list[Reference], str]:
        """All references in the text, and the first unit that no act could be found for ("" if none)."""
        found: list[Reference] = []
        act = ""
        for piece in re.split(r"[;\n]", text):
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
        acts = list(self._act.finditer(piece))
        units = [mark for mark in self._unit.finditer(piece) if not _inside(mark, acts)]
        trailing = bool(acts and units) and units[-1].start() < acts[-1].start()
        if trailing and units[0].start() < acts[0].start():
            bounds = [
                (self._name(mark), start, mark.start())
                for mark, start in zip(acts, _starts(acts), strict=True)
            ]
        else:
            first = act or (self._name(acts[0]) if acts else "")
            marks = [(first, 0), *((self._name(mark), mark.start()) for mark in acts)]
            ends = [start for _, start in marks[1:]] + [len(piece)]
            bounds = [(name, start, end) for (name, start), end in zip(marks, ends, strict=True)]
        for name, start, end in bounds:
            yield name, [mark for mark in units if start <= mark.start() < end]

    def _name(self, mark: re.Match[str]) -> str:
        return self._acts[(mark.lastindex or 1) - 1]


def _inside(mark: re.Match[str], acts: list[re.Match[str]]) -> bool:
    return any(act.start() <= mark.start() < act.end() for act in acts)


def _starts(acts: list[re.Match[str]]) -> list[int]:
    return [0, *(act.end() for act in acts[:-1])]


def _pattern(name: str) -> str:
    first, *rest = name.split()
    words = [_ENDINGS.get(first.lower(), re.escape(first)), *map(re.escape, rest)]
    return r"\s+".join(words) + (_ALONE if name == "rozporządzenie" else "")


def _read(mark: re.Match[str]) -> tuple[str, list[str]]:
    """Kind and the numbers or letters of one mark; a range keeps its dash as an item of its own."""
    kind = (mark["kind"] or mark["lit"]).lower().rstrip(".")
    values = re.split(_JOINT, (mark["numbers"] or mark["letters"]).lower())
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
