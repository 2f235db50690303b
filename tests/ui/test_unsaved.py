"""What the database could not keep is never shown as saved: 503, the typed text, the form to send again."""

import re

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from kladka.casework.cases.models import Contact
from kladka.journal.models import Entry
from kladka.ui.unsaved import disk_full, unavailable
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import accepted

TYPED = "Umówiono szkołę <dla syna> & lekarza"


@pytest.fixture
def case(centre, caseworker):
    return accepted(centre, caseworker, member("Amina", "Sadig", received=REFUGEE_COPIES)).case


@pytest.fixture
def full_disk():
    """SQLite that may not grow by one page: it answers as on a full disk."""
    if connection.vendor != "sqlite":
        pytest.skip("na PostgreSQL pełny dysk sprawdza pomiar trust keep")
    with connection.cursor() as cursor:
        free = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={free}")
        yield
        cursor.execute("PRAGMA max_page_count=1000000000")


def send(client, case, **more):
    client.raise_request_exception = False
    data = {"kind": "phone", "on": timezone.localdate().isoformat(), "text": TYPED * 90}
    return client.post(f"/sprawy/{case.key}/kontakt/", data, **more)


def test_on_a_full_disk_a_contact_is_said_not_to_be_saved(client, case, caseworker, full_disk):
    client.force_login(caseworker)
    for _ in range(30):
        answer = send(client, case, headers={"origin": "http://testserver"})
        if answer.status_code != 302:
            break
    before = Contact.objects.count(), Entry.objects.count()
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Nie zapisano" in page
    assert "brakuje miejsca na dysku" in page
    assert "Umówiono szkołę &lt;dla syna&gt; &amp; lekarza" in page
    assert re.search(r'name="once">\n[0-9a-f]{32}<', page)
    assert (Contact.objects.count(), Entry.objects.count()) == before


def test_another_site_cannot_fill_in_the_form_to_be_sent_again(client, case, caseworker, full_disk):
    client.force_login(caseworker)
    for _ in range(30):
        answer = send(client, case, headers={"origin": "https://obca.test"})
        if answer.status_code != 302:
            break
    assert answer.status_code == 503
    assert "<form" not in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OperationalError("database or disk is full"), True),
        (OperationalError("database is locked"), True),
        (InterfaceError("connection already closed"), True),
        (OSError(28, "No space left on device"), True),
        (OperationalError("no such table: cases_case"), False),
        (OSError(2, "No such file or directory"), False),
        (ValueError("x"), False),
    ],
)
def test_only_errors_of_the_place_are_told_so(error, away):
    assert unavailable(error) is away


def after(first, then):
    """The error `then` as it is when it came of `first`."""
    try:
        try:
            raise first
        except type(first):
            raise then from first
    except type(then) as error:
        return error


def test_what_came_of_a_full_disk_is_told_as_a_full_disk():
    full = OperationalError("database or disk is full")
    error = after(full, OperationalError("no such savepoint: s140_x1"))
    assert unavailable(error) and disk_full(error)
    broken = after(full, TransactionManagementError("the current transaction is broken"))
    assert unavailable(broken) and disk_full(broken)
    assert not unavailable(after(KeyError("x"), OperationalError("no such savepoint: s140_x1")))


def test_a_full_disk_is_named():
    assert disk_full(OperationalError("could not extend file: No space left on device"))
    assert not disk_full(OperationalError("database is locked"))
