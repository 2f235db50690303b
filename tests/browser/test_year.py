"""Months of a family of five in a real browser, on a calendar that moves: money to the grosz, lawful days."""

import pytest

from .conftest import walked

pytestmark = pytest.mark.browser


def test_a_family_of_five_is_paid_warned_withheld_and_given_back_to_the_grosz(travelled, tmp_path):
    address, day = travelled
    (told,) = walked("year.mjs", address, tmp_path, day)
    assert told["complaints"] == []
    print(f"kliknięcia: {told['clicks']}")
    assert told["clicks"] <= 120
