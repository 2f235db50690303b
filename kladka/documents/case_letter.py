"""A certificate or another letter about one case: paragraphs, and the facts of the case by their names."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from kladka.documents import polish
from kladka.documents.letters import frame
from kladka.documents.parts import Data, Office, Party, Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What an office's own template may say about the case; dates are empty while there is no programme."""

    case_number: str
    family: Sequence[Party]
    caseworker: Signatory
    starts: date | None = None
    ends: date | None = None
    decision_number: str = ""
    decision_on: date | None = None
    paid: Sequence[tuple[date, Decimal]] = ()  # (month, zł)

    def as_data(self) -> Data:
        total = sum((amount for _, amount in self.paid), Decimal(0))
        return {
            "case_number": self.case_number,
            "family": [one.as_data() for one in self.family],
            "caseworker": self.caseworker.as_data(),
            "starts": polish.day(self.starts) if self.starts else "",
            "ends": polish.day(self.ends) if self.ends else "",
            "decision_number": self.decision_number,
            "decision_on": polish.day(self.decision_on) if self.decision_on else "",
            "paid": [{"month": polish.month_name(m), "amount": polish.zl(a)} for m, a in self.paid],
            "paid_total": polish.zl(total) if self.paid else "",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLetter:
    """Zaświadczenie (KPA art. 217) or a letter to whomever the matter of the family needs."""

    template: ClassVar[str] = "plain_letter"

    office: Office
    title: str
    number: str
    issued_on: date
    addressee: str
    paragraphs: Sequence[str]
    signatory: Signatory
    facts: CaseFacts
    person: Party | None = None
    purpose: str = ""
    draft: bool = False
    annexes: Sequence[str] = field(default=())

    def as_data(self) -> Data:
        return {
            **frame(self.office, title=self.title, number=self.number, on=self.issued_on, draft=self.draft),
            "addressee": self.addressee,
            "addressee_address": "",
            "paragraphs": list(self.paragraphs),
            "signatory": self.signatory.as_data(),
            "annexes": list(self.annexes),
            "purpose": self.purpose,
            "person": self.person.as_data() if self.person else {},
            **self.facts.as_data(),
        }
