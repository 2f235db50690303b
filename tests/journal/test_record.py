"""The journal only grows."""

import pytest

from kladka.casework.people.actions import register_household, register_person
from kladka.journal.models import Entry


def test_an_act_leaves_an_entry_that_names_who_and_what(centre, caseworker):
    person = register_person(
        centre, by=caseworker, given_names="Amina", family_name="Sadig", born="1990-01-01", sex="f",
        citizenship="Sudan", pesel_missing="w trakcie nadania",
    )  # fmt: skip
    register_household(centre, members=[(person, "applicant")], starts="2026-01-01", by=caseworker)
    entry = Entry.objects.get(act="person.registered")
    assert (entry.actor, entry.organisation, entry.subject, entry.subject_key) == (
        caseworker,
        centre,
        "person",
        person.key,
    )
    assert "Sadig" not in str(entry.details)


def test_an_entry_is_neither_changed_nor_removed(centre, caseworker):
    entry = Entry.objects.create(
        organisation=centre, actor=caseworker, act="x", subject="person", subject_key="a"
    )
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
