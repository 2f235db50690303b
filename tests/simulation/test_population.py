"""Ludność: the same seed gives the same people, whole households, calibrated, without a name or a PESEL."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kladka.simulation.calibration import COUNTRY, draw
from kladka.simulation.population import CELL, SCHEMA, population
from kladka.simulation.population_command import main

REQUIRED = [
    "household",
    "person",
    "status",
    "born",
    "decision_delivered_on",
    "filed_on",
    "left_reception_centre_on",
    "ends_on",
    "withheld_from",
    "withheld_until",
]


def people(persons: int, seed: int = 1, **options) -> pl.DataFrame:
    return pl.concat(list(population(persons, seed, **options)))


def test_the_same_seed_gives_the_same_people():
    assert_frame_equal(people(5_000, 7), people(5_000, 7))


def test_another_seed_gives_other_people():
    assert not people(5_000, 7).equals(people(5_000, 8))


def test_more_people_begin_with_the_same_households():
    few, many = people(20_000), people(90_000)
    whole = few.filter(pl.col("household") < few["household"][-1])
    assert_frame_equal(whole, many.head(whole.height))


def test_exactly_as_many_persons_as_asked_for_come_in_rising_households():
    frame = people(CELL * 3 + 1)
    assert frame.height == CELL * 3 + 1
    assert frame["household"].is_sorted()
    assert frame["person"].to_list() == list(range(1, frame.height + 1))
    assert frame["household"].n_unique() == frame["household"][-1]


def test_columns_are_the_agreed_ones_without_names_or_pesel():
    frame = people(100)
    assert frame.columns[:10] == REQUIRED
    assert frame.columns[10:] == ["relation", "spouse_of_polish_citizen"]
    assert frame.schema == SCHEMA


def test_no_people_can_be_asked_for_but_not_fewer():
    assert list(population(0, 1)) == []
    with pytest.raises(ValueError, match="negative"):
        list(population(-1, 1))


def test_household_size_follows_the_survey():
    frame = people(60_000, mix=COUNTRY)
    mean = frame.height / frame["household"].n_unique()
    assert 2.25 < mean < 2.45  # MSNA 2023: 2.38; the curve for temporary protection has 2.35


def test_children_are_near_the_share_known_from_pesel_ukr():
    frame = people(60_000, mix=COUNTRY)
    children = (frame["born"] > date(2008, 1, 1)).mean()
    assert 0.38 < children < 0.50  # PESEL UKR 2023-02: 43 %


def test_a_parent_is_at_least_sixteen_years_older_than_every_child():
    frame = people(30_000)
    homes = frame.filter(pl.col("relation") == "child").join(
        frame.filter(pl.col("relation") == "applicant")
        .group_by("household")
        .agg(parent=pl.col("born").max()),
        on="household",
    )
    years = (homes["born"] - homes["parent"]).dt.total_days() / 365.2425
    assert years.min() > 15.9


def test_dates_keep_their_order():
    frame = people(30_000)
    assert (frame["filed_on"] >= frame["decision_delivered_on"]).drop_nulls().all()
    assert (frame["withheld_until"] >= frame["withheld_from"]).drop_nulls().all()
    assert (frame["ends_on"] > frame["filed_on"]).drop_nulls().all()


def test_those_without_a_status_have_no_decision_and_no_application():
    frame = people(30_000).filter(pl.col("status") == "none")
    assert frame.height > 100
    assert frame["decision_delivered_on"].null_count() == frame.height
    assert frame["filed_on"].null_count() == frame.height


def test_every_status_and_every_act_on_paper_occurs():
    frame = people(30_000)
    assert set(frame["status"].unique()) == set(SCHEMA["status"].categories)
    for name in ("left_reception_centre_on", "ends_on", "withheld_from", "withheld_until"):
        assert 0 < frame[name].null_count() < frame.height, name


def test_a_number_drawn_at_an_edge_falls_into_the_later_share():
    assert draw(np.array([0.0, 0.2499, 0.25, 0.9999]), (0.25, 0.25, 0.5)).tolist() == [0, 0, 1, 2]


def test_the_command_writes_what_the_generator_gives(tmp_path, capsys):
    out = tmp_path / "ludnosc.parquet"
    assert main(["--persons", "40000", "--seed", "5", "--out", str(out)]) == 0
    assert_frame_equal(pl.read_parquet(out), people(40_000, 5))
    assert [file.name for file in tmp_path.iterdir()] == ["ludnosc.parquet"]
    assert "40000\N{NO-BREAK SPACE}osób" in capsys.readouterr().out


def test_the_command_says_that_there_is_no_such_place(tmp_path, capsys):
    assert main(["--persons", "10", "--seed", "5", "--out", str(tmp_path / "brak" / "x.parquet")]) == 2
    assert "nie ma katalogu" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--persons", "0", "--seed", "5"], "całkowitej od 1 do"),
        (["--persons", "dwa", "--seed", "5"], "„dwa”: oczekiwano liczby całkowitej"),
        (["--persons", "5", "--seed", "-1"], "„-1”: oczekiwano liczby całkowitej od 0"),
        (["--persons", "5", "--seed", "5", "--year", "0"], "całkowitej od 2014 do 2090"),
    ],
)
def test_the_command_refuses_numbers_that_make_no_population(capsys, arguments, expected):
    with pytest.raises(SystemExit) as stopped:
        main([*arguments, "--out", "x.parquet"])
    assert stopped.value.code == 2
    assert expected in capsys.readouterr().err
