"""Days of withholding: what each ground opens, from which day money stops, what the history proposes."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from kladka.law.withholding import Execution, Spell, lawful_days, may_repeat, proposals

CASES = tomllib.loads((Path(__file__).parent / "withholding_days.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["days"], ids=lambda case: case["title"])
def test_the_first_and_last_lawful_day_of_a_ground(case):
    found = lawful_days(case["ground"], case["decided_on"], stay_began_on=case.get("stay_began_on"))
    assert (found.first, found.last) == (case.get("first"), case.get("last"))


@pytest.mark.parametrize("case", CASES["execution"], ids=lambda case: case["title"])
def test_the_first_day_without_money_follows_from_the_execution_of_the_decision(case):
    known = {name: case[name] for name in Execution.__dataclass_fields__ if name in case}
    assert Execution(**known).affects_from(case["stated"]) == case.get("affects_from")


@pytest.mark.parametrize("case", CASES["history"], ids=lambda case: case["title"])
def test_the_history_of_a_person_proposes_what_to_decide(case):
    found = proposals([Spell(**one) for one in case["spells"]], case["today"])
    assert [(one.code, one.on) for one in found] == [(one["code"], one["on"]) for one in case["proposes"]]


def test_only_the_first_three_grounds_repeat_and_only_after_a_resumption():
    resumed = [Spell("criminal_proceedings", date(2026, 1, 1), date(2026, 1, 9), date(2026, 1, 10))]
    assert may_repeat("misuse", resumed)
    assert not may_repeat("health_facility", resumed)
    assert not may_repeat("misuse", [Spell("misuse", date(2026, 1, 1), date(2026, 1, 9))])
