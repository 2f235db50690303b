"""Incidents: clocks from the finding, steps that stop them, the persons from the journal."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from kladka.casework.rights import clocks, incident_actions, queries
from tests.casework.intake.families import filed, member

POLAND = timezone.get_default_timezone()
FOUND = datetime.datetime(2026, 10, 30, 14, 0, tzinfo=POLAND)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def incident(centre, head):
    return report(centre, head)


def report(centre, head, **details):
    facts = {"kind": "confidentiality", "what": "Wgląd bez potrzeby", "found_at": FOUND, "risk": "risk"}
    return incident_actions.report_incident(centre, by=head, **facts | details)


def states(incident, now):
    return [clock.state(now) for clock in clocks.clocks_of(incident, incident.steps.all())]


def test_the_clocks_run_24_and_72_hours_and_a_month_from_the_finding(incident):
    due = [timezone.localtime(clock.due_at) for clock in clocks.clocks_of(incident, [])]
    assert [f"{at:%d.%m %H:%M}" for at in due] == ["31.10 14:00", "02.11 14:00", "02.11 14:00", "30.11 14:00"]


def test_hours_are_hours_when_the_clocks_are_put_back(centre, head):
    night = report(centre, head, found_at=datetime.datetime(2026, 10, 24, 20, 0, tzinfo=POLAND))
    first = timezone.localtime(clocks.clocks_of(night, [])[0].due_at)
    assert f"{first:%d.%m %H:%M}" == "25.10 19:00"


def test_a_month_from_the_last_of_january_ends_with_february():
    found = datetime.datetime(2027, 1, 31, 9, 30, tzinfo=POLAND)
    assert timezone.localtime(clocks.due_at(found, None)).strftime("%d.%m %H:%M") == "28.02 09:30"


def test_a_clock_warns_passes_and_is_stopped_by_the_notice(incident, head):
    assert states(incident, FOUND + HOUR) == ["open", "open", "open", "open"]
    assert states(incident, FOUND + 13 * HOUR)[0] == "soon"
    assert states(incident, FOUND + 25 * HOUR)[0] == "late"
    incident_actions.add_step(incident, kind="early_warning", at=FOUND + 20 * HOUR, text="", by=head)
    incident_actions.add_step(incident, kind="authority", at=FOUND + 80 * HOUR, text="", by=head)
    assert states(incident, FOUND + 90 * HOUR) == ["done", "late_done", "late", "open"]
    incident_actions.add_step(incident, kind="not_needed", at=FOUND + 90 * HOUR, text="", by=head)
    assert states(incident, FOUND + 91 * HOUR) == ["done", "late_done", "waived", "waived"]


def test_a_step_is_not_earlier_than_the_finding(incident, head):
    with pytest.raises(ValidationError, match="wcześniejsza"):
        incident_actions.add_step(incident, kind="other", at=FOUND - HOUR, text="", by=head)


def test_the_list_of_persons_holds_the_cases_that_one_account_saw_in_that_time(
    centre, caseworker, head, client
):
    seen = filed(centre, caseworker, member("Olena", "Widziana")).case
    filed(centre, caseworker, member("Iryna", "Niewidziana"))
    before = timezone.now()
    client.force_login(head)
    client.post(f"/sprawy/{seen.key}/dane/wstrzymaj/", {"reason": "x"})
    incident = report(centre, head, found_at=timezone.now(), happened_from=before, actor=head)
    assert [case.key for case in queries.affected_cases(incident)] == [seen.key]
    answer = client.get(f"/rodo/incydenty/{incident.key}/osoby.xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[1] for row in rows[1:]] == ["Olena Widziana"]


def test_an_incident_is_entered_followed_and_closed_on_its_pages(client, head):
    client.force_login(head)
    found_at = timezone.localtime(timezone.now() - HOUR)
    typed = {"kind": "availability", "what": "Awaria", "found_at": f"{found_at:%Y-%m-%dT%H:%M}"}
    page = client.post("/rodo/incydenty/nowy/", typed | {"affected": "3", "risk": "unlikely"}, follow=True)
    address = page.request["PATH_INFO"]
    assert "Wczesne ostrzeżenie do CSIRT" in page.content.decode()
    step = {"kind": "early_warning", "at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "text": "CSIRT 1/2026"}
    assert "CSIRT 1/2026" in client.post(address + "czynnosc/", step, follow=True).content.decode()
    for kind in ("uodo", "csirt", "osoby"):
        assert client.get(f"{address}{kind}.pdf").content.startswith(b"%PDF")
    assert "Zamknięto" in client.post(address + "zamknij/", follow=True).content.decode()
    assert "zamknięty" in client.get("/rodo/incydenty/").content.decode()


def test_a_finding_that_has_not_come_is_refused(client, head):
    client.force_login(head)
    typed = {
        "kind": "integrity",
        "what": "x",
        "found_at": "2149-01-01T10:00",
        "affected": "0",
        "risk": "risk",
    }
    page = client.post("/rodo/incydenty/nowy/", typed)
    assert (page.status_code, "jeszcze nie nadeszła" in page.content.decode()) == (422, True)
