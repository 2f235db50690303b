"""Row-level security: what PostgreSQL shows to whom, whatever the program asks it."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.urls import path

from kladka.accounts.models import Membership, Organisation
from kladka.casework import walls
from kladka.casework.benefits.models import Payment
from kladka.casework.cases.models import Case, Draft
from kladka.casework.people.models import Person
from kladka.casework.rights.catalogue import tables
from kladka.config import urls as real
from tests.casework.benefits.build import approved_list, family
from tests.conftest import make_user

postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite nie zna takiej ściany")


@pytest.fixture
def two_centres(centre, caseworker, accountant, head):
    """(the other centre, its head): each centre has a family and an approved list."""
    other = Organisation.objects.create(kind="city_centre", name="Ośrodek Obcy", short_name="MOPR Obcy")
    theirs = [
        make_user(f"Obca {role}", f"{role}@obcy.test", other, role) for role in Membership.Role.values[:3]
    ]
    family(centre, caseworker, "Amina Sadig", "Idris Sadig")
    approved_list(centre, accountant, head)
    family(other, theirs[0], "Olena Bondar")
    approved_list(other, theirs[2], theirs[1])
    return other, theirs[1]


@pytest.fixture(autouse=True)
def _back_to_the_system(db):
    yield
    if not connection.needs_rollback:
        walls.forget(connection)


def counts():
    with connection.cursor() as cursor:
        found = {}
        for wall in walls.WALLS:
            cursor.execute(f"SELECT COUNT(*) FROM {wall.table}")
            found[wall.table] = cursor.fetchone()[0]
        return found


@postgresql
def test_without_a_declaration_no_table_of_families_has_a_row(two_centres):
    assert sum(counts().values()) > 50
    walls.declare(connection, "")
    assert {table: rows for table, rows in counts().items() if rows} == {}


@postgresql
def test_a_declaration_shows_the_own_organisation_alone(centre, two_centres):
    other, _ = two_centres
    whole = counts()
    walls.declare(connection, "web", organisations=[centre.pk])
    own = counts()
    assert {case.organisation_id for case in Case.objects.all()} == {centre.pk}
    assert {line.person_name for line in Payment.objects.all()} == {"Amina Sadig", "Idris Sadig"}
    walls.declare(connection, "web", organisations=[other.pk])
    theirs = counts()
    assert {table: own[table] + theirs[table] for table in own} == whole
    walls.declare(connection, "web", organisations=[centre.pk, other.pk])
    assert counts() == whole


@postgresql
def test_a_shared_case_shows_itself_and_its_family_and_nothing_else_of_the_centre(centre, two_centres):
    other, _ = two_centres
    shared = Case.objects.get(organisation=centre)
    walls.declare(connection, "web", organisations=[other.pk], shared_cases=[shared.pk])
    assert Case.objects.count() == 2
    assert Person.objects.filter(organisation=centre).count() == 2
    walls.declare(connection, "system")
    lone = family(centre, centre_worker(centre), "Yusuf Rahimi")
    walls.declare(connection, "web", organisations=[other.pk], shared_cases=[shared.pk])
    assert not Case.objects.filter(pk=lone.case_id).exists()
    assert Person.objects.filter(organisation=centre).count() == 2


@postgresql
def test_a_share_opens_no_decision_payment_or_document_and_an_ended_one_the_row_of_the_case_alone(
    centre, two_centres
):
    other, _ = two_centres
    case = Case.objects.get(organisation=centre)
    seen = {"organisations": [other.pk], "known_cases": [case.pk]}
    walls.declare(connection, "web", organisations=[other.pk])
    own = counts()
    walls.declare(connection, "web", shared_cases=[case.pk], **seen)
    shared = {table for table, rows in counts().items() if rows > own[table]}
    assert shared >= {
        "cases_case",
        "people_household",
        "people_person",
        "people_householdmember",
        "cases_event",
    }
    assert not [
        t for t in shared if t.startswith(("benefits_", "decisions_", "intake_", "rights_", "attach"))
    ]
    assert not shared & {"people_protectionstatus", "people_helddocument", "programmes_agreedamount"}
    walls.declare(connection, "web", **seen)
    assert {table for table, rows in counts().items() if rows > own[table]} == {"cases_case"}


def centre_worker(centre):
    return Membership.objects.filter(organisation=centre, role="caseworker").first().user


@postgresql
def test_a_draft_is_seen_by_who_types_it(caseworker, head):
    Draft.objects.create(user=caseworker, form="contact:x", data={"text": "x"})
    walls.declare(connection, "web", organisations=[1], user=head.pk)
    assert not Draft.objects.exists()
    walls.declare(connection, "web", user=caseworker.pk)
    assert Draft.objects.count() == 1


@postgresql
@pytest.mark.parametrize("change", ["insert", "move"])
def test_a_row_is_not_written_into_another_organisation(centre, two_centres, change):
    other, _ = two_centres
    walls.declare(connection, "web", organisations=[centre.pk])
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        if change == "move":
            Person.objects.filter(organisation=centre).update(organisation=other)
        else:
            Person.objects.create(
                organisation=other,
                family_name="X",
                given_names="Y",
                born="1990-01-01",
                sex="f",
                citizenship="Z",
            )


@postgresql
def test_a_row_of_another_organisation_is_neither_changed_nor_deleted(centre, two_centres):
    other, _ = two_centres
    walls.declare(connection, "web", organisations=[centre.pk])
    assert Case.objects.filter(organisation=other).update(title="Zmieniona") == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_event WHERE case_id IN (SELECT id FROM cases_case)")
        cursor.execute("SELECT COUNT(*) FROM cases_event")
        assert cursor.fetchone()[0] == 0
    walls.declare(connection, "web", organisations=[other.pk])
    assert counts()["cases_event"] > 0


def forgets_the_scope(request):
    """A view with the mistake that walls are for."""
    return HttpResponse(" ".join(Case.objects.values_list("title", flat=True)))


urlpatterns = [*real.urlpatterns, path("wyciek/", forgets_the_scope)]


def test_a_view_that_forgets_the_scope_shows_nothing_foreign_on_postgresql(
    client, centre, two_centres, caseworker, settings
):
    """On SQLite the same view leaks: there the test of every address by every role finds it."""
    settings.ROOT_URLCONF = __name__
    client.force_login(caseworker)
    said = client.get("/wyciek/").content.decode()
    assert "Sadig" in said
    assert ("Bondar" in said) == (connection.vendor == "sqlite")


@postgresql
def test_a_request_declares_its_own_user_and_leaves_nothing_behind(client, two_centres, caseworker, settings):
    settings.ROOT_URLCONF = __name__
    _, foreign_head = two_centres
    client.force_login(caseworker)
    client.get("/wyciek/")
    client.force_login(foreign_head)
    assert "Sadig" not in client.get("/wyciek/").content.decode()
    client.logout()
    client.get("/konto/zaloguj/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('kladka.organisations'), current_setting('kladka.user')")
        assert cursor.fetchone() == ("", "")


@postgresql
def test_in_the_web_server_a_connection_forgets_to_nothing(two_centres, monkeypatch, centre):
    monkeypatch.setattr(walls._process, "system", False)
    walls.declare(connection, "web", organisations=[centre.pk])
    assert Case.objects.exists()
    walls.forget(connection)
    assert not Case.objects.exists()
    monkeypatch.setattr(walls._thread, "system", True, raising=False)
    walls.connected(connection)
    assert Case.objects.count() == 2


@postgresql
def test_the_program_connects_as_a_role_that_walls_hold():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


@postgresql
def test_every_wall_stands_after_all_migrations():
    assert {table for _, table in walls.standing(connection)} == {wall.table for wall in walls.WALLS}


def test_every_table_with_data_of_a_family_has_a_wall():
    """A new table: a line in kladka/casework/walls.py, or a reason in OPEN there."""
    of_families = {
        table.model._meta.db_table
        for table in tables().values()
        if table.model.__module__.startswith("kladka.") and (table.person or table.case)
    }
    walled = {wall.table for wall in walls.WALLS}
    assert of_families - walled - walls.OPEN == set()
    assert walled <= {model._meta.db_table for model in apps.get_models()}
