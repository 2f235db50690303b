"""Obszary oceny: the eleven domains with their anchors, read once from `domains.toml` and checked.

`CODES` is what other wings may refer to by text. A code once used in a database is never renamed.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
CODES = (
    "offices", "language", "money", "housing", "family", "safety",
    "children", "work", "health", "status", "social",
)  # fmt: skip
LEVELS = ("household", "person")
LOWEST, HIGHEST = 1, 5
# Every area of the four instruments to which a domain may be likened (terms of their owners).
AREAS = {
    "home_office": {
        "work", "housing", "education", "health and social care", "leisure", "bonds", "bridges", "links",
        "language and communication", "culture", "digital skills", "safety", "stability",
        "rights and responsibilities",
    },
    "niem": {
        "mainstreaming and governance", "residency", "family reunification", "citizenship", "housing",
        "employment", "vocational training", "health", "social security", "children's education",
        "language and social orientation", "building bridges",
    },
    "zaragoza": {"employment", "education", "social inclusion", "active citizenship"},
    "rtof": {
        "social bonds, bridges and links", "language and communication", "digital", "housing entry",
        "housing sustainment", "employment intermediate", "employment entry", "employment sustainment",
    },
}  # fmt: skip


class DomainsError(ValueError):
    """The file of domains does not hold together; the message names the domain."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """When to propose which task: `at_most` is the rating from which down it is proposed, 0 never by rating.

    `days`: within how many days, where no statute says. `provision`: the statute's unit, or "".
    """

    when: str
    task: str
    days: int
    at_most: int = 0
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Domain:
    """Obszar: what is asked, the five anchors (1 first), what they propose, what they are elsewhere."""

    code: str
    name: str
    level: str
    questions: tuple[str, ...]
    anchors: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    crosswalk: dict[str, tuple[str, ...]]
    outcome: str
    from_age: int = 0
    restricted: bool = False

    @property
    def of_household(self):
        return self.level == "household"

    def proposals(self, value):
        """Triggers whose task is proposed when the domain is rated `value` (1–5)."""
        return [one for one in self.triggers if value <= one.at_most]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A framework that domains are likened to, with its source and what may be taken from it."""

    name: str
    owner: str
    year: int
    source: str
    licence: str


@cache
def domains():
    """{code: Domain} in the order of CODES. Raises DomainsError."""
    return read_domains(_file())


def domain(code):
    """The domain with this code. Raises KeyError."""
    return domains()[code]


@cache
def scale():
    """{1: "kryzys", …, 5: "samodzielnie"}."""
    return {int(value): word for value, word in _file()["scale"].items()}


@cache
def instruments():
    """{key: Instrument} of the crosswalk."""
    return {key: Instrument(**row) for key, row in _file()["instrument"].items()}


def read_domains(data):
    """The domains of a parsed file. Raises DomainsError for anything that does not hold together."""
    found = {row.get("code", "?"): _domain(row) for row in data["domain"]}
    if tuple(found) != CODES:
        raise DomainsError(f"obszary: {', '.join(found)}; oczekiwano: {', '.join(CODES)}")
    return found


def _domain(row):
    code = row.get("code", "?")
    try:
        triggers = tuple(Trigger(**one) for one in row["triggers"])
        crosswalk = {key: tuple(areas) for key, areas in row["crosswalk"].items()}
        listed = {name: tuple(row[name]) for name in ("questions", "anchors")}
        found = Domain(**{**row, **listed, "triggers": triggers, "crosswalk": crosswalk})
    except (TypeError, KeyError) as error:
        raise DomainsError(f"{code}: {error}") from error
    for fault in _faults(found):
        raise DomainsError(f"{code}: {fault}")
    return found


def _faults(one):
    if one.level not in LEVELS:
        yield f"nieznany poziom {one.level}"
    if len(set(one.anchors)) != HIGHEST or not all(one.anchors):
        yield "oczekiwano pięciu różnych opisów"
    if not one.questions or not one.name or not one.outcome:
        yield "brak pytań, nazwy albo rezultatu"
    if any(not LOWEST - 1 <= trigger.at_most < HIGHEST or trigger.days < 0 for trigger in one.triggers):
        yield "zadanie z oceną lub terminem spoza skali"
    if one.crosswalk.keys() != AREAS.keys():
        yield "odpowiedniki w czterech narzędziach, choćby puste"
    for key, areas in one.crosswalk.items():
        if strange := set(areas) - AREAS.get(key, set()):
            yield f"{key}: nie ma obszaru {', '.join(sorted(strange))}"


@cache
def _file():
    return tomllib.loads((HERE / "domains.toml").read_text(encoding="utf-8"))
