"""Recalculation: a change of life compared with what was decided, decided, and followed by the payments."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.benefits import ledger_queries
from kladka.casework.benefits.actions import approve, prepare_list, recalculate, submit
from kladka.casework.benefits.models import LedgerEntry, Payment, PaymentList
from kladka.casework.decisions.actions import submit as submit_decision
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes.queries import loaded, readings_of
from kladka.casework.recalculation.actions import propose
from kladka.casework.recalculation.models import RecalculatedAmount
from kladka.casework.recalculation.queries import compared
from tests.casework.benefits.build import DAY, DECEMBER, approved_list, family

from .build import born, changed, left, send

JANUARY = DAY(2027, 1, 1)


@pytest.fixture
def programme(centre, caseworker):
    """A mother alone: 1679,00 zł a month in the months 1–6 from September 2026."""
    return family(centre, caseworker, "Amina Sadig")


@pytest.fixture
def paid(programme, accountant, head):
    send(approved_list(programme.organisation, accountant, head), accountant, DAY(2026, 12, 15))
    return programme


def rows(comparison):
    return {
        (row.person.given_names, f"{row.month:%Y-%m}"): (row.old_pln, row.new_pln)
        for row in comparison.changed
    }


def test_nothing_differs_while_nothing_happened(programme):
    comparison = compared(loaded(programme.key))
    assert comparison.changed == []
    assert len(comparison.rows) == 12


def test_a_birth_changes_the_share_of_everybody_from_its_month(programme, caseworker):
    born(programme, caseworker)
    comparison = compared(loaded(programme.key))
    found = rows(comparison)
    assert comparison.since == DECEMBER
    assert found["Amina", "2026-12"] == (Decimal("1679.00"), Decimal("1175.30"))
    assert found["Sami", "2026-12"] == (None, Decimal("1175.30"))
    assert found["Sami", "2027-08"] == (None, Decimal("1057.77"))
    assert ("Amina", "2026-11") not in found
    january = next(row for row in comparison.rows if row.month == JANUARY)
    assert [reason.text for reason in january.reasons] == [
        "od 1.12.2026 rodzina liczy 2\u00a0osoby (dotąd 1)"
    ]
    assert comparison.to_detriment


def test_an_issued_change_replaces_the_amounts_and_keeps_the_former_ones(programme, caseworker, head):
    born(programme, caseworker)
    made = changed(programme, caseworker, head, since=DECEMBER)
    fresh = loaded(programme.key)
    assert compared(fresh).changed == []
    amounts = {(a.person.given_names, a.month): a.amount_pln for a in fresh.amounts.all()}
    assert amounts["Amina", DAY(2026, 11, 1)] == Decimal("1679.00")
    assert amounts["Amina", DECEMBER] == amounts["Sami", DECEMBER] == Decimal("1175.30")
    before = RecalculatedAmount.objects.get(recalculation=made, month=DECEMBER, person__given_names="Amina")
    assert (before.old_pln, before.new_pln) == (Decimal("1679.00"), Decimal("1175.30"))
    assert made.effective_on == DAY(2027, 1, 8)


def test_an_underpaid_month_goes_on_the_next_list_with_its_decision(paid, caseworker, accountant, head):
    child = born(paid, caseworker)
    made = changed(paid, caseworker, head, since=DECEMBER)
    draft = recalculate(PaymentList.objects.get(state="draft"), by=accountant)
    lines = {(line.person_id, line.month, line.attempt): line.amount_pln for line in draft.payments.all()}
    mother = paid.application.people.order_by("pk").first().person
    assert lines == {
        (mother.pk, JANUARY, 1): Decimal("1175.30"),
        (child.pk, JANUARY, 1): Decimal("1175.30"),
        (child.pk, DECEMBER, 1): Decimal("1175.30"),
    }
    assert ledger_queries.balance(mother, DECEMBER) == Decimal("-503.70")
    entry = LedgerEntry.objects.get(kind="recalculated")
    assert (entry.amount_pln, entry.decision) == (Decimal("-503.70"), made.decision)


def test_who_leaves_raises_the_share_of_the_others_and_arrears_are_explained(
    centre, caseworker, accountant, head
):
    programme = family(centre, caseworker, "Amina Sadig", "Omar Sadig")
    for month, day in ((DECEMBER, DAY(2026, 12, 15)), (JANUARY, DAY(2027, 1, 14))):
        PaymentList.objects.filter(state="draft").exists() or prepare_list(centre, month, by=accountant)
        found = recalculate(PaymentList.objects.get(state="draft"), by=accountant)
        send(approve(submit(found, by=accountant), by=head), accountant, day)
    omar = programme.application.people.get(person__given_names="Omar").person
    left(programme, omar, DAY(2026, 12, 20))
    comparison = compared(loaded(programme.key))
    assert (comparison.underpaid_pln, comparison.overpaid_pln) == (Decimal("503.70"), Decimal("1592.34"))
    made = changed(programme, caseworker, head, since=DECEMBER, on=DAY(2027, 1, 20))
    draft = recalculate(PaymentList.objects.get(state="draft"), by=accountant)
    again = draft.payments.get(attempt=2)
    assert (again.month, again.amount_pln) == (JANUARY, Decimal("503.70"))
    assert made.decision.number in again.explanation
    assert not Payment.objects.filter(payment_list=draft, person=omar).exists()


def test_a_change_to_the_detriment_needs_a_ground_of_the_act(programme, caseworker):
    born(programme, caseworker)
    asked = {"reason": "x", "since": DECEMBER, "by": caseworker}
    with pytest.raises(ValidationError, match="obniża kwotę"):
        propose(loaded(programme.key), ground="benefit", **asked)
    with pytest.raises(ValidationError, match="Podaj dzień"):
        propose(loaded(programme.key), ground="consent", **asked)
    assert (
        propose(loaded(programme.key), ground="consent", consented_on=DECEMBER, **asked).decision.kind
        == "change"
    )


def test_without_a_difference_there_is_nothing_to_decide(programme, caseworker):
    with pytest.raises(ValidationError, match="nie ma czego"):
        propose(loaded(programme.key), reason="x", since=DECEMBER, by=caseworker)


def test_facts_that_changed_after_the_draft_stop_the_decision(programme, caseworker, head):
    born(programme, caseworker)
    made = propose(loaded(programme.key), reason="x", since=DECEMBER, by=caseworker, ground="personal")
    born(programme, caseworker, "Nur Sadig", DAY(2027, 1, 9))
    submitted = submit_decision(made.decision, by=caseworker)
    with pytest.raises(ValidationError, match="zmieniły się fakty"):
        issue(submitted, head, on=DAY(2027, 1, 10))


def test_a_list_counted_before_the_decision_is_outdated(programme, caseworker, accountant, head):
    prepared = submit(prepare_list(programme.organisation, DECEMBER, by=accountant), by=accountant)
    born(programme, caseworker)
    changed(programme, caseworker, head, since=DECEMBER)
    with pytest.raises(ValidationError, match=r"Sami Sadig: 0,00 zł, teraz 1.*175,30 zł"):
        approve(prepared, by=head)


def test_an_approved_list_is_sent_before_its_amounts_change(programme, caseworker, accountant, head):
    approved_list(programme.organisation, accountant, head)
    born(programme, caseworker)
    with pytest.raises(ValidationError, match="czeka na wysłanie"):
        changed(programme, caseworker, head, since=DECEMBER)


def test_another_reading_lists_old_and_new_by_month_with_the_reading_as_the_reason(programme):
    before = readings_of(programme)
    comparison = compared(loaded(programme.key), readings=replace(before, base="regulation"))
    found = rows(comparison)
    assert found["Amina", "2026-12"] == (Decimal("1679.00"), Decimal("1376.00"))
    assert found["Amina", "2027-08"] == (Decimal("1511.10"), Decimal("1238.40"))
    assert len(found) == 12
    assert {reason.code for row in comparison.changed for reason in row.reasons} == {"reading"}


def test_a_corrected_day_lists_the_months_it_moves_with_the_reason(programme):
    application = programme.application
    application.filed_on = application.complete_on = DAY(2026, 11, 3)
    application.save()
    changed_rows = compared(loaded(programme.key)).changed
    told = {f"{row.month:%Y-%m}": (row.old_pln, row.new_pln, row.reasons[0].text) for row in changed_rows}
    gone, later = "pomoc nie obejmuje tej osoby w tym miesiącu", "od 1.11.2026 pomoc obejmuje tę osobę"
    first, second = Decimal("1679.00"), Decimal("1511.10")
    assert told == {
        "2026-09": (first, None, gone),
        "2026-10": (first, None, gone),
        "2027-03": (second, first, "to 5. miesiąc programu, dotąd liczono 7."),
        "2027-04": (second, first, "to 6. miesiąc programu, dotąd liczono 8."),
        "2027-09": (None, second, later),
        "2027-10": (None, second, later),
    }
