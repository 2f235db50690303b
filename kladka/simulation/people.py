"""Plik ludności: reads a Parquet file of people in blocks of whole households; refuses a wrong one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import polars.exceptions
from numpy.typing import NDArray

from kladka.law.columns import ALWAYS, NEVER, as_date, day_number
from kladka.law.parameters import BEGINNING
from kladka.law.statuses import RELATIONS, STATUSES

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
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)  # the columns of the law know 1880–2179
_FIRST_DAY: Final = {"filed_on": BEGINNING}
STRANGE: Final = 255  # a word that the law does not know, or none at all
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
        return len(self.facts["status"])

    def households(self) -> Column:
        """Number of the household of each row, rising from 0."""
        return np.repeat(np.arange(len(self.starts), dtype=np.int32), np.diff(self.starts, append=self.rows))


@dataclass(frozen=True)
class PeopleFile:
    """A checked file: its path, its rows, and the columns that the simulation reads, with their types."""

    path: Path
    persons: int
    columns: dict[str, pl.DataType]

    def frames(self, rows: int, *, names: bool = True) -> "Iterator[Rows]":
        """Whole households in the order of the file, in pieces of about `rows`; `names` = read `person`.

        Raises PeopleFileError where a household falls apart between two pieces.
        """
        columns = {name: kind for name, kind in self.columns.items() if names or name != "person"}
        lazy = pl.scan_parquet(self.path).select(_as_read(name, kind) for name, kind in columns.items())
        first, last_household = 1, None
        for frame in _whole_households(lazy.collect_batches(chunk_size=rows, maintain_order=True)):
            household = frame["household"]
            _refuse_missing(household, first)
            if last_household is not None and household[0] <= last_household:
                raise _disorder(first)
            last_household = household[-1]
            yield Rows(self.path, frame, first)
            first += frame.height

    def blocks(self, rows: int) -> Iterator[Block]:
        """The same as blocks of facts. Raises PeopleFileError with the row (from 1) of a wrong value."""
        return (piece.block() for piece in self.frames(rows))


@dataclass(frozen=True)
class Rows:
    """Rows of a file as read: a frame of whole households and the number of its first row, from 1."""

    path: Path
    frame: pl.DataFrame
    first: int

    def block(self) -> Block:
        """The facts of the rows. Raises PeopleFileError with the row of the first wrong value."""
        facts: dict[str, Column] = {}
        names: list[pl.Series] = []
        for column in self.frame.get_columns():
            if column.name in ("household", "person"):
                _refuse_missing(column, self.first)
                names.append(column)
            else:
                facts[column.name] = column.to_numpy()
        for name in set(WORDS) & set(facts):
            facts[name] = self._known(name, facts[name])
        for name in set(UNKNOWN_DAY) & set(facts):
            self._check_days(name, facts[name])
        self._check_withheld(facts["withheld_from"], facts["withheld_until"])
        facts["covered_until"] = facts.pop("ends_on")
        born_later = (facts["born"] > facts["filed_on"]) & (facts["born"] != NEVER)
        if born_later.any():  # covered from birth, as in the facts of one case
            facts["covered_from"] = np.where(born_later, facts["born"], np.int32(ALWAYS))
        return Block(_starts(names[0], self.first), pl.DataFrame(names), facts)

    def _known(self, name: str, codes: Column) -> Column:
        if codes.max() < STRANGE:
            return codes.view(np.int8)
        row = self.first + int(codes.argmax())
        word = (
            pl.scan_parquet(self.path).slice(row - 1, 1).select(pl.col(name).cast(pl.String)).collect().item()
        )
        found = "jest pusta" if word is None else f"ma wartość „{word}”"
        words = ", ".join(WORDS[name])
        raise PeopleFileError(f"Wiersz {row}: kolumna {name} {found}, a oczekiwano jednej z: {words}.")

    def _check_days(self, name: str, days: Column) -> None:
        first = _FIRST_DAY.get(name, _EARLIEST)
        low, high = day_number(first), day_number(_LATEST)
        if low <= days.min() and days.max() <= high:
            return
        wrong = ((days < low) | (days > high)) & (days != UNKNOWN_DAY[name])
        if wrong.any():
            row = self.first + int(wrong.argmax())
            day = pl.scan_parquet(self.path).slice(row - 1, 1).select(pl.col(name).cast(pl.String)).collect()
            found = f"Wiersz {row}: kolumna {name} ma dzień {day.item()}"
            raise PeopleFileError(f"{found}, a oczekiwano dnia od {first} do {_LATEST}.")

    def _check_withheld(self, starts: Column, ends: Column) -> None:
        backwards = ends < starts
        if backwards.any():
            place = int(backwards.argmax())
            raise PeopleFileError(
                f"Wiersz {self.first + place}: withheld_until ({as_date(ends[place])}) jest wcześniejsze niż"
                " withheld_from albo bez niego; oczekiwano dnia nie wcześniejszego."
            )


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
    present = {name: schema[name] for name in (*REQUIRED, *OPTIONAL) if name in schema}
    for name, kind in present.items():
        _check_type(path, name, kind)
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


def _as_read(name: str, kind: pl.DataType) -> pl.Expr:
    """Days and words as whole numbers, filled where unknown, while the file is being read."""
    column = pl.col(name)
    if name in UNKNOWN_DAY:
        return column.cast(pl.Int32).fill_null(UNKNOWN_DAY[name])
    if name in WORDS:
        words = pl.Enum(WORDS[name])
        known = column if kind == words else column.cast(pl.String).cast(words, strict=False)
        return known.to_physical().fill_null(STRANGE)
    return column.fill_null(False) if name == "spouse_of_polish_citizen" else column


def _whole_households(batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Cuts batches between households, so that none copies more than the one household that it shares."""
    tail: pl.DataFrame | None = None
    for batch in batches:
        rest = batch
        if tail is not None:
            going_on = _going_on(tail, batch)
            tail, rest = pl.concat([tail, batch.head(going_on)]), batch.slice(going_on)
        if rest.height:
            if tail is not None:
                yield tail
            last = int(rest["household"].search_sorted(rest["household"][-1], side="left"))
            if last:
                yield rest.head(last)
            tail = rest.slice(last)
    if tail is not None:
        yield tail


def _going_on(tail: pl.DataFrame, batch: pl.DataFrame) -> int:
    """How many rows at the start of the batch belong to the household of the tail."""
    other = batch["household"].ne_missing(tail["household"][-1])
    return int(other.arg_max() or 0) if other.any() else batch.height


def _refuse_missing(column: pl.Series, first: int) -> None:
    """Raises PeopleFileError for the first missing value; `first` is the row number of the start."""
    if column.null_count():
        row = first + int(column.is_null().arg_max() or 0)
        raise PeopleFileError(f"Wiersz {row}: kolumna {column.name} jest pusta, a musi mieć wartość.")


def _starts(household: pl.Series, first: int) -> NDArray[np.int64]:
    """First row of each household; raises PeopleFileError when households do not rise."""
    if household.dtype.is_integer():
        numbers = household.to_numpy()
        changed, falls = numbers[1:] != numbers[:-1], numbers[1:] < numbers[:-1]
    else:
        earlier, later = household.head(household.len() - 1), household.slice(1)
        changed, falls = (later != earlier).to_numpy(), (later < earlier).to_numpy()
    if falls.any():
        raise _disorder(first + 1 + int(falls.argmax()))
    return np.flatnonzero(np.concatenate(([True], changed)))


def _disorder(row: int) -> PeopleFileError:
    return PeopleFileError(
        f"Wiersz {row}: gospodarstwo jest rozdzielone albo plik nie jest uporządkowany; oczekiwano, że osoby"
        " jednego gospodarstwa stoją obok siebie, a kolumna household nie maleje."
    )
