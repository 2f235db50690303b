"""Zmiana decyzji: on what ground a decision on aid may be changed, and whether that needs consent."""

from __future__ import annotations

from dataclasses import dataclass

from kladka.law.acts import Outcome, Reason

PROVISION = "ups art. 106 ust. 5"


@dataclass(frozen=True, slots=True)
class ChangeGround:
    """A ground of a change: slug, wording, and whether it carries a change to the person's detriment."""

    code: str
    label: str
    to_detriment: bool


CHANGE_GROUNDS = {
    ground.code: ground
    for ground in (
        ChangeGround("benefit", "zmiana na korzyść strony", False),
        ChangeGround("law", "zmiana przepisów prawa", True),
        ChangeGround("income", "zmiana sytuacji dochodowej strony", True),
        ChangeGround("personal", "zmiana sytuacji osobistej strony", True),
        ChangeGround("undue", "pobranie nienależnego świadczenia", True),
        ChangeGround("consent", "zgoda strony", True),
    )
}


def may_change(ground: str, *, to_detriment: bool, consented: bool = False) -> Outcome:
    """Whether a decision may be changed on a ground (ups art. 106 ust. 5).

    A change to the person's good needs no consent. One to the detriment does, save a change of the law, of
    the income or the personal situation, or an undue benefit; art. 11, 12 and 107 ust. 5 are for a person.
    """
    found = CHANGE_GROUNDS.get(ground)
    if found is None:
        known = ", ".join(one.label for one in CHANGE_GROUNDS.values())
        return _outcome(False, "unknown_ground", f"Podstawy zmiany decyzji: {known}.")
    if not to_detriment:
        return _outcome(True, "to_benefit", "Zmiana na korzyść strony nie wymaga jej zgody.")
    if not found.to_detriment:
        text = (
            "Ta zmiana obniża kwotę choćby w jednym miesiącu, więc nie jest zmianą na korzyść. Wskaż inną "
            "podstawę."
        )
        return _outcome(False, "to_detriment", text)
    if ground == "consent" and not consented:
        return _outcome(False, "consent_needed", "Podaj dzień, w którym strona zgodziła się na zmianę.")
    return _outcome(True, "may_change", f"Zmiana na niekorzyść strony: {found.label}.")


def _outcome(allowed: bool, code: str, text: str) -> Outcome:
    return Outcome(allowed, (Reason(code, PROVISION, None, text),), (PROVISION,))
