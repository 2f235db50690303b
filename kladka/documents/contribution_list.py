"""Zestawienie składek zdrowotnych on paper: one line a person, who has none and why, who approved it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from kladka.documents import polish
from kladka.documents.letters import frame
from kladka.documents.parts import Data, Office
from kladka.law.polish import plural

_WITHOUT = ("name", "case_number", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionLine:
    """One person's contribution in zł; ``before`` is what earlier lists of the month held."""

    name: str
    identifier: str
    case_number: str
    base: Decimal
    amount: Decimal
    before: Decimal = Decimal(0)

    def as_data(self) -> Data:
        return {
            "name": self.name,
            "identifier": self.identifier,
            "case_number": self.case_number,
            "base": polish.zl(self.base),
            "amount": polish.zl(self.amount),
            "before": polish.zl(self.before),
            "change": polish.zl(self.amount - self.before),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionListPrint:
    """Zestawienie za miesiąc; ``correction`` is 0 for the month's list, else the number of the correction.

    ``without`` are (name, case, reason) of persons without a contribution; ``prepared`` and ``approved`` read
    "name, position, day and hour".
    """

    template: ClassVar[str] = "contribution_list"

    office: Office
    number: str
    month: date
    correction: int
    drawn_up_on: date
    lines: tuple[ContributionLine, ...]
    without: tuple[tuple[str, str, str], ...] = ()
    prepared: str = ""
    approved: str = ""
    draft: bool = False

    def as_data(self) -> Data:
        total = sum((line.amount - line.before for line in self.lines), Decimal(0))
        people = len(self.lines)
        title = f"Składki zdrowotne {self.number}"
        which = f" – korekta {self.correction}" if self.correction else ""
        return {
            **frame(self.office, title=title, number=self.number, on=self.drawn_up_on, draft=self.draft),
            "month": polish.month_name(self.month) + which,
            "correction": bool(self.correction),
            "lines": [line.as_data() for line in self.lines],
            "without": [dict(zip(_WITHOUT, one, strict=True)) for one in self.without],
            "count": f"{people} {plural(people, 'osoba', 'osoby', 'osób')}",
            "total": polish.zl(total),
            "prepared": self.prepared,
            "approved": self.approved,
        }
