"""Polecenie „population”: writes a synthetic population to a Parquet file."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from kladka.law import polish
from kladka.simulation.arguments import between
from kladka.simulation.calibration import MIXES, OFFICE
from kladka.simulation.population import SCHEMA, VERSION, population
from kladka.simulation.progress import Progress

DESCRIPTION = """\
Tworzy plik Parquet z ludnością syntetyczną: gospodarstwa domowe, statusy, wiek, daty. Bez nazwisk, bez PESEL.
Ten sam zarodek (--seed) i ta sama wersja generatora dają zawsze tych samych ludzi.

Kolumny: household, person, status, born, decision_delivered_on, filed_on, left_reception_centre_on, ends_on,
withheld_from, withheld_until (daty mogą być puste) oraz relation i spouse_of_polish_citizen, których
czytający nie musi znać. Wiersze jednego gospodarstwa stoją obok siebie, plik jest uporządkowany.
"""

ROWS_IN_GROUP = 262_144


def main(argv: Sequence[str]) -> int:
    """Runs the command; 0 when the file stands, 2 when the arguments or the place cannot be."""
    given = _parser().parse_args(argv)
    progress = Progress("Ludność", given.persons, shown=given.progress)
    try:
        write(given.out, given.persons, given.seed, year=given.year, mix=given.mix, progress=progress)
    except OSError as error:
        print(f"Nie można zapisać pliku {given.out}: {error.strerror}.", file=sys.stderr)
        return 2
    finally:
        progress.close()
    print(f"{given.out}: {polish.persons(given.persons)}, zarodek {given.seed}, wersja generatora {VERSION}.")
    return 0


def write(path: Path, persons: int, seed: int, *, year: int, mix: str, progress: Progress) -> None:
    """Writes the population cell by cell; the file appears under its name only when it is whole."""

    def cells(
        columns: list[str] | None, _filter: pl.Expr | None, _rows: int | None, _size: int | None
    ) -> Iterator[pl.DataFrame]:
        for frame in population(persons, seed, year=year, mix=MIXES[mix]):
            progress.advance(frame.height)
            yield frame if columns is None else frame.select(columns)

    if not path.parent.is_dir():
        raise NotADirectoryError(0, f"nie ma katalogu {path.parent}")
    unfinished = path.with_name(path.name + ".part")
    try:
        register_io_source(cells, schema=SCHEMA).sink_parquet(unfinished, row_group_size=ROWS_IN_GROUP)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kladka population",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--persons", type=between(1, 1_000_000_000), required=True, metavar="N", help="ile osób"
    )
    parser.add_argument(
        "--seed", type=between(0, 2**63 - 1), required=True, metavar="S", help="zarodek losowania"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="PLIK.parquet", help="plik do zapisania")
    parser.add_argument(
        "--year", type=between(2014, 2090), default=2026, help="rok, wokół którego leżą daty (domyślnie 2026)"
    )
    parser.add_argument(
        "--mix",
        choices=sorted(MIXES),
        default=OFFICE.name,
        help="; ".join(f"{mix.name}: {mix.title}" for mix in MIXES.values()),
    )
    parser.add_argument(
        "--progress", action="store_true", default=None, help="pasek postępu także poza terminalem"
    )
    return parser
