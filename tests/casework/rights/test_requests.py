"""Requests of persons: a month, once two more, an answer; the term stands on „Dziś”."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.rights import actions
from kladka.casework.rights.models import RightsRequest
from tests.casework.intake.families import filed

RECEIVED = datetime.date(2026, 1, 31)


@pytest.fixture
def case(centre, caseworker):
    return filed(centre, caseworker).case


@pytest.fixture
def asked(case, centre, head):
    return actions.receive_request(
        centre,
        kind="access",
        requester="Olena",
        contact="",
        text="",
        received_on=RECEIVED,
        case=case,
        by=head,
    )


def test_the_answer_is_due_in_a_month_and_the_term_stands_with_those_of_the_case(asked, case):
    assert asked.due_on == datetime.date(2026, 2, 28)
    assert case.deadlines.get(kind="rights").day == asked.due_on


def test_the_term_is_extended_once_by_two_months_within_the_first_month(asked, case, head):
    actions.extend_request(asked, reason="Wiele żądań", on=datetime.date(2026, 2, 20), by=head)
    assert asked.due_on == datetime.date(2026, 4, 30)
    assert case.deadlines.get(kind="rights", done_on=None).day == asked.due_on
    with pytest.raises(ValidationError, match="raz"):
        actions.extend_request(asked, reason="Znowu", on=datetime.date(2026, 2, 21), by=head)


def test_after_the_month_it_is_too_late_to_extend(asked, head):
    with pytest.raises(ValidationError, match="minął"):
        actions.extend_request(asked, reason="Wiele żądań", on=datetime.date(2026, 3, 1), by=head)


def test_an_answer_ends_the_term_and_is_given_once(asked, case, head):
    actions.answer_request(asked, outcome="done", answer="Wydano kopię", on=RECEIVED, by=head)
    assert case.deadlines.get(kind="rights").done_on == RECEIVED
    with pytest.raises(ValidationError, match="już odpowiedziano"):
        actions.answer_request(asked, outcome="refused", answer="x", on=RECEIVED, by=head)


def test_a_request_is_entered_extended_and_answered_on_its_pages(client, case, head):
    client.force_login(head)
    typed = {
        "kind": "access",
        "requester": "Olena Kowalczuk",
        "received_on": "2026-11-02",
        "number": case.number,
    }
    page = client.post("/rodo/zadania/nowe/", typed, follow=True)
    found = RightsRequest.objects.get()
    assert found.case == case
    assert "2.12.2026" in page.content.decode() or "02.12.2026" in page.content.decode()
    answer = {"outcome": "done", "answer": "Wydano", "on": "2026-11-20"}
    client.post(f"/rodo/zadania/{found.key}/odpowiedz/", answer)
    found.refresh_from_db()
    assert (found.outcome, found.answered_on) == ("done", datetime.date(2026, 11, 20))
    assert "odpowiedziano" in client.get("/rodo/zadania/").content.decode()


def test_a_number_that_no_case_has_is_said_and_nothing_is_lost(client, head):
    client.force_login(head)
    typed = {"kind": "access", "requester": "Olena", "received_on": "2026-11-02", "number": "X.1"}
    page = client.post("/rodo/zadania/nowe/", typed)
    assert page.status_code == 422
    assert "Nie ma sprawy o tym znaku" in page.content.decode()
    assert 'value="Olena"' in page.content.decode()
