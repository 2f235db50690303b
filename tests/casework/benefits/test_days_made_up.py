"""Days due after a list was sent: they come onto the next list by themselves, once, without a decision."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kladka.casework.benefits import actions, ledger_actions, ledger_queries
from kladka.casework.benefits.models import LedgerEntry, PaidMonth, Payment, PaymentList
from kladka.casework.ledger.models import PostingLine
from kladka.casework.programmes.models import Withholding
from kladka.casework.programmes.queries import loaded
from kladka.casework.programmes.withholding_actions import resume, withhold
from kladka.casework.recalculation.actions import propose
from kladka.casework.recalculation.check_actions import check, order_check
from kladka.casework.recalculation.coverage_actions import leave
from kladka.casework.recalculation.models import AmountsFinding
from kladka.casework.recalculation.queries import compared_with_list
from kladka.casework.settlement.agreement_queries import agreement
from tests.casework.benefits.build import DAY, DECEMBER, approved_list, family
from tests.casework.recalculation.build import born, changed, send

JANUARY = DAY(2027, 1, 1)
# December has 31 days: one was paid, 21 are due after the resumption.
ONE_DAY, DUE, MADE_UP = Decimal("54.16"), Decimal("1137.39"), Decimal("1083.23")


@pytest.fixture
def resumed(centre, caseworker, accountant, head):
    """Aid withheld 1–30 December, the list of December sent with one day, aid given back from 11 December."""
    programme = family(centre, caseworker, "Amina Sadig")
    person = programme.application.people.get().person
    days = {"starts": DECEMBER, "ends": DAY(2026, 12, 30)}
    held = withhold(programme, person=person, ground="misuse", facts="x", by=caseworker, **days)
    send(approved_list(centre, accountant, head), accountant, DAY(2026, 12, 15))
    assert ledger_queries.due_and_paid(programme.case) == {(person.pk, DECEMBER): (ONE_DAY, ONE_DAY)}
    resume(held, on=DAY(2026, 12, 11), by=caseworker)
    return loaded(programme.key)


def drafted(accountant):
    return actions.recalculate(PaymentList.objects.get(state="draft"), by=accountant)


def sent(accountant, head, on):
    found = actions.approve(actions.submit(drafted(accountant), by=accountant), by=head)
    send(found, accountant, on)
    return found


def test_days_due_after_the_list_come_onto_the_next_one_once(resumed, centre, accountant, head):
    draft = PaymentList.objects.get(state="draft")
    with pytest.raises(ValidationError, match=r"Amina Sadig: 0,00 zł, teraz 1.*083,23 zł"):
        actions.submit(draft, by=accountant)
    made = sent(accountant, head, DAY(2027, 1, 14))
    line = made.payments.get(attempt=2)
    assert (line.month, line.amount_pln, line.made_up_pln, line.note) == (
        DECEMBER, MADE_UP, MADE_UP, "made_up",
    )  # fmt: skip
    assert "należy się 1\u00a0137,39 zł, na liście IPI.LW.1.2026" in line.explanation
    assert "policzono 54,16 zł" in line.explanation
    assert "w całości, od miesiąca ustania przyczyny” należałoby się 1\u00a0679,00 zł" in line.explanation
    entries = LedgerEntry.objects.filter(payment=line).order_by("pk")
    assert [(one.kind, one.amount_pln) for one in entries] == [("made_up", MADE_UP), ("paid", -MADE_UP)]
    cost = PostingLine.objects.filter(account="cost_cash", month=DECEMBER)
    assert sum(one.amount_pln for one in cost) == DUE
    assert [one.difference for one in agreement(centre, DAY(2027, 1, 31))] == [0, 0, 0]
    assert not drafted(accountant).payments.filter(month=DECEMBER).exists()


def test_a_list_begun_before_the_resumption_opens_and_names_the_month_among_others_that_were_paid(
    centre, caseworker, accountant, head, client
):
    programme = family(centre, caseworker, "Amina Sadig", filed_on=DAY(2026, 11, 5))
    person = programme.application.people.get().person
    send(approved_list(centre, accountant, head, DAY(2026, 11, 1)), accountant, DAY(2026, 11, 13))
    days = {"starts": DECEMBER, "ends": DAY(2026, 12, 30)}
    held = withhold(programme, person=person, ground="misuse", facts="x", by=caseworker, **days)
    sent(accountant, head, DAY(2026, 12, 15))
    begun = drafted(accountant)
    resume(held, on=DAY(2026, 12, 11), by=caseworker)
    client.force_login(accountant)
    assert "Amina Sadig" in client.get(begun.get_absolute_url()).content.decode()


def test_the_page_of_recalculation_names_the_list_and_asks_for_no_decision(resumed, client, caseworker):
    comparison, month = compared_with_list(resumed)
    assert (comparison.made_up_pln, comparison.amounts_changed, month) == (MADE_UP, [], JANUARY)
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{resumed.case.key}/przeliczenie/").content.decode().replace("\u00a0", " ")
    assert "Trafi na listę za styczeń 2027" in page
    assert "1 083,23 zł trafi na listę za styczeń 2027, bez decyzji" in page
    assert "według odczytania „w całości, od miesiąca ustania przyczyny”: 1 679,00" in page
    assert "Zaproponuj decyzję zmieniającą" not in page
    with pytest.raises(ValidationError, match="nie ma czego"):
        propose(resumed, reason="x", since=DECEMBER, by=caseworker)


def test_the_look_over_a_centre_says_that_the_list_makes_it_up(resumed, centre, accountant):
    run = order_check(centre, by=accountant)
    check.call(run.key)
    found = AmountsFinding.objects.get(check_run=run)
    assert (found.kind, found.more_pln) == ("listed", MADE_UP)
    assert found.why.startswith("trafi na listę za styczeń 2027")


def test_the_other_reading_of_a_resumption_makes_up_the_whole_month(resumed, accountant, head):
    resumed.resumption_reading = "month"
    Withholding.objects.update(ceased_on=DAY(2026, 12, 10))
    resumed.save()
    line = sent(accountant, head, DAY(2027, 1, 14)).payments.get(attempt=2)
    assert line.amount_pln == Decimal("1679.00") - ONE_DAY
    assert "„według dni po ustaniu przyczyny” należałoby się 1\u00a0137,39 zł" in line.explanation


def test_a_correction_made_for_the_same_days_is_not_paid_a_second_time(resumed, accountant, head):
    person = resumed.application.people.get().person
    about = {"person": person, "month": DECEMBER, "reason": "Dni po wznowieniu"}
    made = ledger_actions.propose_correction(resumed.case, amount=Decimal("1000.00"), by=accountant, **about)
    ledger_actions.confirm_correction(made, by=head)
    line = sent(accountant, head, DAY(2027, 1, 14)).payments.get(attempt=2)
    assert (line.made_up_pln, line.amount_pln) == (Decimal("83.23"), MADE_UP)
    assert ledger_queries.due_and_paid(resumed.case)[person.pk, DECEMBER] == (DUE, DUE)


def test_a_decision_that_counts_the_days_leaves_nothing_for_the_list(resumed, caseworker, accountant, head):
    before = drafted(accountant)
    assert before.payments.get(attempt=2).made_up_pln == MADE_UP
    born(resumed, caseworker, on=DAY(2027, 1, 5))
    changed(resumed, caseworker, head, since=DECEMBER, on=DAY(2027, 1, 8))
    with pytest.raises(ValidationError, match="Po przeliczeniu listy"):
        actions.submit(before, by=accountant)
    line = drafted(accountant).payments.get(attempt=2)
    assert (line.amount_pln, line.made_up_pln, line.note) == (MADE_UP, 0, "again")


def test_who_left_by_mistake_and_stays_is_made_up_and_a_month_paid_for_the_first_time_is_claimed(
    centre, caseworker, accountant, head
):
    programme = family(centre, caseworker, "Amina Sadig", "Omar Sadig")
    omar = programme.application.people.get(person__given_names="Omar")
    leave(programme, omar.person, ends=DAY(2026, 11, 30), reason="wyjazd", by=caseworker)
    send(approved_list(centre, accountant, head), accountant, DAY(2026, 12, 15))
    assert not PaidMonth.objects.filter(payment__person=omar.person).exists()
    omar.covered_until = None
    omar.save()
    made = sent(accountant, head, DAY(2027, 1, 14))
    line = made.payments.get(person=omar.person, month=DECEMBER)
    assert (line.amount_pln, line.made_up_pln) == (Decimal("1175.30"), Decimal("1175.30"))
    assert PaidMonth.objects.filter(payment=line).exists()
    with pytest.raises(DatabaseError, match="ponad uzgodnioną kwotę"), transaction.atomic():
        Payment.objects.create(
            payment_list=drafted(accountant), programme=programme, case=programme.case, person=omar.person,
            month=DECEMBER, person_name="x", sort_name="x", agreed_pln=1, amount_pln=1, made_up_pln=1,
            health_pln=0, attempt=3, note="made_up", explanation="x", method="cash_desk",
        )  # fmt: skip
