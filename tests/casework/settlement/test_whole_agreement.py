"""Zgodność na dzień for every source of the book: contributions, expenses, own funds, the bank account."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kladka.casework import guards
from kladka.casework.insurance import list_actions
from kladka.casework.insurance.models import Contribution, ContributionList
from kladka.casework.ledger.models import Posting, PostingLine
from kladka.casework.settlement import expense_actions, grant_actions, own_actions, own_queries
from kladka.casework.settlement.models import DirectExpense, ExpenseFile, GrantReceipt, OwnFunds
from kladka.casework.settlement.whole_agreement import whole_agreement
from kladka.casework.settlement.whole_files import LISTS
from tests.casework.benefits.build import approved_list, family
from tests.casework.benefits.test_ledger import send
from tests.casework.ledger.test_book import balances

from .test_expenses import BILL

DAY = datetime.date
ALWAYS = DAY(2030, 1, 1)
NOVEMBER = DAY(2026, 11, 1)
OWN = {"purpose": "cash", "document": "WB 40", "reason": "Dotacja jeszcze nie wpłynęła"}
GROSZ = Decimal("0.01")


@pytest.fixture
def money(centre, caseworker, accountant, head):
    """A list sent, contributions of November paid, a bill paid, a grant received, own funds put in."""
    programme = family(centre, caseworker, "Amina Sadig", "Omar Sadig")
    send(approved_list(centre, accountant, head), accountant)
    made = list_actions.submit(list_actions.prepare(centre, NOVEMBER, by=accountant), by=accountant)
    made = list_actions.mark_sent(list_actions.approve(made, by=head), on=DAY(2026, 12, 1), by=accountant)
    list_actions.record_paid(made, on=DAY(2026, 12, 9), by=accountant)
    bill = expense_actions.propose_expense(programme, by=accountant, **BILL)
    expense_actions.approve_expense(bill, on=DAY(2026, 12, 2), by=head)
    expense_actions.pay_expenses(centre, [bill], on=DAY(2026, 12, 4), profile="elixir0-cp852", by=accountant)
    amounts = {"cash": Decimal(1000), "health": Decimal("221.22"), "direct": Decimal(900)}
    grant_actions.receive_grant(centre, on=DAY(2026, 12, 1), document="WB 31", amounts=amounts, by=accountant)
    own_actions.cover(centre, on=DAY(2026, 12, 14), amount=Decimal("1350.60"), by=accountant, **OWN)
    return centre


def figures(centre, on=ALWAYS):
    """{what is compared: (zł of every place, difference)}"""
    return {
        one.title: ({figure.amount for figure in one.figures}, one.difference)
        for one in whole_agreement(centre, on)
    }


def test_every_source_agrees_on_every_day(money):
    days = [NOVEMBER, timezone.localdate(), *(DAY(2026, 12, day) for day in range(1, 17)), ALWAYS]
    for on in days:
        assert {title: off for title, (_, off) in figures(money, on).items() if off} == {}, on
    found = {title: amounts for title, (amounts, _) in figures(money).items()}
    health, bill, zero = Decimal("221.22"), Decimal("840.50"), Decimal("0.00")
    assert found == {
        "Wypłacono": {Decimal("2350.60")}, "Koszt": {Decimal("2350.60")}, "Do wypłaty": {zero},
        "Składki: koszt": {health}, "Składki: zapłacono": {health}, "Składki: do zapłaty": {zero},
        "Wydatki bezpośrednie: koszt": {bill}, "Wydatki bezpośrednie: zapłacono": {bill},
        "Wydatki bezpośrednie: do zapłaty": {zero}, "Środki własne": {Decimal("1350.60")},
        "Rachunek bankowy": {Decimal("59.50")},
    }  # fmt: skip
    assert figures(money, DAY(2026, 12, 3))["Wydatki bezpośrednie: do zapłaty"][0] == {bill}
    assert figures(money, DAY(2026, 12, 8))["Składki: do zapłaty"][0] == {health}


PLANTED = [
    (Contribution.objects, "amount_pln", {"Składki: koszt", "Składki: zapłacono"}),
    (ContributionList.objects, "total_pln", {"Składki: koszt", "Składki: zapłacono", "Rachunek bankowy"}),
    (PostingLine.objects.filter(account="cost_health"), "amount_pln", {"Składki: koszt"}),
    (
        PostingLine.objects.filter(account="zus", posting__kind="health"),
        "amount_pln",
        {"Składki: do zapłaty"},
    ),
    (
        DirectExpense.objects,
        "amount_pln",
        {"Wydatki bezpośrednie: koszt", "Wydatki bezpośrednie: zapłacono", "Rachunek bankowy"},
    ),
    (ExpenseFile.objects, "total_pln", {"Wydatki bezpośrednie: zapłacono"}),
    (PostingLine.objects.filter(account="cost_direct"), "amount_pln", {"Wydatki bezpośrednie: koszt"}),
    (
        PostingLine.objects.filter(account="payees", posting__kind="expense_paid"),
        "amount_pln",
        {"Wydatki bezpośrednie: do zapłaty"},
    ),
    (OwnFunds.objects, "amount_pln", {"Środki własne", "Rachunek bankowy"}),
    (PostingLine.objects.filter(account="own_funds"), "amount_pln", {"Środki własne"}),
    (GrantReceipt.objects, "direct_pln", {"Rachunek bankowy"}),
    (PostingLine.objects.filter(account="bank", posting__kind="grant"), "amount_pln", {"Rachunek bankowy"}),
]


def _found(centre, rows, field):
    """Titles of the comparisons that are off by a grosz when one row is."""
    with transaction.atomic():
        row = rows.first()
        rows.filter(pk=row.pk).update(**{field: getattr(row, field) - GROSZ})
        found = {title for title, (_, off) in figures(centre).items() if off == GROSZ}
        transaction.set_rollback(True)
    return found


def test_a_grosz_planted_anywhere_is_found_where_it_lies(money):
    with guards.lifted(connection):
        for planted, field, expected in PLANTED:
            assert _found(money, planted.all(), field) == expected, (planted, field)
    assert not any(off for _, off in figures(money).values())


def test_own_funds_are_entered_on_both_sides_and_go_back_at_most_once(centre, accountant):
    own_actions.cover(centre, on=DAY(2026, 12, 14), amount=Decimal(500), by=accountant, **OWN)
    assert balances() == {"bank": Decimal(500), "own_funds": Decimal(-500)}
    assert Posting.objects.get().source == "own"
    back = OWN | {"on": DAY(2026, 12, 20), "by": accountant, "document": "WB 41"}
    with pytest.raises(ValidationError, match=r"pokryto ze środków własnych jeszcze 500,00"):
        own_actions.take_back(centre, amount=Decimal("500.01"), **back)
    with pytest.raises(ValidationError, match=r"jeszcze 0,00"):
        own_actions.take_back(centre, amount=GROSZ, **(back | {"on": DAY(2026, 12, 13)}))
    with pytest.raises(ValidationError, match=r"jeszcze 0,00"):
        own_actions.take_back(centre, amount=GROSZ, **(back | {"purpose": "health"}))
    with pytest.raises(ValidationError, match="Ten zapis już jest"):
        own_actions.cover(centre, on=DAY(2026, 12, 14), amount=Decimal(1), by=accountant, **OWN)
    own_actions.take_back(centre, amount=Decimal(500), **back)
    assert own_queries.outstanding(centre)["cash"] == 0
    assert own_queries.outstanding(centre, until=DAY(2026, 12, 19))["cash"] == 500
    assert {name: amount for name, amount in balances().items() if amount} == {}
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnFunds.objects.update(amount_pln=1)


def test_the_page_says_what_is_not_covered_and_what_may_go_back(client, money, accountant, head):
    client.force_login(accountant)
    address = "/rozliczenia/srodki-wlasne/"
    page = " ".join(client.get(address).content.decode().replace("\u00a0", " ").split())
    assert "1 350,60" in page
    rows = [(row["key"], row["missing"], row["spare"]) for row in own_queries.coverage(money)]
    assert rows == [("cash", 0, 0), ("health", 0, 0), ("direct", 0, 0)]
    typed = {"on": "2026-11-20", "amount": "100", "purpose": "direct", "document": "PK 7", "reason": "Czynsz"}
    assert client.post(f"{address}pokryj/", typed | {"amount": "0"}).status_code == 422
    assert client.post(f"{address}pokryj/", typed).status_code == 302
    assert {row["key"]: row["spare"] for row in own_queries.coverage(money)}["direct"] == 100
    assert "może wrócić" in client.get(address).content.decode()
    client.force_login(head)
    assert client.post(f"{address}zwrot/", typed | {"document": "PK 8", "amount": "60"}).status_code == 302
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/rozliczenia/srodki-wlasne.xlsx").content)).active
    assert [row for row in sheet.values if row[0] == "Razem"][-1][3] == 1390.6


def test_every_number_opens_a_list_that_adds_up_to_it(client, money, accountant):
    client.force_login(accountant)
    assert "bg-red-lt" not in client.get("/rozliczenia/", {"dzien": "2027-01-01"}).content.decode()
    sums = {figure.name: figure.amount for one in whole_agreement(money, ALWAYS) for figure in one.figures}
    for name in LISTS.keys() - {"wydatki", "zestawienia-zus"}:  # these two open what the number is made of
        answer = client.get("/rozliczenia/zgodnosc.xlsx", {"liczba": name, "dzien": "2030-01-01"})
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        last = [row for row in sheet.values if row[0] == "Razem"][-1]
        assert abs(Decimal(str(last[-1]))) == abs(sums[name]), name
