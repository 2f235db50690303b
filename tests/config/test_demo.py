"""The demo: every state of the path, on any day of the year, nobody who exists, nothing doubled."""

import datetime

import pytest
from django.core.management import call_command
from stdnum.pl import pesel

from kladka.accounts.models import Organisation, User
from kladka.casework.attachments.models import Attachment
from kladka.casework.benefits.models import PaymentList
from kladka.casework.cases.models import Case
from kladka.casework.cases.openings import BreakGlass, Look, Share
from kladka.casework.intake.models import Application
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme
from kladka.casework.rights.models import Incident, RightsRequest
from kladka.config.demo.build import fill
from kladka.journal.models import Entry


def test_the_demo_shows_every_state_of_the_path_and_doubles_nothing(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    call_command("demo")
    states = set(Case.objects.values_list("state", flat=True))
    assert states == set(Case.State.values) - {Case.State.ERASED}
    assert set(Programme.objects.values_list("state", flat=True)) == set(Programme.State.values)
    assert set(Application.objects.values_list("state", flat=True)) == set(Application.State.values)
    before = [model.objects.count() for model in (Case, Person, User, Entry, PaymentList)]
    call_command("demo")
    assert [model.objects.count() for model in (Case, Person, User, Entry, PaymentList)] == before
    assert "kierownik@pcpr.test" in (tmp_path / "demo-accounts.txt").read_text()


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def test_the_demo_has_something_on_every_page_of_trust(db):
    fill()
    assert [share.state for share in Share.objects.order_by("pk")] == ["live", "withdrawn"]
    assert Look.objects.filter(checked_at=None).count() == 2
    glass = BreakGlass.objects.get()
    assert glass.approved_at and glass.closed_at
    assert Attachment.objects.get().stored_as
    assert RightsRequest.objects.get().outcome == ""
    assert Incident.objects.get().closed_at is None


@pytest.mark.parametrize("day", ["2026-03-01", "2026-12-31", "2028-02-29"])
def test_the_demo_can_be_made_on_any_day(db, day):
    fill(today=datetime.date.fromisoformat(day))
    assert Organisation.objects.count() == 4
    assert PaymentList.objects.filter(state=PaymentList.State.SENT).count() == 8
    assert PaymentList.objects.filter(state=PaymentList.State.DRAFT).count() == 2


def test_no_number_of_the_demo_can_belong_to_anybody(db):
    fill()
    numbers = [person.pesel for person in Person.objects.all() if person.pesel]
    assert len(numbers) >= 20
    assert not any(pesel.is_valid(number) for number in numbers)
