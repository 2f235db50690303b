"""Aid revoked after a list was counted: the list is outdated, and one that still pays is refused."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import approve, prepare_list, recalculate
from kladka.casework.benefits.actions import submit as submit_list
from kladka.casework.benefits.lines import outdated
from kladka.casework.decisions.actions import deliver, submit
from kladka.casework.issuing.actions import issue
from kladka.casework.moves import move_actions
from kladka.casework.programmes.revocation_actions import carry_out, draft_revocation
from tests.casework.benefits.build import ACCOUNT, DAY
from tests.casework.moves.test_move import allowed, there  # noqa: F401
from tests.casework.programmes.build import OLENA, SOFIJA, running

FEBRUARY = DAY(2027, 2, 1)
OPENING = DAY(2027, 1, 10)


@pytest.fixture
def programme(centre, caseworker, head):
    programme = running(centre, caseworker, head, OLENA, SOFIJA)
    on = DAY(2026, 11, 20)
    set_account(programme.case, method="transfer", holder="Olena", account=ACCOUNT, on=on, by=caseworker)
    return programme


def revoked(programme, caseworker, head, **more):
    """The decisions that revoke the aid of Olena and grant it to Sofija, both drafted; the first issued."""
    olena = programme.application.people.order_by("pk").first().person
    told = {"ground": "convicted", "facts": "Wyrok z 3.01.2027.", "starts": DAY(2027, 1, 15)} | more
    revocation, others = draft_revocation(programme, people=[olena], by=caseworker, **told)
    return issue(submit(revocation, by=caseworker), head, on=OPENING), others


def names(found):
    return sorted(line.person_name for line, _ in found)


def test_who_left_by_a_revocation_and_who_gets_more_make_a_draft_list_outdated(
    centre, programme, caseworker, head, accountant
):
    draft = prepare_list(centre, FEBRUARY, by=accountant)
    _, others = revoked(programme, caseworker, head, immediate_reason="ważny interes społeczny")
    assert names(outdated(draft)) == ["Olena Kowalczuk"]
    draft = recalculate(draft, by=accountant)
    issue(submit(others, by=caseworker), head, on=OPENING)
    assert names(outdated(draft)) == ["Sofija Kowalczuk"]
    with pytest.raises(ValidationError, match="zmieniło się, co się komu należy"):
        submit_list(draft, by=accountant)


def test_a_move_makes_a_draft_list_of_the_old_centre_outdated(
    centre, programme, caseworker, head, accountant, there  # noqa: F811
):  # fmt: skip
    draft = prepare_list(centre, DAY(2027, 6, 1), by=accountant)
    decision = move_actions.draft_revocation(allowed(programme, caseworker, there), by=caseworker)
    issue(submit(decision, by=caseworker), head, on=DAY(2027, 5, 4))
    assert names(outdated(draft)) == ["Olena Kowalczuk", "Sofija Kowalczuk"]


def test_a_revocation_nobody_carried_out_stands_among_the_tasks_and_stops_the_list(
    client, centre, programme, caseworker, head, accountant
):
    decision, _ = revoked(programme, caseworker, head)
    deliver(decision, method="in_person", on=DAY(2027, 1, 11), by=caseworker)  # appeal until 25.01
    task = programme.case.deadlines.get(kind="revocation", done_on=None)
    assert (task.day, task.label) == (DAY(2027, 1, 26), f"Wykonaj uchylenie: decyzja {decision.number}")
    with time_machine.travel(datetime.datetime(2027, 1, 20, 9, tzinfo=datetime.UTC), tick=False):
        draft = submit_list(prepare_list(centre, FEBRUARY, by=accountant), by=accountant)
    with time_machine.travel(datetime.datetime(2027, 2, 8, 9, tzinfo=datetime.UTC), tick=False):
        client.force_login(caseworker)
        assert task.label in client.get("/").content.decode()
        with pytest.raises(ValidationError) as error:
            approve(draft, by=head)
        named = f"Olena Kowalczuk, sprawa {programme.case.number} (bez pomocy od 26.01.2027)"
        assert named in str(error.value)
        carry_out(decision, on=DAY(2027, 2, 8), by=caseworker)
        with pytest.raises(ValidationError, match="zmieniło się, co się komu należy"):
            approve(draft, by=head)
    task.refresh_from_db()
    assert task.done_on == DAY(2027, 2, 8)
