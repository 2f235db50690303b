"""Świadczenia sąsiednie: figures beside the programme, by hand from the statute."""

from datetime import date, timedelta

import pytest

from kladka.law import neighbours
from kladka.law.book import enacted_book
from kladka.law.neighbours import Span
from kladka.law.parameters import LawError
from kladka.law.terms import Term

DAY = date(2026, 1, 1)


@pytest.mark.parametrize(("persons", "criterion"), [(1, 101000), (2, 164600), (5, 411500)])
def test_the_income_criterion(persons, criterion):
    assert neighbours.income_criterion(persons, DAY) == criterion


@pytest.mark.parametrize(
    ("income", "persons", "span"),
    [
        (0, 1, Span(50500, 82300, "ups art. 38 ust. 2–4")),
        (60000, 1, Span(20500, 41000, "ups art. 38 ust. 2–4")),
        (100000, 1, Span(2000, 2000, "ups art. 38 ust. 2–4")),
        (101000, 1, Span(0, 0, "ups art. 38 ust. 1")),
        (100000, 3, Span(73450, 146900, "ups art. 38 ust. 2–4")),
    ],
)
def test_the_periodic_benefit_fills_between_half_and_the_whole_gap(income, persons, span):
    assert neighbours.periodic_benefit(income, persons, DAY) == span


def test_cash_of_the_programme_counts_as_income_for_other_benefits():
    family_cash = 3 * 100740
    assert neighbours.periodic_benefit(family_cash, 3, DAY) == Span(0, 0, "ups art. 38 ust. 1")


@pytest.mark.parametrize(
    ("income", "persons", "amount"), [(0, 1, 122900), (50000, 1, 81300), (100900, 1, 30400), (0, 2, 106990)]
)
def test_the_permanent_benefit(income, persons, amount):
    assert neighbours.permanent_benefit(income, persons, DAY).greatest == amount


def test_above_the_criterion_there_is_no_permanent_benefit():
    assert neighbours.permanent_benefit(101000, 1, DAY) == Span(0, 0, "ups art. 37 ust. 1")


def test_the_permanent_benefit_is_unknown_before_2024():
    with pytest.raises(LawError):
        neighbours.permanent_benefit(0, 1, date(2023, 12, 31))


def test_limits_of_the_housing_allowance():
    assert [neighbours.housing_allowance_limit(persons, DAY) for persons in (1, 2, 3)] == [
        327269,
        245452,
        245452,
    ]


def test_farm_income_by_hundredths_of_a_hectare():
    assert neighbours.farm_income(250, DAY) == 114750


def test_an_undue_benefit_is_deducted_by_half_and_lapses():
    assert neighbours.greatest_deduction(95000, DAY) == 47500
    assert neighbours.undue_limitation(date(2026, 2, 28)) == Term(
        date(2029, 2, 28), date(2029, 2, 28), "ups art. 104 ust. 5"
    )
    assert neighbours.undue_decision_limit(date(2026, 2, 28)).day == date(2036, 2, 28)


def test_health_care_lasts_thirty_days_after_the_insurance():
    assert neighbours.health_care_until(date(2026, 1, 31)).day == date(2026, 3, 2)
    assert neighbours.insurance_change_term(date(2026, 1, 31)).day == date(2026, 2, 7)


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        ("refugee_card", date(2029, 3, 1)),
        ("subsidiary_card", date(2028, 3, 1)),
        ("travel_document", date(2028, 3, 1)),
    ],
)
def test_documents_run_out_but_the_status_does_not(kind, until):
    assert neighbours.document_valid_until(kind, date(2026, 3, 1)) == until


def test_contacts_and_monitoring_have_two_different_frequencies():
    assert neighbours.least_contacts(DAY) == 2
    assert neighbours.uncollected_limit(DAY) == 2


def test_there_is_a_norm_for_workers_of_ops_only():
    assert neighbours.social_worker_norm(DAY) == (2000, 50)


def test_the_next_verification_is_due_in_2028():
    assert neighbours.next_verification(date(2025, 1, 1)) == date(2028, 1, 1)


def test_the_band_printed_in_the_act_before_verification():
    assert neighbours.statutory_band(DAY) == Span(44600, 117500, "ups art. 92 ust. 1 pkt 1")


@pytest.mark.parametrize("day", [date(2015, 10, 1), date(2018, 10, 1), date(2022, 1, 1), date(2025, 1, 1)])
def test_verified_amounts_follow_from_the_criteria(day):
    before = day - timedelta(days=1)
    book = enacted_book()

    def rise(name):
        return book.parameter(name).number(day) - book.parameter(name).number(before)

    rises = rise("criterion_single"), rise("criterion_family")
    for name in ("verified_minimum", "verified_maximum", "permanent_benefit_maximum"):
        old, new = (book.parameter(name).number(one) for one in (before, day))
        assert (name, neighbours.verified_next(old, *rises, day)) == (name, new)


def test_the_limit_of_the_housing_allowance_as_a_part_of_the_average_wage():
    assert [neighbours.housing_allowance_percent(persons, DAY) for persons in (1, 2, 5)] == [40, 30, 30]
