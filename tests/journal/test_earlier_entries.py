"""Entries made before there was a chain are taken into it."""

import datetime

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kladka.accounts.models import Organisation
from kladka.casework import guards
from kladka.journal import protection
from kladka.journal.models import Entry
from kladka.journal.verification import verify

BEFORE, CHAINED = [("journal", "0001_initial")], [("journal", "0006_indexes_by_key_and_of_lists")]


def migrate(to):
    executor = MigrationExecutor(connection)
    guards.remove(connection)  # as every migration does: some look into the journal
    executor.migrate(to)
    return executor.loader.project_state(to).apps


def test_earlier_entries_form_a_chain_of_each_organisation(transactional_db, centre, caseworker):
    other = Organisation.objects.create(kind="city_centre", name="Inny", short_name="Inny")
    old = migrate(BEFORE).get_model("journal", "Entry").objects
    for number, organisation in enumerate([centre, other, centre, centre]):
        old.create(
            organisation_id=organisation.pk, actor_id=caseworker.pk, act="x.y", subject="case",
            subject_key="k",
            details={"number": number, "fields": ["pesel", "język"]},
        )  # fmt: skip
    old.filter(organisation_id=other.pk).update(at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    migrate(CHAINED)
    call_command("migrate", verbosity=0)  # what went back with it; the guards stand again
    checked = verify()
    assert (checked.rows, checked.faults, checked.triggers) == (4, [], [])
    assert [(e.organisation_id, e.seq, e.details["number"]) for e in Entry.objects.order_by("id")] == [
        (centre.pk, 1, 0),
        (other.pk, 1, 1),
        (centre.pk, 2, 2),
        (centre.pk, 3, 3),
    ]
    assert Entry.objects.earliest("id").details["fields"] == ["pesel", "język"]
    assert protection.missing(connection) == []
