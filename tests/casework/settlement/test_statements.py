"""A statement meets the payments by amount, account and title; a person confirms; a file counts once."""

import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from kladka.casework.benefits import ledger_queries
from kladka.casework.benefits.account_actions import confirm_unchanged
from kladka.casework.benefits.actions import approve, recalculate, submit
from kladka.casework.benefits.ledger_actions import record_return
from kladka.casework.benefits.models import LedgerEntry, Payment, PaymentList
from kladka.casework.settlement import statement_actions
from kladka.casework.settlement.models import BankStatement, StatementLine
from tests.casework.benefits.build import OTHER_ACCOUNT, approved_list, family
from tests.casework.benefits.test_ledger import send

ORDINARY = (Path(__file__).parent / "files/zwykly.sta").read_text()


@pytest.fixture
def paid(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig")
    send(approved_list(centre, accountant, head), accountant)
    return Payment.objects.get(payment_list__state="sent")


def mt940(*entries, opening=100_000_00):
    """A statement of (side, grosze, account, title, name) entries of 16 December 2026."""
    lines, closing = [], opening
    for side, amount, account, title, name in entries:
        closing += amount if side == "C" else -amount
        lines += [f":61:2612161216{side}{amount // 100},{amount % 100:02}N051NONREF//x"]
        lines += [f":86:020~00x~20{title}~32{name}~38{account}"]
    return "\n".join(
        [
            ":20:x",
            ":25:61109010140000071219812874",
            ":28C:1",
            f":60F:C261215PLN{opening // 100},{opening % 100:02}",
            *lines,
            f":62F:C261216PLN{closing // 100},{closing % 100:02}",
        ]
    )


def read(centre, accountant, text, encoding="utf-8"):
    made, _ = statement_actions.read_statement(
        centre, name="w.sta", content=text.encode(encoding), by=accountant
    )
    return made


def title_of(payment):
    return f"Świadczenie za {payment.month:%m.%Y}, {payment.person_name}, {payment.case.number}"


def found(statement):
    return list(statement.lines.order_by("pk").values_list("state", "why"))


def test_movements_are_found_by_account_and_title_and_others_are_left(paid, centre, accountant):
    statement = read(centre, accountant, ORDINARY.replace("IPI.S.1.2026", paid.case.number))
    assert found(statement) == [
        ("matched", "account_title"), ("unmatched", "no_payment"), ("unmatched", "came"),
    ]  # fmt: skip
    assert statement.lines.first().payment == paid


@pytest.mark.parametrize("encoding", ["utf-8", "cp852"])
def test_the_letters_of_the_bank_are_read(paid, centre, accountant, encoding):
    statement = read(centre, accountant, ORDINARY, encoding)
    assert statement.lines.first().title.startswith("Świadczenie za")


def test_what_agrees_in_part_is_doubtful_and_says_why(paid, centre, accountant):
    text = mt940(("D", 167900, OTHER_ACCOUNT, title_of(paid), "x"))
    assert found(read(centre, accountant, text)) == [("doubtful", "title")]
    only_account = mt940(("D", 167900, paid.account, "przelew", "x"))
    assert found(read(centre, accountant, only_account)) == [("matched", "account")]


def test_a_bank_that_books_the_whole_file_as_one_sum_is_understood(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig", "Idris Sadig")
    send(approved_list(centre, accountant, head), accountant)
    assert found(read(centre, accountant, mt940(("D", 235060, "", "Paczka", "")))) == [
        ("matched", "whole_list")
    ]


def test_the_same_file_changes_nothing_and_a_movement_of_another_file_is_not_taken_twice(
    paid, centre, accountant
):
    first = read(centre, accountant, ORDINARY)
    assert read(centre, accountant, ORDINARY) == first
    again = read(centre, accountant, ORDINARY.replace(":28C:00045", ":28C:00045/2"))
    assert (BankStatement.objects.count(), again.lines.count(), StatementLine.objects.count()) == (2, 0, 3)


def test_a_payment_is_given_to_one_movement(paid, centre, accountant):
    twice = ("D", 167900, paid.account, title_of(paid), "x")
    statement = read(centre, accountant, mt940(twice, twice))
    assert [state for state, _ in found(statement)] == ["matched", "unmatched"]


def test_a_confirmed_return_is_owed_again_once(paid, centre, accountant, head):
    back = ("C", 167900, paid.account, f"Zwrot: {title_of(paid)}", "Bank")
    statement = read(centre, accountant, mt940(back))
    assert found(statement) == [("returned", "return")]
    keys = [line.key for line in statement.lines.all()]
    assert ledger_queries.owed(centre) == {}
    assert statement_actions.confirm_lines(statement, keys, by=accountant) == (1, [])
    assert statement_actions.confirm_lines(statement, keys, by=accountant) == (0, [])
    assert list(ledger_queries.owed(centre).values()) == [paid.amount_pln]
    assert LedgerEntry.objects.get(kind="returned").on == datetime.date(2026, 12, 16)
    other = read(centre, accountant, mt940(back, opening=1))
    assert other.lines.count() == 0


def test_a_return_recorded_before_is_told_and_nothing_is_entered(paid, centre, accountant):
    from_case = read(centre, accountant, mt940(("C", 167900, paid.account, "Zwrot", "Bank")))
    statement_actions.record_return(paid, on=datetime.date(2026, 12, 16), by=accountant)
    done, refused = statement_actions.confirm_lines(from_case, [from_case.lines.get().key], by=accountant)
    assert (done, len(refused)) == (0, 1)
    assert "już zapisano" in refused[0]


def test_a_statement_of_another_account_is_refused(paid, centre, accountant):
    text = ORDINARY.replace("61109010140000071219812874\n:28C", f"{OTHER_ACCOUNT}\n:28C")
    with pytest.raises(ValidationError, match="innego rachunku"):
        read(centre, accountant, text)
    assert not BankStatement.objects.exists()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE settlement_statementline SET amount_pln = 1", "DELETE FROM settlement_statementline"],
)
def test_the_database_keeps_what_was_read(paid, centre, accountant, statement):
    read(centre, accountant, ORDINARY)
    with pytest.raises(IntegrityError, match="nie zmienia się"), transaction.atomic():
        connection.cursor().execute(statement)


def upload(client, text, name="w.sta"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/rozliczenia/bank/nowy/", {"file": file})


def test_the_pages_read_confirm_and_set_aside(client, paid, centre, accountant):
    client.force_login(accountant)
    assert upload(client, "nic").status_code == 422
    assert upload(client, ORDINARY.replace("12145,70", "1,00")).status_code == 422
    assert upload(client, ORDINARY.replace("IPI.S.1.2026", paid.case.number)).status_code == 302
    made = BankStatement.objects.get()
    page = f"/rozliczenia/bank/{made.key}/"
    text = client.get(page).content.decode()
    assert "zgadza się kwota, rachunek i tytuł" in text
    assert client.get(page, {"czesc": "bez-pary"}).content.decode().count('name="lines"') == 2
    assert client.post(f"{page}potwierdz/", {"act": "all"}).status_code == 302
    rest = list(made.lines.filter(state="unmatched").values_list("key", flat=True))
    assert client.post(f"{page}potwierdz/", {"act": "aside", "lines": rest}).status_code == 302
    assert client.post(f"{page}potwierdz/", {"act": "all", "lines": ["x"]}).status_code == 422
    assert not made.lines.filter(confirmed_by=None, set_aside=False).exists()
    assert "potwierdził(a) Zofia Testowa" in client.get(page).content.decode()


def test_the_columns_of_a_csv_are_chosen_on_its_first_rows(client, paid, centre, accountant):
    client.force_login(accountant)
    row = f"15.12.2026;Amina Sadig;{paid.account};{title_of(paid)};-1679,00"
    csv = f"Data;Odbiorca;Rachunek;Tytuł;Kwota\n{row}\n"
    assert upload(client, csv, "historia.csv").status_code == 302
    made = BankStatement.objects.get()
    page = f"/rozliczenia/bank/{made.key}/"
    assert "-1679,00" in client.get(page).content.decode()
    chosen = {"on": 0, "name": 1, "account": 2, "title": 3, "amount": 1}
    assert client.post(f"{page}kolumny/", chosen).status_code == 422
    assert client.post(f"{page}kolumny/", chosen | {"amount": 4}).status_code == 302
    assert found(made) == [("matched", "account_title")]


def test_a_second_return_of_a_month_is_of_the_later_payment(centre, paid, accountant, head):
    on = paid.payment_list.sent_on
    record_return(paid, on=on, by=accountant)
    confirm_unchanged(paid.case, called_back=True, on=on, by=head)
    january = recalculate(PaymentList.objects.get(month=datetime.date(2027, 1, 1)), by=accountant)
    send(approve(submit(january, by=accountant), by=head), accountant)
    again = Payment.objects.get(payment_list=january, attempt=2)
    back = ("C", again.amount_pln * 100, again.account, f"ZWROT {title_of(again)}", "Amina Sadig")
    line = read(centre, accountant, mt940((back[0], int(back[1]), *back[2:]))).lines.get()
    assert (line.state, line.payment) == (StatementLine.State.RETURNED, again)
    statement_actions.confirm_lines(line.statement, [line.key], by=head)
    assert ledger_queries.owed(centre) == {(again.person_id, again.month): again.amount_pln}
