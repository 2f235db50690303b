"""Własności: what holds for every family, whatever its facts and the readings."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kladka.law.book import Reform, enacted_book
from kladka.law.columns import NEVER, day_number
from kladka.law.engine import blocks, evaluate
from kladka.law.explain import explain
from tests.law.families import facts

REFORMS = sorted((Path(__file__).parents[2] / "examples" / "reforms").glob("*.toml"))
MONTHS = [date(2025 + number // 12, number % 12 + 1, 1) for number in range(24)]
FIGURES = ("cash", "cash_by_share", "health", "family_size", "paid_days", "eligible")


@given(facts())
@settings(max_examples=150, deadline=None)
def test_no_amount_is_negative_and_none_exceeds_the_ceiling(case):
    for month in explain(case).months:
        for person in month.people:
            assert 0 <= person.cash <= person.ceiling
            assert person.cash_by_share >= 0
            assert 0 <= person.floor <= person.ceiling
            assert person.health >= 0
            assert 0 <= person.paid_days <= 31


@given(facts())
@settings(max_examples=100, deadline=None)
def test_a_total_equals_its_parts(case):
    explanation = explain(case)
    for month in explanation.months:
        assert month.cash_total == sum(person.cash for person in month.people)
        assert month.health_total == sum(person.health for person in month.people)
    assert explanation.totals.cash == sum(month.cash_total for month in explanation.months)
    assert explanation.totals.all == explanation.totals.cash + explanation.totals.health


@given(facts())
@settings(max_examples=100, deadline=None)
def test_every_money_is_a_whole_number_of_grosz(case):
    for month in explain(case).months:
        for person in month.people:
            amounts = (person.cash, person.cash_by_share, person.health, person.floor, person.ceiling)
            assert all(type(amount) is int for amount in amounts)


@given(facts())
@settings(max_examples=60, deadline=None)
def test_the_months_are_at_most_twelve_unless_withheld_time_extends_them(case):
    months = explain(case).months
    assert all(month.number >= 1 for month in months)
    if not case.readings.extension:
        assert all(month.number <= 12 for month in months)


@given(facts(), st.sampled_from(REFORMS))
@settings(max_examples=60, deadline=None)
def test_a_reform_never_changes_the_enacted_book(case, path):
    book = enacted_book()
    before = explain(case, book=book).as_json
    first, version = before(), book.version
    explain(case, book=book.with_reform(Reform.read(path, book))).as_json()
    assert explain(case, book=book).as_json() == first
    assert enacted_book().version == version


def _population(seed, rows=400):
    random = np.random.default_rng(seed)
    filed = day_number(date(2025, 1, 1)) + random.integers(0, 500, rows)
    withheld = random.random(rows) < 0.2
    starts = np.where(withheld, filed + random.integers(0, 300, rows), NEVER)
    return {
        "household": np.sort(random.integers(0, rows // 2, rows)).astype(np.int32),
        "status": random.integers(0, 7, rows).astype(np.int8),
        "filed_on": filed.astype(np.int32),
        "decision_delivered_on": (filed - random.integers(0, 90, rows)).astype(np.int32),
        "covered_until": np.where(
            random.random(rows) < 0.3, filed + random.integers(0, 400, rows), NEVER
        ).astype(np.int32),
        "withheld_from": starts.astype(np.int32),
        "withheld_until": np.where(withheld, starts + random.integers(0, 60, rows), NEVER).astype(np.int32),
    }


def _of(columns, part):
    return {name: column[part] for name, column in columns.items()}


@given(st.integers(0, 1000), st.integers(1, 500))
@settings(max_examples=25, deadline=None)
def test_the_size_of_the_blocks_changes_nothing(seed, rows):
    columns = _population(seed)
    whole = evaluate(columns, MONTHS, figures=FIGURES)
    parts = [
        evaluate(_of(columns, part), MONTHS, figures=FIGURES) for part in blocks(columns["household"], rows)
    ]
    for figure in FIGURES:
        joined = np.concatenate([part[figure] for part in parts], axis=-1)
        assert np.array_equal(joined, whole[figure]), figure


@pytest.mark.parametrize("threads", [2, 5])
def test_the_number_of_threads_changes_nothing(threads):
    columns = _population(7, 4000)
    parts = list(blocks(columns["household"], 300))
    whole = evaluate(columns, MONTHS)["cash"].sum()
    with ThreadPoolExecutor(threads) as pool:
        sums = list(pool.map(lambda part: evaluate(_of(columns, part), MONTHS)["cash"].sum(), parts))
    assert sum(sums) == whole > 0


@given(st.integers(0, 1000), st.integers(1, 300))
@settings(max_examples=25, deadline=None)
def test_blocks_cover_every_row_once_and_split_no_household(seed, rows):
    household = _population(seed)["household"]
    cut = list(blocks(household, rows))
    assert np.array_equal(np.concatenate([household[part] for part in cut]), household)
    assert all(household[one.stop - 1] != household[two.start] for one, two in pairwise(cut))


@given(facts())
@settings(max_examples=60, deadline=None)
def test_one_family_gets_what_it_would_get_among_millions(case):
    """The trace computes all months at once, a population month by month: two ways, one law."""
    explanation = explain(case)
    months = [month.first for month in explanation.months]
    if not months:
        return
    columns = case.columns()
    together = evaluate(columns, months, readings=case.readings, figures=("cash", "health", "covered"))
    for place, month in enumerate(explanation.months):
        covered = [index for index, person in enumerate(case.people) if month.person(person.id) is not None]
        assert np.flatnonzero(together["covered"][place]).tolist() == covered
        assert [together["cash"][place, index] for index in covered] == [one.cash for one in month.people]
        assert [together["health"][place, index] for index in covered] == [one.health for one in month.people]
