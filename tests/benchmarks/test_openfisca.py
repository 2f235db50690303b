"""Druga implementacja: an OpenFisca package written apart from the engine gives the same grosze."""

from datetime import date

import pytest

pytest.importorskip("openfisca_core", reason="openfisca-core is a dependency of benchmarks only")

from benchmarks._agreement import READINGS, compare, differing, people_of
from benchmarks.openfisca import IpiSystem, ask, build
from kladka.simulation.scenario import Window


def test_two_thousand_person_years_agree_to_the_grosz():
    assert compare(2_000, seed=100) == (0, 2_000 * 12)


@pytest.mark.parametrize("readings", READINGS, ids=str)
def test_each_reading_agrees_in_the_year_of_the_newest_figures(readings):
    people = people_of(400, 7, 2026)
    assert differing(people, readings, Window(date(2026, 1, 1), 12)) == (0, 400 * 12)


def test_the_twin_answers_in_whole_grosze():
    simulation = build(
        IpiSystem(), people_of(300, 3, 2026), late_counts=False, regulation_base=False, floor=True
    )
    (answers,) = ask(simulation, ["2026-03"])
    assert answers.cash.dtype == answers.health.dtype == "int64"
    assert set(answers.health.tolist()) == {0, 11061}
    assert answers.cash.max() == 167900
