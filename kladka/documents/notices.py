"""Wezwanie do wyjaśnienia, in Polish and in the family's language; no translator reviewed the sentences."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from kladka.documents import sentences as languages
from kladka.documents.parts import Data, Office, Signatory
from kladka.documents.report import Report, Section

FOLDER = Path(__file__).parent / "notices"
UNREVIEWED = "Tłumaczenie robocze, nie sprawdził go tłumacz. Obowiązuje tekst polski."


@cache
def sentences(tag: str) -> dict[str, Any]:
    """The sentences of one language by their names; {} when there are none in it."""
    path = FOLDER / f"{tag}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def side_by_side(tag: str, *, days: int) -> list[list[str]]:
    """[[Polish, translated or ""]] of the standing sentences, in their order."""
    polish, other = sentences("pl"), sentences(tag)
    return [[text.format(days=days), other.get(name, "").format(days=days)] for name, text in polish.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLetter:
    """Wezwanie (KPA art. 54 § 1): whom, what for, what was found, what is asked and by when.

    The PDF is a report; the Word template gets each fact by its own name too. ``language`` is the tag of
    the other column of ``asked`` ("" for Polish alone), ``column`` its heading.
    """

    template: ClassVar[str] = "report"

    office: Office
    number: str
    issued_on: date
    person: str
    address: str
    case_number: str
    duty: str
    provision: str
    facts: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    signatory: Signatory
    language: str = ""
    column: str = ""

    def as_data(self) -> Data:
        return {
            **self._report().as_data(),
            "person": self.person,
            "address": self.address,
            "case_number": self.case_number,
            "duty": self.duty,
            "provision": self.provision,
            "facts": list(self.facts),
            "asked": [{"pl": pl, "other": other} for pl, other in self.asked],
            "column": self.column,
            "unreviewed": UNREVIEWED if self.language else "",
            "language": self.language,
            "rtl": "1" if self.language in languages.RIGHT_TO_LEFT else "0",
            "signatory": self.signatory.as_data(),
        }

    def _report(self) -> Report:
        return Report(
            office=self.office,
            title="Wezwanie do wyjaśnienia",
            on=self.issued_on,
            number=self.number,
            opening=(
                ", ".join(part for part in (self.person, self.address) if part),
                f"Sprawa {self.case_number}: indywidualny program integracji. Wzywa się stronę na podstawie "
                "art. 50 § 1 k.p.a.",
            ),
            sections=(
                Section(
                    heading="Jakiego zobowiązania dotyczy pismo",
                    paragraphs=(f"{self.duty} ({self.provision}).",),
                ),
                Section(heading="Co ustalono", paragraphs=self.facts),
                self._asked(),
            ),
            signatories=(self.signatory,),
        )

    def _asked(self) -> Section:
        columns = 2 if self.language else 1
        return Section(
            heading="O co prosimy",
            paragraphs=(UNREVIEWED,) if self.language else (),
            header=("Po polsku", self.column)[:columns],
            rows=tuple(pair[:columns] for pair in self.asked),
        )
