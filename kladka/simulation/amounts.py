"""Kwoty osób: writes what every person gets in every month to Parquet, while totals are added up."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from kladka.simulation.people import Block, PeopleFile
from kladka.simulation.progress import Progress
from kladka.simulation.scenario import Scenario
from kladka.simulation.simulate import Amounts, How, Tally, added, by_every_person

MONEY = ("cash", "cash_by_share", "health")
ROWS_IN_GROUP = 524_288


def write_amounts(
    path: Path, people: PeopleFile, scenarios: tuple[Scenario, ...], how: How, progress: Progress
) -> Tally:
    """Writes the file and gives the totals; it appears under its name only when it is whole.

    One row a person and month with at least one covered day, in the order of the people: household, person,
    month ("2026-01"), then grosze (int64): cash, cash_by_share, health; after a reform once more with the
    beginning `reform_`. Raises PeopleFileError for a wrong value, OSError where the file cannot be written.
    """
    tallies: list[Tally] = []

    def frames(
        columns: list[str] | None, _filter: pl.Expr | None, _rows: int | None, _size: int | None
    ) -> Iterator[pl.DataFrame]:
        for block, amounts, tally in by_every_person(people, scenarios, how, progress):
            tallies.append(tally)
            frame = amounts_frame(block, amounts, scenarios[0].window.names)
            yield frame if columns is None else frame.select(columns)

    if not path.parent.is_dir():
        raise NotADirectoryError(0, f"nie ma katalogu {path.parent}")
    unfinished = path.with_name(path.name + ".part")
    try:
        source = register_io_source(frames, schema=_schema(people, scenarios))
        source.sink_parquet(unfinished, row_group_size=ROWS_IN_GROUP)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return added(tallies)


def amounts_frame(block: Block, amounts: list[Amounts], months: list[str]) -> pl.DataFrame:
    """Rows of one block: persons in their order, months in theirs."""
    covered = np.logical_or.reduce([found["covered"] for found in amounts]).T
    person, month = np.nonzero(covered)
    columns: dict[str, Any] = {"month": pl.Series(month.astype(np.uint8)).cat.to(pl.Enum(months))}
    for prefix, found in zip(("", "reform_"), amounts, strict=False):
        for name in MONEY:
            columns[prefix + name] = found[name].T[covered].astype(np.int64)
    return block.names[person].with_columns(**columns)


def _schema(people: PeopleFile, scenarios: tuple[Scenario, ...]) -> dict[str, pl.DataType]:
    names = {name: people.columns[name] for name in ("household", "person")}
    money = [prefix + name for prefix in ("", "reform_")[: len(scenarios)] for name in MONEY]
    return {**names, "month": pl.Enum(scenarios[0].window.names), **dict.fromkeys(money, pl.Int64())}
