"""Who may be the same person: equal PESEL, or equal birth date and alike names."""

import datetime

import pytest

from kladka.casework.people.actions import register_person
from kladka.casework.people.models import Person
from kladka.casework.people.queries import possible_duplicates

BORN = datetime.date(1990, 5, 17)
# Its checksum is wrong on purpose.
NUMBER = "90051700000"


@pytest.fixture
def known(centre, caseworker):
    return register_person(
        centre,
        by=caseworker,
        given_names="Ołena",
        family_name="Kowalczuk",
        born=BORN,
        sex="f",
        citizenship="Ukraina",
        pesel=NUMBER,
    )


@pytest.mark.parametrize(
    ("given", "family"),
    [
        *[("Olena", "Kowalczuk"), ("OLENA", "Kowal"), ("Kowalczuk", "Ołena"), ("Олена", "Ковальчук")],
        *[("Hanna", "Kovalchuk"), ("Kovaltschuk", "Anna"), ("Anna Maria", "Nowak-Kovalchuk")],
    ],
)
def test_alike_names_with_the_same_birth_date_are_found(centre, known, given, family):
    assert possible_duplicates(centre, family_name=family, given_names=given, born=BORN) == [known]


@pytest.mark.parametrize("born_that_day", [0, 400])
def test_a_duplicate_is_found_at_another_spelling_among_many_born_that_day(
    centre, caseworker, born_that_day, django_assert_num_queries
):
    others = [
        Person(organisation=centre, given_names="Amina", family_name="Sadig", born=BORN, sex="f")
        for _ in range(born_that_day)
    ]
    Person.objects.bulk_create(others)
    own = {"born": BORN, "sex": "m", "citizenship": "Syria", "pesel_missing": "x"}
    known = register_person(centre, by=caseworker, given_names="Jusuf", family_name="al-Chatib", **own)
    with django_assert_num_queries(1):
        found = possible_duplicates(centre, family_name="El Khateeb", given_names="Yousef", born=BORN)
    assert found == [known]


def test_the_same_number_is_found_whatever_the_name(centre, known):
    found = possible_duplicates(
        centre, family_name="Inna", given_names="Anna", born=datetime.date(1980, 1, 1), pesel=NUMBER
    )
    assert found == [known]


def test_another_birth_date_or_another_name_is_not_the_same_person(centre, known):
    other_day = datetime.date(1990, 5, 18)
    assert possible_duplicates(centre, family_name="Kowalczuk", given_names="Ołena", born=other_day) == []
    assert possible_duplicates(centre, family_name="Sadig", given_names="Amina", born=BORN) == []
