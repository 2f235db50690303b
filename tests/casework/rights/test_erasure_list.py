"""The list of what is due for erasure: filter, order, file, „Dziś”, and registers that have no case."""

import datetime
import io

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from kladka.casework.cases.models import Case
from kladka.casework.rights import actions, erasure_actions, incident_actions
from kladka.casework.rights.erasing import MARK
from kladka.casework.rights.models import Incident, RightsRequest
from kladka.journal.models import Entry
from tests.casework.intake.families import filed, member
from tests.conftest import make_user

LONG_AGO, TODAY = datetime.date(2015, 3, 2), datetime.date(2026, 11, 23)


@pytest.fixture
def due(centre, caseworker):
    """Two cases closed long ago: one refused in spring, one left unexamined in autumn."""
    closed = []
    for name, state, month in (("Olena", "refused", 3), ("Iryna", "unexamined", 9)):
        case = filed(centre, caseworker, member(name)).case
        day = datetime.date(2015, month, 2)
        Case.objects.filter(pk=case.pk).update(state=state, opened_on=day)
        case.events.update(on=day)
        closed.append(Case.objects.get(pk=case.pk))
    return closed


def shown(client, query=""):
    page = client.get(f"/rodo/usuwanie/{query}").content.decode()
    return [name for name in sorted(("Olena", "Iryna"), key=page.find) if name in page]


def test_cases_due_are_filtered_ordered_and_given_as_a_file(client, head, due):
    client.force_login(head)
    assert shown(client) == ["Olena", "Iryna"]
    assert shown(client, "?kolejnosc=nowe") == ["Iryna", "Olena"]
    assert shown(client, "?stan=refused") == ["Olena"]
    assert shown(client, "?stan=x&kolejnosc=y") == ["Olena", "Iryna"]
    answer = client.get("/rodo/usuwanie/lista.xlsx?stan=unexamined")
    heading, *found = load_workbook(io.BytesIO(answer.content)).active.values
    assert heading[0] == "Znak sprawy"
    assert [row[0] for row in found] == [due[1].number]
    assert Entry.objects.filter(kind="list", shown__contains=due[1].key, act="erasure.read").exists()


def test_what_waits_stands_on_the_first_page_of_the_head_alone(client, centre, head, caseworker, due):
    client.force_login(caseworker)
    assert "Sprawy po okresie" not in client.get("/").content.decode()
    client.force_login(head)
    assert "Sprawy po okresie przechowywania</a>: 2" in client.get("/").content.decode()
    deputy = make_user("Ewa Testowa", "ewa@przyklad.test", centre, "head")
    erasure_actions.propose(centre, [due[0].key], today=TODAY, by=deputy)
    assert "Protokoły usunięcia do zatwierdzenia</a>: 1" in client.get("/").content.decode()
    client.force_login(deputy)
    assert "do zatwierdzenia" not in client.get("/").content.decode()


@pytest.fixture
def records(centre, head):
    """A request and an incident, both finished on this day; and a request still without an answer."""
    with time_machine.travel(datetime.datetime(2016, 5, 4, 10, tzinfo=datetime.UTC)):
        day = timezone.localdate()
        told = {"kind": "access", "requester": "Olena Dawna", "contact": "x@y.pl", "text": "Proszę o kopię"}
        asked = actions.receive_request(centre, received_on=day, by=head, **told)
        actions.answer_request(asked, outcome="done", answer="Wydano", on=day, by=head)
        actions.receive_request(centre, received_on=day, by=head, **told | {"requester": "Bez Odpowiedzi"})
        incident = incident_actions.report_incident(
            centre, kind="confidentiality", what="Zgubiona teczka", found_at=timezone.now(), by=head
        )
        incident_actions.close_incident(incident, by=head)
    return asked, incident


@pytest.mark.parametrize(("year", "old"), [(2026, False), (2027, True)])
def test_registers_are_listed_after_ten_years_from_the_end_of_their_year(client, head, records, year, old):
    with time_machine.travel(datetime.datetime(year, 1, 2, 12, tzinfo=datetime.UTC)):
        client.force_login(head)
        assert ("Żądania i incydenty po okresie" in client.get("/rodo/usuwanie/").content.decode()) == old
        assert ("Stare żądania i incydenty do usunięcia</a>: 2" in client.get("/").content.decode()) == old


def test_the_head_erases_old_registers_and_days_and_results_stay(client, head, records):
    with time_machine.travel(datetime.datetime(2027, 1, 2, 12, tzinfo=datetime.UTC)):
        client.force_login(head)
        assert client.post("/rodo/usuwanie/wpisy/").status_code == 302
        assert "po okresie" not in client.get("/rodo/usuwanie/").content.decode()
    asked, waiting = RightsRequest.objects.order_by("pk")
    assert (asked.requester, asked.contact, asked.text, asked.answer) == (MARK, "", "", "")
    assert (asked.outcome, asked.answered_on) == ("done", datetime.date(2016, 5, 4))
    assert waiting.requester == "Bez Odpowiedzi"
    incident = Incident.objects.get()
    assert (incident.what, incident.number, incident.kind) == (MARK, records[1].number, "confidentiality")
    assert Entry.objects.filter(act="erasure.records").count() == 1
