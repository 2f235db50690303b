"""A known person: gaps of the record are filled, what it says stays; a household is left on a day."""

import datetime

import pytest

from kladka.casework.people import actions
from kladka.journal.models import Entry


@pytest.fixture
def known(centre, caseworker):
    return actions.register_person(
        centre,
        by=caseworker,
        given_names="Ołena",
        family_name="Kowalczuk",
        born=datetime.date(1990, 5, 17),
        sex="f",
        citizenship="Ukraina",
        pesel_missing="w trakcie nadawania",
    )


def test_gaps_are_filled_and_the_rest_stays(known, caseworker):
    actions.fill_in_person(
        known, by=caseworker, given_names="Helena", language="ukraiński", pesel="90051700000"
    )
    known.refresh_from_db()
    assert (known.given_names, known.language, known.pesel, known.pesel_missing) == (
        "Ołena",
        "ukraiński",
        "90051700000",
        "",
    )
    assert Entry.objects.get(act="person.filled_in").details == {"fields": ["language", "pesel"]}


def test_nothing_new_leaves_no_trace_in_the_journal(known, caseworker):
    actions.fill_in_person(known, by=caseworker, citizenship="Ukraina", language="")
    assert not Entry.objects.filter(act="person.filled_in").exists()


def test_a_household_is_left_the_day_before_the_next_one_begins(known, centre, caseworker):
    starts = datetime.date(2026, 3, 2)
    household = actions.register_household(
        centre, members=[(known, "applicant")], starts=starts, by=caseworker
    )
    actions.leave_household(known, on=datetime.date(2026, 11, 2), by=caseworker)
    assert household.members.get().ends == datetime.date(2026, 11, 1)


def test_a_household_left_on_its_first_day_ends_that_day(known, centre, caseworker):
    starts = datetime.date(2026, 3, 2)
    household = actions.register_household(
        centre, members=[(known, "applicant")], starts=starts, by=caseworker
    )
    actions.leave_household(known, on=starts, by=caseworker)
    assert household.members.get().ends == starts
