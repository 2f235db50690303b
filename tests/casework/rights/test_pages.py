"""Pages of erasure, of the record of processing and of the copy, as an office uses them."""

import datetime
import io
import zipfile

import pytest
import time_machine
from django.utils import timezone

from kladka.casework.benefits.models import PaymentList
from kladka.casework.cases.models import Case
from kladka.casework.rights import erasure_actions, reach
from kladka.casework.rights.actions import answer_request, receive_request
from kladka.casework.rights.incident_actions import close_incident, report_incident
from kladka.casework.rights.models import ErasureProtocol
from tests.casework.rights.families import YEARS_LATER, ended, family, paid
from tests.conftest import make_user


@pytest.fixture
def case(centre, caseworker, head, accountant):
    run = family(centre, caseworker, head)
    paid(centre, accountant, head)
    return ended(run, caseworker)


@pytest.fixture
def deputy(centre):
    return make_user("Ewa Testowa", "zastepca@przyklad.test", centre, "head")


def test_one_head_proposes_another_approves_and_the_protocol_is_printed(case, head, deputy, client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with time_machine.travel(datetime.datetime(2038, 1, 2, 12, tzinfo=datetime.UTC), tick=False):
        client.force_login(head)
        assert case.title in client.get("/rodo/usuwanie/").content.decode()
        page = client.post("/rodo/usuwanie/zaproponuj/", {"sprawa": [case.key]}, follow=True)
        address = ErasureProtocol.objects.get().get_absolute_url()
        assert "zatwierdza inna osoba" in page.content.decode()
        refused = client.post(address + "zatwierdz/", {"rozumiem": "tak"})
        assert (refused.status_code, Case.objects.get(pk=case.pk).title) == (422, case.title)
        client.force_login(deputy)
        page = client.get(address).content.decode()
        assert "Kopie zapasowe" in page and "nazwisko" in page and "Zatwierdź i usuń dane" in page
        assert client.post(address + "zatwierdz/").status_code == 422
        client.post(address + "zatwierdz/", {"rozumiem": "tak"})
        assert Case.objects.get(pk=case.pk).title == "usunięto"
        assert client.get(address + "protokol.pdf").content.startswith(b"%PDF")
        for page in ("/sprawy/", "/decyzje/", "/programy/", "/wnioski/", "/wyplaty/"):
            assert client.get(page).status_code == 200


def test_pages_of_an_erased_case_are_gone_and_none_breaks(case, head, deputy, client):
    decision, application = case.decisions.get(), case.applications.get()
    protocol = erasure_actions.propose(case.organisation, [case.key], today=YEARS_LATER, by=head)
    erasure_actions.approve(protocol, today=YEARS_LATER, by=deputy)
    client.force_login(head)
    addresses = [
        f"/sprawy/{case.key}/", f"/sprawy/{case.key}/dane/", f"/sprawy/{case.key}/program/",
        f"/sprawy/{case.key}/wniosek/", f"/sprawy/{case.key}/wyplaty/", f"/decyzje/{decision.key}/",
        f"/wnioski/{application.key}/potwierdzenie/",
    ]  # fmt: skip
    found = {address: client.get(address).status_code for address in addresses}
    assert found == dict.fromkeys(addresses, 404)
    for address in ("/decyzje/", "/programy/", "/wnioski/", "/sprawy/"):
        assert "usunięto" not in client.get(address).content.decode()
    listed = PaymentList.objects.get()
    assert "usunięto" in client.get(listed.get_absolute_url()).content.decode()


def test_the_copy_is_given_as_a_zip_to_the_head_alone(case, head, caseworker, client):
    person = reach.people_of(case.household_id).first()
    address = f"/sprawy/{case.key}/dane/kopia.zip"
    client.force_login(caseworker)
    assert client.get(address, {"osoba": person.key}).status_code == 403
    client.force_login(head)
    assert client.get(address).status_code == 422
    answer = client.get(address, {"osoba": person.key})
    assert "kopia-danych.pdf" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_the_record_of_processing_names_every_purpose_and_what_a_lawyer_must_check(head, client):
    head.memberships.get().organisation.__class__.objects.update(
        inspector="Anna Testowa", inspector_contact="iod@przyklad.test", retention_years=5
    )
    client.force_login(head)
    page = client.get("/rodo/rejestr/").content.decode()
    assert (
        "Anna Testowa" in page and "5 lat od końca roku" in page and "Do sprawdzenia przez prawnika" in page
    )
    assert client.get("/rodo/rejestr.pdf").content.startswith(b"%PDF")
    assert client.get("/rodo/rejestr.xlsx").content.startswith(b"PK")
    assert client.get("/rodo/katalog.xlsx").content.startswith(b"PK")


def test_the_head_writes_down_the_inspector_and_the_period(head, centre, client):
    client.force_login(head)
    typed = {
        "inspector": "Anna Testowa", "inspector_contact": "iod@przyklad.test", "retention_years": "12",
        "retention_source": "JRWA 2026, klasa 5430, B12",
    }  # fmt: skip
    assert client.post("/rodo/jednostka/", typed).status_code == 302
    centre.refresh_from_db()
    assert (centre.retention_years, centre.inspector) == (12, "Anna Testowa")


def test_the_first_page_shows_what_waits(case, head, client):
    client.force_login(head)
    page = client.get("/rodo/").content.decode()
    assert "Żadne żądanie nie czeka" in page and "Nie ma otwartych incydentów" in page


def test_today_shows_the_head_a_request_without_a_case_and_the_clock_of_an_incident(
    client, centre, head, caseworker
):
    now, day = timezone.now(), timezone.localdate()
    came = day - datetime.timedelta(days=40)
    late = receive_request(centre, kind="erase", received_on=came, requester="Ołena Kowalczuk", by=head)
    incident = report_incident(centre, kind="integrity", what="Zmieniono kwotę.", found_at=now, by=head)
    client.force_login(head)
    page = client.get("/").content.decode()
    assert f'<a href="{late.get_absolute_url()}">Odpowiedź na żądanie: usunięcie (art. 17)</a>' in page
    assert f"{incident.number}: Wczesne ostrzeżenie do CSIRT (24 godziny)" in page
    assert "Kowalczuk" not in page
    client.force_login(caseworker)
    assert "Ochrona danych" not in client.get("/").content.decode()


def test_requests_and_incidents_kept_long_enough_are_listed_to_be_printed(client, centre, head):
    with time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC), tick=False):
        day = timezone.localdate()
        request = receive_request(centre, kind="access", received_on=day, requester="Ołena", by=head)
        answer_request(request, outcome="done", answer="Wydano.", on=day, by=head)
        found = timezone.now()
        incident = report_incident(centre, kind="integrity", what="Kwota.", found_at=found, by=head)
        close_incident(incident, by=head)
    for year, listed in ((2036, False), (2037, True)):
        with time_machine.travel(datetime.datetime(year, 1, 2, 12, tzinfo=datetime.UTC), tick=False):
            client.force_login(head)
            page = client.get("/rodo/usuwanie/").content.decode()
            assert [one.get_absolute_url() in page for one in (request, incident)] == [listed, listed]
