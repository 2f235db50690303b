"""The examples a newcomer runs first give an answer."""

from pathlib import Path

import pytest

from kladka.law.explain import explain
from kladka.law.facts import read_facts

FAMILIES = sorted((Path(__file__).parents[2] / "examples" / "families").glob("*.toml"))


@pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.stem)
def test_an_example_family_is_eligible_for_twelve_months(path):
    explanation = explain(read_facts(path))
    assert explanation.eligible
    assert [month.number for month in explanation.months] == list(range(1, 13))


def test_the_late_example_is_warned_about_and_stays_eligible():
    late = next(path for path in FAMILIES if path.stem == "late_application")
    assert "late_application" in {warning.code for warning in explain(read_facts(late)).warnings}
