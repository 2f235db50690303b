"""Fakty sprawy: what the law needs to know about one application, and how it is read from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from kladka.law.columns import ALWAYS, NEVER, Column, day_number, one_family
from kladka.law.located import FileError, Located, Place, read_file, read_text, written
from kladka.law.programme import PROGRAMMES
from kladka.law.readings import DISPUTES, Readings
from kladka.law.statuses import CODES, RELATIONS, STATUSES

GROUNDS = ("breach_of_duties", "misuse", "untrue_information", "health_facility", "criminal_proceedings")
"""Grounds of withholding, in the order of ups art. 95 ust. 1 pkt 1–5."""

DEPRIVED = ("temporary_arrest", "imprisonment")
"""Why no benefit is given while a person is deprived of liberty: ups art. 13 ust. 2 and ust. 1."""

FactsError = FileError


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person; `covered_from` and `covered_until` (inclusive) only when not the whole term."""

    id: str
    born: date
    status: str
    relation: str
    decision_delivered_on: date | None = None
    spouse_of_polish_citizen: bool = False
    covered_from: date | None = None
    covered_until: date | None = None

    def __post_init__(self) -> None:
        """Raises `ValueError` for a status or relation unknown to the law."""
        if self.status not in CODES:
            raise ValueError(f"status: oczekiwano jednego z {', '.join(STATUSES)}, jest {self.status!r}")
        if self.relation not in RELATIONS:
            raise ValueError(f"relation: oczekiwano jednego z {', '.join(RELATIONS)}, jest {self.relation!r}")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Aid of one person withheld (ups art. 95 ust. 1), both days inclusive; no end = still so."""

    person: str
    ground: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """One person lives in another home of the same programme, both days inclusive; no end = still so.

    Those who live apart together share the number of their home, from 1; 0 is the home of the family. A month
    counts when it begins within the spell.
    """

    person: str
    home: int
    starts: date
    ends: date | None = None

    def __post_init__(self) -> None:
        """Raises `ValueError` for the home of the family or a spell that ends before it starts."""
        if not 0 < self.home < 100:
            raise ValueError("home: osobne gospodarstwo ma numer od 1 do 99")
        if self.ends and self.ends < self.starts:
            raise ValueError("ends: dzień wcześniejszy niż „starts”")

    def meets(self, starts: date, ends: date | None = None) -> bool:
        """Whether a day of the spell lies between the two days; without an end: or later."""
        return (ends is None or self.starts <= ends) and (self.ends is None or starts <= self.ends)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about one application that the rules need, and the readings the centre uses.

    `granted_from` is a day of the first month by a decision in force: it stands in place of the one that
    follows from the application.
    """

    filed_on: date
    people: tuple[PersonFacts, ...]
    complete_on: date | None = None
    left_reception_centre_on: date | None = None
    withheld: tuple[Withheld, ...] = ()
    apart: tuple[Apart, ...] = ()
    readings: Readings = field(default_factory=Readings)
    programme: str = "pl-ipi"
    granted_from: date | None = None

    def __post_init__(self) -> None:
        """Raises `ValueError` when one person would live in two homes on one day."""
        for person in {one.person for one in self.apart}:
            if overlapping(spells_of(self.apart, person)):
                raise ValueError(f"apart: okresy osoby „{person}” zachodzą na siebie")

    def home(self, person: str, day: date) -> int:
        """The home in which a person lives on a day: 0 is that of the family."""
        return next((one.home for one in self.apart if one.person == person and one.meets(day, day)), 0)

    def columns(self) -> dict[str, Any]:
        """The facts as columns of `engine.evaluate`, one row a person; `families` stands for `household`."""
        people = self.people
        filed = day_number(self.filed_on)
        starts, ends = _withheld_columns(self)
        given: dict[str, Any] = {
            "families": one_family(len(people)),
            "status": np.array([CODES[person.status] for person in people], dtype=np.int8),
            "born": _days([person.born for person in people], NEVER),
            "relation": np.array([RELATIONS.index(person.relation) for person in people], dtype=np.int8),
            "spouse_of_polish_citizen": np.array([person.spouse_of_polish_citizen for person in people]),
            "decision_delivered_on": _days([person.decision_delivered_on for person in people], NEVER),
            "covered_from": _days([_joins(person, self.filed_on) for person in people], ALWAYS),
            "covered_until": _days([person.covered_until for person in people], NEVER),
            "filed_on": filed,
            "complete_on": day_number(self.complete_on) if self.complete_on else filed,
            "left_reception_centre_on": _day(self.left_reception_centre_on, ALWAYS),
        }
        if self.apart:
            given |= _apart_columns(self)
        if self.granted_from:
            given["starts_on"] = day_number(self.granted_from)
        if starts:
            given["withheld_from"], given["withheld_until"] = starts, ends
        return given


def _joins(person: PersonFacts, filed_on: date) -> date | None:
    """A child born after the application is covered from birth unless another day is given."""
    born_later = person.born if person.born > filed_on else None
    return person.covered_from or born_later


def _day(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day_number(day)


def _days(days: list[date | None] | list[date], otherwise: int) -> Column:
    return np.array([_day(day, otherwise) for day in days], dtype=np.int32)


def spells_of(apart: Iterable[Apart], person: str) -> list[Apart]:
    """The spells of one person in the order of their days."""
    return sorted((one for one in apart if one.person == person), key=lambda one: one.starts)


def overlapping(spells: list[Apart]) -> bool:
    """Whether spells in their order share a day."""
    return any(one.meets(after.starts, after.ends) for one, after in pairwise(spells))


def _apart_columns(facts: Facts) -> dict[str, list[Column]]:
    """Spells apart as columns, so many of each as the person with the most has spells."""
    rows = [
        [
            (one.home, day_number(one.starts), _day(one.ends, NEVER))
            for one in spells_of(facts.apart, person.id)
        ]
        for person in facts.people
    ]
    homes, starts, ends = _columns(rows, (0, NEVER, NEVER))
    return {"home": homes, "home_from": starts, "home_until": ends}


def _columns(rows: list[Any], nothing: tuple[int, ...]) -> list[list[Column]]:
    """Rows of so many entries each as columns of the first, second … entry, filled up with `nothing`."""
    width = max(map(len, rows), default=0)
    padded = [[*mine, *[nothing] * (width - len(mine))] for mine in rows]
    places = [np.array([mine[place] for mine in padded], dtype=np.int32).T for place in range(width)]
    return [[column[part] for column in places] for part in range(len(nothing))]


def _withheld_columns(facts: Facts) -> tuple[list[Column], list[Column]]:
    """Withheld time as pairs of columns; spans of one person that touch are joined: no day counts twice."""
    starts, ends = _columns([_joined(facts.withheld, person.id) for person in facts.people], (NEVER, NEVER))
    return starts, ends


def _joined(withheld: tuple[Withheld, ...], person: str) -> list[tuple[int, int]]:
    mine = sorted((day_number(one.starts), _day(one.ends, NEVER)) for one in withheld if one.person == person)
    joined: list[tuple[int, int]] = []
    for starts, ends in mine:
        if joined and starts <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((starts, ends))
    return joined


Check = tuple[str, Callable[[Any], bool]]
_YEARS = range(1900, 2101)  # the columns of the engine know 1880–2179
_DATE: Check = (
    f"daty rrrr-mm-dd bez cudzysłowu, z lat {_YEARS[0]}–{_YEARS[-1]}",
    lambda raw: type(raw) is date and raw.year in _YEARS,
)
_TEXT: Check = ("tekstu w cudzysłowie", lambda raw: isinstance(raw, str) and bool(raw.strip()))
_FLAG: Check = ("true albo false", lambda raw: isinstance(raw, bool))


def _one_of(names: tuple[Any, ...]) -> Check:
    def is_one(raw: Any) -> bool:
        return any(raw == name and type(raw) is type(name) for name in names)

    shown = ", ".join(f'"{name}"' if isinstance(name, str) else str(name).lower() for name in names)
    return f"jednego z: {shown}", is_one


_PERSON: dict[str, Check] = {
    "id": _TEXT,
    "born": _DATE,
    "status": _one_of(STATUSES),
    "relation": _one_of(RELATIONS),
    "decision_delivered_on": _DATE,
    "spouse_of_polish_citizen": _FLAG,
    "covered_from": _DATE,
    "covered_until": _DATE,
}
_APART: dict[str, Check] = {
    "person": _TEXT,
    "home": ("numeru gospodarstwa od 1 do 99", lambda raw: type(raw) is int and 0 < raw < 100),
    "starts": _DATE,
    "ends": _DATE,
}
_WITHHELD: dict[str, Check] = {
    "person": _TEXT,
    "ground": _one_of((*GROUNDS, *DEPRIVED)),
    "starts": _DATE,
    "ends": _DATE,
}
# A ground may also be named by its place in the act, as people in offices write it.
_GROUND_PLACES = {
    place.format(point): ground
    for point, ground in enumerate(GROUNDS, start=1)
    for place in ("ups art. 95 ust. 1 pkt {}", "art. 95 ust. 1 pkt {}", "95(1)({})", "95_1_{}", "{}")
}
_APPLICATION: dict[str, Check] = {"filed_on": _DATE, "complete_on": _DATE, "left_reception_centre_on": _DATE}
_READINGS: dict[str, Check] = {name: _one_of(tuple(dispute.variants)) for name, dispute in DISPUTES.items()}
_TOP = ("programme", "readings", "application", "person", "withheld", "apart")


def _table(
    file: Located, place: Place, raw: Any, checks: dict[str, Check], needed: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(raw, dict):
        part = f"[[{place[0]}]]" if len(place) > 1 else f"[{place[0]}]"
        raise file.error(place, f"„{place[0]}”: oczekiwano części {part}")
    for key, value in raw.items():
        if key not in checks:
            raise file.error((*place, key), f"nieznany klucz „{key}”; oczekiwano: {', '.join(checks)}")
        expected, fits = checks[key]
        if not fits(value):
            raise file.error((*place, key), f"„{key}”: oczekiwano {expected}, jest {written(value)}")
    for key in needed:
        if key not in raw:
            raise file.error(place, f"brakuje klucza „{key}”: oczekiwano {checks[key][0]}")
    return raw


def _list(file: Located, name: str) -> list[Any]:
    raw = file.data.get(name, [])
    if not isinstance(raw, list):
        raise file.error((name,), f"„{name}”: oczekiwano części [[{name}]]")
    return raw


def _person(file: Located, number: int, raw: Any, filed_on: date) -> PersonFacts:
    place: Place = ("person", number)
    told = _table(file, place, raw, _PERSON, ("id", "born", "status", "relation"))
    person = PersonFacts(**told)
    if person.relation != "child" and person.born > filed_on:
        raise file.error((*place, "born"), "„born”: dzień późniejszy niż złożenie wniosku")
    if person.covered_from and person.covered_until and person.covered_until < person.covered_from:
        raise file.error((*place, "covered_until"), "„covered_until”: dzień wcześniejszy niż „covered_from”")
    return person


def _withheld(file: Located, number: int, raw: Any, people: set[str]) -> Withheld:
    place: Place = ("withheld", number)
    if isinstance(raw, dict) and isinstance(raw.get("ground"), str | int):
        raw = {**raw, "ground": _GROUND_PLACES.get(str(raw["ground"]), raw["ground"])}
    return Withheld(**_spell(file, place, raw, people, _WITHHELD, ("person", "ground", "starts")))


def _apart(file: Located, people: set[str]) -> tuple[Apart, ...]:
    found: list[Apart] = []
    for number, raw in enumerate(_list(file, "apart")):
        place: Place = ("apart", number)
        one = Apart(**_spell(file, place, raw, people, _APART, ("person", "home", "starts")))
        if overlapping(spells_of([*found, one], one.person)):
            raise file.error(place, f"[[apart]]: okresy osoby „{one.person}” zachodzą na siebie")
        found.append(one)
    return tuple(found)


def _spell(
    file: Located, place: Place, raw: Any, people: set[str], checks: dict[str, Check], needed: tuple[str, ...]
) -> dict[str, Any]:
    """A part of the file about days of one of the people."""
    told = _table(file, place, raw, checks, needed)
    if told["person"] not in people:
        raise file.error(
            (*place, "person"),
            f"„person”: nie ma osoby „{told['person']}”; są: {', '.join(sorted(people))}",
        )
    if told.get("ends") and told["ends"] < told["starts"]:
        raise file.error((*place, "ends"), "„ends”: dzień wcześniejszy niż „starts”")
    return told


def _people(file: Located, filed_on: date) -> tuple[PersonFacts, ...]:
    entries = enumerate(_list(file, "person"))
    people = tuple(_person(file, number, raw, filed_on) for number, raw in entries)
    if not people:
        raise file.error((), "brak osób: oczekiwano co najmniej jednej części [[person]]")
    seen: set[str] = set()
    for number, person in enumerate(people):
        if person.id in seen:
            raise file.error(("person", number, "id"), f"„id”: osoba „{person.id}” jest już w pliku")
        seen.add(person.id)
    return people


def _programme(file: Located) -> str:
    programme = file.data.get("programme", "pl-ipi")
    expected, known = _one_of(tuple(sorted(path.stem for path in PROGRAMMES.glob("*.toml"))))
    if not known(programme):
        raise file.error(("programme",), f"„programme”: oczekiwano {expected}, jest {written(programme)}")
    return str(programme)


def facts_in(file: Located) -> Facts:
    """The facts in a file that was read. Raises `FactsError` like `read_facts`."""
    for key in file.data:
        if key not in _TOP:
            raise file.error((key,), f"nieznana część „{key}”; oczekiwano: {', '.join(_TOP)}")
    if "application" not in file.data:
        raise file.error((), "brak części [application] z kluczem „filed_on”")
    application = _table(file, ("application",), file.data["application"], _APPLICATION, ("filed_on",))
    if "complete_on" in application and application["complete_on"] < application["filed_on"]:
        raise file.error(("application", "complete_on"), "„complete_on”: dzień wcześniejszy niż „filed_on”")
    readings = _table(file, ("readings",), file.data.get("readings", {}), _READINGS, ())
    programme = _programme(file)
    people = _people(file, application["filed_on"])
    known = {person.id for person in people}
    withheld = tuple(
        _withheld(file, number, raw, known) for number, raw in enumerate(_list(file, "withheld"))
    )
    return Facts(
        people=people, withheld=withheld, apart=_apart(file, known), readings=Readings(**readings),
        programme=programme, **application,
    )  # fmt: skip


def read_facts(path: str | Path) -> Facts:
    """Reads the facts of a case from a TOML file.

    Raises `FactsError` (a `FileError`) naming the line, the key and what was expected.
    """
    return facts_in(read_file(Path(path)))


def facts_from_text(text: str, name: str = "fakty") -> Facts:
    """The same from text."""
    return facts_in(read_text(text, name))


def readings_as_dict(readings: Readings) -> dict[str, Any]:
    """The readings of the disputed points by name, without what only the simulation uses."""
    return {one.name: getattr(readings, one.name) for one in fields(readings) if one.name in DISPUTES}
