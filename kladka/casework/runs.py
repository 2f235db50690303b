"""A run in the background: a worker holds it by a lease and shows that it lives; else another begins.

`states` are {busy: the state it was taken from}. A worker that lost its lease stops without a trace.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation

STATES = {"running": "waiting"}
FAILED = "failed"
ATTEMPTS = 3


class LeaseLost(Exception):
    """Another worker took the run up; this one stops."""


class Run(models.Model):
    """What every run has beside its own `state`, `done`, `total` and `by`.

    `lease` names the worker that holds the run and `beat_at` is its last sign of life.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField("podejścia", default=0)
    lease = models.CharField(max_length=16, blank=True)
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField("zakończono", null=True)
    error = models.CharField("błąd", max_length=300, blank=True)

    class Meta:
        abstract = True


def claim(model, key, *, lease, states=STATES, related=(), **values):
    """Take a waiting run, or one whose worker gave no sign of life for `lease`; None if it is taken."""
    now, mine = timezone.now(), new_key()
    for busy, waiting in states.items():
        free = Q(state=waiting) | Q(state=busy, beat_at__lt=now - lease)
        taken = model.objects.filter(free, key=key)
        if taken.update(state=busy, lease=mine, beat_at=now, attempts=F("attempts") + 1, **values):
            return model.objects.select_related(*related).get(key=key)
    return None


def change(run, **values):
    """Write to a run that this worker still holds, and show that it lives. Raises LeaseLost otherwise."""
    if not _held(run).update(beat_at=timezone.now(), **values):
        raise LeaseLost(run.key)


def fail(run, text, **values):
    """End a run with the sentence its page shows (300 signs), unless another worker has it by now."""
    _held(run).update(state=FAILED, error=text[:300], finished_at=timezone.now(), **values)


def _held(run):
    return type(run).objects.filter(key=run.key, lease=run.lease, state=run.state)


def take_up_again(model, work, *, lease, error, states=STATES, now=None):
    """Give runs of dead workers to the task `work` again; after three attempts they fail. How many."""
    now = now or timezone.now()
    dead = model.objects.filter(state__in=states, beat_at__lt=now - lease)
    lost = model.objects.filter(state__in=states.values(), beat_at__lt=now - 5 * lease)
    dead.filter(attempts__gte=ATTEMPTS).update(state=FAILED, finished_at=now, error=error)
    again = [*dead.filter(attempts__lt=ATTEMPTS).only("key"), *lost.only("key")]
    for run in again:
        # A waiting run is asked for once more only after another five leases.
        model.objects.filter(pk=run.pk, state__in=states.values()).update(beat_at=now)
        work.enqueue(run.key)
    return len(again)
