"""A print of titled sections with paragraphs and tables: records, protocols, copies of data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kladka.documents.letters import frame
from kladka.documents.parts import Data, Office, Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report; the first column of its table names the row. ``widths`` are shares of the page."""

    heading: str
    paragraphs: Sequence[str] = ()
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[float] = ()

    def as_data(self) -> Data:
        return {
            "heading": self.heading,
            "paragraphs": list(self.paragraphs),
            "header": list(self.header),
            "rows": [list(row) for row in self.rows],
            "lines": [" – ".join(filter(None, row)) for row in self.rows],
            "widths": list(self.widths or [1] * len(self.header)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Sections under one title, for one number, signed by whoever is named."""

    template: ClassVar[str] = "report"

    office: Office
    title: str
    on: date
    sections: Sequence[Section]
    number: str = ""
    opening: Sequence[str] = ()
    signatories: Sequence[Signatory] = ()
    flipped: bool = False

    def as_data(self) -> Data:
        return {
            **frame(self.office, title=self.title, number=self.number, on=self.on, draft=False),
            "opening": list(self.opening),
            "sections": [section.as_data() for section in self.sections],
            "signatories": [one.as_data() for one in self.signatories],
            "flipped": self.flipped,
        }
