"""Słownik reguł: columns of days, months, families and amounts."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kladka.law.columns import (
    ALWAYS,
    NEVER,
    Families,
    Table,
    as_date,
    day_number,
    days_between,
    first_day_of,
    half_up,
    last_day_of,
    month_number,
    month_of,
    per_home,
    percent_of,
    where,
    years_after,
)

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2150, 1, 1))


@given(days)
def test_a_day_and_its_number_are_the_same_day(day):
    assert as_date(day_number(day)) == day


@given(days)
def test_the_month_of_a_day_begins_and_ends_around_it(day):
    number = np.array([day_number(day)], dtype=np.int32)
    month = month_of(number)
    assert month[0] == month_number(day)
    assert as_date(first_day_of(month)[0]) == day.replace(day=1)
    assert first_day_of(month)[0] <= number[0] <= last_day_of(month)[0]
    assert as_date(last_day_of(month)[0] + 1).day == 1


@pytest.mark.parametrize(
    ("born", "adult"),
    [
        (date(2008, 1, 11), date(2026, 1, 11)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 12, 31), date(2026, 12, 31)),
    ],
)
def test_eighteen_years_later(born, adult):
    assert as_date(years_after(np.array([day_number(born)]), 18)[0]) == adult


def test_missing_days_stay_outside_every_month():
    far = np.array([ALWAYS, NEVER], dtype=np.int32)
    january = np.int32(day_number(date(2026, 1, 1)))
    assert days_between(np.maximum(far, january), np.minimum(far, january + 30)).tolist() == [0, 0]


@given(st.integers(0, 10_000_000), st.integers(0, 31), st.sampled_from([28, 29, 30, 31, 100]))
def test_rounding_is_half_up_to_the_grosz(amount, part, whole):
    exact = (Decimal(amount) * part / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert half_up(amount, part, whole) == int(exact)


@pytest.mark.parametrize(
    ("amount", "part", "whole", "grosz"),
    [(167900, 13, 30, 72757), (167900, 13, 31, 70410), (151110, 10, 28, 53968)],
)
def test_part_months_of_article_106(amount, part, whole, grosz):
    assert half_up(amount, part, whole) == grosz


def test_per_cent_of_a_column_stays_whole_and_narrow():
    amounts = percent_of(np.array([122900, 100000, 71900], dtype=np.int32), 9)
    assert (amounts.tolist(), amounts.dtype) == ([11061, 9000, 6471], np.int32)


def test_where_with_plain_numbers_gives_whole_numbers():
    assert where(np.array([True, False]), 90, 100).tolist() == [90, 100]
    assert where(np.array([True, False]), 90, 100).dtype == np.int32


def test_a_family_counts_its_own_rows():
    households = Families(np.array([3, 3, 7, 9, 9, 9]))
    yes = np.array([True, False, True, True, True, True])
    assert per_home(yes, 0, households).tolist() == [1, 1, 1, 3, 3, 3]
    both = np.stack([yes, ~yes])
    assert per_home(both, 0, households).tolist() == [[1, 1, 1, 3, 3, 3], [1, 1, 0, 0, 0, 0]]


def test_rows_of_a_family_must_lie_together():
    with pytest.raises(ValueError, match="lie together"):
        Families(np.array([1, 2, 1]))


def test_no_rows_make_no_family():
    assert per_home(np.array([], dtype=bool), 0, Families(np.array([], dtype=int))).tolist() == []


def test_a_table_gives_its_last_entry_beyond_its_end():
    share = Table(np.array([[100, 100, 70, 60, 50]]), 0)
    assert share.at(np.array([1, 2, 3, 4, 9])).tolist() == [100, 70, 60, 50, 50]


def test_a_dated_table_answers_by_row():
    share = Table(np.array([[0, 100, 70], [0, 90, 80]]), np.array([0, 1, 1]))
    assert share.at(np.array([1, 1, 5])).tolist() == [100, 90, 80]
