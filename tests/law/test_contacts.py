"""What counts as a contact with the realizator: both readings of both disputed points."""

from datetime import date

import pytest

from kladka.law.contacts import Counting, Tally, month_of_contacts, months_between, next_contact

MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("tally", "counting", "counted", "enough"),
    [
        (Tally(talks=2), Counting(), 2, True),
        (Tally(talks=1, messages=1), Counting(), 2, True),
        (Tally(talks=1, messages=1), Counting(messages=False), 1, False),
        (Tally(talks=1, missed=1), Counting(), 1, False),
        (Tally(talks=1, missed=1), Counting(missed=True), 2, True),
        (Tally(), Counting(), 0, False),
    ],
)
def test_two_contacts_a_month_are_counted_by_the_readings_of_the_centre(tally, counting, counted, enough):
    found = month_of_contacts(MARCH, tally, counting)
    assert (found.least, found.counted, found.enough, found.missing) == (2, counted, enough, 2 - counted)


def test_the_other_reading_is_shown_with_its_result_only_where_it_differs():
    found = month_of_contacts(MARCH, Tally(talks=1, messages=1), Counting())
    assert found.other == (("liczą się tylko rozmowy i spotkania", 1),)
    assert month_of_contacts(MARCH, Tally(talks=3), Counting()).other == ()


@pytest.mark.parametrize(
    ("day", "step", "following"),
    [
        (date(2026, 3, 5), "week", date(2026, 3, 12)),
        (date(2026, 3, 5), "fortnight", date(2026, 3, 19)),
        (date(2026, 1, 31), "month", date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2026, 12, 18), "week", date(2026, 12, 28)),  # Christmas and the weekend after it
    ],
)
def test_the_next_contact_falls_on_a_day_when_the_office_works(day, step, following):
    assert next_contact(day, step) == following


def test_months_between_two_days_are_named_by_their_first_day():
    assert months_between(date(2026, 11, 30), date(2027, 1, 1)) == [
        date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1),
    ]  # fmt: skip
    assert months_between(date(2027, 1, 1), date(2026, 12, 31)) == []
