"""Sprawy: every case of tests/law/cases, written by hand from the law, against the engine."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from kladka.law import polish
from kladka.law.explain import explain
from kladka.law.facts import facts_in
from kladka.law.located import Located
from kladka.law.terms import term_in_days, term_in_months

CASES = Path(__file__).parent / "cases"
FACTS = ("programme", "application", "readings", "person", "withheld", "apart")


def _all(kind):
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text()).get(kind, []), start=1):
            found.append(pytest.param(case, id=f"{path.stem}-{number}"))
    return found


def _numbers(span):
    first, _, last = span.partition("-")
    return range(int(first), int(last or first) + 1)


def _amounts(explanation, figure, spans_by_person):
    """The amounts that the engine gives for the months that the case speaks of."""
    lines = {
        (month.number, person.id): polish.amount(getattr(person, figure))
        for month in explanation.months
        for person in month.people
    }
    return {
        person: {span: {lines.get((number, person)) for number in _numbers(span)} for span in spans}
        for person, spans in spans_by_person.items()
    }


def _expected(spans_by_person):
    return {
        person: {span: {amount} for span, amount in spans.items()}
        for person, spans in spans_by_person.items()
    }


def _found(explanation):
    """What the engine says about each thing that a case may state."""
    months = explanation.months
    return {
        "eligible": explanation.eligible,
        "reasons": [f"{one.code}: {one.person}: {one.provision}" for one in explanation.reasons],
        "warnings": [one.code for one in explanation.warnings],
        "months": [months[0].month, months[-1].month] if months else [],
        "numbers": [months[0].number, months[-1].number] if months else [],
        "deadline": {one.what: [str(one.raw_day), str(one.day)] for one in explanation.deadlines},
        "totals": {
            name: polish.amount(getattr(explanation.totals, name)) for name in ("cash", "health", "all")
        },
    }


@pytest.mark.parametrize("case", _all("case"))
def test_the_engine_gives_what_the_case_states(case):
    facts = facts_in(Located(case["title"], {key: case[key] for key in FACTS if key in case}, {}))
    explanation, expect = explain(facts), dict(case["expect"])
    for figure in ("cash", "cash_by_share", "health"):
        if stated := expect.pop(figure, None):
            assert _amounts(explanation, figure, stated) == _expected(stated)
    found = _found(explanation)
    if "deadline" in expect:
        found["deadline"] = {what: found["deadline"][what] for what in expect["deadline"]}
    assert {key: found[key] for key in expect} == expect


@pytest.mark.parametrize("term", _all("term"))
def test_a_term_ends_on_the_stated_day(term):
    count = term_in_months if "months" in term else term_in_days
    ends = count(term["event"], term.get("months") or term["days"], provision="KPA art. 57")
    assert (ends.raw_day, ends.day) == (term["raw_day"], term["day"])


def test_there_are_at_least_eighty_cases():
    assert len(_all("case")) >= 80


def test_every_case_names_its_provision():
    assert all(param.values[0]["provision"] and param.values[0]["title"] for param in _all("case"))


def test_the_cases_reach_every_base_since_2012():
    filed = {param.values[0]["application"]["filed_on"].year for param in _all("case")}
    assert {2013, 2016, 2019, 2022, 2025} <= filed
    assert max(filed) >= date(2026, 1, 1).year
