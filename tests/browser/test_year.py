"""A year of a family of five in a real browser, on a calendar that moves: amounts to the grosz, a move."""

import calendar
import datetime

import pytest

from .conftest import walked

pytestmark = pytest.mark.browser
EACH, PEOPLE = 95000, 5  # grosze a month for each
WITHHELD_DAYS = 11  # of one person, from the 10th to the 20th


def test_a_family_of_five_is_paid_withheld_given_back_moved_and_asked_after_its_year_to_the_grosz(
    travelled, tmp_path
):
    address, day = travelled
    (told,) = walked("year.mjs", address, tmp_path, day)
    months = sorted(told["lists"])
    assert len(months) == 12  # each once, whoever paid it
    assert [told["lists"][one]["by"] for one in months] == [told["number"]] * 6 + [told["there"]] * 6
    fourth = datetime.date.fromisoformat(months[3])
    days = calendar.monthrange(fourth.year, fourth.month)[1]
    paid = sum(sum(one["paid"].values()) for one in told["lists"].values())
    assert paid == 12 * PEOPLE * EACH - (EACH - round(EACH * (days - WITHHELD_DAYS) / days))
    assert len(told["audited"]) == 8  # pages without a fault in four looks, the family's own two among them
    assert told["complaints"] == []
    print(f"kliknięcia: {told['clicks']}")
    assert told["clicks"] <= 185
