"""Bills that the centre pays for a family: agreed, approved by another, a cost, paid by one file."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kladka.casework import guards
from kladka.casework.settlement import cost_queries, expense_actions
from kladka.casework.settlement.models import DirectExpense, ExpenseFile
from kladka.journal.models import Entry
from tests.casework.benefits.build import OTHER_ACCOUNT, family
from tests.casework.ledger.test_book import balances

DAY = datetime.date
BILL = {
    "month": DAY(2026, 12, 1), "purpose": "czynsz", "payee": "Zarząd Budynków", "account": OTHER_ACCOUNT,
    "invoice": "FV 12/2026", "amount_pln": Decimal("840.50"), "agreed_on": DAY(2026, 11, 20),
}  # fmt: skip


@pytest.fixture
def programme(centre, caseworker):
    return family(centre, caseworker, "Amina Sadig")


def test_an_approved_bill_is_a_cost_of_the_programme_and_its_payment_leaves_the_bank(
    programme, centre, accountant, head
):
    made = expense_actions.propose_expense(programme, by=accountant, **BILL)
    with pytest.raises(ValidationError, match="inna osoba"):
        expense_actions.approve_expense(made, on=DAY(2026, 12, 2), by=accountant)
    assert balances() == {}
    expense_actions.approve_expense(made, on=DAY(2026, 12, 2), by=head)
    assert [row["direct"] for row in cost_queries.months(programme) if row["direct"]] == [Decimal("840.50")]
    file = expense_actions.pay_expenses(
        centre, [made], on=DAY(2026, 12, 4), profile="elixir0-cp852", by=accountant
    )
    assert b"84050" in file.content
    assert OTHER_ACCOUNT.encode() in file.content
    assert balances() == {"bank": Decimal("-840.50"), "cost_direct": Decimal("840.50"), "payees": 0}
    kept = ExpenseFile.objects.get()
    assert (kept.total_pln, kept.count, kept.by, list(kept.expenses.all())) == (
        Decimal("840.50"), 1, accountant, [made],
    )  # fmt: skip
    assert expense_actions.open_expense_file(kept, by=head).content == file.content
    with guards.lifted(connection):
        ExpenseFile.objects.update(sha256="0" * 64)
    kept.refresh_from_db()
    with pytest.raises(ValidationError, match="nie jest tym, który wydano"):
        expense_actions.open_expense_file(kept, by=head)
    assert Entry.objects.filter(act="expense_file.altered").count() == 1
    with pytest.raises(ValidationError, match="nie ma czego wysłać"):
        expense_actions.pay_expenses(
            centre, [made], on=DAY(2026, 12, 5), profile="elixir0-cp852", by=accountant
        )


def test_the_same_bill_is_not_taken_twice_unless_it_was_rejected(programme, accountant, head):
    made = expense_actions.propose_expense(programme, by=accountant, **BILL)
    with pytest.raises(ValidationError, match="już wpisana"):
        expense_actions.propose_expense(programme, by=accountant, **BILL)
    expense_actions.reject_expense(made, by=head)
    expense_actions.propose_expense(programme, by=accountant, **BILL)
    with pytest.raises(ValidationError, match="już rozstrzygnął"):
        expense_actions.approve_expense(made, on=DAY(2026, 12, 2), by=head)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE settlement_directexpense SET amount_pln = 1",
        "UPDATE settlement_directexpense SET approved_by_id = by_id, approved_at = '2026-12-20'",
    ],
)
def test_the_database_keeps_the_amount_and_four_eyes(programme, accountant, statement):
    expense_actions.propose_expense(programme, by=accountant, **BILL)
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_pages_take_a_bill_to_the_bank(client, programme, accountant, head):
    client.force_login(accountant)
    typed = {
        "number": programme.case.number, "month": "2026-12-10", "purpose": "czynsz",
        "payee": "Zarząd Budynków", "account": OTHER_ACCOUNT, "invoice": "FV 1", "amount_pln": "840,50",
        "agreed_on": "2026-11-20",
    }  # fmt: skip
    new = "/rozliczenia/wydatki/nowy/"
    assert client.post(new, typed | {"account": OTHER_ACCOUNT[:-1] + "8"}).status_code == 422
    assert client.post(new, typed | {"agreed_on": ""}).status_code == 422
    assert client.post(new, typed).status_code == 302
    made = DirectExpense.objects.get()
    assert client.post(f"/rozliczenia/wydatki/{made.key}/zatwierdz/").status_code == 403
    client.force_login(head)
    assert "Zarząd Budynków" in client.get("/rozliczenia/wydatki/").content.decode()
    assert client.post(f"/rozliczenia/wydatki/{made.key}/zatwierdz/").status_code == 302
    assert client.post(f"/rozliczenia/wydatki/{made.key}/zatwierdz/").status_code == 422
    file = client.post("/rozliczenia/wydatki/plik/", {"profile": "elixir0-cp852", "on": "2026-12-04"})
    assert b"84050" in file.content
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/rozliczenia/wydatki.xlsx").content)).active
    assert [row[3] for row in sheet.values if row[0] == "Razem"] == [840.5]
    assert "zapłacono" in client.get("/rozliczenia/wydatki/", {"stan": "zaplacone"}).content.decode()
