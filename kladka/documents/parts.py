"""Parts that letters share: the office, a person, an amount over a period, a duty, a signature."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kladka.documents import polish, translated, wording

Data = dict[str, Any]


def script_language(text: str) -> str:
    """Guess the language tag of a name from its script, so that a screen reader may speak it."""
    for letter in text:
        if "\u0600" <= letter <= "\u06ff":
            return "ar"
        if "\u0400" <= letter <= "\u04ff":
            return "uk"
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who writes: the centre, the authority in whose name it decides, and where to appeal."""

    centre: str
    authority: str  # organ, e.g. "Starosta Łęczycki"
    address: str
    town: str
    contact: str = ""  # telephone, e-mail, hours in one line
    appeal_body: str = ""  # genitive, e.g. "Samorządowego Kolegium Odwoławczego w Sieradzu"
    inspector: str = ""  # data protection officer and how to reach them, in one line
    retention: str = (
        ""  # "10 lat od końca roku, w którym sprawa się zakończyła"; empty says: by the list of files
    )
    retention_years: int = 0  # the same in years, for the clause in other languages
    privacy: tuple[str, ...] = ()  # the centre's own clause; empty means the standing one

    def as_data(self) -> Data:
        return {
            "centre": self.centre,
            "authority": self.authority,
            "address": self.address,
            "contact": self.contact,
        }

    def privacy_clause(self) -> list[str]:
        standing = wording.privacy_clause(
            self.centre, self.address, inspector=self.inspector, retention=self.retention
        )
        return list(self.privacy or standing)

    def privacy_in(self, language: str) -> Data:
        """The standing clause in another language ("uk"); empty when there is none."""
        return translated.privacy_clause(
            language, self.centre, self.address, inspector=self.inspector, years=self.retention_years
        )

    def place_and_day(self, when: date) -> str:
        return f"{self.town}, {polish.day(when)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person as a document names them: Latin spelling, own spelling beside, and what marks them."""

    name: str
    original: str = ""  # own script, e.g. "Олена Ковальчук"
    original_language: str = ""  # tag such as "uk"; empty means told by the script
    language: str = ""  # tag of the language the person reads, such as "uk"
    role: str = ""  # "wnioskodawczyni", "małżonek", "dziecko"
    born: date | None = None
    identifier: str = ""  # "PESEL 90031412340" or the register number when there is none
    document: str = ""  # "karta pobytu RP1234567"
    protection: str = ""  # "status uchodźcy"
    address: str = ""

    def as_data(self) -> Data:
        return {**self.named(), "role": self.role, "details": self.details()}

    def named(self) -> Data:
        """The name alone, for tables and addressees."""
        return {
            "name": self.name,
            "original": "" if self.original == self.name else self.original,
            "language": self.original_language or script_language(self.original),
        }

    def details(self) -> str:
        """What marks the person, in one line."""
        born = f"ur. {polish.short_day(self.born)}" if self.born else ""
        known = (born, self.identifier, self.protection, self.document, self.address)
        return ", ".join(part for part in known if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountLine:
    """Cash of one person over one period: zł a month and zł in all, both days of the period included."""

    person: Party
    starts: date
    ends: date
    monthly: Decimal
    total: Decimal
    note: str = ""

    def as_data(self) -> Data:
        return {
            "person": self.person.named(),
            "period": polish.period(self.starts, self.ends),
            "monthly": polish.zl(self.monthly),
            "total": polish.zl(self.total),
            "note": self.note,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What one side of the programme promises, and by when (a day or a rhythm in words)."""

    text: str
    due: date | str = ""

    def as_data(self) -> Data:
        due = (
            polish.day(self.due)
            if isinstance(self.due, date)
            else self.due or "przez cały czas trwania programu"
        )
        return {"text": self.text, "due": due}


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """An institution needed in the programme and the scope of its help (regulation § 2)."""

    name: str
    scope: str

    def as_data(self) -> Data:
        return {"name": self.name, "scope": self.scope}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs: name, position, and in whose name."""

    name: str = ""
    position: str = ""
    authorisation: str = ""  # "z upoważnienia Starosty Łęczyckiego"

    def as_data(self) -> Data:
        return {"name": self.name, "position": self.position, "authorisation": self.authorisation}


def numbered_total(lines: tuple[AmountLine, ...]) -> Data:
    """The lines, their exact sum and the sum in words."""
    total = sum((line.total for line in lines), Decimal(0))
    return {
        "lines": [line.as_data() for line in lines],
        "total": polish.zl(total),
        "words": polish.zl_in_words(total),
    }
