"""Porównanie: the engine and the OpenFisca twin on the same people, month by month, to the grosz."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.openfisca import IpiSystem, ask, build
from kladka.law.book import enacted_book
from kladka.law.readings import Readings
from kladka.simulation.people import open_people
from kladka.simulation.population import population
from kladka.simulation.progress import Progress
from kladka.simulation.scenario import Scenario, Window
from kladka.simulation.simulate import How, by_every_person

LATE_OUT = Readings(late="leave_out")
READINGS = (
    LATE_OUT,
    Readings(),
    replace(LATE_OUT, base="regulation"),
    replace(LATE_OUT, floor=False),
    Readings(base="regulation", floor=False),
)


def people_of(persons: int, seed: int, year: int) -> pl.DataFrame:
    """Synthetic persons whose dates lie around the year."""
    return pl.concat(list(population(persons, seed, year=year)))


def differing(people: pl.DataFrame, readings: Readings, window: Window) -> tuple[int, int]:
    """Person-months in which coverage, cash or contribution differ, and person-months compared."""
    ours = _engine(people, readings, window)
    simulation = build(
        IpiSystem(),
        people,
        late_counts=readings.late == "keep",
        regulation_base=readings.base == "regulation",
        floor=readings.floor,
    )
    different = 0
    for place, answers in enumerate(ask(simulation, window.names)):
        theirs = np.stack([answers.covered, answers.cash, answers.health])
        different += int((ours[:, place] != theirs).any(axis=0).sum())
    return different, people.height * window.months


def _engine(people: pl.DataFrame, readings: Readings, window: Window) -> np.ndarray:
    """Coverage, cash and contribution by the engine, shape (3, months, persons), int64 grosze."""
    scenario = Scenario(enacted_book().for_programme("pl-ipi"), readings, window)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        people.write_parquet(path)
        quiet = Progress("", 0, shown=False)
        parts = [
            amounts[0] for _, amounts, _ in by_every_person(open_people(path), (scenario,), How(), quiet)
        ]
    names = ("covered", "cash", "health")
    return np.stack(
        [np.concatenate([part[name] for part in parts], axis=1).astype(np.int64) for name in names]
    )


def compare(persons: int, seed: int) -> tuple[int, int]:
    """Differing and compared person-months over readings and years: `persons` person-years in all.

    The years take in every change of the figures since 2018, and 24 December before and after 2025.
    """
    cases = [(reading, year) for reading in READINGS for year in (2019, 2022, 2024, 2025, 2026)]
    each = -(-persons // len(cases))
    different = compared = 0
    for number, (readings, year) in enumerate(cases):
        found = differing(people_of(each, seed + number, year), readings, Window(date(year, 1, 1), 12))
        different, compared = different + found[0], compared + found[1]
    return different, compared
