"""The voivode's grant: asked for by programme, received into the book, settled from it, returned once."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kladka.casework.benefits.models import LedgerEntry
from kladka.casework.insurance.models import OtherTitle
from kladka.casework.ledger.models import PostingLine
from kladka.casework.settlement import grant_actions
from kladka.casework.settlement.models import GrantReceipt, GrantRequest, GrantSettlement
from tests.casework.benefits.build import approved_list, family
from tests.casework.benefits.test_ledger import send
from tests.documents.reading import pdf_words

DAY = datetime.date
YEAR = {"starts": DAY(2026, 1, 1), "ends": DAY(2026, 12, 31)}
DECEMBER = {"starts": DAY(2026, 12, 5), "ends": DAY(2026, 12, 5)}


@pytest.fixture
def programme(centre, caseworker):
    return family(centre, caseworker, "Amina Sadig", "Idris Sadig")


def test_a_request_sums_the_agreed_amounts_of_its_months(programme, centre, accountant):
    made = grant_actions.request_grant(centre, **DECEMBER, direct=Decimal(300), by=accountant)
    assert (made.starts, made.ends) == (DAY(2026, 12, 1), DAY(2026, 12, 31))
    assert (made.cash_pln, made.health_pln, made.total_pln) == (
        Decimal("2350.60"), Decimal("221.22"), Decimal("2871.82"),
    )  # fmt: skip
    line = made.lines.get()
    assert (line.programme, line.people, line.cash_pln) == (programme, 2, Decimal("2350.60"))
    with pytest.raises(ValidationError, match="żaden zaakceptowany program"):
        grant_actions.request_grant(
            centre, starts=DAY(2031, 1, 1), ends=DAY(2031, 1, 1), direct=0, by=accountant
        )


def test_a_request_leaves_out_contributions_of_who_is_insured_elsewhere_all_month(
    programme, centre, accountant
):
    parent, child = (one.person for one in programme.application.people.order_by("pk"))
    title = {"case": programme.case, "by": accountant}
    OtherTitle.objects.create(person=child, kind="work", starts=DAY(2026, 11, 20), **title)
    OtherTitle.objects.create(person=parent, kind="work", starts=DAY(2026, 12, 2), **title)
    months = {"starts": DAY(2026, 12, 1), "ends": DAY(2027, 1, 31), "direct": 0, "by": accountant}
    made = grant_actions.request_grant(centre, **months)
    one = Decimal("110.61")  # December of the parent alone; the cash is asked for both
    assert (made.health_pln, made.lines.get().health_pln, made.lines.get().people) == (one, one, 2)
    assert made.cash_pln == 2 * Decimal("2350.60")


def test_the_author_approves_neither_a_request_nor_a_settlement(programme, centre, head):
    made = grant_actions.request_grant(centre, **DECEMBER, direct=0, by=head)
    with pytest.raises(ValidationError, match="inna osoba"):
        grant_actions.approve_request(made, by=head)
    with pytest.raises(ValidationError, match="zatwierdzone, raz"):
        grant_actions.send_request(made, on=DAY(2026, 12, 1), by=head)
    settled = grant_actions.settle_grant(centre, **YEAR, final=True, by=head)
    with pytest.raises(ValidationError, match="inna osoba"):
        grant_actions.approve_settlement(settled, due_on=None, basis="", by=head)
    with pytest.raises(IntegrityError, match="grant_settlement_four_eyes"), transaction.atomic():
        settled.approved_by, settled.approved_at = head, settled.made_at
        settled.save()


def test_what_came_less_what_was_used_is_returned_once(programme, centre, accountant, head):
    amounts = {"cash": Decimal(3000), "health": Decimal(0), "direct": Decimal(0)}
    received = {"on": DAY(2026, 12, 3), "document": "WB 45", "amounts": amounts, "by": accountant}
    grant_actions.receive_grant(centre, **received)
    with pytest.raises(ValidationError, match="już zapisany"):
        grant_actions.receive_grant(centre, **received)
    send(approved_list(centre, accountant, head), accountant)
    settled = grant_actions.settle_grant(centre, **YEAR, final=True, by=accountant)
    assert (settled.opening_pln, settled.received_pln, settled.used_pln) == (0, 3000, Decimal("2350.60"))
    assert settled.left_pln == Decimal("649.40")
    with pytest.raises(ValidationError, match="zatwierdzonego"):
        grant_actions.return_grant(settled, on=DAY(2027, 1, 20), by=accountant)
    with pytest.raises(ValidationError, match="podstawę"):
        grant_actions.approve_settlement(settled, due_on=DAY(2027, 1, 31), basis="", by=head)
    grant_actions.approve_settlement(settled, due_on=DAY(2027, 1, 31), basis="pismo wojewody", by=head)
    grant_actions.return_grant(settled, on=DAY(2027, 1, 20), by=accountant)
    with pytest.raises(ValidationError, match="raz"):
        grant_actions.return_grant(settled, on=DAY(2027, 1, 21), by=accountant)
    bank = PostingLine.objects.filter(account="bank", posting__kind__startswith="grant")
    assert sum(bank.values_list("amount_pln", flat=True)) == Decimal("2350.60")
    later = grant_actions.settle_grant(
        centre, starts=DAY(2027, 1, 1), ends=DAY(2027, 12, 31), final=True, by=accountant
    )
    assert (later.opening_pln, later.left_pln) == (Decimal("649.40"), 0)
    assert LedgerEntry.objects.count() == 4


def test_a_settlement_that_the_book_outgrew_is_drawn_up_again_before_it_is_approved(
    programme, centre, accountant, head
):
    def receive(document, amount):
        asked = {"document": document, "amounts": {"cash": Decimal(amount)}, "by": accountant}
        grant_actions.receive_grant(centre, on=datetime.date(2026, 12, 10), **asked)

    receive("WB 1", "2000")
    settled = grant_actions.settle_grant(centre, **YEAR, final=True, by=accountant)
    receive("WB 2", "500")
    with pytest.raises(ValidationError, match="księga się zmieniła"):
        grant_actions.approve_settlement(settled, due_on=None, basis="", by=head)
    again = grant_actions.settle_grant(centre, **YEAR, final=True, by=accountant)
    assert (again.pk, again.number) == (settled.pk, settled.number)
    assert again.left_pln == settled.left_pln + 500
    grant_actions.approve_settlement(again, due_on=None, basis="", by=head)
    with pytest.raises(ValidationError, match="już rozliczony"):
        grant_actions.settle_grant(centre, **YEAR, final=True, by=accountant)


def test_a_grant_is_settled_and_returned_by_purpose(programme, centre, accountant, head):
    """One purpose does not pay for another: what health did not use goes back, though cash ran short."""
    amounts = {"cash": Decimal(2000), "health": Decimal(300), "direct": Decimal("50.50")}
    grant_actions.receive_grant(centre, on=DAY(2026, 12, 3), document="WB 1", amounts=amounts, by=accountant)
    send(approved_list(centre, accountant, head), accountant)
    settled = grant_actions.settle_grant(centre, **YEAR, final=True, by=accountant)
    assert [(one.key, one.received, one.used, one.left) for one in settled.purposes] == [
        ("cash", Decimal(2000), Decimal("2350.60"), Decimal("-350.60")),
        ("health", Decimal(300), 0, Decimal(300)),
        ("direct", Decimal("50.50"), 0, Decimal("50.50")),
    ]
    assert (settled.left_pln, settled.to_return_pln) == (Decimal("-0.10"), Decimal("350.50"))
    grant_actions.approve_settlement(settled, due_on=None, basis="", by=head)
    grant_actions.return_grant(settled, on=DAY(2027, 1, 20), by=accountant)
    back = PostingLine.objects.filter(posting__kind="grant_back").values_list("account", "amount_pln")
    assert dict(back) == {
        "bank": Decimal("-350.50"), "grant_health": Decimal(300), "grant_direct": Decimal("50.50"),
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="nie zmienia się"), transaction.atomic():
        connection.cursor().execute("UPDATE settlement_grantsettlement SET received_health_pln = 1")


def test_the_database_keeps_an_approved_request_and_every_receipt(programme, centre, accountant, head):
    made = grant_actions.request_grant(centre, **DECEMBER, direct=0, by=accountant)
    grant_actions.approve_request(made, by=head)
    amounts = {"cash": Decimal(10), "health": 0, "direct": 0}
    grant_actions.receive_grant(centre, on=DAY(2026, 12, 3), document="x", amounts=amounts, by=accountant)
    for statement in (
        "UPDATE settlement_grantrequest SET cash_pln = 1",
        "UPDATE settlement_grantreceipt SET cash_pln = 1",
        "DELETE FROM settlement_grantreceipt",
    ):
        with pytest.raises(IntegrityError, match="nie zmienia się"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_pages_take_a_quarter_from_request_to_settlement(client, programme, centre, accountant, head):
    client.force_login(accountant)
    start = "/rozliczenia/dotacja/"
    typed = {"starts": "2026-10-01", "ends": "2026-12-01", "direct": "300,00"}
    assert client.post(f"{start}zapotrzebowanie/", typed | {"ends": "2026-01-01"}).status_code == 422
    assert client.post(f"{start}zapotrzebowanie/", typed).status_code == 302
    made = GrantRequest.objects.get()
    page = f"{start}zapotrzebowanie/{made.key}/"
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{page}plik.xlsx").content)).active
    assert [row[-1] for row in sheet.values if row[0] == "Razem"] == [float(made.total_pln)]
    assert "Razem" in client.get(page).content.decode()
    client.force_login(head)
    assert client.post(f"{page}zatwierdz/").status_code == 302
    assert client.post(f"{page}wyslane/", {"on": "2026-11-20"}).status_code == 302
    assert (
        client.post(f"{start}wplyw/", {"on": "2026-11-21", "document": "WB", "cash": "0"}).status_code == 422
    )
    money = {"on": "2026-11-21", "document": "WB 1", "request": made.key, "cash": "5 000,00", "health": "10"}
    assert client.post(f"{start}wplyw/", money).status_code == 302
    assert GrantReceipt.objects.get().request == made
    assert client.post(f"{start}rozliczenie/", {"year": "2026", "quarter": "4"}).status_code == 302
    assert client.post(f"{start}rozliczenie/", {"year": "2026", "quarter": "4"}).status_code == 302  # again
    settled = GrantSettlement.objects.get()
    words = pdf_words(client.get(f"{start}rozliczenie/{settled.key}/plik.pdf"))
    assert "5 010,00" in words.replace("\u00a0", " ")
    assert client.post(f"{start}rozliczenie/{settled.key}/zatwierdz/").status_code == 422
    client.force_login(accountant)
    assert "5\u00a0010,00" in client.get(start).content.decode()
