"""Profile: households that the rules cannot tell apart, counted, so that each kind is worked out only once.

Exact: persons are packed into whole numbers without loss, households are grouped by a 64-bit mark of these
numbers, and every household is then compared with the one that stands for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Ints = NDArray[np.int64]
Words = list[NDArray[np.uint64]]

_BITS: Final = 63
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_ODD_TOO: Final = np.uint64(0xD6E8FEB86659FD93)
_SHIFT: Final = np.uint64(32)


@dataclass(frozen=True)
class Profiles:
    """Kinds of household: columns of their persons, first row of each, and how many there are of each."""

    columns: dict[str, Column]
    starts: Ints
    counts: Ints

    @property
    def rows(self) -> int:
        """Persons in the profiles."""
        return len(next(iter(self.columns.values())))

    @property
    def sizes(self) -> Ints:
        """Persons in each kind of household."""
        return np.diff(self.starts, append=self.rows)

    def weights(self) -> Ints:
        """How many real persons stand behind each row."""
        return np.repeat(self.counts, self.sizes)

    def households(self) -> Ints:
        """Number of the household of each row, rising from 0."""
        return np.repeat(np.arange(len(self.starts)), self.sizes)

    def parts(self, rows: int) -> "Iterator[Profiles]":
        """The same in smaller pieces of whole households, of at most `rows` rows where households allow."""
        for homes, persons in spans(self.starts, self.rows, rows):
            columns = {name: column[persons] for name, column in self.columns.items()}
            yield Profiles(columns, self.starts[homes] - persons.start, self.counts[homes])


def spans(starts: Ints, rows: int, most: int) -> Iterator[tuple[slice, slice]]:
    """Cuts households into pieces of `most` rows or fewer (one household at least): households, and rows."""
    place = 0
    while place < len(starts):
        begin = int(starts[place])
        following = max(int(np.searchsorted(starts, begin + most, side="right")) - 1, place + 1)
        if rows - begin <= most or following >= len(starts):
            following, end = len(starts), rows
        else:
            end = int(starts[following])
        yield slice(place, following), slice(begin, end)
        place = following


def merge(parts: list[Profiles]) -> Profiles:
    """Profiles of several blocks as one, equal kinds added up. Raises ValueError without any part."""
    if not parts:
        raise ValueError("no profiles to merge")
    names = parts[0].columns
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in names}
    before = np.cumsum([0, *(part.rows for part in parts[:-1])])
    starts = np.concatenate([part.starts + rows for part, rows in zip(parts, before, strict=True)])
    counts = np.concatenate([part.counts for part in parts])
    return collapse(columns, starts, counts)


def collapse(columns: dict[str, Column], starts: Ints, counts: Ints | None = None) -> Profiles:
    """Groups households equal in every column, person by person in their order.

    `starts` is the first row of each household, rising from 0; `counts` says how many households each one
    already stands for (1 when absent). Columns are whole numbers or flags of equal length.
    """
    rows = len(next(iter(columns.values())))
    sizes = np.diff(starts, append=rows)
    words = _pack(columns)
    place = np.arange(rows) - np.repeat(starts, sizes)
    salt = 0
    while True:
        standing, kind = _group(_marks(words, starts, place, salt))
        if _all_equal(words, starts, sizes, place, standing[kind]):
            break
        salt += 1
    weight = np.ones(len(starts), np.int64) if counts is None else counts
    total = np.zeros(len(standing), np.int64)
    np.add.at(total, kind, weight)
    kept_sizes = sizes[standing]
    ends = np.cumsum(kept_sizes)
    firsts = ends - kept_sizes
    taken = np.repeat(starts[standing] - firsts, kept_sizes) + np.arange(ends[-1])
    return Profiles({name: column[taken] for name, column in columns.items()}, firsts, total)


def _pack(columns: dict[str, Column]) -> Words:
    """Columns side by side in as few 63-bit words as they need; equal words mean equal columns."""
    words: Words = []
    used = _BITS
    for column in columns.values():
        low, high = int(column.min()), int(column.max())
        if low == high:
            continue
        bits = (high - low).bit_length()
        if used + bits > _BITS:
            words.append(np.zeros(len(column), np.uint64))
            used = 0
        shifted = np.subtract(column, low, dtype=np.int64).view(np.uint64)
        shifted <<= np.uint64(used)
        words[-1] |= shifted
        used += bits
    return words or [np.zeros(len(next(iter(columns.values()))), np.uint64)]


def _marks(words: Words, starts: Ints, place: Ints, salt: int) -> NDArray[np.uint64]:
    """A 64-bit mark of each household: the sum of well-mixed words of its persons, each with its place."""
    mixed = (place + salt * 1024).astype(np.uint64)
    for word in words:
        mixed *= _ODD
        mixed ^= mixed >> _SHIFT
        mixed += word
    mixed *= _ODD
    mixed ^= mixed >> _SHIFT
    mixed *= _ODD_TOO
    mixed ^= mixed >> _SHIFT
    return np.add.reduceat(mixed, starts)


def _group(marks: NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Households that stand for each mark, in their order, and for each household the number of its kind."""
    order = np.argsort(marks)
    in_order = marks[order]
    new = np.concatenate(([True], in_order[1:] != in_order[:-1]))
    standing = np.minimum.reduceat(order, np.flatnonzero(new))
    kind = np.empty(len(marks), np.int64)
    kind[order] = np.cumsum(new) - 1
    return standing, kind


def _all_equal(words: Words, starts: Ints, sizes: Ints, place: Ints, standing: Ints) -> bool:
    if not np.array_equal(sizes, sizes[standing]):
        return False
    row = np.repeat(starts[standing], sizes) + place
    return all(np.array_equal(word, word[row]) for word in words)
