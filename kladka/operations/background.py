"""Background work: a worker that takes tasks, signs of life, tasks of dead workers, daily duties.

On SQLite it runs inside the server (`serve`), because one process writes; on PostgreSQL in `tasks` beside it.
"""

import logging
import threading
import time

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from kladka.accounts import once
from kladka.casework import walls
from kladka.casework.access.actions import raise_alarms
from kladka.casework.aftercare import actions as aftercare
from kladka.casework.attachments.actions import remove_strays
from kladka.casework.casefile import actions as case_files
from kladka.casework.clock.actions import send_due
from kladka.casework.decisions import printing
from kladka.casework.exchange import actions as imports
from kladka.casework.recalculation import check_actions as amounts
from kladka.casework.reports import run_actions as reports
from kladka.journal import anchors

from . import actions, backup

EVERY_SECONDS = 10
REST_SECONDS = 5
DAILY_CHECKED_SECONDS = 300

log = logging.getLogger(__name__)


def start(stopped, *, alone):
    """Do background work in threads of this process until `stopped` (an Event) is set.

    alone: no other process can be working, so whatever is marked as running was left by a dead one.
    """
    if alone:
        actions.retire()
        actions.take_up_again()
    worker = new_worker()
    connection.close()
    beside(worker, stopped)
    threading.Thread(target=_take_tasks, args=(worker, stopped), daemon=True, name="tasks").start()


def beside(worker, stopped, lease=actions.LEASE):
    """What goes on beside the tasks of a worker: signs of life and care, the daily backup."""
    threading.Thread(target=_look_after_until, args=(worker, stopped, lease), daemon=True).start()
    threading.Thread(target=_daily, args=(stopped,), daemon=True).start()


def new_worker(**options):
    """A worker of every queue with a name of its own; it gave its first sign of life."""
    defaults = {
        "queue_names": ["*"], "excluded_queue_names": [], "interval": 1, "batch": False, "max_tasks": None,
        "backend_name": "default", "startup_delay": False, "worker_id": get_random_string(32),
    }  # fmt: skip
    worker = Worker(**{**defaults, **options})
    actions.beat(worker.worker_id)
    return worker


def _take_tasks(worker, stopped):
    """A database that is away for a while (restarted, disk full) does not end the worker."""
    walls.this_thread_is_the_system()
    while not stopped.is_set():
        try:
            worker.run()
        except Exception:
            log.exception("the worker rests after an error")
            connection.close()
            time.sleep(REST_SECONDS)


def _daily(stopped):
    """The daily duties, in a thread of its own: signs of life go on while a backup takes its minutes."""
    walls.this_thread_is_the_system()
    tidied = None
    while not stopped.wait(DAILY_CHECKED_SECONDS):
        try:
            backup.make_when_due()
            if tidied != (today := timezone.localdate()):
                remove_strays()
                tidied = today
            send_due(today)
            aftercare.send_due(today, settings.ADDRESS)
        except Exception:
            log.exception("a daily duty failed: the backup, the removal of stray files or the reminders")
        connection.close()


def _look_after_until(worker, stopped, lease):
    """Signs of life and care for what dead workers left, until `stopped`."""
    walls.this_thread_is_the_system()
    while not stopped.wait(min(EVERY_SECONDS, lease.total_seconds() / 3)):
        close_old_connections()
        try:
            actions.beat(worker.worker_id)
            look_after(lease)
        except Exception:
            log.exception("background work could not be looked after")
            connection.close()
    connection.close()


def look_after(lease=actions.LEASE):
    """Once: what dead workers left goes to the queue again, old things go, the journal is anchored."""
    actions.take_up_again(lease=lease)
    printing.take_up_again()
    printing.clear_old()
    case_files.take_up_again()
    case_files.clear_old()
    imports.take_up_again()
    amounts.take_up_again()
    imports.clear_old()
    reports.take_up_again()
    reports.clear_old()
    once.clear_old()
    actions.clear_old()
    anchors.add_when_due()
    raise_alarms()
