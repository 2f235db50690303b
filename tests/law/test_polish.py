"""Polskie słowa: amounts, days, months and cited provisions as people write them."""

from datetime import date

import pytest

from kladka.law import polish
from kladka.law.book import enacted_book
from kladka.law.citing import Citing


@pytest.mark.parametrize(
    ("grosz", "words", "text"),
    [
        (0, "0,00 zł", "0.00"),
        (5, "0,05 zł", "0.05"),
        (167900, "1 679,00 zł", "1679.00"),
        (123456789, "1 234 567,89 zł", "1234567.89"),
    ],
)
def test_amounts(grosz, words, text):
    assert polish.zloty(grosz).replace("\u00a0", " ") == words
    assert polish.amount(grosz) == text


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 miesiąc"), (2, "2 miesiące"), (5, "5 miesięcy"), (12, "12 miesięcy"), (22, "22 miesiące")],
)
def test_counted_months(number, words):
    assert polish.months(number).replace("\u00a0", " ") == words


def test_counted_days_and_persons():
    assert [polish.days(number).split("\u00a0")[1] for number in (1, 2, 5)] == ["dzień", "dni", "dni"]
    assert [polish.persons(number).split("\u00a0")[1] for number in (1, 4, 12)] == ["osoba", "osoby", "osób"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), "w marcu 2026 r."),
        (date(2026, 9, 1), date(2026, 9, 1), "we wrześniu 2026 r."),
        (date(2026, 1, 1), date(2026, 6, 1), "od stycznia do czerwca 2026 r."),
        (date(2026, 7, 1), date(2027, 5, 1), "od lipca 2026 r. do maja 2027 r."),
    ],
)
def test_spans_of_months(first, last, words):
    assert polish.in_months(first, last).replace("\u00a0", " ") == words


def test_a_note_goes_before_the_full_stop():
    assert polish.with_note("Kwota wynosi 950 zł.", "art. 92") == "Kwota wynosi 950 zł (art. 92)."
    day = polish.day(date(2026, 1, 10))
    assert polish.with_note(f"Wniosek złożono {day}", "art. 91").endswith("r. (art. 91).")


def test_an_act_is_named_in_full_once_and_its_units_are_joined():
    cite = Citing(enacted_book())
    assert cite("ups art. 91 ust. 1; ups art. 92; KPA art. 57") == (
        "art. 91 ust. 1 i art. 92 ustawy z dnia 12 marca 2004 r. o pomocy społecznej (Dz.U. 2024 poz. 1283) "
        "oraz art. 57 ustawy z dnia 14 czerwca 1960 r. – Kodeks postępowania administracyjnego "
        "(Dz.U. 2024 poz. 572)"
    )
    assert cite("ups art. 95") == "art. 95 ustawy o pomocy społecznej"
    assert cite("propozycja: bez terminu") == "propozycja: bez terminu"


def test_a_figure_is_cited_from_the_journal_that_announced_it():
    cite = Citing(enacted_book())
    assert cite("rozporządzenie RM § 1 pkt 2 lit. c", journal="Dz.U. 2021 poz. 1296").endswith(
        "(Dz.U. 2021 poz. 1296)"
    )
