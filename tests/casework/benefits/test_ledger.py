"""The ledger: granted, withheld, corrected, paid and returned agree to the grosz; it is only added to."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks._money import ACTS, Office
from kladka.casework import guards
from kladka.casework.benefits import ledger_queries
from kladka.casework.benefits.account_actions import confirm_account, confirm_unchanged, set_account
from kladka.casework.benefits.actions import approve, export_bank_file, mark_sent, recalculate, submit
from kladka.casework.benefits.ledger_actions import (
    confirm_correction,
    propose_correction,
    record_return,
    reject_correction,
)
from kladka.casework.benefits.lines import outdated
from kladka.casework.benefits.models import LedgerEntry, Payment, PaymentList

from .build import DAY, DECEMBER, OTHER_ACCOUNT, approved_list, family

SENT = DAY(2026, 12, 15)


def send(approved, accountant, on=SENT):
    export_bank_file(approved, profile="elixir0-cp852", on=on, by=accountant)
    mark_sent(approved, on=on, by=accountant)


@pytest.fixture
def paid(centre, caseworker, accountant, head):
    """A sent line of December: 1679,00 zł; the list of January is being prepared."""
    family(centre, caseworker, "Amina Sadig")
    send(approved_list(centre, accountant, head), accountant)
    return Payment.objects.get(month=DECEMBER)


def january(accountant):
    """{(month, attempt): zł} of the list of January, counted again."""
    draft = recalculate(PaymentList.objects.get(state="draft"), by=accountant)
    return {(line.month, line.attempt): line.amount_pln for line in draft.payments.all()}


def correct(paid, amount, *, by, confirmed_by=None):
    made = propose_correction(
        paid.case, person=paid.person, month=paid.month, amount=Decimal(amount), reason="Pomyłka.", by=by
    )
    if confirmed_by:
        confirm_correction(made, by=confirmed_by)
    return made


def test_a_sent_line_is_granted_and_paid_and_nothing_is_owed(paid):
    assert list(LedgerEntry.objects.order_by("pk").values_list("kind", "amount_pln")) == [
        ("granted", Decimal("1679.00")),
        ("paid", Decimal("-1679.00")),
    ]
    assert ledger_queries.owed(paid.payment_list.organisation) == {}


def test_a_returned_transfer_is_paid_again_once_and_only_after_the_family_confirmed_its_account(
    paid, accountant, head
):
    record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    with pytest.raises(ValidationError, match="już zapisano"):
        record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    assert (DECEMBER, 2) not in january(accountant)
    said = {"called_back": True, "on": DAY(2026, 12, 20)}
    with pytest.raises(ValidationError, match="inna osoba"):
        confirm_unchanged(paid.case, by=accountant, **said)
    with pytest.raises(ValidationError, match="zadzwoń do rodziny"):
        confirm_unchanged(paid.case, by=head, **(said | {"called_back": False}))
    confirm_unchanged(paid.case, by=head, **said)
    with pytest.raises(ValidationError, match="Żaden zwrot"):
        confirm_unchanged(paid.case, by=head, **said)
    assert january(accountant)[DECEMBER, 2] == Decimal("1679.00")
    draft = PaymentList.objects.get(state="draft")
    send(approve(submit(draft, by=accountant), by=head), accountant, on=DAY(2027, 1, 15))
    assert (DECEMBER, 3) not in january(accountant)
    assert ledger_queries.balance(paid.person, DECEMBER) == 0


def test_a_changed_account_pays_a_returned_transfer_after_a_second_person_confirmed_it(
    paid, caseworker, accountant, head
):
    record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    new = {"method": "transfer", "holder": "Amina Sadig", "account": OTHER_ACCOUNT, "on": DAY(2026, 12, 20)}
    made = set_account(paid.case, by=caseworker, **new)
    assert (DECEMBER, 2) not in january(accountant)
    confirm_account(made, called_back=True, on=DAY(2026, 12, 21), by=head)
    assert january(accountant)[DECEMBER, 2] == Decimal("1679.00")
    assert {line.account for line in Payment.objects.filter(payment_list__state="draft")} == {OTHER_ACCOUNT}


def test_the_pages_of_a_case_and_of_a_list_say_that_the_account_comes_first(client, paid, accountant, head):
    record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    address, draft = f"/sprawy/{paid.case.key}/wyplaty/", PaymentList.objects.get(state="draft")
    client.force_login(accountant)
    assert "Zwroty czekają na rachunek (1 rodzina)" in client.get(draft.get_absolute_url()).content.decode()
    assert "inna osoba niż ta, która zapisała zwrot" in client.get(address).content.decode()
    assert client.post(f"{address}rachunek/zostaje/", {"called_back": "on"}).status_code == 403
    client.force_login(head)
    assert client.post(f"{address}rachunek/zostaje/", {}).status_code == 422
    assert client.post(f"{address}rachunek/zostaje/", {"called_back": "on"}).status_code == 302
    assert client.post(f"{address}rachunek/zostaje/", {"called_back": "on"}).status_code == 404
    assert "Przelew wrócił: najpierw" not in client.get(address).content.decode()


def test_a_correction_works_after_a_second_person_confirmed_it(paid, accountant, head):
    made = correct(paid, "100.50", by=accountant)
    assert (DECEMBER, 2) not in january(accountant)
    with pytest.raises(ValidationError, match="inna osoba"):
        confirm_correction(made, by=accountant)
    confirm_correction(made, by=head)
    assert january(accountant)[DECEMBER, 2] == Decimal("100.50")
    with pytest.raises(ValidationError, match="już rozstrzygnął"):
        reject_correction(made, by=head)


def test_an_overpayment_is_shown_and_not_deducted(paid, accountant, head):
    correct(paid, "-79.00", by=accountant, confirmed_by=head)
    assert ledger_queries.balance(paid.person, DECEMBER) == Decimal("-79.00")
    assert january(accountant) == {(DAY(2027, 1, 1), 1): Decimal("1679.00")}


def test_more_than_was_paid_is_not_corrected_away(paid, accountant, head):
    made = correct(paid, "-1679.01", by=accountant)
    with pytest.raises(ValidationError, match="większa niż to, co"):
        confirm_correction(made, by=head)


def test_a_list_with_a_balance_that_has_changed_is_not_approved(paid, accountant, head):
    record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    confirm_unchanged(paid.case, called_back=True, on=DAY(2026, 12, 20), by=head)
    january(accountant)
    found = submit(PaymentList.objects.get(state="draft"), by=accountant)
    correct(paid, "5.00", by=accountant, confirmed_by=head)
    with pytest.raises(ValidationError, match="poprzednie kwoty"):
        approve(found, by=head)


def test_a_counted_balance_whose_transfer_then_came_back_waits_for_the_account_and_comes_whole(
    paid, accountant, head
):
    correct(paid, "50.00", by=accountant, confirmed_by=head)
    assert january(accountant)[DECEMBER, 2] == Decimal("50.00")
    draft = PaymentList.objects.get(state="draft")
    record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    [(line, now)] = outdated(draft)
    assert (line.month, line.amount_pln, now) == (DECEMBER, Decimal("50.00"), 0)
    with pytest.raises(ValidationError, match="na liście są poprzednie kwoty"):
        submit(draft, by=accountant)
    assert (DECEMBER, 2) not in january(accountant)
    confirm_unchanged(paid.case, by=head, called_back=True, on=DAY(2026, 12, 20))
    assert january(accountant)[DECEMBER, 2] == Decimal("1729.00")
    assert outdated(PaymentList.objects.get(state="draft")) == []


def sql(statement, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE benefits_ledgerentry SET amount_pln = 1 WHERE person_id = %s",
        "DELETE FROM benefits_ledgerentry WHERE person_id = %s",
        "UPDATE benefits_payoutcorrection SET amount_pln = 1 WHERE person_id = %s",
        "UPDATE benefits_payoutcorrection SET confirmed_by_id = NULL WHERE person_id = %s",
        "DELETE FROM benefits_payoutcorrection WHERE person_id = %s",
    ],
)
def test_the_database_refuses_to_change_the_ledger(paid, accountant, head, statement):
    correct(paid, "5.00", by=accountant, confirmed_by=head)
    with pytest.raises(IntegrityError, match="nie zmienia się"):
        sql(statement, paid.person_id)


def test_the_database_refuses_to_pay_again_more_than_the_ledger_owes(paid):
    draft = PaymentList.objects.get(state="draft")
    line = Payment.objects.get(payment_list=draft)
    line.pk, line.month, line.attempt = None, DECEMBER, 2
    with pytest.raises(IntegrityError, match="do wysokości salda"), transaction.atomic():
        line.save()


def test_the_database_refuses_a_correction_confirmed_by_who_proposed_it(paid, accountant):
    correct(paid, "5.00", by=accountant)
    with pytest.raises(IntegrityError, match="correction_four_eyes"):
        sql(
            "UPDATE benefits_payoutcorrection SET confirmed_by_id = %s, confirmed_at = '2026-12-20'",
            accountant.pk,
        )


def test_the_pages_settle_what_was_paid(client, paid, accountant, head):
    address = f"/sprawy/{paid.case.key}/wyplaty/"
    client.force_login(accountant)
    assert "Rozliczenie wysłanych list" in client.get(address).content.decode()
    wrong = client.post(f"{address}zwrot/", {"payment": paid.pk, "on": "2026-12-01"})
    assert wrong.status_code == 422
    typed = {"month": f"{paid.person_id}|2026-12-01", "way": "+", "amount": "10,50", "reason": "Pomyłka."}
    assert client.post(f"{address}korekta/", typed | {"amount": "0"}).status_code == 422
    assert client.post(f"{address}korekta/", typed).status_code == 302
    made = paid.case.payout_corrections.get()
    assert client.post(f"{address}korekta/{made.pk}/potwierdz/").status_code == 403
    client.force_login(head)
    assert "Potwierdź korektę" in client.get(address).content.decode()
    assert client.post(f"{address}korekta/{made.pk}/potwierdz/").status_code == 302
    assert ledger_queries.balance(paid.person, DECEMBER) == Decimal("10.50")
    assert client.post(f"{address}korekta/{made.pk}/odrzuc/").status_code == 422


@pytest.fixture
def office(db):
    return Office()


def play(office, acts, choose):
    office.begin(choose)
    for name in acts:
        office.act(name)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from([*ACTS, "pay", "pay"]), min_size=1, max_size=8), data=st.data())
def test_whatever_is_done_decisions_lists_files_and_ledger_agree_to_the_grosz(office, acts, data):
    with transaction.atomic():
        play(office, acts, lambda below: data.draw(st.integers(0, below - 1)))
        assert office.differences() == {}
        transaction.set_rollback(True)


def test_the_comparison_finds_a_grosz(office):
    play(office, ["pay", "back", "pay"], lambda below: below - 1)
    assert office.differences() == {}
    with guards.lifted(connection):
        entry = LedgerEntry.objects.filter(kind="paid").first()
        LedgerEntry.objects.filter(pk=entry.pk).update(amount_pln=entry.amount_pln + Decimal("0.01"))
    assert set(office.differences().values()) <= {1, -1}
    assert len(office.differences()) == 3
