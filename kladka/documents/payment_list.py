"""Lista wypłat on paper: one line a person, why a line is missing, who approved, the fingerprint."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from kladka.documents import polish
from kladka.documents.letters import frame
from kladka.documents.parts import Data, Office, Party
from kladka.law.polish import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """One payment in zł; ``account`` holds 26 digits or is empty for cash paid at the desk."""

    person: Party
    case_number: str
    amount: Decimal
    account: str = ""
    note: str = ""

    def as_data(self) -> Data:
        return {
            "person": self.person.named(),
            "case_number": self.case_number,
            "account": polish.account_number(self.account) if self.account else "do rąk własnych",
            "amount": polish.zl(self.amount),
            "note": self.note,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPaid:
    """A person left out of the month's list, and why (withheld aid, ground and dates)."""

    person: Party
    case_number: str
    reason: str

    def as_data(self) -> Data:
        return {"person": self.person.named(), "case_number": self.case_number, "reason": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentListPrint:
    """Lista wypłat za miesiąc; ``prepared`` and ``approved`` read "name, position, day and hour".

    ``sha256`` is the fingerprint of the approved list itself, not of the print.
    """

    template: ClassVar[str] = "payment_list"

    office: Office
    number: str
    month: date
    drawn_up_on: date
    due_on: date
    lines: tuple[PaymentLine, ...]
    not_paid: tuple[NotPaid, ...] = ()
    prepared: str = ""
    approved: str = ""
    sha256: str = ""
    draft: bool = False

    def as_data(self) -> Data:
        total = sum((line.amount for line in self.lines), Decimal(0))
        people = len(self.lines)
        title = f"Lista wypłat {self.number}"
        return {
            **frame(self.office, title=title, number=self.number, on=self.drawn_up_on, draft=self.draft),
            "month": polish.month_name(self.month),
            "due": f"Termin wypłaty: {polish.day(self.due_on)}",
            "lines": [line.as_data() for line in self.lines],
            "not_paid": [line.as_data() for line in self.not_paid],
            "count": f"{people} {plural(people, 'wypłata', 'wypłaty', 'wypłat')}",
            "total": polish.zl(total),
            "words": polish.zl_in_words(total),
            "prepared": self.prepared,
            "approved": self.approved,
            "sha256": self.sha256,
        }
