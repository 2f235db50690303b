"""Czynności: what the law allows a person to do, and why not."""

from datetime import date

import pytest

from kladka.law import acts
from kladka.law.facts import DEPRIVED, GROUNDS, Facts, PersonFacts
from kladka.law.withholding import Spell, may_revoke


def _said(outcome):
    (reason,) = outcome.reasons
    return outcome.allowed, reason.code, reason.provision


@pytest.mark.parametrize(
    ("ground", "starts", "ends", "stay", "expected"),
    [
        (
            "breach_of_duties",
            date(2026, 4, 1),
            date(2026, 4, 30),
            None,
            (True, "may_withhold", "ups art. 95 ust. 1 pkt 1"),
        ),
        (
            "breach_of_duties",
            date(2026, 4, 1),
            date(2026, 5, 1),
            None,
            (False, "withheld_too_long", "ups art. 95 ust. 1 pkt 1"),
        ),
        ("misuse", date(2026, 4, 1), None, None, (False, "end_needed", "ups art. 95 ust. 1 pkt 2")),
        (
            "untrue_information",
            date(2026, 4, 1),
            None,
            None,
            (True, "may_withhold", "ups art. 95 ust. 1 pkt 3"),
        ),
        (
            "health_facility",
            date(2026, 4, 30),
            None,
            date(2026, 4, 1),
            (False, "stay_too_short", "ups art. 95 ust. 1 pkt 4"),
        ),
        (
            "health_facility",
            date(2026, 5, 1),
            None,
            date(2026, 4, 1),
            (True, "may_withhold", "ups art. 95 ust. 1 pkt 4"),
        ),
        (
            "health_facility",
            date(2026, 5, 1),
            None,
            None,
            (False, "stay_unknown", "ups art. 95 ust. 1 pkt 4"),
        ),
        (
            "criminal_proceedings",
            date(2026, 4, 1),
            None,
            None,
            (True, "may_withhold", "ups art. 95 ust. 1 pkt 5"),
        ),
        (
            "criminal_proceedings",
            date(2026, 4, 2),
            date(2026, 4, 1),
            None,
            (False, "ends_before_start", "ups art. 95 ust. 1 pkt 5"),
        ),
        ("laziness", date(2026, 4, 1), None, None, (False, "unknown_ground", "ups art. 95 ust. 1")),
    ],
)
def test_withholding_by_ground(ground, starts, ends, stay, expected):
    assert _said(acts.may_withhold(ground, starts, ends, stay_began_on=stay)) == expected


def test_the_grounds_are_those_of_the_facts_in_the_order_of_the_statute():
    assert tuple(acts.GROUNDS) == (*GROUNDS, *DEPRIVED)
    assert [ground.provision for ground in acts.GROUNDS.values()] == [
        *(f"ups art. 95 ust. 1 pkt {point}" for point in range(1, 6)),
        "ups art. 13 ust. 2",
        "ups art. 13 ust. 1",
    ]


def test_an_outcome_is_never_a_bare_truth():
    with pytest.raises(TypeError, match="allowed"):
        bool(acts.interview_needed())


@pytest.mark.parametrize(
    ("ground", "resumes", "ceased", "expected"),
    [
        ("misuse", date(2026, 5, 1), None, (True, "may_resume", "ups art. 95 ust. 2")),
        ("untrue_information", date(2026, 5, 1), None, (False, "ground_not_ceased", "ups art. 95 ust. 2")),
        (
            "untrue_information",
            date(2026, 5, 1),
            date(2026, 5, 2),
            (False, "ground_not_ceased", "ups art. 95 ust. 2"),
        ),
        (
            "untrue_information",
            date(2026, 5, 2),
            date(2026, 5, 2),
            (True, "may_resume", "ups art. 95 ust. 2"),
        ),
        ("misuse", date(2026, 3, 1), None, (False, "before_withholding", "ups art. 95 ust. 2")),
        ("laziness", date(2026, 5, 1), None, (False, "unknown_ground", "ups art. 95 ust. 1")),
    ],
)
def test_resuming(ground, resumes, ceased, expected):
    assert _said(acts.may_resume(ground, date(2026, 4, 1), resumes, ceased_on=ceased)) == expected


DECEMBER = {"starts": date(2026, 12, 1), "ends": date(2026, 12, 30)}
RAN_OUT = Spell("misuse", **DECEMBER)
RESUMED = Spell("misuse", date(2026, 12, 1), date(2026, 12, 9), resumed_on=date(2026, 12, 10))


@pytest.mark.parametrize(
    ("ground", "starts", "history", "expected"),
    [
        ("cause_persists", date(2027, 1, 15), (), (False, "not_withheld_before", "ups art. 95 ust. 3")),
        ("cause_persists", date(2026, 12, 30), (RAN_OUT,), (False, "still_withheld", "ups art. 95 ust. 3")),
        ("cause_persists", date(2026, 12, 31), (RAN_OUT,), (True, "may_revoke", "ups art. 95 ust. 3")),
        ("cause_persists", date(2027, 1, 15), (RESUMED,), (False, "resumed", "ups art. 95 ust. 3")),
        (
            "cause_persists",
            date(2027, 1, 15),
            (Spell("untrue_information", date(2026, 12, 1)),),
            (False, "still_withheld", "ups art. 95 ust. 3"),
        ),
        (
            "repeated",
            date(2027, 1, 15),
            (Spell("criminal_proceedings", **DECEMBER),),
            (False, "not_withheld_before", "ups art. 95 ust. 4 pkt 1"),
        ),
        ("repeated", date(2027, 1, 15), (RAN_OUT,), (False, "not_resumed", "ups art. 95 ust. 4 pkt 1")),
        ("repeated", date(2026, 12, 10), (RESUMED,), (False, "not_resumed", "ups art. 95 ust. 4 pkt 1")),
        ("repeated", date(2026, 12, 11), (RESUMED,), (True, "may_revoke", "ups art. 95 ust. 4 pkt 1")),
        ("convicted", date(2027, 1, 15), (), (True, "may_revoke", "ups art. 95 ust. 4 pkt 2")),
        ("status_lost", date(2027, 1, 15), (), (True, "may_revoke", "ups art. 95 ust. 4 pkt 3")),
        ("card_expired", date(2027, 1, 15), (), (False, "unknown_ground", "ups art. 95 ust. 3 i 4")),
    ],
)
def test_revoking(ground, starts, history, expected):
    assert _said(may_revoke(ground, starts, history)) == expected


def test_moving_needs_a_declaration_and_a_proof_and_the_list_of_causes_is_open():
    assert _said(acts.may_move("work", declaration=False, proof=True))[1] == "declaration_missing"
    assert _said(acts.may_move("work", declaration=True, proof=False))[1] == "proof_missing"
    assert _said(acts.may_move("work", declaration=True, proof=True)) == (
        True,
        "may_move",
        "ups art. 94 ust. 4 pkt 1",
    )
    assert _said(acts.may_move("grandmother", declaration=True, proof=True)) == (
        True,
        "may_move",
        "ups art. 94 ust. 4",
    )


@pytest.mark.parametrize(
    ("amount", "code", "allowed"),
    [
        (95000, "within_bounds", True),
        (100740, "within_bounds", True),
        (100741, "above_ceiling", False),
        (94999, "below_floor", False),
    ],
)
def test_an_amount_lies_between_floor_and_ceiling(amount, code, allowed):
    outcome = acts.amount_between(amount, 95000, 100740)
    assert (outcome.allowed, outcome.reasons[0].code) == (allowed, code)


def test_annexes_of_each_status():
    codes = {
        status: [annex.code for annex in acts.annexes_required(status, date(2026, 1, 1))]
        for status in ("refugee", "subsidiary", "family_permit", "humanitarian")
    }
    declarations = ["voivodeship", "no_other_application", "readiness"]
    assert codes == {
        "refugee": [*declarations, "status_decision", "travel_document", "residence_card", "other"],
        "subsidiary": [*declarations, "status_decision", "residence_card", "other"],
        "family_permit": [*declarations, "status_decision", "residence_card", "other"],
        "humanitarian": [],
    }


def test_annexes_name_their_provision():
    refugee = acts.annexes_required("refugee", date(2026, 1, 1))
    assert [annex.provision for annex in refugee] == [
        "ups art. 91 ust. 5 pkt 1",
        "ups art. 91 ust. 5 pkt 2",
        "ups art. 91 ust. 5 pkt 3",
        "ups art. 91 ust. 6 pkt 1",
        "ups art. 91 ust. 6 pkt 2",
        "ups art. 91 ust. 6 pkt 3",
        "ups art. 91 ust. 8",
    ]


def _person(id, status, relation, born=date(1990, 1, 1), **more):
    return PersonFacts(id=id, born=born, status=status, relation=relation, **more)


def test_the_application_is_proposed_to_cover_those_the_law_covers():
    facts = Facts(
        filed_on=date(2026, 1, 10),
        people=(
            _person("Anna", "refugee", "applicant"),
            _person("Borys", "humanitarian", "spouse"),
            _person("Celina", "refugee", "child", date(2015, 1, 1)),
            _person("Ilja", "refugee", "child", date(2007, 1, 1)),
        ),
    )
    proposed = [(one.person, one.covered, one.reason.provision) for one in acts.coverage_proposal(facts)]
    assert proposed == [
        ("Anna", True, "ups art. 91 ust. 1"),
        ("Borys", False, "ups art. 91 ust. 1"),
        ("Celina", True, "ups art. 91 ust. 4 i 12"),
        ("Ilja", False, "ups art. 91 ust. 4"),
    ]


def test_a_refusal_needs_that_nobody_meets_article_91():
    anna, borys = _person("Anna", "none", "applicant"), _person("Borys", "refugee", "spouse")
    alone = acts.may_refuse(Facts(filed_on=date(2026, 1, 10), people=(anna,)))
    both = acts.may_refuse(Facts(filed_on=date(2026, 1, 10), people=(anna, borys)))
    assert (alone.allowed, alone.sources) == (True, ("ups art. 91 ust. 1",))
    assert (both.allowed, both.reasons[0].code) == (False, "condition_met")


def test_a_late_application_alone_is_no_ground_of_refusal():
    late = _person("Anna", "refugee", "applicant", decision_delivered_on=date(2025, 1, 1))
    assert acts.may_refuse(Facts(filed_on=date(2026, 1, 10), people=(late,))).allowed is False


def test_the_family_interview_is_not_obligatory_for_foreigners():
    assert _said(acts.interview_needed()) == (False, "interview_optional", "ups art. 106 ust. 4")
    assert acts.interview_needed(opted_in=True).allowed is False
