"""An appeal from a revocation gives the aid back, also when the revocation was carried out already."""

import datetime
from decimal import Decimal

import pytest

from kladka.casework.decisions.actions import deliver, submit, withdraw
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes import queries
from kladka.casework.programmes.execution_actions import record_execution
from kladka.casework.programmes.revocation_actions import carry_out, draft_revocation
from tests.casework.programmes.build import OLENA, SOFIJA, running

DAY = datetime.date
FEBRUARY = DAY(2027, 2, 1)


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA)


def revoked(programme, people, caseworker, head):
    """A revocation delivered on 11 January 2027 (appeal until the 25th) and carried out."""
    told = {"ground": "convicted", "facts": "Wyrok z 3.01.2027.", "starts": DAY(2027, 1, 15)}
    draft, others = draft_revocation(programme, people=people, by=caseworker, **told)
    if others:
        withdraw(others, by=caseworker)
    decision = issue(submit(draft, by=caseworker), head, on=DAY(2027, 1, 10))
    deliver(decision, method="in_person", on=DAY(2027, 1, 11), by=caseworker)
    carry_out(decision, on=DAY(2027, 1, 26), by=caseworker)
    return decision


def state(programme):
    """(names paid in February, state of the programme, of the case, last day of aid, days of open terms)."""
    fresh = queries.loaded(programme.key)
    due = queries.dues(fresh, month=FEBRUARY)
    terms = fresh.case.deadlines.filter(done_on=None, kind__in=["monitoring", "programme_end", "needs"])
    days = sorted(terms.values_list("kind", "day"))
    paid = sorted(one.person.given_names for one in due if one.cash_pln)
    return paid, fresh.state, fresh.case.state, fresh.case.aid_until, days


def test_an_appeal_in_time_that_arrives_after_carrying_out_gives_everything_back(programme, caseworker, head):
    people = [one.person for one in programme.application.people.order_by("pk")]
    before = state(programme)
    decision = revoked(programme, people, caseworker, head)
    assert state(programme)[:4] == ([], "ended", "ended", DAY(2027, 1, 25))
    record_execution(decision, way="appealed", on=DAY(2027, 1, 25), by=caseworker)
    assert state(programme) == before
    assert not programme.case.deadlines.filter(kind="revocation", done_on=None).exists()
    record_execution(decision, way="dismissed", on=DAY(2027, 3, 1), by=caseworker)
    assert programme.case.deadlines.get(kind="revocation", done_on=None).day == DAY(2027, 3, 1)
    carry_out(decision, on=DAY(2027, 3, 1), by=caseworker)
    assert state(programme)[:4] == (before[0], "ended", "ended", DAY(2027, 2, 28))


def test_an_appeal_that_was_allowed_ends_the_revocation_and_another_may_follow(
    client, programme, caseworker, head
):
    olena = programme.application.people.order_by("pk").first().person
    decision = revoked(programme, [olena], caseworker, head)
    assert state(programme)[0] == ["Sofija"]
    client.force_login(caseworker)
    base = f"/sprawy/{programme.case.key}/program/"
    client.post(f"{base}wykonalnosc/{decision.key}/", {"way": "upheld", "on": "2026-11-22"})
    # A decision of January cannot fall in November.
    assert state(programme)[0] == ["Sofija"]
    record_execution(decision, way="upheld", on=DAY(2027, 2, 20), by=caseworker)
    assert state(programme)[:3] == (["Olena", "Sofija"], "running", "running")
    due = queries.dues(queries.loaded(programme.key), month=DAY(2027, 1, 1))
    # All of January, not 25 days of it.
    assert {one.cash_pln for one in due if one.person == olena} == {Decimal("1175.30")}
    page = client.get(f"{base}wstrzymania/").content.decode()
    assert "Odwołanie uwzględniono 20.02.2027" in page and "Wykonaj uchylenie" not in page
    told = {"ground": "status_lost", "facts": "Decyzja", "starts": DAY(2027, 4, 1), "by": caseworker}
    draft, _ = draft_revocation(queries.loaded(programme.key), people=[olena], **told)
    assert issue(submit(draft, by=caseworker), head, on=DAY(2027, 3, 10)).revocations.count() == 1
