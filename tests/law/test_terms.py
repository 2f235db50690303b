"""Terminy: statutory holidays and every term that the programme knows."""

from datetime import date, timedelta

import holidays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kladka.law import terms
from kladka.law.book import LawError, Reform, enacted_book
from kladka.law.columns import ALWAYS, NEVER, as_date, day_number
from kladka.law.holidays import next_working_day, next_working_days
from kladka.law.terms import Term


@pytest.mark.parametrize("year", range(2012, 2051))
def test_the_holidays_of_a_year_agree_with_a_second_opinion(year):
    # The package leaves out Easter Sunday and Pentecost in some years and the one-off day of 2018.
    sundays = {day for day in terms.statutory_holidays(year) if day.weekday() == 6}
    ours = set(terms.statutory_holidays(year)) - sundays - {date(2018, 11, 12)}
    theirs = {day for day in holidays.Poland(years=year) if day.weekday() != 6} - {date(2018, 11, 12)}
    assert ours == theirs


def test_christmas_eve_is_a_holiday_from_2025():
    assert date(2024, 12, 24) not in terms.statutory_holidays(2024)
    assert terms.statutory_holidays(2025)[date(2025, 12, 24)] == "Wigilia Bożego Narodzenia"


def test_the_holidays_of_2026():
    assert [day.isoformat()[5:] for day in terms.statutory_holidays(2026)] == [
        *("01-01", "01-06", "04-05", "04-06", "05-01", "05-03", "05-24", "06-04"),
        *("08-15", "11-01", "11-11", "12-24", "12-25", "12-26"),
    ]


@given(st.dates(min_value=date(1990, 1, 2), max_value=date(2109, 12, 20)))
def test_the_column_of_working_days_agrees_with_the_single_day(day):
    moved = next_working_days(np.array([day_number(day)], dtype=np.int32))
    assert as_date(moved[0]) == next_working_day(day)


def test_missing_days_are_not_moved():
    assert next_working_days(np.array([ALWAYS, NEVER])).tolist() == [ALWAYS, NEVER]


@given(st.dates(min_value=date(2012, 10, 1), max_value=date(2100, 1, 1)), st.integers(0, 400))
def test_a_term_never_ends_on_a_day_off_nor_before_it_was_counted(event, days):
    term = terms.term_in_days(event, days, provision="KPA art. 57")
    assert term.raw_day == event + timedelta(days=days)
    assert term.day >= term.raw_day
    assert not terms.is_day_off(term.day)


def test_the_application_term_keeps_the_raw_and_the_moved_day():
    assert terms.application_term(date(2026, 10, 25)) == Term(
        date(2026, 12, 24), date(2026, 12, 28), "ups art. 91 ust. 3; KPA art. 57 § 1 i 4"
    )


def test_seven_days_to_supply_what_is_missing():
    assert terms.supply_term(date(2026, 1, 12)).day == date(2026, 1, 19)
    assert terms.supply_term(date(2026, 1, 12), 14).day == date(2026, 1, 26)


def test_a_term_to_supply_shorter_than_seven_days_is_refused():
    with pytest.raises(ValueError, match="nie może być krótszy niż 7 dni"):
        terms.supply_term(date(2026, 1, 12), 6)


def test_fourteen_days_to_appeal():
    assert terms.appeal_term(date(2026, 12, 11)).day == date(2026, 12, 28)


def test_one_month_for_a_decision_and_two_for_a_complicated_one():
    assert terms.decision_term(date(2026, 1, 31)) == Term(
        date(2026, 2, 28), date(2026, 3, 2), "KPA art. 35 § 3; KPA art. 57 § 3 i 4"
    )
    assert terms.decision_term(date(2026, 1, 31), complicated=True).day == date(2026, 3, 31)


def test_payment_is_due_by_the_fifteenth_and_the_office_pays_before_a_day_off():
    assert terms.payment_day(date(2026, 1, 31)).raw_day == date(2026, 1, 15)
    assert terms.payment_day(date(2026, 8, 3)).day == date(2026, 8, 14)
    assert terms.payment_day(date(2026, 11, 1)).day == date(2026, 11, 13)


def test_a_monitoring_note_every_three_months():
    notes = [terms.monitoring_term(date(2026, 1, 31), which).day for which in (1, 2, 3, 4)]
    assert notes == [date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31), date(2027, 1, 31)]


@pytest.mark.parametrize(("ends", "last"), [
    (date(2027, 10, 31), [date(2027, 10, 31)]),
    (date(2027, 11, 1), [date(2027, 11, 1)]),
    (date(2027, 12, 31), [date(2027, 11, 1), date(2027, 12, 31)]),
    (date(2028, 3, 31), [date(2027, 11, 1), date(2028, 2, 1), date(2028, 3, 31)]),
])  # fmt: skip
def test_no_part_of_a_programme_is_without_a_note(ends, last):
    found = terms.monitoring_terms(date(2026, 11, 1), ends)
    quarters = [date(2027, 2, 1), date(2027, 5, 1), date(2027, 8, 1)]
    assert [one.day for one in found] == quarters + last
    assert {one.provision for one in found} == {"rozporządzenie § 5 ust. 1"}


def test_a_programme_shorter_than_three_months_has_one_note():
    assert [one.day for one in terms.monitoring_terms(date(2026, 11, 1), date(2026, 12, 31))] == [
        date(2026, 12, 31)
    ]


@pytest.mark.parametrize(
    ("count", "event", "ends"),
    [
        (terms.restoration_term, date(2026, 1, 12), date(2026, 1, 19)),
        (terms.appeal_decision_term, date(2026, 1, 12), date(2026, 2, 12)),
        (terms.forwarding_term, date(2026, 1, 12), date(2026, 1, 19)),
        (terms.supplement_term, date(2026, 1, 12), date(2026, 1, 26)),
        (terms.complaint_term, date(2026, 1, 12), date(2026, 1, 19)),
        (terms.certificate_term, date(2026, 11, 20), date(2026, 11, 27)),
        (terms.institution_answer_term, date(2026, 1, 12), date(2026, 1, 19)),
        (terms.second_notice, date(2026, 1, 3), date(2026, 1, 10)),
        (terms.fictional_delivery, date(2026, 1, 3), date(2026, 1, 17)),
    ],
)
def test_other_terms(count, event, ends):
    assert count(event).day == ends


def test_an_urging_is_passed_on_and_decided_within_seven_days_each():
    forward, decide = terms.urging_terms(date(2026, 1, 12))
    assert (forward.day, decide.day) == (date(2026, 1, 19), date(2026, 1, 19))


def test_the_term_of_an_application_is_as_long_as_on_the_day_of_filing():
    reform = Reform.from_text(
        '[reform]\ntitle = "x"\nreason = "y"\nproposed_by = "z"\n'
        "[[figure.application_days.values]]\nsince = 2026-01-01\nvalue = 90\n"
    )
    book, delivered = enacted_book().with_reform(reform), date(2025, 12, 1)
    ends = [terms.application_term(delivered, day, book=book).raw_day for day in (None, date(2026, 1, 2))]
    assert ends == [date(2026, 1, 30), date(2026, 3, 1)]


@pytest.mark.parametrize(
    ("filled", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday: the week-end is not counted
        (date(2026, 11, 21), date(2026, 11, 27)),  # Saturday: counting begins on Monday
        (date(2026, 12, 21), date(2026, 12, 30)),  # Christmas Eve and both days of Christmas are left out
        (date(2023, 9, 28), date(2023, 10, 5)),  # the first day of the regulation
    ],
)
def test_the_blue_card_is_passed_on_within_five_working_days(filled, last):
    assert terms.blue_card_term(filled) == Term(last, last, "rozporządzenie NK § 7 ust. 1")


def test_the_blue_card_has_no_term_before_its_regulation():
    with pytest.raises(LawError):
        terms.blue_card_term(date(2023, 9, 27))
