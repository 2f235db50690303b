"""`kladka tasks` does what waits in the database's queue and takes up what a dead worker left."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kladka.casework.decisions import printing
from kladka.casework.decisions.models import PrintRun
from kladka.operations.background import look_after
from tests.casework.programmes.build import issued


@pytest.fixture
def queue(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work():
    call_command("tasks", batch=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_run_waits_in_the_queue_until_the_command_does_it(centre, caseworker, head, queue):
    decision = issued(centre, caseworker, head)
    run = printing.request_run(centre, by=caseworker, keys=[decision.key])
    assert (run.state, DBTaskResult.objects.get().status) == ("waiting", "READY")
    work()
    run.refresh_from_db()
    assert (run.state, run.done, DBTaskResult.objects.get().status) == ("done", 1, "SUCCESSFUL")


@pytest.mark.django_db(transaction=True)
def test_the_command_takes_up_a_run_whose_worker_was_killed(centre, caseworker, head, queue):
    decision = issued(centre, caseworker, head)
    run = printing.request_run(centre, by=caseworker, keys=[decision.key])
    DBTaskResult.objects.update(status="RUNNING")
    long_ago = timezone.now() - datetime.timedelta(minutes=2)
    PrintRun.objects.update(state="running", lease="martwy", attempts=1, beat_at=long_ago)
    look_after()
    work()
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("done", 2)
