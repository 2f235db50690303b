"""Symulacja: the population gets what `kladka explain` gives each family, and sums are sums."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kladka.law.book import Reform, enacted_book
from kladka.law.explain import explain
from kladka.law.facts import Facts, PersonFacts, Withheld
from kladka.law.readings import Readings
from kladka.simulation.amounts import amounts_frame
from kladka.simulation.people import open_people
from kladka.simulation.population import population
from kladka.simulation.progress import Progress
from kladka.simulation.scenario import Scenario, Window
from kladka.simulation.simulate import How, Tally, added, by_every_person, by_profiles

YEAR = Window(date(2026, 1, 1), 12)
LATE_OUT = Readings(late="leave_out")
QUIET = Progress("", 0, shown=False)
LONGER = """
[reform]
title = "Osiemnaście miesięcy pomocy"
reason = "Rok nie wystarcza na naukę języka i pracę."
proposed_by = "test"

[[figure.length_months.values]]
since = 2025-01-01
value = 18
"""
NO_TERM = """
[reform]
title = "Bez terminu na wniosek"
reason = "Rodziny nie wiedzą o terminie."
proposed_by = "test"
rules = ["no_application_term"]
"""
DEARER = """
[reform]
title = "Wyższa górna granica od lipca"
reason = "Ceny rosną."
proposed_by = "test"

[[figure.verified_maximum.values]]
since = 2026-07-01
value = "1800.00"
"""


@pytest.fixture(scope="module")
def people(tmp_path_factory) -> Path:
    """6,000 synthetic persons."""
    path = tmp_path_factory.mktemp("people") / "ludzie.parquet"
    pl.concat(list(population(6_000, 11))).write_parquet(path, row_group_size=1_000)
    return path


def scenario(readings: Readings = LATE_OUT, window: Window = YEAR, reform: str = "") -> Scenario:
    book = enacted_book()
    if reform:
        book = book.with_reform(Reform.from_text(reform))
    return Scenario(book.for_programme("pl-ipi"), readings, window)


def shown(tally: Tally) -> tuple:
    """A tally as something that can be compared whole."""
    outcomes = [
        (one.covered, one.outside, one.late, one.left_out, one.months.tolist()) for one in tally.outcomes
    ]
    return tally.persons, tally.households, tally.gainers, tally.losers, outcomes


def totals(path: Path, *scenarios: Scenario, how: How = How()) -> Tally:
    return by_profiles(open_people(path), scenarios, how, QUIET)


def every(path: Path, *scenarios: Scenario, how: How = How()) -> tuple[Tally, pl.DataFrame]:
    """Totals by every person, and the amounts."""
    months = scenarios[0].window.names
    parts = list(by_every_person(open_people(path), scenarios, how, QUIET))
    frames = [amounts_frame(block, amounts, months) for block, amounts, _ in parts]
    return added(tally for _, _, tally in parts), pl.concat(frames)


READINGS = [
    LATE_OUT,
    Readings(),
    replace(LATE_OUT, base="regulation", floor=False),
    replace(LATE_OUT, resumption="month"),
    replace(LATE_OUT, first_month="days"),
    replace(LATE_OUT, extension=True),
    replace(LATE_OUT, start="complete"),
]
WINDOWS = [YEAR, Window(date(2025, 3, 1), 1), Window(date(2026, 11, 1), 30), Window(date(2031, 1, 1), 2)]


@pytest.mark.parametrize("readings", READINGS, ids=str)
@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window.first}+{window.months}")
def test_profiles_give_the_same_grosze_as_every_person(people, readings, window):
    chosen = scenario(readings, window)
    assert shown(totals(people, chosen)) == shown(every(people, chosen)[0])


@pytest.mark.parametrize("reform", [LONGER, NO_TERM, DEARER])
def test_profiles_count_gainers_and_losers_as_every_person_does(people, reform):
    both = (scenario(), scenario(reform=reform))
    tally = totals(people, *both)
    assert shown(tally) == shown(every(people, *both)[0])
    assert tally.gainers > 0


@pytest.mark.parametrize("reform", [LONGER, NO_TERM, DEARER])
def test_a_reform_never_changes_the_enacted_result(people, reform):
    alone = shown(totals(people, scenario()))
    beside = shown(totals(people, scenario(), scenario(reform=reform)))
    again = shown(totals(people, scenario()))
    assert beside[4][0] == alone[4][0] == again[4][0]
    assert beside[4][1] != alone[4][0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(block=some.integers(1, 8_000), threads=some.integers(1, 4), together=some.integers(1, 9))
def test_block_size_and_threads_change_nothing(people, block, threads, together):
    how = How(block=max(block, 150), threads=threads, together=together)
    both = (scenario(), scenario(reform=LONGER))
    assert shown(totals(people, *both, how=how)) == shown(totals(people, *both))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(block=some.integers(150, 8_000), threads=some.integers(1, 4))
def test_block_size_and_threads_change_no_amount_of_any_person(people, block, threads):
    tally, amounts = every(people, scenario(), how=How(block=block, threads=threads))
    expected, all_amounts = every(people, scenario())
    assert shown(tally) == shown(expected)
    assert amounts.equals(all_amounts)


def test_persons_add_up_to_the_totals(people):
    tally, amounts = every(people, scenario())
    by_month = amounts.group_by("month").agg(pl.len(), pl.col("cash", "health").sum()).sort("month")
    assert by_month.select("len", "cash", "health").to_numpy().T.tolist() == tally.outcomes[0].months.tolist()
    assert amounts["person"].n_unique() == tally.outcomes[0].covered


def test_everybody_is_covered_outside_the_window_or_left_out_for_one_reason(people):
    for readings in (LATE_OUT, Readings()):
        tally = totals(people, scenario(readings))
        outcome = tally.outcomes[0]
        counted = outcome.covered + outcome.outside + sum(outcome.left_out.values())
        assert counted == tally.persons == 6_000


def test_late_applications_are_left_out_or_kept(people):
    dropped = totals(people, scenario(LATE_OUT)).outcomes[0]
    kept = totals(people, scenario(Readings())).outcomes[0]
    assert dropped.late == kept.late == dropped.left_out["late_application"] > 0
    assert "late_application" not in kept.left_out
    assert kept.months.sum() > dropped.months.sum()


def test_without_the_term_nobody_is_late(people):
    outcome = totals(people, scenario(), scenario(reform=NO_TERM)).outcomes[1]
    assert outcome.late == 0
    assert outcome.left_out.get("late_application", 0) == 0


def facts_of(rows: list[dict], readings: Readings) -> Facts:
    """One household of the population as the facts of one application."""
    persons = tuple(
        PersonFacts(
            id=str(row["person"]),
            born=row["born"],
            status=row["status"],
            relation=row["relation"],
            decision_delivered_on=row["decision_delivered_on"],
            spouse_of_polish_citizen=row["spouse_of_polish_citizen"],
            covered_until=row["ends_on"],
        )
        for row in rows
    )
    withheld = tuple(
        Withheld(str(row["person"]), "misuse", row["withheld_from"], row["withheld_until"])
        for row in rows
        if row["withheld_from"]
    )
    return Facts(
        filed_on=rows[0]["filed_on"],
        people=persons,
        left_reception_centre_on=rows[0]["left_reception_centre_on"],
        withheld=withheld,
        readings=readings,
    )


def explained(rows: list[dict], readings: Readings) -> list[tuple]:
    """Amounts of the family within the window by `explain`, one line a person and month."""
    found = explain(facts_of(rows, readings))
    return [
        (int(one.id), month.month, one.cash, one.cash_by_share, one.health)
        for month in found.months
        if month.month in YEAR.names
        for one in month.people
    ]


def families(path: Path) -> list[list[dict]]:
    """Households that filed one application, those with something unusual about them first."""
    parts = pl.read_parquet(path).partition_by("household")
    same = ("filed_on", "left_reception_centre_on")
    whole = [part for part in parts if all(part[name].n_unique() == 1 for name in same)]
    filed = [part for part in whole if part["filed_on"][0] is not None]
    unusual = ("withheld_from", "ends_on", "left_reception_centre_on")
    filed.sort(key=lambda part: -sum(part[name].null_count() < part.height for name in unusual))
    return [part.to_dicts() for part in filed[:450]]


@pytest.mark.parametrize("readings", READINGS[1:2] + [replace(one, late="keep") for one in READINGS[2:6]])
def test_the_population_gets_what_explain_gives_each_family(people, readings):
    _, amounts = every(people, scenario(readings))
    chosen = families(people)
    assert sum(any(row["withheld_from"] for row in rows) for rows in chosen) > 50
    by_person = amounts.sort("person", "month").partition_by("household", as_dict=True)
    columns = ("person", "month", "cash", "cash_by_share", "health")
    for rows in chosen:
        mine = by_person.get((rows[0]["household"],), amounts.head(0))
        assert sorted(mine.select(columns).rows()) == sorted(explained(rows, readings)), rows


def test_a_late_family_gets_nothing_when_late_ones_are_left_out(people):
    _, amounts = every(people, scenario(LATE_OUT))
    paid = set(amounts["household"])
    late = [rows for rows in families(people) if _late(rows)]
    assert len(late) > 5
    assert not paid & {rows[0]["household"] for rows in late}


def _late(rows: list[dict]) -> bool:
    warnings = explain(facts_of(rows, Readings())).warnings
    return {row["person"] for row in rows} == {
        int(one.person) for one in warnings if one.code == "late_application"
    }


def test_part_of_a_month_is_paid_by_days(tmp_path):
    """1679 zł ÷ 31 × 13 = 704.10 zł and 1679 zł ÷ 30 × 13 = 727.57 zł (law.md 2.4)."""
    frame = pl.DataFrame(
        {
            "household": [1, 2, 3],
            "person": [1, 2, 3],
            "status": ["refugee", "subsidiary", "family_permit"],
            "born": [date(1990, 1, 1)] * 3,
            "decision_delivered_on": [date(2026, 2, 20)] * 3,
            "filed_on": [date(2026, 3, 9)] * 3,
            "left_reception_centre_on": [None, None, date(2026, 4, 2)],
            "ends_on": [date(2026, 3, 13), date(2026, 4, 13), None],
            "withheld_from": [None, None, date(2026, 4, 1)],
            "withheld_until": [None, None, date(2026, 4, 30)],
        }
    ).with_columns(
        pl.col("left_reception_centre_on", "ends_on", "withheld_from", "withheld_until").cast(pl.Date)
    )
    path = tmp_path / "troje.parquet"
    frame.write_parquet(path)
    _, amounts = every(path, scenario(window=Window(date(2026, 3, 1), 2)))
    assert amounts.select("person", "month", "cash", "health").rows() == [
        (1, "2026-03", 70410, 11061),
        (2, "2026-03", 167900, 11061),
        (2, "2026-04", 72757, 11061),
        (3, "2026-04", 0, 0),
    ]


def test_sums_do_not_depend_on_the_order_of_households(people, tmp_path):
    frame = pl.read_parquet(people)
    order = np.random.default_rng(3).permutation(frame["household"].max()) + 1
    renamed = frame.with_columns(household=pl.Series(order[frame["household"].to_numpy() - 1]))
    path = tmp_path / "inny.parquet"
    renamed.sort("household", "person").write_parquet(path)
    assert shown(totals(path, scenario())) == shown(totals(people, scenario()))
