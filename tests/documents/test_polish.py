"""Amounts, days and words are written as Polish offices write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kladka.documents import polish
from kladka.law.polish import plural

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "0,00"),
        ("0.05", "0,05"),
        ("755.55", "755,55"),
        ("1679", f"1{NBSP}679,00"),
        ("1234567.8", f"1{NBSP}234{NBSP}567,80"),
        ("-12.50", "-12,50"),
    ],
)
def test_an_amount_has_a_comma_two_decimals_and_groups_that_never_break(amount, written):
    assert polish.zl(Decimal(amount)) == written


def test_an_amount_with_part_of_a_grosz_is_refused():
    with pytest.raises(ValueError, match="groszy"):
        polish.zl(Decimal("1.005"))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_an_amount_read_back_is_the_same_amount(amount):
    written = polish.zl(amount)
    assert Decimal(written.replace(NBSP, "").replace(",", ".")) == amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.05", "zero złotych 05/100"),
        ("1.00", "jeden złoty 00/100"),
        ("2.00", "dwa złote 00/100"),
        ("12.12", "dwanaście złotych 12/100"),
        ("22", "dwadzieścia dwa złote 00/100"),
        ("1000", "jeden tysiąc złotych 00/100"),
        ("1679.00", "jeden tysiąc sześćset siedemdziesiąt dziewięć złotych 00/100"),
        ("21000.22", "dwadzieścia jeden tysięcy złotych 22/100"),
        ("1001000", "jeden milion jeden tysiąc złotych 00/100"),
    ],
)
def test_an_amount_in_words_leaves_no_room_before_it(amount, words):
    assert polish.zl_in_words(Decimal(amount)) == words


def test_a_negative_amount_has_no_words():
    with pytest.raises(ValueError, match="ujemnej"):
        polish.zl_in_words(Decimal("-1"))


def test_days_and_months_are_written_in_full_and_in_figures():
    when = date(2026, 11, 2)
    assert (polish.day(when), polish.short_day(when), polish.month_name(when)) == (
        "2 listopada 2026 r.",
        "02.11.2026",
        "listopad 2026",
    )


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (1, "osoba"),
        (2, "osoby"),
        (4, "osoby"),
        (5, "osób"),
        (12, "osób"),
        (22, "osoby"),
        (112, "osób"),
        (0, "osób"),
    ],
)
def test_a_count_takes_its_form(count, form):
    assert plural(count, "osoba", "osoby", "osób") == form


def test_short_words_and_marks_are_tied_to_what_follows():
    assert polish.tied("w art. 93 ust. 2 i w domu, 3 listopada 2026 r.") == (
        f"w{NBSP}art.{NBSP}93 ust.{NBSP}2 i{NBSP}w{NBSP}domu, 3{NBSP}listopada 2026{NBSP}r."
    )


@given(st.text())
def test_tying_changes_nothing_but_blanks(text):
    assert polish.tied(text).replace(NBSP, " ") == text.replace(NBSP, " ")


def test_an_account_is_grouped_as_on_a_statement():
    assert polish.account_number("61109010140000071219812874").replace(NBSP, " ") == (
        "61 1090 1014 0000 0712 1981 2874"
    )
