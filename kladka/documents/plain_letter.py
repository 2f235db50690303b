"""A letter between offices: to whom, what is said in paragraphs, what is attached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kladka.documents.letters import frame
from kladka.documents.parts import Data, Office, Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLetter:
    """Pismo: title, addressee, paragraphs, annexes, who signs."""

    template: ClassVar[str] = "plain_letter"

    office: Office
    title: str
    number: str
    issued_on: date
    addressee: str
    paragraphs: Sequence[str]
    signatory: Signatory
    addressee_address: str = ""
    annexes: Sequence[str] = ()

    def as_data(self) -> Data:
        return {
            **frame(self.office, title=self.title, number=self.number, on=self.issued_on, draft=False),
            "addressee": self.addressee,
            "addressee_address": self.addressee_address,
            "paragraphs": list(self.paragraphs),
            "signatory": self.signatory.as_data(),
            "annexes": list(self.annexes),
        }
