"""The journal only grows, and the database itself refuses anything else."""

import pytest
from django.db import DatabaseError, connection, transaction

from kladka.casework.people.actions import register_household, register_person
from kladka.casework.people.models import Household
from kladka.journal import protection
from kladka.journal.actions import record
from kladka.journal.models import Entry


def test_an_act_leaves_an_entry_that_names_who_and_what(centre, caseworker):
    person = register_person(
        centre, by=caseworker, given_names="Amina", family_name="Sadig", born="1990-01-01", sex="f",
        citizenship="Sudan", pesel_missing="w trakcie nadania",
    )  # fmt: skip
    register_household(centre, members=[(person, "applicant")], starts="2026-01-01", by=caseworker)
    entry = Entry.objects.get(act="person.registered")
    assert (entry.kind, entry.actor, entry.organisation, entry.subject, entry.subject_key) == (
        "act",
        caseworker,
        centre,
        "person",
        person.key,
    )
    assert "Sadig" not in str(entry.details)


def test_a_reason_is_sealed_in_its_row_and_read_back_by_the_program(centre, caseworker):
    record("list.sent_back", Household(), by=caseworker, organisation=centre, reason="pomyłka p. Sadig")
    entry = Entry.objects.get()
    assert (entry.why, entry.details) == ("pomyłka p. Sadig", {})
    assert b"Sadig" not in bytes(entry.reason)


def test_an_entry_is_neither_changed_nor_removed_by_the_program(centre, caseworker):
    entry = record("x", Household(), by=caseworker, organisation=centre)
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET act = 'y'",
        "DELETE FROM journal_entry",
        pytest.param(
            "TRUNCATE journal_entry",
            marks=pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite nie zna TRUNCATE"),
        ),
    ],
)
def test_the_database_refuses_to_change_or_remove_an_entry(statement, centre, caseworker):
    record("x", Household(), by=caseworker, organisation=centre)
    connection.check_constraints()  # nothing waits for the end of the transaction
    with (
        pytest.raises(DatabaseError, match=protection.REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().act == "x"


def test_the_triggers_stand_after_all_migrations(db):
    assert protection.missing(connection) == []
