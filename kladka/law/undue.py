"""Nienależnie pobrane świadczenie (ups art. 6 pkt 16, art. 98, 104): grounds, relief, plan of instalments.

The act knows no interest on undue benefits, so none is counted; terms are in `neighbours`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kladka.law import polish
from kladka.law.acts import Outcome, Reason
from kladka.law.book import Book
from kladka.law.neighbours import undue_decision_limit
from kladka.law.terms import months_later

DEFINITION = "ups art. 6 pkt 16"
GROUNDS = {
    "untrue": "świadczenie uzyskano na podstawie przedstawionych nieprawdziwych informacji",
    "uninformed": "nie poinformowano o zmianie sytuacji materialnej lub osobistej",
}


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment: from 1, its day, grosz."""

    number: int
    due_on: date
    amount: int


def may_claim(ground: str, collected: Mapping[date, date], on: date, *, book: Book | None = None) -> Outcome:
    """Whether a decision on repayment may be issued on a day; `collected` maps months to the day of payment.

    Only what art. 6 pkt 16 calls undue is claimed: an overpayment by a mistake of the office is not. Ten
    years after it was collected nothing is claimed any more (art. 104 ust. 7).
    """
    if ground not in GROUNDS:
        known = "; ".join(GROUNDS.values())
        text = f"Zwrotu żąda się tylko z powodów z definicji: {known}. Sama nadpłata nim nie jest."
        return _outcome(False, "not_undue", DEFINITION, text)
    for month, paid_on in sorted(collected.items()):
        if undue_decision_limit(paid_on, book=book).day < on:
            text = f"Od pobrania świadczenia za {polish.month(month)} minęło więcej niż 10 lat."
            return _outcome(False, "ten_years", "ups art. 104 ust. 7", text)
    return _outcome(True, "may_claim", f"{DEFINITION}; ups art. 104 ust. 3", GROUNDS[ground])


def plan(total: int, count: int, first: date) -> tuple[Instalment, ...]:
    """Equal monthly instalments in whole grosze from a day on; the last takes what is left over.

    Raises `ValueError` for less than one grosz an instalment.
    """
    if count < 1 or total < count:
        raise ValueError("rata wynosi co najmniej 1 grosz")
    part = total // count
    days = [months_later(first, place) for place in range(count)]
    amounts = [part] * (count - 1) + [total - part * (count - 1)]
    return tuple(Instalment(*one) for one in zip(range(1, count + 1), days, amounts, strict=True))


def _outcome(allowed: bool, code: str, provision: str, text: str) -> Outcome:
    return Outcome(allowed, (Reason(code, provision, None, text),), (provision,))
