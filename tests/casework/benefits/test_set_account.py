"""Where a family's money goes: typed, checked, replaced without losing the former one."""

import pytest
from django.db import IntegrityError, transaction

from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import prepare_list, submit
from kladka.casework.benefits.models import PayoutAccount
from kladka.casework.cases.models import Event
from kladka.journal.models import Entry

from .build import ACCOUNT, DAY, DECEMBER, OTHER_ACCOUNT, family

WRONG = ACCOUNT[:-1] + "5"


@pytest.fixture
def case(centre, caseworker):
    return family(centre, caseworker, "Amina Sadig", account=None).case


def post(client, user, case, **typed):
    client.force_login(user)
    return client.post(
        f"/sprawy/{case.key}/wyplaty/rachunek/",
        {"method": "transfer", "holder": "Amina Sadig", "account": ACCOUNT, **typed},
    )


def kept(case):
    return [(one.method, one.account, one.ended_on) for one in case.payout_accounts.order_by("pk")]


def test_an_account_is_saved_as_26_digits_whatever_way_it_was_typed(client, caseworker, case):
    answer = post(client, caseworker, case, account="PL61 1090 1014 0000 0712 1981 2874")
    assert (answer.status_code, answer["Location"]) == (302, f"/sprawy/{case.key}/wyplaty/")
    assert kept(case) == [("transfer", ACCOUNT, None)]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (WRONG, "Suma kontrolna numeru rachunku się nie zgadza"),
        ("6110901014", "musi mieć 26 cyfr"),
        ("DE89 3704 0044 0532 0130 00", "rachunek zagraniczny"),
        ("", "Przelew wymaga numeru rachunku"),
        ("abc", "składa się z cyfr"),
    ],
)
def test_a_wrong_account_is_told_at_the_field_and_what_was_typed_is_kept(
    client, caseworker, case, typed, message
):
    answer = post(client, caseworker, case, account=typed, holder="Amina Wpisana")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page.split('id="id_account_error"')[1][:300]
    assert f'value="{typed}"' in page if typed else 'name="account"' in page
    assert 'value="Amina Wpisana"' in page
    assert kept(case) == []


def test_money_may_be_collected_at_the_desk_without_an_account(client, accountant, case):
    post(client, accountant, case, method="cash_desk", account="")
    assert kept(case) == [("cash_desk", "", None)]


def test_a_new_account_ends_the_former_one(case, caseworker):
    first = {"method": "transfer", "holder": "Amina Sadig", "account": ACCOUNT}
    set_account(case, **first, on=DAY(2026, 9, 14), by=caseworker)
    set_account(case, **{**first, "account": OTHER_ACCOUNT}, on=DAY(2026, 11, 21), by=caseworker)
    assert kept(case) == [("transfer", ACCOUNT, DAY(2026, 11, 21)), ("transfer", OTHER_ACCOUNT, None)]


def test_the_same_account_again_changes_nothing(case, caseworker):
    for day in (DAY(2026, 9, 14), DAY(2026, 10, 1)):
        set_account(case, method="transfer", holder="Amina Sadig", account=ACCOUNT, on=day, by=caseworker)
    assert kept(case) == [("transfer", ACCOUNT, None)]
    assert Entry.objects.filter(act="payout_account.set").count() == 1


def test_a_draft_list_takes_the_new_account_over_and_a_submitted_one_does_not(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig")
    details = {"method": "transfer", "holder": "Amina Sadig", "on": DECEMBER, "by": caseworker}
    draft = prepare_list(centre, DECEMBER, by=accountant)
    set_account(programme.case, account=OTHER_ACCOUNT, **details)
    assert draft.payments.get().account == OTHER_ACCOUNT
    submit(draft, by=accountant)
    set_account(programme.case, account=ACCOUNT, **details)
    assert draft.payments.get().account == OTHER_ACCOUNT


def test_a_list_says_that_an_account_changed_after_it_was_submitted(client, centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig")
    submitted = submit(prepare_list(centre, DECEMBER, by=accountant), by=accountant)
    details = {"method": "transfer", "holder": "Amina Sadig", "on": DECEMBER, "by": caseworker}
    client.force_login(accountant)
    before = client.get(submitted.get_absolute_url()).content.decode()
    set_account(programme.case, account=OTHER_ACCOUNT, **details)
    after = client.get(submitted.get_absolute_url()).content.decode()
    assert ("zmieniono sposób wypłaty" in before, "zmieniono sposób wypłaty (1)" in after) == (False, True)


def test_the_journal_and_the_timeline_do_not_hold_the_whole_number(case, caseworker):
    set_account(
        case, method="transfer", holder="Amina Sadig", account=ACCOUNT, on=DAY(2026, 9, 14), by=caseworker
    )
    assert Entry.objects.get(act="payout_account.set").details == {"method": "transfer", "draft_lines": 0}
    assert (
        Event.objects.get(title="Ustalono sposób wypłaty").text == "przelew na rachunek kończący się na 2874"
    )


def test_the_database_keeps_one_account_in_force(case, caseworker):
    row = {"case": case, "holder": "A", "account": ACCOUNT, "since": DECEMBER, "by": caseworker}
    PayoutAccount.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutAccount.objects.create(**row)


def test_the_database_asks_for_a_number_where_money_is_transferred(case, caseworker):
    with pytest.raises(IntegrityError, match="payout_transfer_has_account"), transaction.atomic():
        PayoutAccount.objects.create(case=case, holder="A", account="", since=DECEMBER, by=caseworker)
