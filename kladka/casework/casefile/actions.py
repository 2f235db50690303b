"""Akta w jednym pliku: ordered, made in the background and safe to run twice, removed after a week.

A worker that takes a run up starts from the beginning (`kladka.casework.runs`).
"""

import hashlib
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from kladka.casework import runs
from kladka.casework.cases.actions import add_event, refuse_restricted
from kladka.casework.cases.permissions import hides_address
from kladka.casework.people.models import ProtectedAddress
from kladka.documents.document import file_name
from kladka.journal.actions import record

from .front import front_of
from .merging import Volume
from .models import FilePiece, FileRun
from .parts import parts_of

State = FileRun.State
RELATED = ["organisation", "case__worker", "case__organisation", "by"]
LEASE = timedelta(seconds=90)
KEPT = timedelta(days=7)
LARGEST = 400 * 1024 * 1024  # bytes of all parts together: what a reader still opens
PIECE = 4 * 1024 * 1024  # bytes
OLD_HOME = "powstał, zanim adres rodziny objęto ochroną"
NOT_A_PAGE = "nie jest to PDF ani obraz"
UNREADABLE = "pliku nie da się odczytać"
TOO_MUCH = "zbiór byłby za duży"


@transaction.atomic
def order(case, *, by):
    """Order the whole file of a case. ValidationError while its data are restricted."""
    refuse_restricted(case)
    run = FileRun.objects.create(
        organisation=case.organisation, case=case, by=by, beat_at=timezone.now(), homeless=_homeless(case, by)
    )
    record("casefile.ordered", run, by=by, organisation=case.organisation, case=case.key)
    add_event(case, "Przygotowano akta sprawy w jednym pliku", on=timezone.localdate(), by=by)
    make.enqueue(run.key)
    return run


def _homeless(case, user):
    """Whether the family's address is protected and this user may not see it."""
    since = ProtectedAddress.objects.filter(household=case.household_id).values_list("since", flat=True)
    day = since.first()
    return day is not None and hides_address(user, case, day)


@task()
def make(key):
    """Make the file of a run, unless it is made already or another worker is making it."""
    run = runs.claim(FileRun, key, lease=LEASE, related=RELATED, done=0)
    if run is None:
        return
    try:
        _make(run)
    except runs.LeaseLost:
        return
    except Exception as error:
        runs.fail(run, f"Nie udało się przygotować akt: {error}")
        raise


def _make(run):
    parts = parts_of(run.case, run.by)
    runs.change(run, total=len(parts) + 1)
    volume, left_out = Volume(), []
    size = 0
    for place, part in enumerate(parts, start=1):
        why, added = _add(run, volume, part, size)
        size += added
        if why:
            left_out.append((part, why))
        runs.change(run, done=place)
    front = front_of(run.case, volume, left_out, by=run.by)
    pieces = Pieces(run)
    for leaf in volume.finish(front, pieces.put, title=f"Akta sprawy {run.case.number}"):
        runs.change(run, pages=leaf)
    _finish(run, pieces.close())


class Pieces:
    """The PDF as it is written: cut into sealed rows of this worker, so that it is never whole in memory."""

    def __init__(self, run):
        self.run, self.waiting, self.written, self.digest = run, bytearray(), 0, hashlib.sha256()

    def put(self, content):
        self.digest.update(content)
        self.waiting += content
        while len(self.waiting) >= PIECE:
            self._write(PIECE)

    def close(self):
        """Write the rest. Returns the SHA-256 of the whole."""
        self._write(len(self.waiting))
        return self.digest.hexdigest()

    def _write(self, length):
        content = bytes(self.waiting[:length])
        del self.waiting[:length]
        FilePiece.objects.create(run=self.run, lease=self.run.lease, number=self.written, content=content)
        self.written += 1


def _add(run, volume, part, size):
    """(why the part is left out or "", bytes it took)."""
    if part.make is None:
        return NOT_A_PAGE, 0
    if run.homeless and part.frozen_on and part.frozen_on <= run.case.household.protection.since:
        return OLD_HOME, 0
    if size > LARGEST:
        return TOO_MUCH, 0
    try:
        content = part.make()
        volume.add(content, group=part.group, title=part.title, on=part.on)
    except ValidationError:  # an issued decision that changed: nothing leaves the house
        raise
    except Exception as error:  # one damaged scan does not take the file of the case away
        if part.group != "Załączniki":
            raise
        return f"{UNREADABLE} ({type(error).__name__})", 0
    return "", len(content)


@transaction.atomic
def _finish(run, sha256):
    refuse_restricted(run.case)  # restricted while it was made
    FilePiece.objects.filter(run=run).exclude(lease=run.lease).delete()  # of a worker that died
    runs.change(run, state=State.DONE, finished_at=timezone.now(), done=F("total"), sha256=sha256)


def pieces_of(run):
    """The PDF piece by piece, in order."""
    for number in run.pieces.order_by("number").values_list("number", flat=True):
        yield bytes(run.pieces.get(number=number).content)


def name_of(run):
    """Name of the file that is saved."""
    return f"{file_name('akta', run.case.number)}.pdf"


def take_up_again(now=None):
    """Give runs of dead workers to the queue again; after three attempts they fail. Returns how many."""
    error = "Przygotowanie akt przerywano trzy razy. Zleć je ponownie."
    return runs.take_up_again(FileRun, make, lease=LEASE, error=error, now=now)


def clear_old(now=None):
    """Remove files finished more than a week ago; the record of the run stays. Returns how many files."""
    old = FilePiece.objects.filter(run__finished_at__lt=(now or timezone.now()) - KEPT)
    many = old.filter(number=0).count()
    old.delete()
    return many
