"""What each letter says: typed facts in, one dictionary of finished Polish texts out.

The PDF and the Word template get the same dictionary, so that both say the same. Every class names its
template (``template``) and has ``as_data()``; amounts go in as ``Decimal`` zł, days as ``date``.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Protocol

from kladka.documents import polish, wording
from kladka.documents.document import file_name
from kladka.documents.parts import (
    AmountLine,
    Data,
    Duty,
    Institution,
    Office,
    Party,
    Signatory,
    numbered_total,
)


class Letter(Protocol):
    """Anything that can be printed: a template's name and its data."""

    @property
    def template(self) -> str: ...

    def as_data(self) -> Data: ...


def frame(
    office: Office, *, title: str, number: str, on: date, draft: bool, reader: Party | None = None
) -> Data:
    """What every print carries: letterhead, number, day, title, draft mark, clause on personal data.

    The clause stands in the language of the `reader` too.
    """
    return {
        "file_name": file_name(*title.split(), *(["projekt"] if draft else [])),
        "title": title,
        "date": [on.year, on.month, on.day],
        "draft": wording.DRAFT if draft else "",
        "office": office.as_data(),
        "place_and_day": office.place_and_day(on),
        "number": number,
        "privacy": office.privacy_clause(),
        "privacy_too": office.privacy_in(reader.language if reader else ""),
    }


_PROGRAMME_SECTIONS = {
    "applicant": "Strony programu",
    "family": "Rodzina objęta programem",
    "amounts": "Świadczenie pieniężne",
    "aid": "Pozostałe formy pomocy",
    "office_duties": "Zobowiązania Centrum",
    "family_duties": "Zobowiązania Cudzoziemca",
    "caseworker": "Realizator programu",
    "institutions": "Instytucje i zakres ich pomocy",
    "monitoring": "Monitorowanie postępów",
    "conditions": "Wstrzymanie, przywrócenie i uchylenie pomocy",
    "interpreter": "Język rozmowy i tłumacz",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLetter:
    """Indywidualny program integracji (ups art. 93): what both sides agree and sign."""

    template: ClassVar[str] = "programme"

    office: Office
    number: str
    agreed_on: date
    represented_by: Signatory
    applicant: Party
    family: tuple[Party, ...]
    starts: date
    ends: date
    amounts: tuple[AmountLine, ...]
    aid: tuple[str, ...]
    office_duties: tuple[Duty, ...]
    family_duties: tuple[Duty, ...]
    caseworker: Signatory
    caseworker_contact: str = ""
    residence: str = ""
    institutions: tuple[Institution, ...] = ()
    monitoring: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()  # withholding, resumption, revocation, move – as told to the family
    interpreter: str = ""
    annexes: tuple[str, ...] = ()
    draft: bool = False

    def as_data(self) -> Data:
        title = f"Indywidualny program integracji {self.number}"
        return {
            **frame(
                self.office,
                title=title,
                number=self.number,
                on=self.agreed_on,
                draft=self.draft,
                reader=self.applicant,
            ),
            "headings": self.headings(),
            "agreed_on": polish.day(self.agreed_on),
            "term": f"od {polish.day(self.starts)} do {polish.day(self.ends)}",
            "represented_by": self.represented_by.as_data(),
            "applicant": self.applicant.as_data(),
            "family": [person.as_data() for person in self.family],
            "residence": self.residence,
            "amounts": numbered_total(self.amounts),
            "aid": list(self.aid),
            "office_duties": [duty.as_data() for duty in self.office_duties],
            "family_duties": [duty.as_data() for duty in self.family_duties],
            "caseworker": {**self.caseworker.as_data(), "contact": self.caseworker_contact},
            "institutions": [institution.as_data() for institution in self.institutions],
            "monitoring": list(self.monitoring),
            "conditions": list(self.conditions),
            "interpreter": self.interpreter,
            "annexes": list(self.annexes),
        }

    def headings(self) -> dict[str, str]:
        """Section headings, numbered without gaps whatever is left out."""
        present = [(key, words) for key, words in _PROGRAMME_SECTIONS.items() if getattr(self, key)]
        return {key: f"{number}. {words}" for number, (key, words) in enumerate(present, start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCost:
    """Expected cost of one month in zł: cash and health contributions."""

    month: date
    people: int
    cash: Decimal
    health: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CostStatement:
    """Zestawienie kosztów realizacji programu for the voivode (ups art. 93 ust. 2)."""

    template: ClassVar[str] = "cost_statement"

    office: Office
    number: str
    issued_on: date
    voivode: str  # addressee, e.g. "Wojewoda Łódzki"
    programme_number: str
    family: tuple[Party, ...]
    starts: date
    ends: date
    amounts: tuple[AmountLine, ...]
    months: tuple[MonthCost, ...]
    signatory: Signatory
    accountant: Signatory
    annexes: tuple[str, ...] = ()
    draft: bool = False

    def as_data(self) -> Data:
        title = f"Zestawienie kosztów {self.number}"
        return {
            **frame(self.office, title=title, number=self.number, on=self.issued_on, draft=self.draft),
            "voivode": self.voivode,
            "opening": self.opening(),
            "family": [person.as_data() for person in self.family],
            "amounts": numbered_total(self.amounts),
            **self.costs(),
            "signatory": self.signatory.as_data(),
            "accountant": self.accountant.as_data(),
            "annexes": list(self.annexes),
        }

    def opening(self) -> str:
        return (
            f"Na podstawie art. 93 ust. 2 {wording.SOCIAL_ASSISTANCE_ACT} przekazuję do akceptacji "
            f"indywidualny program integracji nr {self.programme_number} na okres od "
            f"{polish.day(self.starts)} do {polish.day(self.ends)} wraz z zestawieniem przewidywanych "
            "kosztów jego realizacji."
        )

    def costs(self) -> Data:
        cash = sum((month.cash for month in self.months), Decimal(0))
        health = sum((month.health for month in self.months), Decimal(0))
        return {
            "months": [_month_cost(month) for month in self.months],
            "cash_total": polish.zl(cash),
            "health_total": polish.zl(health),
            "total": polish.zl(cash + health),
            "words": polish.zl_in_words(cash + health),
        }


def _month_cost(month: MonthCost) -> Data:
    return {
        "month": polish.month_name(month.month),
        "people": str(month.people),
        "cash": polish.zl(month.cash),
        "health": polish.zl(month.health),
        "total": polish.zl(month.cash + month.health),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A document or statement that an application lacks, and the provision that asks for it."""

    what: str
    provision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyLetter:
    """Wezwanie do usunięcia braków wniosku (KPA art. 64 § 2); ``days`` counts from delivery, at least 7."""

    template: ClassVar[str] = "supply_letter"

    office: Office
    number: str
    issued_on: date
    addressee: Party
    filed_on: date
    missing: tuple[Missing, ...]
    days: int
    signatory: Signatory
    draft: bool = False

    def as_data(self) -> Data:
        title = f"Wezwanie do usunięcia braków {self.number}"
        opening = (
            f"Na podstawie art. 64 § 2 {wording.KPA} wzywam do usunięcia braków wniosku o udzielenie pomocy "
            f"dla cudzoziemca złożonego w dniu {polish.day(self.filed_on)} Do wniosku należy dołączyć:"
        )
        return {
            **frame(
                self.office,
                title=title,
                number=self.number,
                on=self.issued_on,
                draft=self.draft,
                reader=self.addressee,
            ),
            "addressee": self.addressee.named(),
            "addressee_address": self.addressee.address,
            "opening": opening,
            "missing": [{"what": item.what, "provision": item.provision} for item in self.missing],
            "consequence": list(wording.supply_consequence(self.days)),
            "signatory": self.signatory.as_data(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Potwierdzenie złożenia wniosku: its number, day, persons, what was received and what comes next."""

    template: ClassVar[str] = "receipt"

    office: Office
    number: str
    filed_on: date
    applicant: Party
    family: tuple[Party, ...]
    received: tuple[str, ...]
    clerk: Signatory
    missing: tuple[str, ...] = ()
    next_steps: tuple[Duty, ...] = ()
    draft: bool = False

    def as_data(self) -> Data:
        title = f"Potwierdzenie złożenia wniosku {self.number}"
        opening = (
            f"Potwierdzam, że w dniu {polish.day(self.filed_on)} wpłynął wniosek o udzielenie pomocy dla "
            "cudzoziemca w ramach indywidualnego programu integracji (art. 91 ust. 3 ustawy o pomocy "
            "społecznej)."
        )
        return {
            **frame(
                self.office,
                title=title,
                number=self.number,
                on=self.filed_on,
                draft=self.draft,
                reader=self.applicant,
            ),
            "opening": opening,
            "filed_on": polish.day(self.filed_on),
            "applicant": self.applicant.as_data(),
            "family": [person.as_data() for person in self.family],
            "received": list(self.received),
            "missing": list(self.missing),
            "next_steps": [step.as_data() for step in self.next_steps],
            "clerk": self.clerk.as_data(),
        }
