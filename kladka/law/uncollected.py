"""Nieodebrane świadczenia: when the decision that granted them is stated to have expired (ups art. 106a)."""

from __future__ import annotations

from datetime import date
from typing import Final

from kladka.law.acts import REVOCATION, Outcome, Reason

EXPIRED: Final = "expired"
PROVISION: Final = "ups art. 106a ust. 3"
TAKEN_AWAY: Final = REVOCATION | {
    EXPIRED: (PROVISION, "nikt nie odbierał świadczeń i mimo wezwania nie złożył wyjaśnień")
}
"""Ground → (provision, words) of every decision after which the granted aid is over."""


def may_expire(
    on: date,
    *,
    withheld: bool,
    interview_failed: bool,
    summons_delivered_on: date | None,
    appear_by: date | None,
    absent: bool,
) -> Outcome:
    """Whether a decision may state on a day that the grant expired; every condition of ust. 3 is needed.

    Payment is withheld after two months (ust. 1), the family interview could not be held, a summons was duly
    delivered, and nobody came by the day it set.
    """
    delivered, term = summons_delivered_on, appear_by
    conditions = (
        (withheld, "not_withheld"),
        (interview_failed, "interview_possible"),
        (delivered is not None and term is not None, "no_summons"),
        (delivered is not None and term is not None and term > delivered, "term_before_delivery"),
        (term is not None and on > term, "term_runs"),
        (absent, "explained"),
    )
    missing = next((code for met, code in conditions if not met), None)
    if missing is None:
        reason = Reason("may_expire", PROVISION, None, TAKEN_AWAY[EXPIRED][1])
        return Outcome(True, (reason,), (PROVISION,))
    provision, text = REFUSALS[missing]
    return Outcome(False, (Reason(missing, provision, None, text),), (provision,))


REFUSALS: Final = {
    "not_withheld": (
        "ups art. 106a ust. 1",
        "Najpierw wstrzymuje się wypłatę i wszczyna postępowanie wyjaśniające.",
    ),
    "interview_possible": (
        PROVISION,
        "Wygaśnięcie stwierdza się tylko wtedy, gdy nie można przeprowadzić wywiadu środowiskowego.",
    ),
    "no_summons": (PROVISION, "Potrzebne jest prawidłowo doręczone wezwanie z terminem."),
    "term_before_delivery": (PROVISION, "Termin stawienia się przypada po dniu doręczenia wezwania."),
    "term_runs": (PROVISION, "Termin stawienia się jeszcze nie minął."),
    "explained": (
        "ups art. 106a ust. 2",
        "Kto się stawił albo wyjaśnił, dostaje świadczenia za czas wstrzymania.",
    ),
}
