"""Files of reports made in the background: the pack for a control, long lists, whose they are, how long."""

import hashlib
import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.accounts.models import Membership
from kladka.casework.access.address_actions import protect
from kladka.casework.cases.models import Event
from kladka.casework.reports import actions, run_actions, views
from kladka.casework.reports.models import ReportRun
from kladka.casework.reports.run_actions import KEPT, order_pack
from kladka.casework.reports.spans import year_span
from kladka.casework.rights.actions import restrict
from kladka.journal.models import Entry
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import SOFIJA, running
from tests.conftest import make_user
from tests.documents.reading import one_line, pdf_words

YEAR = year_span(2026)


class Read:
    """Bytes as the reader of PDF wants them."""

    def __init__(self, content):
        self.content = content


@pytest.fixture
def programme(centre, caseworker, head):
    """A mother and a daughter; the programme begins in November 2026."""
    return running(centre, caseworker, head, member(received=REFUGEE_COPIES), SOFIJA)


@pytest.fixture
def iryna(centre, caseworker, head):
    return running(centre, caseworker, head, member("Iryna", received=REFUGEE_COPIES))


def unpacked(content):
    """{name: bytes} of a ZIP whose list names every file with its digest."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        found = {name: pack.read(name) for name in pack.namelist()}
    listed = found.pop("spis.csv").decode()
    assert all(
        f"{name}," in listed and hashlib.sha256(one).hexdigest() in listed for name, one in found.items()
    )
    return found


def texts(content):
    """Every cell of a workbook as one text."""
    rows = openpyxl.load_workbook(io.BytesIO(content)).active.values
    return " ".join(str(cell) for row in rows for cell in row)


def test_a_pack_holds_the_register_report_lists_decisions_and_records_and_names_what_it_leaves_out(
    client, centre, programme, iryna, head
):
    report = actions.begin_year_report(centre, 2026, by=head)
    actions.finish_year_report(report, by=head)
    restrict(iryna.case, reason="sprzeciw", starts=date(2026, 11, 1), by=head)
    client.force_login(head)
    typed = {"od": "2026-01-01", "do": "2026-12-31", "proba": "5", "numery": programme.case.number}
    answer = client.post("/sprawozdania/paczka/", typed, follow=True)
    run = ReportRun.objects.get(kind="pack")
    assert "Plik jest gotowy" in answer.content.decode()
    found = unpacked(client.get(f"{run.get_absolute_url()}plik/").content)
    folders = {name.split("/")[0] for name in found}
    assert folders == {"0-zawartosc.pdf", "1-rejestr", "2-sprawozdania", "3-listy", "4-sprawy"}
    of_case = [name for name in found if name.startswith("4-sprawy/")]
    assert len(of_case) == 2  # the decision and the record of acts
    assert found[of_case[0]] == bytes(programme.decision.files.get(media_type="application/pdf").content)
    record = one_line(pdf_words(Read(found[of_case[1]])))
    assert "wybrano do paczki na kontrolę" in record
    for name, content in found.items():
        words = pdf_words(Read(content)) if name.endswith(".pdf") else texts(content)
        assert "Iryna" not in one_line(words), name
    first = one_line(pdf_words(Read(found["0-zawartosc.pdf"])))
    assert f"sprawa {iryna.case.number}" in first
    assert "RODO art. 18" in first
    register = next(content for name, content in found.items() if name.startswith("1-rejestr"))
    assert "Sofija" in texts(register)
    acts = Entry.objects.filter(subject__in=["reportrun", "report_file"]).order_by("id")
    assert [one.act for one in acts][-2:] == ["report_run.ordered", "report_file.read"]


def test_a_decision_older_than_the_protection_of_the_address_stays_out_of_a_pack(centre, programme, head):
    protect(programme.case, by=head, address="ul. Ukryta 7", town="Zacisze", correspondence="skr. 5")
    run = order_pack(centre, YEAR, sample=1, numbers=[], subject="", by=head)
    run.refresh_from_db()
    found = unpacked(bytes(run.content))
    assert [name for name in found if "decyzj" in name and name.startswith("4")] == []
    assert "adres, który objęto potem ochroną" in one_line(pdf_words(Read(found["0-zawartosc.pdf"])))


def test_a_case_unknown_or_restricted_is_not_taken_and_nothing_is_written(centre, iryna, head):
    restrict(iryna.case, reason="sprzeciw", starts=date(2026, 11, 1), by=head)
    before = Event.objects.count()
    with pytest.raises(ValidationError, match=iryna.case.number):
        order_pack(centre, YEAR, sample=0, numbers=[iryna.case.number], subject="", by=head)
    assert (ReportRun.objects.count(), Event.objects.count()) == (0, before)


def test_a_file_is_of_who_ordered_it_goes_after_a_week_and_when_a_case_is_restricted(
    client, centre, programme, head
):
    client.force_login(head)
    asked = {"rok": "2026", "okres": "in_force", "miara": "people", "rejestr": "1"}
    client.post("/sprawozdania/pliki/zlec/", asked)
    run = ReportRun.objects.get(kind="register")
    answer = client.get(f"{run.get_absolute_url()}plik/")
    assert hashlib.sha256(answer.content).hexdigest() == run.sha256
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (len(rows), first["Nazwisko"], first["Program od"].date()) == (3, "Kowalczuk", programme.starts)
    second = make_user("Druga", "druga@przyklad.test", centre, Membership.Role.HEAD)
    client.force_login(second)
    assert client.get(run.get_absolute_url()).status_code == 404
    assert client.get(f"{run.get_absolute_url()}plik/").status_code == 404
    client.force_login(head)
    assert run_actions.clear_old(timezone.now() + KEPT) == 1
    assert client.get(f"{run.get_absolute_url()}plik/").status_code == 404
    assert "usunięty po tygodniu" in client.get("/sprawozdania/pliki/").content.decode()
    client.post("/sprawozdania/pliki/zlec/", asked)
    restrict(programme.case, reason="sprzeciw", starts=date(2026, 11, 1), by=head)
    assert not ReportRun.objects.filter(content__isnull=False).exists()


def test_a_list_longer_than_a_file_made_at_once_is_ordered(client, centre, programme, head, monkeypatch):
    monkeypatch.setattr(views, "EXPORT_LIMIT", 1)
    client.force_login(head)
    answer = client.get("/sprawozdania/rejestr/rejestr.xlsx?rok=2026", follow=True)
    assert "powstanie w tle" in answer.content.decode()
    client.post("/sprawozdania/pliki/zlec/", {"rok": "2026", "miara": "people", "f": "age:0-6"})
    run = ReportRun.objects.get(kind="list")
    people = Membership.objects.count()  # nothing but the list is in the file
    assert people
    rows = texts(bytes(run.content))
    assert ("Sofija" in rows) is ("Kowalczuk" in rows)


def test_a_killed_worker_leaves_a_run_that_the_next_one_does_once(centre, programme, head):
    report = actions.begin_year_report(centre, 2026, by=head)
    run = report.runs.get()
    died = timezone.now() - run_actions.LEASE - timedelta(seconds=1)
    ReportRun.objects.filter(pk=run.pk).update(state="running", lease="x", beat_at=died, figures=[])
    assert run_actions.take_up_again() == 1
    run.refresh_from_db()
    assert (run.state, run.attempts, bool(run.figures)) == ("done", 2, True)
    assert run_actions.take_up_again() == 0
    ReportRun.objects.filter(pk=run.pk).update(state="running", beat_at=died, attempts=3)
    run_actions.take_up_again()
    run.refresh_from_db()
    assert (run.state, "trzy razy" in run.error) == ("failed", True)
