"""Symulacja: the rules over a file of people – persons, money by month, who is left out, what a reform does.

By profiles (equal households once, times their number) or by every person; both give the same grosze,
whatever the size of the blocks and the number of threads: households stay whole and whole numbers are added.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import add
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from kladka.simulation.people import Block, PeopleFile, Rows
from kladka.simulation.profiles import collapse, merge
from kladka.simulation.progress import Progress
from kladka.simulation.scenario import AMOUNTS, TOTALS, Scenario

Column = NDArray[Any]
Ints = NDArray[np.int64]
Amounts = dict[str, Column]

BLOCK_ROWS: Final = 131_072
A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class How:
    """How to run: persons in one block of rules, threads. Changes the time, never a result."""

    block: int = BLOCK_ROWS
    threads: int = 2
    together: int = 8


@dataclass(frozen=True)
class Outcome:
    """What one scenario does: persons by what became of them, and sums by month.

    `months` has the shape (3, months), int64, in the order of TOTALS: persons covered, then grosze of cash
    and of health contributions.
    """

    covered: int
    outside: int
    late: int
    left_out: dict[str, int]
    months: Ints

    def __add__(self, other: "Outcome") -> "Outcome":
        codes = {**self.left_out, **other.left_out}
        left_out = {code: self.left_out.get(code, 0) + other.left_out.get(code, 0) for code in codes}
        return Outcome(
            self.covered + other.covered,
            self.outside + other.outside,
            self.late + other.late,
            left_out,
            self.months + other.months,
        )


@dataclass(frozen=True)
class Tally:
    """Sums over some people: an outcome for each scenario, and persons whose cash the last one changes."""

    persons: int
    households: int
    outcomes: tuple[Outcome, ...]
    gainers: int
    losers: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.persons + other.persons,
            self.households + other.households,
            tuple(mine + theirs for mine, theirs in zip(self.outcomes, other.outcomes, strict=True)),
            self.gainers + other.gainers,
            self.losers + other.losers,
        )


def by_profiles(people: PeopleFile, scenarios: tuple[Scenario, ...], how: How, progress: Progress) -> Tally:
    """Totals of the scenarios, equal households worked out once. Raises PeopleFileError for a wrong value."""

    def work(pieces: list[Rows]) -> Tally:
        kinds, tallies = [], []
        for piece in pieces:
            block = piece.block()
            columns, tally = settle(block, scenarios)
            kinds.append(collapse(columns, block.starts))
            tallies.append(tally)
        for part in merge(kinds).parts(how.block):
            tallies.append(pay(part.columns, part.households(), scenarios, TOTALS, part.weights())[1])
        return added(tallies)

    pieces = batched(people.frames(how.block, names=False), how.together)
    with ThreadPoolExecutor(how.threads) as pool:
        return added(watched(mapped(pool, work, pieces, how.threads + 1), progress))


def by_every_person(
    people: PeopleFile, scenarios: tuple[Scenario, ...], how: How, progress: Progress
) -> Iterator[tuple[Block, list[Amounts], Tally]]:
    """Blocks in their order with the amounts of each scenario (months, persons) and the sums of the block.

    Raises PeopleFileError for a wrong value.
    """

    def work(piece: Rows) -> tuple[Block, list[Amounts], Tally]:
        block = piece.block()
        columns, tally = settle(block, scenarios)
        amounts, paid = pay(columns, block.households(), scenarios, AMOUNTS)
        return block, amounts, tally + paid

    pieces = people.frames(how.block)
    with ThreadPoolExecutor(how.threads) as pool:
        for block, amounts, tally in mapped(pool, work, pieces, how.threads + 1):
            progress.advance(tally.persons)
            yield block, amounts, tally


def settle(block: Block, scenarios: tuple[Scenario, ...]) -> tuple[Amounts, Tally]:
    """What does not depend on the month, under every scenario: columns for `pay`, and persons by outcome."""
    settled = [scenario.settle(block.facts) for scenario in scenarios]
    columns = {
        f"{place} {name}": column for place, one in enumerate(settled) for name, column in one.columns.items()
    }
    outcomes = (
        Outcome(one.covered, one.outside, one.late, one.left_out, _no_money(scenario))
        for one, scenario in zip(settled, scenarios, strict=True)
    )
    return columns, Tally(block.rows, len(block.starts), tuple(outcomes), 0, 0)


def pay(
    columns: Amounts,
    households: Column,
    scenarios: tuple[Scenario, ...],
    figures: tuple[str, ...],
    weights: Ints | None = None,
) -> tuple[list[Amounts], Tally]:
    """The months under every scenario: figures by month and row, and sums of TOTALS, rows weighted."""
    amounts = []
    for place, scenario in enumerate(scenarios):
        mark = f"{place} "
        own = {name.removeprefix(mark): col for name, col in columns.items() if name.startswith(mark)}
        amounts.append(scenario.pay(own, households, figures))
    outcomes = tuple(Outcome(0, 0, 0, {}, _sums(found, weights)) for found in amounts)
    gainers, losers = _changed(amounts, weights) if len(scenarios) > 1 else (0, 0)
    return amounts, Tally(0, 0, outcomes, gainers, losers)


def _changed(amounts: list[Amounts], weights: Ints | None) -> tuple[int, int]:
    """Persons whose cash over the window is more, and less, under the last scenario than under the first."""
    change = amounts[-1]["cash"].sum(axis=0, dtype=np.int64) - amounts[0]["cash"].sum(axis=0, dtype=np.int64)
    count = np.ones(len(change), np.int64) if weights is None else weights
    return int(count[change > 0].sum()), int(count[change < 0].sum())


def _sums(amounts: Amounts, weights: Ints | None) -> Ints:
    """Sums by month of each of TOTALS, shape (3, months)."""
    if weights is None:
        return np.stack([amounts[name].sum(axis=1, dtype=np.int64) for name in TOTALS])
    return np.stack([np.einsum("mn,n->m", amounts[name], weights) for name in TOTALS])


def _no_money(scenario: Scenario) -> Ints:
    return np.zeros((len(TOTALS), scenario.window.months), np.int64)


def added(tallies: Iterable[Tally]) -> Tally:
    """Tallies of at least one block as one."""
    return reduce(add, tallies)


def watched(tallies: Iterable[Tally], progress: Progress) -> Iterator[Tally]:
    """The same tallies, their persons counted on the bar as they pass."""
    for tally in tallies:
        progress.advance(tally.persons)
        yield tally


def batched(things: Iterable[A], size: int) -> Iterator[list[A]]:
    """Lists of so many things in their order; the last one may be shorter."""
    everything = iter(things)
    while some := list(islice(everything, size)):
        yield some


def mapped(pool: ThreadPoolExecutor, work: Callable[[A], B], things: Iterable[A], ahead: int) -> Iterator[B]:
    """Results in the order of the things, with at most `ahead` of them waiting: memory stays bounded."""
    waiting: deque[Future[B]] = deque()
    for thing in things:
        waiting.append(pool.submit(work, thing))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
