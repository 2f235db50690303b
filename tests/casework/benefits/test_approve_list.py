"""Submitting, sending back and approving a list: four eyes at three levels, a fingerprint at the end."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.accounts.models import Membership
from kladka.casework.benefits import permissions
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import (
    approve,
    prepare_list,
    recalculate,
    send_back,
    submit,
    withdraw,
)
from kladka.casework.benefits.models import Payment, PaymentList
from kladka.casework.benefits.queries import fingerprint_of
from kladka.casework.programmes.withholding_actions import withhold
from kladka.journal.models import Entry
from tests.conftest import make_user

from .build import DAY, DECEMBER, OTHER_ACCOUNT, approved_list, family, tamper


@pytest.fixture
def draft(centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig")
    return prepare_list(centre, DECEMBER, by=accountant)


def test_a_submitted_list_is_approved_by_another_person_and_gets_its_fingerprint(draft, accountant, head):
    approved = approve(submit(draft, by=accountant), by=head)
    assert (approved.state, approved.approved_by, approved.sha256) == (
        "approved",
        head,
        fingerprint_of(draft),
    )
    assert Entry.objects.get(act="payment_list.approved").details == {"sha256": approved.sha256}


def test_permission_the_author_may_not_approve_even_as_head(draft, head):
    submitted = submit(draft, by=head)
    assert permissions.can_approve(head, submitted) is False


def test_action_the_author_is_refused(draft, head):
    submitted = submit(draft, by=head)
    with pytest.raises(ValidationError, match="inna osoba"):
        approve(submitted, by=head)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.sha256) == ("submitted", "")


def test_database_the_author_is_refused(draft, accountant):
    with pytest.raises(IntegrityError, match="payment_list_four_eyes"), transaction.atomic():
        PaymentList.objects.filter(pk=draft.pk).update(approved_by=accountant)


def test_who_recalculates_becomes_the_author(draft, head, accountant):
    submitted = submit(recalculate(draft, by=head), by=head)
    with pytest.raises(ValidationError, match="inna osoba"):
        approve(submitted, by=head)


def test_a_draft_cannot_be_approved(draft, head):
    with pytest.raises(ValidationError, match="w przygotowaniu"):
        approve(draft, by=head)


def test_a_list_with_a_person_without_an_account_cannot_be_submitted(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig", account=None)
    made = prepare_list(centre, DECEMBER, by=accountant)
    with pytest.raises(ValidationError, match="Bez rachunku do wypłaty: 1"):
        submit(made, by=accountant)
    set_account(
        programme.case, method="cash_desk", holder="Amina Sadig", account="", on=DECEMBER, by=accountant
    )
    assert submit(made, by=accountant).state == "submitted"


def test_a_submitted_list_goes_back_with_a_reason_and_can_be_submitted_again(draft, accountant, head):
    returned = send_back(submit(draft, by=accountant), reason="Sprawdź rachunek rodziny Sadig.", by=head)
    assert (returned.state, returned.returned_reason) == ("draft", "Sprawdź rachunek rodziny Sadig.")
    again = submit(returned, by=accountant)
    assert (again.state, again.returned_reason) == ("submitted", "")


def test_a_draft_is_recalculated_after_a_withholding(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig")
    made = prepare_list(centre, DECEMBER, by=accountant)
    withhold(
        programme,
        person=programme.application.people.get().person,
        ground="untrue_information",
        starts=DAY(2026, 12, 1),
        facts="Rodzina mieszka gdzie indziej.",
        by=caseworker,
    )
    again = recalculate(made, by=accountant)
    assert (again.pk, again.number, again.people, again.total_pln) == (made.pk, made.number, 1, Decimal(0))
    details = Entry.objects.get(act="payment_list.recalculated").details
    assert details == {"lines": 1, "before": "1679.00", "total": "0.00"}


def test_a_submitted_list_is_not_recalculated(draft, accountant):
    submitted = submit(draft, by=accountant)
    with pytest.raises(ValidationError, match="do zatwierdzenia"):
        recalculate(submitted, by=accountant)


def test_arrears_stay_on_a_list_that_is_recalculated(centre, caseworker, accountant):
    family(centre, caseworker, "Ołena Kowalczuk")
    november = prepare_list(centre, DAY(2026, 11, 1), by=accountant)
    submit(november, by=accountant)
    family(centre, caseworker, "Amina Sadig", filed_on=DAY(2026, 11, 5))
    december = prepare_list(centre, DECEMBER, by=accountant)
    assert (december.people, recalculate(december, by=accountant).people) == (3, 3)


def test_a_draft_can_be_withdrawn_and_prepared_anew_under_another_number(draft, centre, accountant):
    withdraw(draft, by=accountant)
    assert (PaymentList.objects.count(), Payment.objects.count()) == (0, 0)
    assert Entry.objects.get(act="payment_list.withdrawn").details == {
        "number": draft.number,
        "month": "2026-12",
    }
    assert prepare_list(centre, DECEMBER, by=accountant).number != draft.number


def test_an_approved_list_is_never_withdrawn(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig")
    approved = approved_list(centre, accountant, head)
    with pytest.raises(ValidationError, match="zatwierdzona"):
        withdraw(approved, by=accountant)
    assert PaymentList.objects.get().state == "approved"


def test_a_withdrawn_list_is_not_acted_on(draft, accountant):
    withdraw(PaymentList.objects.get(), by=accountant)
    with pytest.raises(ValidationError, match="wycofał"):
        submit(draft, by=accountant)


def test_another_head_of_the_centre_approves_what_a_head_prepared(draft, centre, head):
    other = make_user("Ewa Druga", "zastepca@przyklad.test", centre, Membership.Role.HEAD)
    assert approve(submit(draft, by=head), by=other).approved_by == other


@pytest.mark.parametrize(
    "change",
    [
        {"amount_pln": Decimal("1678.99")},
        {"account": OTHER_ACCOUNT},
        {"holder": "Ktoś Inny"},
        {"method": "cash_desk"},
        {"month": DAY(2026, 11, 1)},
        {"explanation": "inne"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_fingerprint_changes_with_every_field_of_a_line(draft, change):
    before = fingerprint_of(draft)
    tamper(draft.payments.all(), **change)
    assert fingerprint_of(draft) != before


def test_the_fingerprint_does_not_depend_on_the_order_of_rows(centre, caseworker, accountant):
    family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk")
    made = prepare_list(centre, DECEMBER, by=accountant)
    before = fingerprint_of(made)
    for line in made.payments.order_by("-pk"):
        line.sort_name = f"zz{line.pk}"
        line.save()
    assert fingerprint_of(made) == before
