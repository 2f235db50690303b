"""The cash desk: collected once; what is left is owed again; two months left propose to withhold."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kladka.casework.benefits import ledger_queries
from kladka.casework.benefits.actions import approve, mark_sent, recalculate, submit
from kladka.casework.benefits.hold_actions import end_hold, hold_payment
from kladka.casework.benefits.ledger_actions import record_return
from kladka.casework.benefits.lines import held_cases
from kladka.casework.benefits.models import Payment, PaymentList
from kladka.casework.programmes.models import Programme
from kladka.casework.settlement import desk_queries
from kladka.casework.settlement.agreement_queries import agreement
from kladka.casework.settlement.desk_actions import settle_desk
from kladka.casework.settlement.models import DeskPayment
from tests.casework.benefits.build import approved_list, family
from tests.casework.ledger.test_book import balances
from tests.documents.reading import pdf_words

DAY = datetime.date
SENT = DAY(2026, 12, 15)


@pytest.fixture
def paid(centre, caseworker, accountant, head):
    """December of one person waits at the desk: 1679,00 zł."""
    family(centre, caseworker, "Amina Sadig", account="")
    mark_sent(approved_list(centre, accountant, head), on=SENT, by=accountant)
    return Payment.objects.get(payment_list__state="sent")


def settle(payment, state, by, on=SENT):
    return settle_desk(payment.payment_list.organisation, [payment.pk], state=state, on=on, by=by)


def next_list(accountant, head, on):
    draft = recalculate(PaymentList.objects.get(state="draft"), by=accountant)
    mark_sent(approve(submit(draft, by=accountant), by=head), on=on, by=accountant)
    return list(Payment.objects.filter(payment_list=draft))


def test_what_is_collected_leaves_the_desk_once_and_cannot_come_back(paid, centre, accountant):
    assert settle(paid, "collected", accountant) == 1
    assert (balances()["desk"], balances()["uncollected"]) == (0, 0)
    with pytest.raises(ValidationError, match="już rozliczono"):
        settle(paid, "left", accountant)
    with pytest.raises(ValidationError, match="odebrano ją w kasie"):
        record_return(paid, on=SENT, by=accountant)
    assert ledger_queries.owed(centre) == {}
    assert desk_queries.waiting(centre).rows == []


def test_what_is_left_goes_back_to_the_bank_and_is_owed_again(paid, centre, accountant):
    settle(paid, "left", accountant)
    assert list(ledger_queries.owed(centre).values()) == [Decimal("1679.00")]
    assert {name: amount for name, amount in balances().items() if amount} == {
        "cost_cash": Decimal("1679.00"), "persons": Decimal("-1679.00"),
    }  # fmt: skip
    assert [one.difference for one in agreement(centre, DAY(2027, 12, 31))] == [0, 0, 0]


def test_nothing_is_collected_before_the_list_was_sent(paid, accountant):
    with pytest.raises(ValidationError, match="przed wysłaniem"):
        settle(paid, "collected", accountant, on=DAY(2026, 12, 14))
    assert not DeskPayment.objects.exists()


def test_two_months_left_in_a_row_propose_to_withhold_and_one_does_not(paid, centre, accountant, head):
    settle(paid, "left", accountant)
    assert desk_queries.uncollected(centre) == []
    for payment in next_list(accountant, head, DAY(2027, 1, 15)):
        settle(payment, "left", accountant, on=DAY(2027, 1, 20))
    proposed = [(paid.case, [DAY(2026, 12, 1), DAY(2027, 1, 1)])]
    assert desk_queries.uncollected(centre) == proposed


@pytest.mark.parametrize(
    ("months", "run"),
    [([], 0), ([(2026, 12)], 1), ([(2026, 12), (2027, 1)], 2), ([(2026, 10), (2026, 12)], 1)],
)
def test_months_in_a_row_go_over_the_new_year(months, run):
    assert desk_queries.longest_run({DAY(year, month, 1) for year, month in months}) == run


def test_a_held_family_is_left_out_of_lists_and_paid_in_full_when_it_explains(
    paid, centre, caseworker, accountant, head
):
    family(centre, caseworker, "Yusuf Rahimi", account="")
    settle(paid, "left", accountant)
    hold = hold_payment(paid.case, on=DAY(2026, 12, 20), reason="x", by=head)
    with pytest.raises(ValidationError, match="już wstrzymano"):
        hold_payment(paid.case, on=DAY(2026, 12, 21), reason="x", by=head)
    assert paid.case_id not in {one.case_id for one in next_list(accountant, head, DAY(2027, 1, 15))}
    end_hold(hold, on=DAY(2027, 2, 2), outcome="explained", explanation="Pobyt w szpitalu.", by=head)
    paid_now = [one for one in next_list(accountant, head, DAY(2027, 2, 15)) if one.case_id == paid.case_id]
    assert sorted((one.month, one.attempt) for one in paid_now) == [
        (DAY(2026, 12, 1), 2), (DAY(2027, 1, 1), 1), (DAY(2027, 2, 1), 1),
    ]  # fmt: skip
    assert [one.difference for one in agreement(centre, DAY(2027, 12, 31))] == [0, 0, 0]


def test_a_family_whose_decision_expired_is_paid_nothing_more(paid, centre, caseworker, accountant, head):
    family(centre, caseworker, "Yusuf Rahimi", account="")
    settle(paid, "left", accountant)
    hold = hold_payment(paid.case, on=DAY(2026, 12, 20), reason="x", by=head)
    end_hold(hold, on=DAY(2027, 1, 10), outcome="expired", explanation="Nie stawił się.", by=head)
    for day in (DAY(2027, 1, 15), DAY(2027, 2, 15)):
        assert paid.case_id not in {one.case_id for one in next_list(accountant, head, day)}
    assert "wygasła (ups art. 106a ust. 3)" in paid.case.events.order_by("pk").last().text
    Programme.objects.filter(case=paid.case).update(starts=DAY(2027, 3, 1))
    assert paid.case_id not in held_cases(centre)


def test_a_list_counted_before_the_hold_is_not_approved(centre, caseworker, accountant, head, paid):
    draft = submit(recalculate(PaymentList.objects.get(state="draft"), by=accountant), by=accountant)
    hold_payment(paid.case, on=DAY(2026, 12, 20), reason="x", by=head)
    with pytest.raises(ValidationError, match="poprzednie kwoty"):
        approve(draft, by=head)


def test_the_database_keeps_what_the_desk_recorded(paid, accountant):
    settle(paid, "collected", accountant)
    for statement in (
        "UPDATE settlement_deskpayment SET state = 'left'",
        "DELETE FROM settlement_deskpayment",
    ):
        with pytest.raises(IntegrityError, match="nie zmienia się"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_pages_of_the_desk(client, paid, centre, accountant, head):
    client.force_login(accountant)
    assert "Amina Sadig" in client.get("/rozliczenia/kasa/").content.decode()
    assert "Amina Sadig" in pdf_words(client.get("/rozliczenia/kasa.pdf"))
    save = "/rozliczenia/kasa/zapisz/"
    assert client.post(save, {"state": "left", "on": "2026-12-15"}).status_code == 422
    settle(paid, "left", accountant)
    for payment in next_list(accountant, head, DAY(2027, 1, 15)):
        settle(payment, "left", accountant, on=DAY(2027, 1, 20))
    assert "Wstrzymaj wypłatę" not in client.get("/rozliczenia/kasa/").content.decode()
    client.force_login(head)
    assert "Wstrzymaj wypłatę" in client.get("/rozliczenia/kasa/").content.decode()
    hold = f"/rozliczenia/kasa/{paid.case.key}/wstrzymaj/"
    assert client.post(hold, {"on": "2026-11-20", "reason": ""}).status_code == 422
    assert client.post(hold, {"on": "2026-11-20", "reason": "Nikt nie odbiera."}).status_code == 302
    made = paid.case.payment_holds.get()
    end = f"/rozliczenia/kasa/{paid.case.key}/wstrzymanie/{made.key}/"
    typed = {"on": "2026-11-21", "outcome": "explained", "explanation": "Szpital."}
    assert client.post(end, typed).status_code == 302
    assert client.post(end, typed).status_code == 422
