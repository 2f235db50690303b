"""Plik ludności: reads a Parquet file of people in blocks of whole households; refuses a wrong one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import polars.exceptions
from numpy.typing import NDArray

from kladka.law.columns import ALWAYS, NEVER, as_date
from kladka.law.statuses import RELATIONS, STATUSES
from kladka.simulation.profiles import spans

WORDS: Final = {"status": STATUSES, "relation": RELATIONS}
UNKNOWN_DAY: Final = {
    "born": NEVER,  # a child without a date of birth counts as a minor; a person judges
    "decision_delivered_on": NEVER,  # the term has not begun
    "filed_on": NEVER,  # no application
    "left_reception_centre_on": ALWAYS,  # was in no centre
    "ends_on": NEVER,  # runs to the end of the term
    "withheld_from": NEVER,  # nothing withheld
    "withheld_until": NEVER,  # withheld until further notice
    "complete_on": ALWAYS,  # complete when filed
}
REQUIRED: Final = ("household", "person", "status", *tuple(UNKNOWN_DAY)[:-1])
OPTIONAL: Final = ("relation", "spouse_of_polish_citizen", "complete_on")

Column = NDArray[Any]


class PeopleFileError(ValueError):
    """The file is not a file of people; the message says in Polish what was found and what was expected."""


@dataclass(frozen=True)
class Block:
    """Whole households: their first rows, the names of household and person, and facts as the law takes them.

    Facts are columns of kladka.law.engine, one value a person: days since 1970-01-01 (int32, NEVER or ALWAYS
    where unknown), codes of statuses and relations (int8), flags.
    """

    starts: NDArray[np.int64]
    names: pl.DataFrame
    facts: dict[str, Column]

    @property
    def rows(self) -> int:
        """Persons in the block."""
        return self.names.height

    def households(self) -> Column:
        """Number of the household of each row, rising from 0."""
        return np.repeat(np.arange(len(self.starts), dtype=np.int32), np.diff(self.starts, append=self.rows))

    def parts(self, rows: int) -> Iterator["Block"]:
        """The same in smaller blocks of whole households, of at most `rows` rows where homes allow."""
        for homes, persons in spans(self.starts, self.rows, rows):
            facts = {name: column[persons] for name, column in self.facts.items()}
            yield Block(self.starts[homes] - persons.start, self.names[persons], facts)


@dataclass(frozen=True)
class PeopleFile:
    """A checked file: its path, its rows, and the columns present that the simulation reads."""

    path: Path
    persons: int
    columns: tuple[str, ...]

    def blocks(self, rows: int) -> Iterator[Block]:
        """Blocks of about `rows` rows, never a household in two of them; values checked on the way.

        Raises PeopleFileError with the row (from 1) of the first wrong value.
        """
        lazy = pl.scan_parquet(self.path).select(_as_read(name) for name in self.columns)
        kept, first = None, 1
        for batch in lazy.collect_batches(chunk_size=rows, maintain_order=True):
            frame = batch if kept is None or not kept.height else pl.concat([kept, batch], rechunk=True)
            whole = _whole_households(frame, first)
            kept = frame.slice(whole)
            if whole:
                yield _block(frame.head(whole), first)
                first += whole
        if kept is not None and kept.height:
            yield _block(kept, first)


def open_people(path: Path) -> PeopleFile:
    """The file, when its columns are those of a file of people; raises PeopleFileError otherwise."""
    if not path.is_file():
        raise PeopleFileError(f"Nie ma pliku {path}.")
    try:
        lazy = pl.scan_parquet(path)
        schema = lazy.collect_schema()
        persons = int(lazy.select(pl.len()).collect().item())
    except (polars.exceptions.PolarsError, OSError) as error:
        message = f"{path} nie jest plikiem Parquet; oczekiwano pliku Parquet z osobami."
        raise PeopleFileError(message) from error
    missing = [name for name in REQUIRED if name not in schema]
    if missing:
        expected = ", ".join(REQUIRED)
        raise PeopleFileError(f"{path}: brakuje kolumn: {', '.join(missing)}. Oczekiwano: {expected}.")
    present = tuple(name for name in (*REQUIRED, *OPTIONAL) if name in schema)
    for name in present:
        _check_type(path, name, schema[name])
    if persons == 0:
        raise PeopleFileError(f"{path}: plik jest pusty; oczekiwano co najmniej jednej osoby.")
    return PeopleFile(path, persons, present)


def _check_type(path: Path, name: str, kind: pl.DataType) -> None:
    if name in ("household", "person"):
        right, expected = kind.is_integer() or isinstance(kind, pl.String), "liczby całkowitej albo tekstu"
    elif name in WORDS:
        right, expected = isinstance(kind, (pl.String, pl.Categorical, pl.Enum)), "tekstu"
    elif name in UNKNOWN_DAY:
        right, expected = isinstance(kind, (pl.Date, pl.Null)), "daty (Date)"
    else:
        right, expected = isinstance(kind, pl.Boolean), "wartości logicznej (tak/nie)"
    if not right:
        raise PeopleFileError(f"{path}: kolumna {name} jest typu {kind}, a oczekiwano {expected}.")


def _as_read(name: str) -> pl.Expr:
    """Days as whole numbers, filled where unknown, while the file is being read."""
    if name in UNKNOWN_DAY:
        return pl.col(name).cast(pl.Int32).fill_null(UNKNOWN_DAY[name])
    if name == "spouse_of_polish_citizen":
        return pl.col(name).fill_null(False)
    return pl.col(name)


def _whole_households(frame: pl.DataFrame, first: int) -> int:
    """Rows before the last household of the frame, which may go on in the next one; checks the order."""
    household = frame["household"]
    _refuse(household.is_null(), first, "kolumna household jest pusta, a musi mieć wartość")
    falls = household.slice(1) < household.head(household.len() - 1)
    _refuse(
        falls,
        first + 1,
        "gospodarstwo jest rozdzielone albo plik nie jest uporządkowany; oczekiwano, że osoby jednego"
        " gospodarstwa stoją obok siebie, a kolumna household nie maleje",
    )
    return int(household.search_sorted(household[-1], side="left"))


def _refuse(wrong: pl.Series, first: int, message: str) -> None:
    """Raises PeopleFileError for the first row that is wrong; `first` is the row number of the start."""
    if wrong.any():
        raise PeopleFileError(f"Wiersz {first + int(wrong.arg_max() or 0)}: {message}.")


def _block(frame: pl.DataFrame, first: int) -> Block:
    _refuse(frame["person"].is_null(), first, "kolumna person jest pusta, a musi mieć wartość")
    household = frame["household"]
    if not household.dtype.is_integer():
        household = household.rle_id()
    numbers = household.to_numpy()
    starts = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
    facts: dict[str, Column] = {
        "relation": np.zeros(frame.height, np.int8),
        "spouse_of_polish_citizen": np.zeros(frame.height, np.bool_),
        "complete_on": np.full(frame.height, ALWAYS, np.int32),
    }
    for name in frame.columns[2:]:
        facts[name] = _codes(frame[name], first) if name in WORDS else frame[name].to_numpy()
    facts["covered_until"] = facts.pop("ends_on")
    backwards = facts["withheld_until"] < facts["withheld_from"]
    if backwards.any():
        _refuse_withheld(facts, first + int(backwards.argmax()), int(backwards.argmax()))
    return Block(starts, frame.select("household", "person"), facts)


def _refuse_withheld(facts: dict[str, Column], row: int, place: int) -> None:
    until = as_date(facts["withheld_until"][place])
    raise PeopleFileError(
        f"Wiersz {row}: withheld_until ({until}) jest wcześniejsze niż withheld_from albo bez niego;"
        " oczekiwano dnia nie wcześniejszego."
    )


def _codes(column: pl.Series, first: int) -> Column:
    """Words as the codes of the law; raises PeopleFileError for a word that the law does not know."""
    words = WORDS[column.name]
    _refuse(column.is_null(), first, f"kolumna {column.name} jest pusta, a musi mieć wartość")
    if isinstance(column.dtype, pl.Enum):
        places, listed = column.to_physical().to_numpy(), column.dtype.categories.to_list()
    else:
        texts = column.cast(pl.String)
        listed = texts.unique(maintain_order=True).to_list()
        places = texts.replace_strict(listed, range(len(listed)), return_dtype=pl.UInt32).to_numpy()
    codes = np.array([words.index(word) if word in words else -1 for word in listed], np.int8)
    found: Column = codes[places]
    if (found < 0).any():
        place = int((found < 0).argmax())
        raise PeopleFileError(
            f"Wiersz {first + place}: kolumna {column.name} ma wartość „{column[place]}”,"
            f" a oczekiwano jednej z: {', '.join(words)}."
        )
    return found
