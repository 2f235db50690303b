"""A control of the voivode opens a centre to inspectors, read-only, for its days and not a request longer."""

import datetime

import pytest

from kladka.accounts.models import Control, Membership, Organisation
from kladka.staff import actions
from tests.casework.intake.families import filed, member
from tests.conftest import make_user

TODAY = datetime.date.today
DAY = datetime.timedelta(days=1)


@pytest.fixture
def office(db):
    return Organisation.objects.create(kind="voivode", name="Łódzki Urząd Wojewódzki", short_name="ŁUW")


@pytest.fixture
def inspector(office):
    return make_user("Inga Kontrolna", "inspektor@przyklad.test", office, Membership.Role.INSPECTOR)


@pytest.fixture
def page(centre, caseworker):
    return filed(centre, caseworker, member("Olena")).case.get_absolute_url()


def control(centre, office, head, starts, ends):
    days = {"starts": TODAY() + starts * DAY, "ends": TODAY() + ends * DAY}
    return actions.record_control(centre, office=office, number="K/1", subject="programy", by=head, **days)


@pytest.mark.parametrize(("starts", "ends", "status"), [(-5, -1, 404), (0, 0, 200), (1, 5, 404)])
def test_inspectors_read_a_case_on_the_days_of_the_control_alone(
    client, centre, office, head, inspector, page, starts, ends, status
):
    control(centre, office, head, starts, ends)
    client.force_login(inspector)
    assert client.get(page).status_code == status


def test_a_closed_control_closes_the_cases_within_the_same_session(
    client, centre, office, head, inspector, page
):
    found = control(centre, office, head, 0, 5)
    client.force_login(inspector)
    assert client.get(page).status_code == 200
    assert "Olena" in client.get("/sprawy/").content.decode()
    actions.end_control(found, by=head)
    assert client.get(page).status_code == 404
    assert client.get("/sprawy/").status_code == 403


def test_an_inspector_changes_nothing(client, centre, office, head, inspector, page):
    control(centre, office, head, 0, 5)
    client.force_login(inspector)
    typed = {"kind": "phone", "on": str(TODAY()), "text": "x"}
    assert client.post(f"{page}kontakt/", typed).status_code == 403
    assert client.post("/kontrole/", {}).status_code == 403


def test_the_head_records_and_closes_a_control(client, centre, office, head, caseworker):
    client.force_login(head)
    typed = {
        "office": office.pk, "number": "K/2", "subject": "programy", "starts": str(TODAY()),
        "ends": str(TODAY() + DAY),
    }  # fmt: skip
    assert client.post("/kontrole/", typed | {"ends": str(TODAY() - DAY)}).status_code == 422
    assert client.post("/kontrole/", typed)["Location"] == "/kontrole/"
    found = Control.objects.get()
    client.force_login(caseworker)
    assert client.get("/kontrole/").status_code == 403
    client.force_login(head)
    client.post(f"/kontrole/{found.key}/zamknij/")
    found.refresh_from_db()
    assert found.ended_at is not None
