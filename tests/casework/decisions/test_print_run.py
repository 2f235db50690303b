"""Prints of many decisions: one ZIP, progress, a run twice changes nothing, a dead worker is replaced."""

import csv
import datetime
import hashlib
import io
import zipfile

import pytest
from django.utils import timezone

from kladka.casework import runs
from kladka.casework.decisions import printing
from kladka.casework.decisions.models import PrintRun
from kladka.casework.programmes.actions import draft_grant
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import accepted, issued

MINUTES = datetime.timedelta(minutes=1)


@pytest.fixture
def decisions(centre, caseworker, head, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    draft = accepted(centre, caseworker, member("Amina", "Sadig", received=REFUGEE_COPIES))
    return [issued(centre, caseworker, head), draft_grant(draft, caseworker)]


def asleep(centre, user, **changes):
    """A run that waits for a worker."""
    facts = {"chosen": {"state": "", "kind": ""}, "beat_at": timezone.now(), "total": 2}
    return PrintRun.objects.create(organisation=centre, by=user, **(facts | changes))


def archive(run):
    return zipfile.ZipFile(printing.folder() / run.file)


def test_all_decisions_come_as_one_zip_with_frozen_bytes_and_a_list(client, decisions, caseworker):
    client.force_login(caseworker)
    answer = client.post("/decyzje/wydruki/", {"wszystkie": "1"})
    run = PrintRun.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    assert (run.state, run.done, run.total, run.attempts) == ("done", 2, 2, 1)
    frozen = decisions[0].files.get(name__endswith=".pdf")
    with archive(run) as opened:
        assert opened.read(frozen.name) == bytes(frozen.content)
        rows = list(csv.reader(io.StringIO(opened.read("spis.csv").decode())))
        listed = {row[0]: row[5] for row in rows[1:]}
        assert listed == {
            name: hashlib.sha256(opened.read(name)).hexdigest()
            for name in opened.namelist()
            if name != "spis.csv"
        }


def test_only_the_marked_decisions_are_printed(client, decisions, caseworker):
    client.force_login(caseworker)
    client.post("/decyzje/wydruki/", {"klucz": [decisions[1].key]})
    run = PrintRun.objects.get()
    with archive(run) as opened:
        assert [name for name in opened.namelist() if name.startswith("projekt")] == opened.namelist()[:1]
        assert len(opened.namelist()) == 2


def test_all_of_a_filter_are_printed(client, decisions, caseworker):
    client.force_login(caseworker)
    client.post("/decyzje/wydruki/", {"wszystkie": "1", "stan": "issued"})
    assert PrintRun.objects.get().total == 1


def test_nothing_marked_orders_nothing(client, decisions, caseworker):
    client.force_login(caseworker)
    answer = client.post("/decyzje/wydruki/", {})
    assert answer.status_code == 422
    assert PrintRun.objects.count() == 0


def test_a_decision_of_another_centre_is_never_printed(client, decisions, stranger):
    client.force_login(stranger)
    answer = client.post("/decyzje/wydruki/", {"klucz": [decisions[0].key]})
    assert (answer.status_code, PrintRun.objects.count()) == (422, 0)


def test_progress_is_a_page_a_fragment_while_it_runs_and_286_when_done(client, centre, decisions, caseworker):
    run = asleep(centre, caseworker, state="running", done=1, lease="x")
    client.force_login(caseworker)
    address = run.get_absolute_url()
    whole = client.get(address).content.decode()
    running = client.get(address, headers={"HX-Request": "true"})
    assert '<progress class="progress" max="2" value="1"' in whole and 'hx-trigger="every 1s"' in whole
    assert (running.status_code, "<html" in running.content.decode()) == (200, False)
    PrintRun.objects.update(state="waiting", lease="")
    printing.make_prints.enqueue(run.key)
    done = client.get(address, headers={"HX-Request": "true"})
    assert (done.status_code, "Pobierz ZIP" in done.content.decode()) == (286, True)


def test_progress_of_thousands_is_a_number_a_browser_reads(client, centre, caseworker):
    run = asleep(centre, caseworker, state="running", done=1234, total=5678, lease="x")
    client.force_login(caseworker)
    page = client.get(run.get_absolute_url()).content.decode()
    assert 'max="5678" value="1234"' in page


def test_the_zip_is_downloaded_with_its_fingerprint_by_the_one_who_ordered_it(
    client, decisions, caseworker, head
):
    client.force_login(caseworker)
    client.post("/decyzje/wydruki/", {"wszystkie": "1"})
    run = PrintRun.objects.get()
    answer = client.get(f"{run.get_absolute_url()}plik.zip")
    content = b"".join(answer.streaming_content)
    assert answer["X-Content-SHA256"] == hashlib.sha256(content).hexdigest() == run.sha256
    client.force_login(head)
    assert client.get(run.get_absolute_url()).status_code == 404
    assert client.get(f"{run.get_absolute_url()}plik.zip").status_code == 404


def test_running_a_finished_run_again_changes_nothing(centre, decisions, caseworker):
    run = printing.request_run(centre, by=caseworker, keys=[decisions[0].key])
    before = PrintRun.objects.values().get()
    printing.make_prints.enqueue(run.key)
    assert PrintRun.objects.values().get() == before


def test_a_run_of_a_living_worker_is_left_alone(centre, decisions, caseworker):
    run = asleep(centre, caseworker, state="running", lease="zywy", attempts=1)
    printing.make_prints.enqueue(run.key)
    run.refresh_from_db()
    assert (run.state, run.lease, run.attempts) == ("running", "zywy", 1)
    assert printing.take_up_again() == 0


def test_a_run_of_a_dead_worker_is_taken_up_again_and_finished(centre, decisions, caseworker):
    run = asleep(
        centre,
        caseworker,
        state="running",
        lease="martwy",
        attempts=1,
        done=1,
        beat_at=timezone.now() - 2 * MINUTES,
    )
    printing.folder().mkdir()
    (printing.folder() / f"{run.key}.martwy.part").write_bytes(b"pol pliku")
    assert printing.take_up_again() == 1
    run.refresh_from_db()
    assert (run.state, run.done, run.attempts, run.lease != "martwy") == ("done", 2, 2, True)
    assert [path.name for path in printing.folder().iterdir()] == [run.file]


def test_after_three_dead_workers_the_run_fails_and_says_so(client, centre, decisions, caseworker):
    run = asleep(centre, caseworker, state="running", attempts=3, beat_at=timezone.now() - 2 * MINUTES)
    printing.take_up_again()
    run.refresh_from_db()
    client.force_login(caseworker)
    assert (run.state, run.attempts) == ("failed", 3)
    assert "Wydruk przerywano trzy razy" in client.get(run.get_absolute_url()).content.decode()


def test_a_run_whose_task_was_lost_is_asked_for_again(centre, decisions, caseworker):
    run = asleep(centre, caseworker, beat_at=timezone.now() - 10 * MINUTES)
    assert printing.take_up_again() == 1
    run.refresh_from_db()
    assert run.state == "done"


def test_a_worker_that_lost_its_lease_stops_without_a_trace(centre, decisions, caseworker):
    run = asleep(centre, caseworker, state="running", lease="stary")
    PrintRun.objects.update(lease="nowy")
    with pytest.raises(runs.LeaseLost):
        printing._make(run)
    run.refresh_from_db()
    assert (run.state, run.lease, run.file) == ("running", "nowy", "")


def test_a_run_that_breaks_says_what_happened_and_changes_no_decision(client, centre, decisions, caseworker):
    broken = decisions[1]
    broken.content = {}
    broken.save(update_fields=["content"])
    printing.request_run(centre, by=caseworker)
    run = PrintRun.objects.get()
    client.force_login(caseworker)
    page = client.get(run.get_absolute_url()).content.decode()
    assert run.state == "failed" and "Nie udało się przygotować wydruku" in page
    assert list(printing.folder().iterdir()) == []


def test_old_files_are_removed_and_the_record_of_the_run_stays(client, centre, decisions, caseworker):
    run = printing.request_run(centre, by=caseworker, keys=[decisions[0].key])
    run.refresh_from_db()
    later = run.finished_at + datetime.timedelta(days=8)
    assert printing.clear_old(later) == 1
    client.force_login(caseworker)
    assert client.get(f"{run.get_absolute_url()}plik.zip").status_code == 404
    assert PrintRun.objects.count() == 1


@pytest.mark.parametrize(
    "asked", [{"klucz": "x" * 16}, {"klucz": "\0"}, {}, {"wszystkie": "1", "stan": "draft"}]
)
def test_prints_of_nothing_are_not_ordered(client, caseworker, asked):
    client.force_login(caseworker)
    assert client.post("/decyzje/wydruki/", asked).status_code == 422
    assert PrintRun.objects.count() == 0
