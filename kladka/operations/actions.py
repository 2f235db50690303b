"""Signs of life of the workers, and tasks of a dead one given to the next."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .models import TaskWorker

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
KEPT = timedelta(days=14)


def beat(worker):
    """Say that this worker lives; its tasks are its own for one lease more."""
    TaskWorker.objects.update_or_create(name=worker, defaults={"beat_at": timezone.now()})


def retire(*workers):
    """Forget these workers, or all: their tasks are free at once."""
    known = TaskWorker.objects.all()
    (known.filter(name__in=workers) if workers else known).delete()


@transaction.atomic
def take_up_again(*, lease=LEASE, now=None):
    """Give tasks of dead workers to the queue; one begun three times fails. Returns how many were given.

    A task that ran to its end but could not say so runs again: its body must bear that, by doing its
    effect and the mark that it is done in one transaction.
    """
    now = now or timezone.now()
    living = set(TaskWorker.objects.filter(beat_at__gte=now - lease).values_list("name", flat=True))
    running = DBTaskResult.objects.running().select_for_update(skip_locked=True).only("id", "worker_ids")
    dead = [task for task in running if not task.worker_ids or task.worker_ids[-1] not in living]
    spent = [task.pk for task in dead if len(task.worker_ids) >= ATTEMPTS]
    again = [task.pk for task in dead if len(task.worker_ids) < ATTEMPTS]
    DBTaskResult.objects.running().filter(pk__in=spent).update(
        status="FAILED", finished_at=now, traceback="Wykonawca zginął trzy razy w czasie tego zadania."
    )
    return DBTaskResult.objects.running().filter(pk__in=again).update(status="READY", started_at=None)


def clear_old(now=None):
    """Forget workers and finished tasks of long ago. Returns how many tasks."""
    before = (now or timezone.now()) - KEPT
    TaskWorker.objects.filter(beat_at__lt=before).delete()
    return DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]
