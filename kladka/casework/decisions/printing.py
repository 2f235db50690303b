"""Wydruk zbiorczy: PDFs of many decisions in one ZIP, made in the background and safe to run twice.

A worker that takes a run up starts from the beginning (`kladka.casework.runs`).
"""

import hashlib
import os
import zipfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from kladka.casework import runs
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.documents import pdf, xlsx
from kladka.documents.document import PDF, file_name
from kladka.journal.actions import record

from . import actions
from .letter import letter_of
from .models import Decision, DecisionFile, PrintRun

State = PrintRun.State
LEASE = timedelta(seconds=60)
BEAT = timedelta(seconds=1)
KEPT = timedelta(days=7)
CHUNK = 50
LIST = [xlsx.Column(title) for title in ("Plik", "Sprawa", "Rodzina", "Decyzja", "Stan", "SHA-256")]


@transaction.atomic
def request_run(organisation, *, by, keys=None, state="", kind=""):
    """Order the prints: of the decisions with these keys, or of all in a state and of a kind."""
    chosen = {"state": state, "kind": kind} if keys is None else {"keys": sorted(keys)}
    run = PrintRun(organisation=organisation, by=by, chosen=chosen, beat_at=timezone.now())
    run.total = decisions_of(run).count()
    if not run.total:
        raise ValidationError("Nie ma decyzji do wydrukowania.")
    run.save()
    record("decision.print_run", run, by=by, organisation=organisation, total=run.total)
    make_prints.enqueue(run.key)
    return run


def decisions_of(run):
    """The decisions a run prints, the oldest first; none restricted, none with a protected address."""
    decisions = Decision.objects.filter(organisation=run.organisation)
    decisions = decisions.exclude(case__state=Case.State.ERASED)
    decisions = decisions.exclude(case__in=Restriction.objects.cases())
    decisions = decisions.exclude(case__household__protection__since__gte=F("issued_on"))
    if "keys" in run.chosen:
        return decisions.filter(key__in=run.chosen["keys"]).order_by("id")
    if run.chosen["state"]:
        decisions = decisions.filter(state=run.chosen["state"])
    if run.chosen["kind"]:
        decisions = decisions.filter(kind=run.chosen["kind"])
    return decisions.order_by("id")


@task()
def make_prints(key):
    """Make the ZIP of a run, unless it is made already or another worker is making it."""
    run = runs.claim(PrintRun, key, lease=LEASE, related=["organisation"], done=0)
    if run is None:
        return
    try:
        _make(run)
    except runs.LeaseLost:
        _part(run).unlink(missing_ok=True)
    except Exception as error:
        _part(run).unlink(missing_ok=True)
        runs.fail(run, f"Nie udało się przygotować wydruku: {error}")
        raise


def _make(run):
    ids = list(decisions_of(run).values_list("pk", flat=True))
    runs.change(run, total=len(ids))
    folder().mkdir(parents=True, exist_ok=True)
    for left in folder().glob(f"{run.key}.*.part"):
        left.unlink(missing_ok=True)  # a worker that was killed could not clean up
    rows, today = [], timezone.localdate()
    with zipfile.ZipFile(_part(run), "w") as archive:
        for place, (name, content, row) in enumerate(_prints(ids, today), start=1):
            archive.writestr(name, content, zipfile.ZIP_DEFLATED, 1)
            rows.append((name, *row, hashlib.sha256(content).hexdigest()))
            if timezone.now() - run.beat_at >= BEAT or place == len(ids):
                run.beat_at = timezone.now()
                runs.change(run, done=place)
        archive.writestr("spis.csv", xlsx.csv_file("spis", LIST, rows).content)
    if set(ids) - set(decisions_of(run).values_list("pk", flat=True)):
        raise ValidationError("W trakcie druku ograniczono albo usunięto dane jednej ze spraw.")
    _finish(run)


def _finish(run):
    content_hash = hashlib.sha256(_part(run).read_bytes()).hexdigest()
    name = f"{run.key}.zip"
    runs.change(run)
    os.replace(_part(run), folder() / name)
    runs.change(run, state=State.DONE, file=name, sha256=content_hash, finished_at=timezone.now())


def _prints(ids, today):
    """(file name, PDF bytes, row of the list) of each decision; frozen bytes where it was issued."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        frozen = {
            file.decision_id: file for file in DecisionFile.objects.filter(decision__in=chunk, media_type=PDF)
        }
        found = Decision.objects.select_related("case", "organisation", "approved_by").in_bulk(chunk)
        for pk in chunk:
            decision = found[pk]
            name, content = _print(decision, frozen.get(pk), today)
            case = decision.case
            yield name, content, (case.number, case.title, decision.number, decision.get_state_display())


def _print(decision, frozen, today):
    if frozen:
        actions.check_unchanged(decision, by=None)
        return frozen.name, bytes(frozen.content)
    document = pdf.print_letter(letter_of(decision, on=today))
    return f"{file_name('projekt', decision.case.number, decision.key[:6])}.pdf", document.content


def folder():
    """Where prints wait to be downloaded."""
    return Path(settings.MEDIA_ROOT) / "prints"


def _part(run):
    return folder() / f"{run.key}.{run.lease}.part"


def take_up_again(now=None):
    """Give runs of dead workers to the queue again; after three attempts they fail. Returns how many."""
    error = "Wydruk przerywano trzy razy. Zleć go ponownie."
    return runs.take_up_again(PrintRun, make_prints, lease=LEASE, error=error, now=now)


def clear_old(now=None):
    """Remove files of runs finished more than a week ago; the record of the run stays. Returns how many."""
    now = now or timezone.now()
    old = PrintRun.objects.filter(state=State.DONE, finished_at__lt=now - KEPT)
    removed = 0
    for run in old:
        path = folder() / run.file
        removed += path.exists()
        path.unlink(missing_ok=True)
    return removed


def forget_files(organisation):
    """Remove every finished file of an organisation, as when data in it were erased; runs stay on record."""
    for run in PrintRun.objects.filter(organisation=organisation, state=State.DONE):
        (folder() / run.file).unlink(missing_ok=True)
