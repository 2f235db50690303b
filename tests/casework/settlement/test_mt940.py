"""MT940 as Polish banks write it, read by hand from the public description of the format, with its faults."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kladka.casework.settlement import mt940, statement_csv
from kladka.casework.settlement.mt940 import Entry, StatementError

DAY = datetime.date
ORDINARY = (Path(__file__).parent / "files/zwykly.sta").read_text()
WRAPPED = (Path(__file__).parent / "files/w_kopercie.sta").read_text()
FIRST = Entry(
    DAY(2026, 12, 15), Decimal("-1679.00"), account="61109010140000071219812874", name="Amina Sadig",
    title="Świadczenie za 12.2026, Amin a Sadig, IPI.S.1.2026", reference="NONREF B2612150001",
)  # fmt: skip


@pytest.mark.parametrize("text", [ORDINARY, WRAPPED, ORDINARY.replace("\n", "\r\n")])
def test_a_statement_is_read_with_its_account_balances_and_entries(text):
    found = mt940.read(text)
    assert (found.account, found.number) == ("61109010140000071219812874", "00045")
    assert (found.opening, found.closing) == (Decimal("10000.00"), Decimal("12145.70"))
    assert found.days == (DAY(2026, 12, 15), DAY(2026, 12, 16))
    assert found.entries[0] == FIRST
    assert [(one.amount, one.name) for one in found.entries[1:]] == [
        (Decimal("-1175.30"), "Zarząd Budynków"), (Decimal("5000.00"), "Łódzki Urząd Wojewódzki"),
    ]  # fmt: skip


@pytest.mark.parametrize("separator", ["<", "?", "^", "!"])
def test_banks_part_sub_fields_by_signs_of_their_own(separator):
    assert mt940.read(ORDINARY.replace("~", separator)).entries[0] == FIRST


def test_a_text_without_sub_fields_is_the_title_and_its_account_is_found():
    told = mt940.told_parts("Zwrot przelewu\nPL61 1090 1014 0000 0712 1981 2874 konto zamknięte")
    assert told["account"] == "61109010140000071219812874"
    assert told["title"].startswith("Zwrot przelewu PL61")


def test_a_reversed_debit_is_money_that_came_and_an_amount_may_end_with_its_comma():
    text = ORDINARY.replace("D1175,30N", "RD1175,N").replace("12145,70", "14496,00")
    assert mt940.read(text).entries[1].amount == Decimal("1175.00")


def test_two_days_in_one_file_join_when_the_balances_meet():
    following = ORDINARY.replace(":60F:C261214PLN10000,00", ":60F:C261216PLN12145,70")
    following = following.replace("12145,70\n-", "14291,40\n-").replace(":28C:00045", ":28C:00046")
    found = mt940.read(ORDINARY + following)
    assert (found.opening, found.closing, len(found.entries)) == (10000, Decimal("14291.40"), 6)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("12145,70", "12145,71", "wynosi 0.01 zł"),
        ("PLN", "EUR", "w walucie EUR"),
        (":62F:C261216PLN12145,70", "", "nie ma pola „:62F:”"),
        ("2612151215D1679,00N", "2613451215D1679,00N", "ma dzień, którego nie ma"),
        (":61:2612151215D1679", ":61:razem D1679", "Pozycji 1"),
        (":60F:C261214PLN10000,00", ":60F:początek", "jako salda"),
        (":62F:", ":25:PL27114020040000300201355387\n:62F:", "dwóch rachunków"),
    ],
)
def test_a_fault_is_told_with_its_place(old, new, said):
    with pytest.raises(StatementError, match=said):
        mt940.read(ORDINARY.replace(old, new))


def test_what_is_no_statement_is_not_taken_for_one():
    assert not mt940.is_mt940("Data;Kwota\n")
    with pytest.raises(StatementError, match="nie jest wyciąg"):
        mt940.read("Data;Kwota\n")


CSV = (
    "Historia rachunku\n\nData księgowania;Kontrahent;Nr rachunku;Tytuł;Kwota\n"
    "15.12.2026;Amina Sadig;61 1090 1014 0000 0712 1981 2874;Świadczenie;-1 679,00\n"
    "2026-12-16;Urząd;;Dotacja;5.000,00 PLN\n"
)


def test_a_csv_is_read_by_columns_that_its_headings_suggest():
    header, rows = statement_csv.rows_of(CSV)
    columns = statement_csv.guessed(header)
    assert columns == {"on": 0, "name": 1, "account": 2, "title": 3, "amount": 4}
    assert len(rows) == 2
    assert [(one.on, one.amount, one.account[-4:]) for one in statement_csv.read(CSV, columns).entries] == [
        (DAY(2026, 12, 15), Decimal("-1679.00"), "2874"), (DAY(2026, 12, 16), Decimal("5000.00"), ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;b\n1;2\n", "nie ma wiersza z nagłówkami"),
        (CSV.replace("15.12.2026", "15 grudnia"), "Wiersz 1 .*nie jest dniem"),
        (CSV.replace("-1 679,00", "tysiąc"), "Wiersz 1 .*nie jest kwotą"),
        (CSV.replace("-1 679,00", "1,005"), "pełnych groszach"),
    ],
)
def test_a_fault_of_a_csv_is_told_with_its_row(text, said):
    with pytest.raises(StatementError, match=said):
        statement_csv.read(text, statement_csv.guessed(statement_csv.rows_of(text)[0]))
