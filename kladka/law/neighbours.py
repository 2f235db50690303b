"""Świadczenia sąsiednie i dokumenty: figures beside the programme that a caseworker needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kladka.law.book import Book, enacted_book
from kladka.law.columns import percent_of
from kladka.law.terms import Term, months_later
from kladka.law.uses import reads


def _figure(name: str, day: date, book: Book | None) -> int:
    return (book or enacted_book()).parameter(name).number(day)


@reads("criterion_single", "criterion_family")
def income_criterion(persons: int, day: date, *, book: Book | None = None) -> int:
    """Income criterion of a person living alone or of a whole family, grosz a month (ups art. 8 ust. 1).

    It does not apply to aid under a programme, but cash of a programme counts as income for other benefits.
    """
    if persons == 1:
        return _figure("criterion_single", day, book)
    return persons * _figure("criterion_family", day, book)


@reads("hectare_income")
def farm_income(hundredths_of_hectare: int, day: date, *, book: Book | None = None) -> int:
    """Monthly income ascribed to farm land, grosz; area in hundredths of a hectare (ups art. 8)."""
    return percent_of_int(_figure("hectare_income", day, book), hundredths_of_hectare)


def percent_of_int(amount: int, percent: int) -> int:
    """So many per cent of one amount, half up to the grosz."""
    return int(percent_of(amount, percent))


@dataclass(frozen=True, slots=True)
class Span:
    """Least and greatest amount of a benefit, grosz a month; both 0 when it is not due."""

    least: int
    greatest: int
    provision: str


@reads("periodic_gap_percent", "periodic_minimum")
def periodic_benefit(income: int, persons: int, day: date, *, book: Book | None = None) -> Span:
    """Zasiłek okresowy: between half of the gap to the criterion and the whole gap (ups art. 38 ust. 2–4).

    `income` is that of the whole family, grosz a month. A person alone gets at most the family criterion.
    """
    gap = income_criterion(persons, day, book=book) - income
    if gap <= 0:
        return Span(0, 0, "ups art. 38 ust. 1")
    greatest = min(gap, _figure("criterion_family", day, book)) if persons == 1 else gap
    minimum = _figure("periodic_minimum", day, book)
    least = max(percent_of_int(gap, _figure("periodic_gap_percent", day, book)), minimum)
    return Span(min(least, max(greatest, minimum)), max(greatest, minimum), "ups art. 38 ust. 2–4")


@reads("permanent_benefit_maximum", "permanent_minimum", "permanent_percent")
def permanent_benefit(income: int, persons: int, day: date, *, book: Book | None = None) -> Span:
    """Zasiłek stały: the gap to 130 % of the criterion, within its bounds (ups art. 37 ust. 2–3).

    `income` is per person, grosz a month. Known from 2024-01-01; raises `LawError` for an earlier day.
    """
    name = "criterion_single" if persons == 1 else "criterion_family"
    criterion = _figure(name, day, book)
    if income >= criterion:
        return Span(0, 0, "ups art. 37 ust. 1")
    amount = percent_of_int(criterion, _figure("permanent_percent", day, book)) - income
    if persons == 1:
        amount = min(amount, _figure("permanent_benefit_maximum", day, book))
    amount = max(amount, _figure("permanent_minimum", day, book))
    return Span(amount, amount, "ups art. 37 ust. 2 i 3")


@reads("housing_limit_single", "housing_limit_person")
def housing_allowance_limit(persons: int, day: date, *, book: Book | None = None) -> int:
    """Greatest income per person for a housing allowance, grosz a month; known from 2025-03-01."""
    return _figure("housing_limit_single" if persons == 1 else "housing_limit_person", day, book)


@reads("housing_percent_single", "housing_percent_person")
def housing_allowance_percent(persons: int, day: date, *, book: Book | None = None) -> int:
    """The same limit as a per cent of the average wage (housing allowance act, art. 3 ust. 1)."""
    return _figure("housing_percent_single" if persons == 1 else "housing_percent_person", day, book)


@reads("deduction_percent")
def greatest_deduction(benefit: int, day: date, *, book: Book | None = None) -> int:
    """Most that may be deducted from a current benefit for an undue one, grosz (ups art. 104 ust. 2).

    "Not more than" is rounded down: half of an odd grosz stays with the person.
    """
    return benefit * _figure("deduction_percent", day, book) // 100


@reads("undue_limitation_years")
def undue_limitation(decision_final_on: date, *, book: Book | None = None) -> Term:
    """Day on which an undue benefit can no longer be claimed (ups art. 104 ust. 5)."""
    years = _figure("undue_limitation_years", decision_final_on, book)
    day = months_later(decision_final_on, 12 * years)
    return Term(day, day, "ups art. 104 ust. 5")


@reads("undue_decision_years")
def undue_decision_limit(collected_on: date, *, book: Book | None = None) -> Term:
    """Last day for a decision that a benefit was undue (ups art. 104 ust. 7)."""
    years = _figure("undue_decision_years", collected_on, book)
    day = months_later(collected_on, 12 * years)
    return Term(day, day, "ups art. 104 ust. 7")


@reads("care_after_days")
def health_care_until(insurance_ended_on: date, *, book: Book | None = None) -> Term:
    """Last day of the right to health care after insurance lapses (health insurance act, art. 67 ust. 4)."""
    day = insurance_ended_on + timedelta(days=_figure("care_after_days", insurance_ended_on, book))
    return Term(day, day, "ustawa zdrowotna art. 67 ust. 4")


@reads("registration_days")
def insurance_change_term(changed_on: date, *, book: Book | None = None) -> Term:
    """Last day for reporting a change to the insurer (health insurance act, art. 67 ust. 3)."""
    day = changed_on + timedelta(days=_figure("registration_days", changed_on, book))
    return Term(day, day, "ustawa zdrowotna art. 67 ust. 3")


@reads("refugee_card_years", "subsidiary_card_years", "travel_document_years")
def document_valid_until(kind: str, issued_on: date, *, book: Book | None = None) -> date:
    """When a document runs out: `refugee_card`, `subsidiary_card`, `travel_document`; the status stays.

    Act on protection, art. 89i. Raises `LawError` for another kind.
    """
    return months_later(issued_on, 12 * _figure(f"{kind}_years", issued_on, book))


@reads("contacts_per_month")
def least_contacts(day: date, *, book: Book | None = None) -> int:
    """Contacts the foreigner keeps with the realizator, a month (ups art. 93 ust. 1 pkt 2 lit. d)."""
    return _figure("contacts_per_month", day, book)


@reads("uncollected_months")
def uncollected_limit(day: date, *, book: Book | None = None) -> int:
    """Months in a row of benefits not collected after which payment is withheld (ups art. 106a ust. 1)."""
    return _figure("uncollected_months", day, book)


@reads("inhabitants_per_worker", "families_per_worker")
def social_worker_norm(day: date, *, book: Book | None = None) -> tuple[int, int]:
    """Inhabitants and families for one social worker (ups art. 110 ust. 11); programmes have no norm."""
    return _figure("inhabitants_per_worker", day, book), _figure("families_per_worker", day, book)


@reads("statutory_minimum", "statutory_maximum")
def statutory_band(day: date, *, book: Book | None = None) -> Span:
    """The band printed in the act, before any verification; verified amounts stand in its place."""
    low, high = (_figure(name, day, book) for name in ("statutory_minimum", "statutory_maximum"))
    return Span(low, high, "ups art. 92 ust. 1 pkt 1")


@reads("verification_percent")
def verified_next(
    amount: int, single_rise: int, family_rise: int, day: date, *, book: Book | None = None
) -> int:
    """A bound of the cash, or the permanent benefit, after the criteria rose, grosz in whole zł.

    It moves by half of the sum of both rises (ups art. 9 ust. 5), rounded half up to a złoty as the verified
    amounts since 2015 were.
    """
    rise = (single_rise + family_rise) * _figure("verification_percent", day, book)
    return amount + (rise + 100 * 50) // (100 * 100) * 100


@reads("verification_years")
def next_verification(last_from: date, *, book: Book | None = None) -> date:
    """Day from which newly verified amounts are next due (ups art. 9 ust. 1 and 8a)."""
    return months_later(last_from, 12 * _figure("verification_years", last_from, book))
