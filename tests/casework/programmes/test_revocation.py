"""Revocation of the grant for some of a family: four reasons, execution, the decision for the others."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.decisions.actions import deliver, submit
from kladka.casework.decisions.models import Decision
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes import queries, withholding_queries
from kladka.casework.programmes import withholding_actions as withholding
from kladka.casework.programmes.models import Revocation
from kladka.casework.programmes.revocation_actions import carry_out, draft_revocation
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import ISSUED_ON, OLENA, SOFIJA, running, withheld

DAY = datetime.date
TARAS = member("Taras", relation="child", received=REFUGEE_COPIES)


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA, TARAS)


@pytest.fixture
def people(programme):
    return [one.person for one in programme.application.people.order_by("pk")]


def draft(programme, people, by, **changes):
    details = {"ground": "convicted", "facts": "Wyrok z 3.01.2027.", "starts": DAY(2027, 1, 15)}
    return draft_revocation(programme, people=people, by=by, **(details | changes))


def issued(decision, worker, head, on=DAY(2027, 1, 10)):
    return issue(submit(decision, by=worker), head, on=on)


def cash(programme, month):
    due = queries.dues(queries.loaded(programme.key), month=month)
    return {one.person.given_names: one.cash_pln for one in due}


def test_one_step_drafts_the_revocation_and_the_decision_for_the_others(programme, people, caseworker):
    revocation, others = draft(programme, people[:1], caseworker)
    assert (revocation.kind, others.kind) == (Decision.Kind.REVOKE, Decision.Kind.REMAINING)
    assert [party["name"] for party in others.content["parties"]] == ["Sofija Kowalczuk", "Taras Kowalczuk"]
    # Months 4–6 whole and 7–12 at 90 % of 70 % of 1679 zł: the family of two that stays.
    assert [line["monthly"] for line in others.content["amounts"]] == ["1175.30", "1057.77"] * 2
    assert others.content["amounts"][0]["starts"] == "2027-02-01"


def test_the_amounts_of_the_others_may_also_stay_as_agreed_and_both_are_shown(programme, people, caseworker):
    smaller, same = withholding_queries.remaining_results(programme, people[:1], DAY(2027, 1, 15))
    # Two persons, 3 months at 1175,30 and 6 at 1057,77, against 1007,40 and 950,00 (the statutory minimum).
    assert smaller.pln == 2 * (3 * Decimal("1175.30") + 6 * Decimal("1057.77"))
    assert same.pln == 2 * (3 * Decimal("1007.40") + 6 * Decimal("950.00"))
    _, others = draft(programme, people[:1], caseworker, size="same")
    assert [line["monthly"] for line in others.content["amounts"]] == ["1007.40", "950.00"] * 2


def test_the_effect_waits_for_the_execution_and_the_others_get_more_when_the_person_has_left(
    programme, people, caseworker, head
):
    revocation, others = draft(programme, people[:1], caseworker)
    with pytest.raises(ValidationError, match="Najpierw wydaj decyzję o uchyleniu"):
        issued(others, caseworker, head)
    others.refresh_from_db()
    assert (others.state, Revocation.objects.count()) == (Decision.State.SUBMITTED, 0)
    issued(revocation, caseworker, head)
    issue(others, head, on=DAY(2027, 1, 10))
    with pytest.raises(ValidationError, match="nie można jeszcze wykonać"):
        carry_out(revocation, on=DAY(2027, 1, 20), by=caseworker)
    assert cash(programme, DAY(2027, 3, 1))["Olena"] == Decimal("1007.40")
    deliver(revocation, method="in_person", on=DAY(2027, 1, 11), by=caseworker)  # appeal until 25.01
    carry_out(revocation, on=DAY(2027, 1, 26), by=caseworker)
    # 1007,40 ÷ 31 × 25
    assert cash(programme, DAY(2027, 1, 1))["Olena"] == Decimal("812.42")
    assert cash(programme, DAY(2027, 3, 1)) == {"Sofija": Decimal("1175.30"), "Taras": Decimal("1175.30")}
    programme.refresh_from_db()
    assert programme.state == "running"
    left = programme.application.people.get(person=people[0])
    assert (left.active, left.covered_until) == (False, DAY(2027, 1, 25))


def test_a_revocation_for_everybody_ends_the_programme_and_the_case_with_their_deadlines(
    programme, people, caseworker, head
):
    revocation, others = draft(programme, people, caseworker, immediate_reason="ważny interes społeczny")
    assert others is None
    issued(revocation, caseworker, head)
    programme.refresh_from_db()
    programme.case.refresh_from_db()
    assert (programme.state, programme.case.state) == ("ended", "ended")
    assert programme.case.aid_until == DAY(2027, 1, 14)
    waiting = programme.case.deadlines.filter(done_on=None, kind__in=["monitoring", "programme_end"])
    assert not waiting.exists()
    assert not programme.application.people.filter(active=True).exists()
    assert cash(programme, DAY(2027, 2, 1)) == {}
    # 1007,40 ÷ 31 × 14
    assert set(cash(programme, DAY(2027, 1, 1)).values()) == {Decimal("454.95")}


def test_a_cause_that_persists_needs_a_withholding_before(programme, people, caseworker, head):
    with pytest.raises(ValidationError, match="wymaga wcześniejszego wstrzymania"):
        draft(programme, people[:1], caseworker, ground="cause_persists")
    withheld(programme, caseworker, head, ends=DAY(2026, 12, 30))
    revocation, _ = draft(programme, people[:1], caseworker, ground="cause_persists")
    assert "art. 95 ust. 3" in revocation.content["decided"]


def test_repetition_after_a_resumption_is_proposed_from_the_history(programme, people, caseworker, head):
    first = withheld(programme, caseworker, head)
    withholding.resume(first, on=DAY(2026, 12, 5), by=caseworker)
    withheld(programme, caseworker, head, starts=DAY(2027, 2, 1), ends=DAY(2027, 2, 20))
    found = withholding_queries.proposals_of(queries.loaded(programme.key), DAY(2027, 2, 3))
    assert [(person, one.code) for person, one in found] == [(people[0], "repeated")]
    revocation, _ = draft(programme, people[:1], caseworker, ground="repeated")
    assert "art. 95 ust. 4 pkt 1" in revocation.content["decided"]


def test_a_person_is_revoked_once(programme, people, caseworker, head):
    revocation, others = draft(programme, people[:1], caseworker)
    issued(revocation, caseworker, head)
    issued(others, caseworker, head)
    with pytest.raises(ValidationError, match="już uchylono"):
        draft(programme, people[:1], caseworker)
    assert Revocation.objects.count() == 1


def test_the_pages_draft_show_and_carry_out(client, programme, people, caseworker, head):
    client.force_login(caseworker)
    base = f"/sprawy/{programme.case.key}/program/"
    assert "Kwoty pozostałych osób" in client.get(f"{base}uchyl/?osoba={people[0].key}").content.decode()
    data = {
        "people": [people[0].key], "ground": "status_lost", "facts": "Decyzja ostateczna",
        "starts": ISSUED_ON.isoformat(), "execution": "stated", "size": "smaller",
    }  # fmt: skip
    page = client.post(f"{base}uchyl/", data, follow=True).content.decode()
    assert page.count("Projekt: ") == 2
    revocation = Decision.objects.get(case=programme.case, kind="revoke")
    issued(revocation, caseworker, head, on=ISSUED_ON)
    page = client.get(f"{base}wstrzymania/").content.decode()
    assert "utrata statusu" in page and "bez pomocy od 20.11.2026" in page
    page = client.post(f"{base}wykonaj/{revocation.key}/", follow=True).content.decode()
    assert "Uchylenie wobec tych osób już wykonano" in page
