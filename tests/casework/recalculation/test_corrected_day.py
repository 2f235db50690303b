"""A day that was recorded wrongly: the programme, its lists and its terms follow the changing decision."""

from decimal import Decimal

import pytest

from kladka.casework.benefits import ledger_queries
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.casework.programmes.queries import loaded
from kladka.casework.programmes.term_actions import set_terms
from kladka.casework.recalculation.check_actions import order_check
from kladka.casework.recalculation.queries import compared
from kladka.casework.settlement.whole_agreement import whole_agreement
from tests.casework.benefits.build import DAY, approved_list, family

from .build import changed, send

SEPTEMBER, OCTOBER = DAY(2026, 9, 1), DAY(2026, 10, 1)
FULL = Decimal("1679.00")


@pytest.fixture
def programme(centre, caseworker):
    """September 2026 to August 2027, by an application recorded as filed on 14 September."""
    made = family(centre, caseworker, "Amina Sadig")
    set_terms(made, by=caseworker)
    return made


def filed(programme, day):
    application = programme.application
    application.filed_on = application.complete_on = day
    application.save()
    return loaded(programme.key)


def span(programme):
    fresh, case = Programme.objects.get(pk=programme.pk), Case.objects.get(pk=programme.case_id)
    assert (case.aid_from, case.aid_until) == (fresh.starts, fresh.ends)
    months = AgreedAmount.objects.filter(programme=fresh).order_by("month").values_list("month", flat=True)
    assert (len(months), months[0]) == (12, fresh.starts)
    return fresh.starts, fresh.ends


def term(programme, kind):
    return [one.day for one in programme.case.deadlines.filter(kind=kind, done_on=None).order_by("day")]


def test_a_later_start_moves_the_end_and_its_terms_and_what_was_paid_before_it_is_overpaid(
    programme, centre, caseworker, accountant, head
):
    send(approved_list(centre, accountant, head, month=SEPTEMBER), accountant, DAY(2026, 9, 20))
    before = term(programme, Deadline.MONITORING)
    comparison = compared(filed(programme, DAY(2026, 11, 3)))
    assert (comparison.overpaid_pln, comparison.underpaid_pln) == (FULL, 0)
    assert span(programme) == (SEPTEMBER, DAY(2027, 8, 31))  # nothing changes before the decision
    changed(programme, caseworker, head, since=SEPTEMBER, reason="Poprawiono dzień złożenia wniosku")
    assert span(programme) == (DAY(2026, 11, 1), DAY(2027, 10, 31))
    assert term(programme, "programme_end") == [DAY(2027, 10, 31)]
    after = term(programme, Deadline.MONITORING)
    assert len(after) == len(before)
    assert (before[-1], after[-1]) == (DAY(2027, 8, 31), DAY(2027, 10, 31))
    person = programme.application.people.get().person
    assert ledger_queries.due_and_paid(programme.case) == {(person.pk, SEPTEMBER): (0, FULL)}
    assert not any(one.difference for one in whole_agreement(centre, DAY(2030, 1, 1)))
    event = programme.case.events.order_by("pk").last()
    assert "nadpłata 1\u00a0679,00 zł; program od 01.11.2026 do 31.10.2027" in event.text


def test_an_earlier_start_brings_the_end_forward_and_the_month_before_goes_on_the_next_list(
    programme, centre, caseworker, accountant, head
):
    send(approved_list(centre, accountant, head, month=SEPTEMBER), accountant, DAY(2026, 9, 20))
    filed(programme, DAY(2026, 8, 30))
    changed(programme, caseworker, head, since=DAY(2026, 8, 1), reason="Poprawiono dzień złożenia wniosku")
    assert span(programme) == (DAY(2026, 8, 1), DAY(2027, 7, 31))
    assert term(programme, "programme_end") == [DAY(2027, 7, 31)]
    assert max(term(programme, Deadline.MONITORING)) <= DAY(2027, 7, 31)
    assert compared(loaded(programme.key)).changed == []
    order_check(centre, by=accountant)
    assert programme.case.decisions.get(kind="change").state == "issued"


def test_a_decision_that_begins_later_leaves_the_first_day_of_the_programme(programme, caseworker, head):
    filed(programme, DAY(2026, 11, 3))
    changed(programme, caseworker, head, since=DAY(2027, 3, 1), reason="Poprawiono dzień złożenia wniosku")
    fresh = Programme.objects.get(pk=programme.pk)
    assert (fresh.starts, fresh.ends) == (SEPTEMBER, DAY(2027, 10, 31))


@pytest.mark.parametrize("delivered", [DAY(2026, 9, 1), DAY(2026, 6, 1)])
def test_a_corrected_delivery_of_the_status_changes_no_amount(programme, delivered):
    """The sixty days are counted from it and judged by a person; aid runs from the month of filing."""
    status = programme.application.people.get().status
    status.delivered_on = delivered
    status.save()
    assert compared(loaded(programme.key)).changed == []
