"""Odczytania sporne: points of law with two readings, the default and the switch (docs/law.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Dispute:
    """One disputed point: the two readings, the default first, each with its Polish wording."""

    name: str
    provision: str
    question: str
    variants: dict[Any, str]


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings a centre uses; the defaults are those of docs/law.md."""

    base: str = "verified"
    floor: bool = True
    start: str = "filed"
    first_month: str = "full"
    resumption: str = "day"
    extension: bool = False
    late: str = "keep"
    """`keep` leaves late applications to a person; `leave_out` counts them out (simulation only)."""

    def get(self, name: str) -> object:
        """The reading used for a disputed point."""
        return getattr(self, name)


DISPUTES: Final = {
    dispute.name: dispute
    for dispute in (
        Dispute(
            "base",
            "ups art. 92 ust. 1 pkt 1; rozporządzenie § 3 ust. 1 pkt 1 lit. a",
            "Od jakiej kwoty liczy się świadczenie",
            {
                "verified": "górna granica zweryfikowana przez Radę Ministrów",
                "regulation": "kwota wpisana w § 3 rozporządzenia",
            },
        ),
        Dispute(
            "floor",
            "ups art. 92 ust. 1 pkt 1",
            "Czy dolna granica z ustawy obowiązuje także po zastosowaniu stawek z § 3",
            {
                True: "kwota nie jest niższa od dolnej granicy z ustawy",
                False: "kwota wynika wprost ze stawek z § 3, także poniżej dolnej granicy",
            },
        ),
        Dispute(
            "start",
            "ups art. 91 ust. 9; ups art. 106 ust. 3",
            "Od jakiego miesiąca przysługuje pomoc, gdy dokumenty uzupełniono później",
            {
                "filed": "od miesiąca złożenia wniosku",
                "complete": "od miesiąca, w którym wniosek był kompletny",
            },
        ),
        Dispute(
            "first_month",
            "ups art. 91 ust. 9; ups art. 106 ust. 3",
            "Czy pierwszy miesiąc liczy się w całości",
            {"full": "cały pierwszy miesiąc", "days": "pierwszy miesiąc według dni"},
        ),
        Dispute(
            "resumption",
            "ups art. 95 ust. 2; ups art. 106 ust. 3",
            "Jak liczy się miesiąc, w którym ustała przyczyna wstrzymania",
            {"day": "według dni po ustaniu przyczyny", "month": "w całości, od miesiąca ustania przyczyny"},
        ),
        Dispute(
            "extension",
            "ups art. 92 ust. 1; ups art. 95",
            "Czy miesiące wstrzymania przedłużają okres pomocy",
            {
                False: "nie przedłużają, pomoc nie jest wyrównywana",
                True: "całe miesiące wstrzymania przedłużają okres pomocy",
            },
        ),
    )
}


def other(name: str, used: object) -> object:
    """The reading that was not used."""
    return next(variant for variant in DISPUTES[name].variants if variant != used)
