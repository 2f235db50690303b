"""An installation with clear columns is sealed by its migration, and can go back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kladka.casework import guards
from kladka.casework.people.models import HeldDocument, Person
from kladka.vault.sealing import NotOpened

CLEAR, SEALED = [("people", "0001_initial")], [("people", "0002_seal_personal_fields")]


def migrate(targets):
    executor = MigrationExecutor(connection)
    guards.remove(connection)  # as every migration does: some look into tables that go
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.mark.django_db(transaction=True)
def test_clear_rows_are_sealed_each_for_its_own_place_and_come_back_clear(centre):
    old = migrate(CLEAR)
    try:
        person, other = (
            old.get_model("people", "Person").objects.create(
                organisation_id=centre.pk, family_name="Rahimi", given_names=name, born="1992-01-01",
                sex="f", citizenship="Irak", pesel=pesel, phone="",
            )
            for name, pesel in (("Zarina", "92010112345"), ("Lejla", ""))
        )  # fmt: skip
        for owner in (person, other):
            old.get_model("people", "HeldDocument").objects.create(
                person=owner, kind="passport", number=f"AB 12345{owner.pk}"
            )
        migrate(SEALED)
        assert Person.objects.get(pesel_index__of="92010112345").pk == person.pk
        assert list(Person.objects.filter(pesel__isnull=True).values_list("pk", flat=True)) == [other.pk]
        documents = list(HeldDocument.objects.order_by("pk"))
        assert [one.number for one in documents] == [f"AB 12345{one.pk}" for one in (person, other)]
        assert len({one.key for one in documents}) == 2
        back = migrate(CLEAR)
        found = back.get_model("people", "Person").objects.order_by("pk").values_list("pesel", "phone")
        assert list(found) == [("92010112345", ""), ("", "")]
    finally:
        call_command("migrate", verbosity=0)  # later migrations, of other apps too, went back with it
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET key = 'inny' WHERE pesel IS NOT NULL")
    with pytest.raises(NotOpened):
        _ = Person.objects.get(pk=person.pk).pesel
