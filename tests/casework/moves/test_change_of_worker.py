"""A case goes to another worker: the page, acceptance, questions; nothing is left without anybody."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.accounts.models import Membership
from kladka.casework.moves import handover_actions as actions
from kladka.casework.moves import queries
from kladka.casework.moves.brief import CALL_FIRST, compose
from kladka.staff import actions as staff
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import OLENA, SOFIJA, running
from tests.conftest import make_user

DAYS = datetime.timedelta


@pytest.fixture
def case(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA).case


@pytest.fixture
def second(centre):
    return make_user("Anna Druga", "druga@przyklad.test", centre, Membership.Role.CASEWORKER)


def offered(case, worker, by):
    return actions.offer(actions.prepare(case, to_worker=worker, by=by), by=by)


def test_the_page_says_from_the_records_what_was_promised_what_is_due_and_whom_to_call(case):
    page = compose(case)
    assert "Sprawa IPI.S.1.2026" in page["state"]
    assert "Sofija Kowalczuk, małoletnie dziecko" in page["family"]
    assert "ukraiński" in page["language"]
    assert "cudzoziemiec: " in page["promises"]
    assert "Notatka z monitorowania nr 1" in page["dates"]
    assert "Maria Testowa, realizator@przyklad.test" in page["call"]


def test_a_protected_address_or_a_flag_is_not_written_only_that_one_should_call_first(case):
    assert CALL_FIRST not in compose(case)["risks"]
    case.household.protected, case.household.address, case.household.town = True, "", ""
    case.household.save()
    page = compose(case)
    assert CALL_FIRST in page["risks"]
    assert "chroniony" not in str(page)


def test_the_case_changes_hands_when_it_is_accepted_with_its_deadlines_and_programme(
    case, caseworker, second
):
    handover = offered(case, second, caseworker)
    case.refresh_from_db()
    assert case.worker == caseworker
    actions.accept(handover, by=second)
    case.refresh_from_db()
    assert case.worker == second
    assert case.programmes.get().realizator == second
    assert set(case.deadlines.filter(done_on=None).values_list("worker", flat=True)) == {second.pk}
    tell = case.deadlines.get(kind="life")
    assert (tell.label, tell.provision) == (
        "Powiedz rodzinie, kto prowadzi sprawę: Anna Druga", "ups art. 93 ust. 1 pkt 1 lit. f",
    )  # fmt: skip


def test_sent_back_with_questions_it_is_mended_and_offered_again(case, caseworker, second):
    handover = offered(case, second, caseworker)
    actions.send_back(handover, questions="Kto tłumaczy?", by=second)
    actions.edit_brief(handover, brief={"language": "Tłumaczy sąsiadka."}, by=caseworker)
    handover = actions.offer(handover, by=caseworker)
    assert (handover.state, handover.questions) == ("offered", "")
    assert handover.brief["language"] == "Tłumaczy sąsiadka."
    case.refresh_from_db()
    assert case.worker == caseworker


def test_only_the_one_it_was_handed_to_accepts(case, caseworker, second, head):
    handover = offered(case, second, caseworker)
    with pytest.raises(ValidationError, match="Przyjmuje osoba"):
        actions.accept(handover, by=head)


def test_a_case_is_handed_over_once_at_a_time_and_not_to_who_leads_it(case, caseworker, second, head):
    first = offered(case, second, caseworker)
    with pytest.raises(ValidationError, match="jest już przekazywana"):
        actions.prepare(case, to_worker=head, by=caseworker)
    actions.withdraw(first, by=caseworker)
    with pytest.raises(ValidationError, match="już prowadzi"):
        actions.prepare(case, to_worker=caseworker, by=caseworker)


def test_a_case_whose_worker_has_no_role_any_more_goes_over_at_once(case, caseworker, second, head):
    caseworker.memberships.update(ends=timezone.localdate() - DAYS(days=1))
    handover = offered(case, second, head)
    case.refresh_from_db()
    assert (handover.taken_over, case.worker) == (True, second)


def test_cases_that_nobody_leads_are_found_with_the_reason(case, centre, caseworker, second):
    today = timezone.localdate()

    def found():
        return [(row["key"], row["why"]) for row in queries.orphans(centre, today).rows]

    assert found() == []
    role = caseworker.memberships.get()
    staff.record_absence(role, starts=today, ends=today + DAYS(days=7), substitute=second, by=second)
    assert found() == [(case.key, "away")]
    role.authorisations.update(ended_on=today)
    assert found() == [(case.key, "left")]
    case.worker = None
    case.save()
    assert found() == [(case.key, "none")]
    assert queries.without_worker(centre, today).count() == 1


def test_the_proposal_of_whom_to_give_a_case_says_why_and_puts_the_language_and_the_load_first(
    case, centre, second
):
    today = timezone.localdate()
    third = make_user("Jan Trzeci", "trzeci@przyklad.test", centre, Membership.Role.CASEWORKER)
    staff.describe_work(second.memberships.get(), languages="Ukraiński, rosyjski", most_families=5, by=third)
    staff.describe_work(third.memberships.get(), languages="ukraiński", most_families=0, by=second)
    found = [(one.who.user.name, one.reasons) for one in queries.candidates(case, today)]
    assert found == [
        ("Anna Druga", ("mówi: ukraiński", "0 rodzin z 5")),
        ("Jan Testowy", ("nie zna języka rodziny", "0 rodzin")),
        ("Jan Trzeci", ("mówi: ukraiński", "0 rodzin", "osiągnięta liczba rodzin")),
    ]


def test_many_cases_go_with_an_act_for_each(centre, caseworker, second, head, case):
    amina = member("Amina", family="Sadig", received=REFUGEE_COPIES)
    other = running(centre, caseworker, head, amina).case
    handed = actions.hand_over_many([case, other], second, by=head)
    assert {one.state for one in handed} == {"offered"}
    assert {one.signed_by for one in handed} == {head}


def test_a_case_that_cannot_go_is_named_and_keeps_the_others_from_going(
    centre, caseworker, second, head, case
):
    other = running(centre, caseworker, head, member("Amina", family="Sadig", received=REFUGEE_COPIES)).case
    actions.prepare(case, to_worker=second, by=caseworker)
    with pytest.raises(ValidationError) as refused:
        actions.hand_over_many([other, case], second, by=head)
    said = " ".join(refused.value.messages)
    assert f"{case.number}: Ta sprawa jest już przekazywana" in said
    assert f"{other.number}:" not in said
    assert not other.handovers.exists()
