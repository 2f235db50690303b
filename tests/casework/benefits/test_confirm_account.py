"""A changed account is used after a second person has called the family back, and not before."""

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.benefits.account_actions import confirm_account, reject_account, set_account
from kladka.casework.benefits.actions import export_bank_file, mark_sent
from kladka.casework.benefits.models import Payment, PayoutAccount
from kladka.journal.models import Entry

from .build import ACCOUNT, DAY, OTHER_ACCOUNT, approved_list, family

ON = DAY(2026, 12, 20)


@pytest.fixture
def paid(centre, caseworker, accountant, head):
    """A family that has had its first payment; the list of January is being prepared."""
    programme = family(centre, caseworker, "Amina Sadig")
    approved = approved_list(centre, accountant, head)
    export_bank_file(approved, profile="elixir0-cp852", on=DAY(2026, 12, 15), by=accountant)
    mark_sent(approved, on=DAY(2026, 12, 15), by=accountant)
    return programme.case


@pytest.fixture
def changed(paid, caseworker):
    return set_account(
        paid, method="transfer", holder="Amina Sadig", account=OTHER_ACCOUNT, on=ON, by=caseworker
    )


def january():
    return Payment.objects.get(payment_list__state="draft").account


def test_until_it_is_confirmed_the_next_list_pays_to_the_former_account(paid, changed):
    assert changed.waits
    assert january() == ACCOUNT
    assert paid.payout_accounts.in_force().get().account == ACCOUNT


def test_confirmed_by_a_second_person_the_list_takes_it_over(paid, changed, accountant):
    confirm_account(changed, called_back=True, on=ON, by=accountant)
    assert january() == OTHER_ACCOUNT
    assert paid.payout_accounts.in_force().get() == changed
    assert Entry.objects.filter(act="payout_account.confirmed", actor=accountant).count() == 1


def test_who_typed_it_may_not_confirm_it(changed, caseworker):
    with pytest.raises(ValidationError, match="inna osoba"):
        confirm_account(changed, called_back=True, on=ON, by=caseworker)
    assert january() == ACCOUNT


def test_without_a_call_it_is_not_confirmed(client, paid, changed, accountant):
    client.force_login(accountant)
    answer = client.post(f"/sprawy/{paid.key}/wyplaty/rachunek/potwierdz/")
    assert answer.status_code == 422
    assert "Najpierw zadzwoń do rodziny" in answer.content.decode()
    assert january() == ACCOUNT


def test_rejected_the_former_account_stays(paid, changed, accountant):
    reject_account(changed, on=ON, by=accountant)
    assert january() == ACCOUNT
    with pytest.raises(ValidationError, match="już rozstrzygnął"):
        confirm_account(changed, called_back=True, on=ON, by=accountant)


def test_a_later_change_takes_the_place_of_the_one_that_waits(paid, changed, head):
    set_account(paid, method="cash_desk", holder="Amina Sadig", account="", on=ON, by=head)
    assert [one.method for one in PayoutAccount.objects.waiting()] == ["cash_desk"]


def test_the_pages_say_what_waits_and_who_may_settle_it(client, paid, changed, caseworker, accountant):
    address = f"/sprawy/{paid.key}/wyplaty/"
    client.force_login(caseworker)
    own = client.get(address).content.decode()
    assert "Zmiana czeka na potwierdzenie" in own and "Potwierdź zmianę" not in own
    assert client.post(f"{address}rachunek/potwierdz/", {"called_back": "on"}).status_code == 403
    client.force_login(accountant)
    draft = Payment.objects.get(payment_list__state="draft").payment_list
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Zmiany rachunku czekają na drugą osobę (1)" in page
    assert "Potwierdź zmianę" in client.get(address).content.decode()
    assert client.post(f"{address}rachunek/potwierdz/", {"called_back": "on"}).status_code == 302
    assert january() == OTHER_ACCOUNT
    assert client.post(f"{address}rachunek/odrzuc/").status_code == 404
