"""Plik ludności: reads a Parquet file of people in blocks of whole households; refuses a wrong one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
import polars.exceptions

from kladka.simulation.calibration import STATUSES

DATES: Final = (
    "born",
    "decision_delivered_on",
    "filed_on",
    "left_reception_centre_on",
    "ends_on",
    "withheld_from",
    "withheld_until",
)
REQUIRED: Final = ("household", "person", "status", *DATES)
OPTIONAL: Final = ("relation", "spouse_of_polish_citizen", "complete_on")
RELATIONS: Final = ("applicant", "spouse", "child")


class PeopleFileError(ValueError):
    """The file is not a file of people; the message says in Polish what was found and what was expected."""


@dataclass(frozen=True)
class PeopleFile:
    """A checked file: its path, its rows, and the columns present that the simulation reads."""

    path: Path
    persons: int
    columns: tuple[str, ...]

    def blocks(self, rows: int) -> Iterator[pl.DataFrame]:
        """Frames of about `rows` rows, never a household in two of them; values checked on the way.

        Raises PeopleFileError with the row (from 1) of the first wrong value.
        """
        lazy = pl.scan_parquet(self.path).select(self.columns)
        kept: pl.DataFrame | None = None
        first = 1
        for batch in lazy.collect_batches(chunk_size=rows, maintain_order=True):
            frame = batch if kept is None else pl.concat([kept, batch])
            whole = _whole_households(frame)
            kept = frame.slice(whole)
            if whole:
                block = frame.head(whole)
                check_block(block, first)
                _check_order(block, kept, first)
                first += whole
                yield block
        if kept is not None and kept.height:
            check_block(kept, first)
            yield kept


def open_people(path: Path) -> PeopleFile:
    """The file, when its columns are those of a file of people; raises PeopleFileError otherwise."""
    if not path.is_file():
        raise PeopleFileError(f"Nie ma pliku {path}.")
    try:
        lazy = pl.scan_parquet(path)
        schema = lazy.collect_schema()
        persons = int(lazy.select(pl.len()).collect().item())
    except (polars.exceptions.PolarsError, OSError) as error:
        raise PeopleFileError(
            f"{path} nie jest plikiem Parquet; oczekiwano pliku Parquet z osobami."
        ) from error
    missing = [name for name in REQUIRED if name not in schema]
    if missing:
        raise PeopleFileError(
            f"{path}: brakuje kolumn: {', '.join(missing)}. Oczekiwano: {', '.join(REQUIRED)}."
        )
    for name in (*REQUIRED, *OPTIONAL):
        if name in schema:
            _check_type(path, name, schema[name])
    if persons == 0:
        raise PeopleFileError(f"{path}: plik jest pusty; oczekiwano co najmniej jednej osoby.")
    return PeopleFile(path, persons, tuple(name for name in (*REQUIRED, *OPTIONAL) if name in schema))


def _check_type(path: Path, name: str, kind: pl.DataType) -> None:
    texts = isinstance(kind, (pl.String, pl.Categorical, pl.Enum))
    if name in ("household", "person"):
        right, expected = kind.is_integer() or isinstance(kind, pl.String), "liczby całkowitej albo tekstu"
    elif name in ("status", "relation"):
        right, expected = texts, "tekstu"
    elif name == "spouse_of_polish_citizen":
        right, expected = isinstance(kind, pl.Boolean), "wartości logicznej (tak/nie)"
    else:
        right, expected = isinstance(kind, (pl.Date, pl.Null)), "daty (Date)"
    if not right:
        raise PeopleFileError(f"{path}: kolumna {name} jest typu {kind}, a oczekiwano {expected}.")


def _whole_households(frame: pl.DataFrame) -> int:
    """Rows before the last household of the frame, which may go on in the next one."""
    if not frame.height:
        return 0
    changes = frame["household"].ne_missing(frame["household"][-1]).arg_true()
    return int(changes[-1]) + 1 if len(changes) else 0


def _check_order(block: pl.DataFrame, following: pl.DataFrame, first: int) -> None:
    if following.height and following["household"][0] < block["household"][-1]:
        raise _disorder(first + block.height)


def check_block(block: pl.DataFrame, first: int) -> None:
    """Raises PeopleFileError for the first value that cannot be; `first` is the row number of the start."""
    household = block["household"]
    for name in ("household", "person", "status"):
        if block[name].null_count():
            row = first + int(block[name].is_null().arg_max() or 0)
            raise PeopleFileError(f"Wiersz {row}: kolumna {name} jest pusta, a musi mieć wartość.")
    falls = (household < household.shift(1)).fill_null(False)
    if falls.any():
        raise _disorder(first + int(falls.arg_max() or 0))
    _check_words(block, "status", STATUSES, first)
    _check_words(block, "relation", RELATIONS, first)
    backwards = (block["withheld_until"] < block["withheld_from"]).fill_null(False)
    if backwards.any():
        row = first + int(backwards.arg_max() or 0)
        raise PeopleFileError(f"Wiersz {row}: withheld_until jest wcześniejsze niż withheld_from.")


def _disorder(row: int) -> PeopleFileError:
    return PeopleFileError(
        f"Wiersz {row}: gospodarstwo jest rozdzielone albo plik nie jest uporządkowany; oczekiwano, że osoby"
        " jednego gospodarstwa stoją obok siebie, a kolumna household nie maleje."
    )


def _check_words(block: pl.DataFrame, name: str, words: tuple[str, ...], first: int) -> None:
    if name not in block.columns:
        return
    column = block[name].cast(pl.String) if not isinstance(block[name].dtype, pl.Enum) else block[name]
    found = column.unique().cast(pl.String).drop_nulls().to_list()
    strange = sorted(set(found) - set(words))
    if strange:
        row = first + int((column.cast(pl.String) == strange[0]).arg_max() or 0)
        raise PeopleFileError(
            f"Wiersz {row}: kolumna {name} ma wartość „{strange[0]}”,"
            f" a oczekiwano jednej z: {', '.join(words)}."
        )
