"""Background tasks while their workers are killed: each has its effect once, and none waits for ever."""

import os
import random
import time
from pathlib import Path

from _keep_checks import check
from _server import ROOT, Process, Server
from django.db import connection, connections, transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from kladka.casework.cases.actions import add_contact
from kladka.casework.cases.models import Case, Contact
from kladka.operations.models import TaskWorker

LEASE_SECONDS = 3
TAKES_SECONDS = 0.1
WAITS_SECONDS = 240
BEGUN = "KLADKA_BENCH_BEGUN"  # file with a line for each time that a task was begun


@task()
def note(number):
    """One contact; the second run of a task whose worker died finds it there and does nothing."""
    with open(os.environ[BEGUN], "a") as begun:
        begun.write(f"{number}\n")
    with transaction.atomic():
        case = Case.objects.select_for_update().order_by("pk").first()
        time.sleep(TAKES_SECONDS)
        if not Contact.objects.filter(key=_key(number)).exists():
            text = f"Zadanie {number}"
            add_contact(case, by=case.worker, on=case.opened_on, kind="note", text=text, key=_key(number))


def killed(name, folder, rounds, tasks):
    """Rows of the measurement. In each round a worker is killed amid its tasks; on SQLite it is serve."""
    begun = Path(folder) / "begun"
    begun.touch()
    os.environ[BEGUN] = str(begun)
    before = {contact.key for contact in Contact.objects.only("key")}
    workers, share = _workers(), tasks // rounds
    for place in range(rounds):
        for number in range(place * share, (place + 1) * share):  # on SQLite nobody else writes just now
            note.enqueue(number)
        connections.close_all()
        worker = workers[place % len(workers)]
        size = begun.stat().st_size
        worker.start()
        _until(lambda size=size: begun.stat().st_size > size)
        time.sleep(random.uniform(0, share * TAKES_SECONDS))
        worker.kill()
    workers[0].start()
    _until(lambda: not DBTaskResult.objects.filter(status__in=("READY", "RUNNING")).exists())
    connections.close_all()
    workers[0].kill()
    texts = [text for text in check(name, []) if text.startswith("Zadanie ")]
    states = [result.status for result in DBTaskResult.objects.only("status")]
    done, stuck = states.count("SUCCESSFUL"), tasks - states.count("SUCCESSFUL") - states.count("FAILED")
    again = len(begun.read_text().splitlines()) - len(set(begun.read_text().splitlines()))
    doubled = Contact.objects.exclude(key__in=before).count() - len(set(texts))
    if wrong := DBTaskResult.objects.failed().exclude(traceback__startswith="Wykonawca zginął").first():
        raise SystemExit(f"{name}: {wrong.traceback[-500:]}")
    if stuck or doubled or len(texts) < done:
        raise SystemExit(
            f"{name}: zawieszone {stuck}, podwojone {doubled}, zrobione {done}, skutki {len(texts)}"
        )
    DBTaskResult.objects.all().delete()
    TaskWorker.objects.all().delete()
    yield name, "done", done, f"of {tasks}, workers killed {rounds} times"
    yield name, "failed", states.count("FAILED"), "killed three times in the same task"
    yield name, "begun again", again, ""
    yield name, "stuck", stuck, ""
    yield name, "doubled", doubled, ""


def _key(number):
    return f"zadanie-{number:04}"


def _workers():
    place = {"PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}"}  # where `note` is
    if connection.vendor == "sqlite":
        return [Server(**place)]
    return [Process("tasks", "--lease", str(LEASE_SECONDS), **place) for _ in range(2)]


def _until(reached):
    until = time.monotonic() + WAITS_SECONDS
    while time.monotonic() < until and not reached():
        time.sleep(0.05)
