"""Profile: households that the rules cannot tell apart, counted, so that each kind is worked out only once.

Exact: persons are packed into whole numbers without loss. Households whose members are all alike are counted
by that number and their size; the others are grouped by a 64-bit mark of all their numbers, and each one is
then compared with the household that stands for its kind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Ints = NDArray[np.int64]
Word = NDArray[np.int64]

_BITS: Final = 62
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


def joined(parts: list[Profiles]) -> Profiles:
    """Profiles of several blocks one after another, equal kinds apart. Raises ValueError without any part."""
    if not parts:
        raise ValueError("no profiles to join")
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in parts[0].columns}
    before = np.cumsum([0, *(part.rows for part in parts[:-1])])
    starts = np.concatenate([part.starts + rows for part, rows in zip(parts, before, strict=True)])
    return Profiles(columns, starts, np.concatenate([part.counts for part in parts]))


def merge(parts: list[Profiles]) -> Profiles:
    """Profiles of several blocks as one, equal kinds added up. Raises ValueError without any part."""
    whole = joined(parts)
    return collapse(whole.columns, whole.starts, whole.counts)


def collapse(columns: dict[str, Column], starts: Ints, counts: Ints | None = None) -> Profiles:
    """Groups households equal in every column, person by person in their order.

    `starts` is the first row of each household, rising from 0; `counts` says how many households each one
    already stands for (1 when absent). Columns are whole numbers or flags of equal length.
    """
    rows = len(next(iter(columns.values())))
    sizes = np.diff(starts, append=rows)
    packed = Packed.of(columns, int(sizes.max(initial=0)))
    alike = _alike(packed.words, starts)
    rest = np.flatnonzero(~alike)
    plain = starts if len(rest) == 0 else starts[alike]
    if counts is None and len(packed.words) == 1:
        kinds = _count_plain(packed, plain, sizes[alike])
    else:
        weights = np.ones(len(starts), np.int64) if counts is None else counts
        standing, total = _count_alike(packed.words, plain, sizes[alike], weights[alike])
        kinds = _standing(columns, starts, sizes, np.flatnonzero(alike)[standing], total)
    if len(rest) == 0:
        return kinds
    theirs = np.ones(len(rest), np.int64) if counts is None else counts[rest]
    standing, total = _count_mixed(packed.words, starts[rest], sizes[rest], theirs)
    return joined([kinds, _standing(columns, starts, sizes, rest[standing], total)])


def _standing(columns: dict[str, Column], starts: Ints, sizes: Ints, homes: Ints, total: Ints) -> Profiles:
    """Profiles made of the rows of some households, each standing for so many."""
    taken, firsts = _rows_of(starts[homes], sizes[homes])
    return Profiles({name: column[taken] for name, column in columns.items()}, firsts, total)


def _rows_of(starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """All rows of the households, and where each household begins among them."""
    ends = np.cumsum(sizes)
    firsts = ends - sizes
    return np.repeat(starts - firsts, sizes) + np.arange(int(ends[-1]) if len(ends) else 0), firsts


@dataclass(frozen=True)
class Packed:
    """Columns side by side in as few words as they need; equal words mean equal columns.

    The lowest `room` bits of the first word are free for the size of a household. `layout` has for each
    column its name, type, least value, word, shift and bits.
    """

    words: list[Word]
    layout: list[tuple[str, Any, int, int, int, int]]
    room: int

    @staticmethod
    def of(columns: dict[str, Column], largest: int) -> "Packed":
        """The columns packed; `largest` is the size of the largest household."""
        room = largest.bit_length()
        words = [np.zeros(len(next(iter(columns.values()))), np.int64)]
        layout, used = [], room
        for name, column in columns.items():
            low, high = int(column.min()), int(column.max())
            bits = (high - low).bit_length()
            if used + bits > _BITS:
                words.append(np.zeros(len(column), np.int64))
                used = 0
            layout.append((name, column.dtype, low, len(words) - 1, used, bits))
            if bits:
                shifted = np.subtract(column, low, dtype=np.int64)
                shifted <<= used
                words[-1] |= shifted
                used += bits
        return Packed(words, layout, room)

    def columns(self, words: list[Word]) -> dict[str, Column]:
        """Columns back from words of the same layout."""
        return {
            name: (((words[place] >> shift) & ((1 << bits) - 1)) + low).astype(kind)
            for name, kind, low, place, shift, bits in self.layout
        }


def _alike(words: list[Word], starts: Ints) -> NDArray[np.bool_]:
    """Households in which every person has the same words."""
    alike = np.ones(len(starts), np.bool_)
    for word in words:
        different = word[1:] != word[:-1]
        different[starts[1:] - 1] = False
        rows = np.flatnonzero(different) + 1
        alike[np.searchsorted(starts, rows, side="right") - 1] = False
    return alike


def _count_plain(packed: Packed, starts: Ints, sizes: Ints) -> Profiles:
    """Kinds of households of equal persons, read back from the sorted words themselves."""
    keys = np.sort(packed.words[0][starts] | sizes)
    groups = np.flatnonzero(np.concatenate((np.ones(min(len(keys), 1), np.bool_), keys[1:] != keys[:-1])))
    kinds = keys[groups]
    own_sizes = kinds & ((1 << packed.room) - 1)
    columns = packed.columns([np.repeat(kinds, own_sizes)])
    return Profiles(columns, np.cumsum(own_sizes) - own_sizes, np.diff(groups, append=len(keys)))


def _count_alike(words: list[Word], starts: Ints, sizes: Ints, weights: Ints) -> tuple[Ints, Ints]:
    """Of households of equal persons: one of each kind, and the weight of each kind."""
    keys = [word[starts] for word in words]
    keys[0] |= sizes
    order = np.argsort(keys[0]) if len(keys) == 1 else np.lexsort(keys)
    new = np.zeros(len(order), np.bool_)
    new[:1] = True
    for key in keys:
        in_order = key[order]
        new[1:] |= in_order[1:] != in_order[:-1]
    groups = np.flatnonzero(new)
    return order[groups], np.add.reduceat(weights[order], groups) if len(groups) else groups


def _count_mixed(words: list[Word], starts: Ints, sizes: Ints, weights: Ints) -> tuple[Ints, Ints]:
    """The same for households of unlike persons, compared person by person."""
    rows, firsts = _rows_of(starts, sizes)
    own = [word[rows] for word in words]
    place = np.arange(len(rows)) - np.repeat(firsts, sizes)
    salt = 0
    while True:
        standing, kind = _group(_marks(own, firsts, place, salt))
        if _all_equal(own, firsts, sizes, place, standing[kind]):
            break
        salt += 1
    total = np.zeros(len(standing), np.int64)
    np.add.at(total, kind, weights)
    return standing, total


def _marks(words: list[Word], starts: Ints, place: Ints, salt: int) -> NDArray[np.uint64]:
    """A 64-bit mark of each household: the sum of well-mixed words of its persons, each with its place."""
    mixed = (place + salt * 1024).astype(np.uint64)
    for word in words:
        mixed *= _ODD
        mixed ^= mixed >> _SHIFT
        mixed += word.view(np.uint64)
    mixed *= _ODD
    mixed ^= mixed >> _SHIFT
    mixed *= _ODD_TOO
    mixed ^= mixed >> _SHIFT
    return np.add.reduceat(mixed, starts)


def _group(marks: NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """One household of each mark, and for each household the number of its kind."""
    order = np.argsort(marks)
    in_order = marks[order]
    new = np.concatenate(([True], in_order[1:] != in_order[:-1]))
    kind = np.empty(len(marks), np.int64)
    kind[order] = np.cumsum(new) - 1
    return order[new], kind


def _all_equal(words: list[Word], starts: Ints, sizes: Ints, place: Ints, standing: Ints) -> bool:
    if not np.array_equal(sizes, sizes[standing]):
        return False
    row = np.repeat(starts[standing], sizes) + place
    return all(np.array_equal(word, word[row]) for word in words)
