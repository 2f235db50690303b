"""Profile: equal households are counted together, different ones never, whatever the block."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kladka.simulation.profiles import collapse, merge

PERSON = some.tuples(some.integers(-3, 3), some.booleans(), some.sampled_from([-1_000_000, 0, 1_000_000]))
HOUSEHOLDS = some.lists(some.lists(PERSON, min_size=1, max_size=4), min_size=1, max_size=60)


def as_columns(households: list) -> tuple[dict, np.ndarray]:
    persons = [person for home in households for person in home]
    number, flag, day = (np.array(values) for values in zip(*persons, strict=True))
    sizes = [len(home) for home in households]
    columns = {"number": number.astype(np.int32), "flag": flag, "day": day.astype(np.int64)}
    return columns, np.cumsum([0, *sizes[:-1]])


def as_counter(profiles) -> Counter:
    columns = profiles.columns
    persons = list(zip(*(columns[name].tolist() for name in ("number", "flag", "day")), strict=True))
    edges = [*profiles.starts.tolist(), len(persons)]
    counted = Counter()
    for begin, end, count in zip(edges, edges[1:], profiles.counts.tolist(), strict=False):
        counted[tuple(persons[begin:end])] += count
    return counted


@settings(deadline=None)
@given(HOUSEHOLDS)
def test_profiles_count_what_a_counter_of_python_counts(households):
    profiles = collapse(*as_columns(households))
    assert as_counter(profiles) == Counter(tuple(home) for home in households)
    assert len(profiles.counts) == len({tuple(home) for home in households})


@settings(deadline=None)
@given(HOUSEHOLDS, some.integers(1, 20))
def test_merged_blocks_are_the_profiles_of_the_whole(households, size):
    blocks = [households[at : at + size] for at in range(0, len(households), size)]
    merged = merge([collapse(*as_columns(block)) for block in blocks])
    assert as_counter(merged) == Counter(tuple(home) for home in households)
    assert len(merged.counts) == len({tuple(home) for home in households})


def test_weights_and_households_follow_the_rows():
    households = [[(1, True, 0)] * 2, [(2, True, 0)], [(1, True, 0)] * 2]
    profiles = collapse(*as_columns(households))
    assert profiles.weights().sum() == 5
    assert sorted(zip(profiles.sizes.tolist(), profiles.counts.tolist(), strict=True)) == [(1, 1), (2, 2)]
    assert np.array_equal(np.unique(profiles.households()), [0, 1])


def test_columns_too_wide_for_one_word_are_told_apart():
    wide = np.array([0, 2**40, 0, 2**40], dtype=np.int64)
    columns = {"a": wide, "b": wide[::-1].copy(), "c": np.array([0, 1, 0, 2**30])}
    profiles = collapse(columns, np.arange(4))
    assert sorted(profiles.counts.tolist()) == [1, 1, 2]


def test_nothing_cannot_be_merged():
    with pytest.raises(ValueError, match="no profiles"):
        merge([])
