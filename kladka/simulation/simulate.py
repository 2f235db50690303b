"""Symulacja: the rules over a file of people – persons, money by month, who is left out, what a reform does.

By profiles (equal households once, times their number) or by every person; both give the same grosze,
whatever the size of the blocks and the number of threads: households stay whole and whole numbers are added.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from kladka.simulation.people import Block, PeopleFile
from kladka.simulation.profiles import Profiles, collapse, merge
from kladka.simulation.progress import Progress
from kladka.simulation.scenario import AMOUNTS, Scenario

Column = NDArray[Any]
Ints = NDArray[np.int64]
Amounts = dict[str, Column]

READ_ROWS: Final = 524_288
BLOCK_ROWS: Final = 65_536
A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class How:
    """How to run: persons in one block of rules, rows read at once, threads. Changes time, never a result."""

    block: int = BLOCK_ROWS
    read: int = READ_ROWS
    threads: int = 2


@dataclass(frozen=True)
class Outcome:
    """What one scenario does: persons by what became of them, and sums by month.

    `months` has the shape (4, months), int64, in the order of AMOUNTS: persons covered, then grosze of
    cash, of cash by the rates alone, and of health contributions.
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

    def gather(block: Block) -> tuple[Profiles, Tally]:
        parts = [settle(part, scenarios) for part in block.parts(how.block)]
        names = parts[0][0]
        columns = {name: np.concatenate([part[name] for part, _ in parts]) for name in names}
        return collapse(columns, block.starts), added(tally for _, tally in parts)

    profiles, tallies = [], []
    with ThreadPoolExecutor(how.threads) as pool:
        for kinds, tally in mapped(pool, gather, people.blocks(how.read), how.threads + 1):
            profiles.append(kinds)
            tallies.append(tally)
            progress.advance(tally.persons)
        pieces = merge(profiles).parts(how.block)
        profiles.clear()
        return added(
            [*tallies, *mapped(pool, lambda kinds: _pay_kinds(kinds, scenarios), pieces, how.threads)]
        )


def by_every_person(
    people: PeopleFile, scenarios: tuple[Scenario, ...], how: How, progress: Progress
) -> Iterator[tuple[Block, list[Amounts], Tally]]:
    """Blocks in their order with the amounts of each scenario (months, persons) and the sums of the block.

    Raises PeopleFileError for a wrong value.
    """

    def work(block: Block) -> tuple[Block, list[Amounts], Tally]:
        columns, tally = settle(block, scenarios)
        amounts, paid = pay(columns, block.households(), scenarios)
        return block, amounts, tally + paid

    parts = (part for block in people.blocks(how.read) for part in block.parts(how.block))
    with ThreadPoolExecutor(how.threads) as pool:
        for block, amounts, tally in mapped(pool, work, parts, how.threads + 1):
            progress.advance(block.rows)
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
    columns: Amounts, households: Column, scenarios: tuple[Scenario, ...], weights: Ints | None = None
) -> tuple[list[Amounts], Tally]:
    """The months under every scenario: amounts by month and row, and sums, rows weighted."""
    amounts = []
    for place, scenario in enumerate(scenarios):
        mark = f"{place} "
        own = {name.removeprefix(mark): col for name, col in columns.items() if name.startswith(mark)}
        amounts.append(scenario.pay(own, households))
    outcomes = tuple(Outcome(0, 0, 0, {}, _sums(found, weights)) for found in amounts)
    change = amounts[-1]["cash"].sum(axis=0) - amounts[0]["cash"].sum(axis=0)
    count = np.ones(len(households), np.int64) if weights is None else weights
    gainers, losers = int(count[change > 0].sum()), int(count[change < 0].sum())
    return amounts, Tally(0, 0, outcomes, gainers, losers)


def _pay_kinds(kinds: Profiles, scenarios: tuple[Scenario, ...]) -> Tally:
    return pay(kinds.columns, kinds.households(), scenarios, kinds.weights())[1]


def _sums(amounts: Amounts, weights: Ints | None) -> Ints:
    """Sums by month of each of AMOUNTS, shape (4, months)."""
    if weights is None:
        return np.stack([amounts[name].sum(axis=1, dtype=np.int64) for name in AMOUNTS])
    return np.stack([amounts[name] @ weights for name in AMOUNTS])


def _no_money(scenario: Scenario) -> Ints:
    return np.zeros((len(AMOUNTS), scenario.window.months), np.int64)


def added(tallies: Iterable[Tally]) -> Tally:
    """Tallies of at least one block as one."""
    return reduce(add, tallies)


def mapped(pool: ThreadPoolExecutor, work: Callable[[A], B], things: Iterable[A], ahead: int) -> Iterator[B]:
    """Results in the order of the things, with at most `ahead` of them waiting: memory stays bounded."""
    waiting: deque[Future[B]] = deque()
    for thing in things:
        waiting.append(pool.submit(work, thing))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
