"""A difference between waves is called a change only when it is large or seen twice."""

import pytest

from kladka.casework.needs.change import reliable_change


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ([2, 4], 2),
        ([4, 2], -2),
        ([2, 3], 0),  # one step, seen once
        ([2, 3, 3], 1),  # one step, seen at two successive waves
        ([3, 2, 2], -1),
        ([2, 3, 4], 2),
        ([3, 2, 4], 0),  # one step up now, one down before
        ([2, 3, 2], 0),
        ([2, None, 3], 0),  # the wave before says nothing
        ([2, 3, None, 3], 0),
        ([None, 2, 3, 3], 1),
        ([2, 3, 3, None], 1),
        ([3, 3, 3], 0),
        ([3], None),
        ([None, 3, None], None),
        ([], None),
    ],
)
def test_a_change_is_two_steps_or_one_at_two_successive_waves(values, change):
    assert reliable_change(values) == change
