"""Acts of an import: read in the background, confirmed by a person, written in the background line by line.

A worker takes a run up by its lease (`kladka.casework.runs`). Reading begins again from the start;
writing goes on behind the last line written, each in a transaction of its own with its mark.
"""

import dataclasses
import hashlib
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from kladka.accounts.permissions import workers_of
from kladka.casework import runs
from kladka.casework.cases.actions import add_event
from kladka.casework.intake.actions import file_application
from kladka.casework.people.actions import fill_in_person, register_document
from kladka.casework.people.queries import known
from kladka.journal.actions import record

from . import carried, families, payments
from .carrying_actions import carry_over, mark_earlier
from .cells import FORMER_NUMBER, MOVED_IN
from .columns import COLUMNS
from .models import EarlierPayment, ImportLine, ImportRun
from .rows import NotReadable, Row, read, sheet_of

State = ImportRun.State
LEASE, KEPT = timedelta(seconds=60), timedelta(days=7)
CHUNK = 50
WAYS = {
    ImportRun.Kind.FAMILIES: families,
    ImportRun.Kind.PROGRAMMES: carried,
    ImportRun.Kind.PAYMENTS: payments,
}
UNFINISHED = "Importu nie udało się dokończyć. Zapisane pozycje zostają; wczytaj plik ponownie."
WAITING = {State.READING: State.TO_READ, State.WRITING: State.TO_WRITE}


@transaction.atomic
def start(organisation, kind, content, *, name, by, pasted=False):
    """Keep a file (accepted bytes) or pasted rows and order its reading."""
    run = ImportRun.objects.create(
        organisation=organisation,
        by=by,
        kind=kind,
        name=name[:120],
        pasted=pasted,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        beat_at=timezone.now(),
    )
    record("import.started", run, by=by, organisation=organisation, kind=kind, sha256=run.sha256)
    work.enqueue(run.key)
    return run


@transaction.atomic
def confirm(run, keys, *, by):
    """Order the writing of the lines with these keys; None: of all that are new or changed."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.READ:
        raise ValidationError(f"Ten import ma stan „{run.get_state_display()}”.")
    lines = run.lines.filter(outcome__in=("new", "changed"))
    lines = lines if keys is None else lines.filter(key__in=keys)
    total = lines.update(chosen=True)
    if not total:
        raise ValidationError("Zaznacz co najmniej jedną pozycję do zapisania.")
    run.state, run.done, run.total, run.beat_at, run.attempts = State.TO_WRITE, 0, total, timezone.now(), 0
    run.save()
    record("import.confirmed", run, by=by, organisation=run.organisation, lines=total)
    work.enqueue(run.key)
    return run


@transaction.atomic
def drop(run, *, by):
    """Put an import aside; nothing of it is written and what was read goes."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in {State.READ, State.FAILED}:
        raise ValidationError(f"Ten import ma stan „{run.get_state_display()}”.")
    run.state, run.finished_at = State.DROPPED, timezone.now()
    run.save()
    _forget(run)
    record("import.dropped", run, by=by, organisation=run.organisation)


@task()
def work(key):
    """Read or write a waiting run, unless another worker does."""
    run = runs.claim(ImportRun, key, lease=LEASE, states=WAITING, related=["organisation", "by"])
    if run is None:
        return
    try:
        _read(run) if run.state == State.READING else _write(run)
    except runs.LeaseLost:
        return
    except NotReadable as error:
        runs.fail(run, str(error), content=None)
    except Exception:
        runs.fail(run, UNFINISHED, content=None)
        raise


def _read(run):
    """Make the lines of a run from its content."""
    found, warnings = read(sheet_of(bytes(run.content), pasted=run.pasted), COLUMNS[run.kind])
    way = WAYS[run.kind]
    things = way.grouped(found)
    run.lines.all().delete()  # of a worker that died
    runs.change(run, done=0, total=len(things))
    for start_at in range(0, len(things), CHUNK):
        chunk = things[start_at : start_at + CHUNK]
        with transaction.atomic():
            ImportLine.objects.bulk_create(_line(run, way.examine(one, run.organisation)) for one in chunk)
            runs.change(run, done=start_at + len(chunk))
    with transaction.atomic():
        run.problems = warnings
        run.content = None
        run.save(update_fields=["problems", "content"])
        runs.change(run, state=State.READ)


def _line(run, thing):
    return ImportLine(
        run=run,
        number=thing.first.number,
        outcome=thing.outcome,
        title=thing.title[:200],
        typed=[{"number": row.number, "texts": row.texts} for row in thing.rows],
        notes=[dataclasses.asdict(note) for note in sorted(thing.notes, key=lambda note: note.row)],
    )


def _write(run):
    """Write the chosen lines that are not written yet."""
    for line in run.lines.filter(chosen=True, written_at=None, refused__isnull=True).order_by("number"):
        _write_line(run, line)
        runs.change(run, done=F("done") + 1)
    with transaction.atomic():
        runs.change(run, state=State.DONE, finished_at=timezone.now())
        _forget(run)
        written = run.lines.exclude(written_at=None).count()
        record("import.written", run, by=run.by, organisation=run.organisation, lines=written)


def _write_line(run, line):
    """One line with its mark, or the reason why it could not be written."""
    try:
        with transaction.atomic():
            case = _written(run, line)
            line.case, line.written_at = case, timezone.now()
            line.save(update_fields=["case", "written_at"])
    except ValidationError as error:
        line.case, line.written_at = None, None
        line.refused = " ".join(error.messages)[:500]
        line.save(update_fields=["refused"])


def _written(run, line):
    """Do what the line says by the acts of the pages. Returns the case. Raises ValidationError."""
    rows = [Row(one["number"], one["texts"]) for one in line.typed]
    way = WAYS[run.kind]
    thing = way.examine(way.grouped(rows)[0], run.organisation)
    if thing.outcome != line.outcome:  # somebody wrote meanwhile
        said = next((note.text for note in thing.notes), "")
        raise ValidationError(f"Od odczytania pliku coś się zmieniło. {said} Wczytaj plik ponownie.")
    if run.kind == ImportRun.Kind.PAYMENTS:
        return _record_payment(thing, by=run.by)
    if run.kind == ImportRun.Kind.PROGRAMMES:
        return carry_over(thing, by=run.by)
    return _fill_in(thing, by=run.by) if thing.application else _file(run, thing)


def _file(run, family):
    """File the application of a new family, as the page does."""
    texts = family.first.texts
    filing = family.form.filing()
    for row, member in zip(family.rows, filing["people"], strict=True):
        if row.texts.get("osoba-pesel") and not member.details["pesel"]:  # an invented one, in the demo
            member.details.update(pesel=row.texts["osoba-pesel"], pesel_missing="")
    worker = (
        workers_of(run.organisation).filter(email__iexact=texts["worker"]).first()
        if texts.get("worker")
        else None
    )
    application = file_application(run.organisation, by=run.by, worker=worker, **filing)
    if texts.get("reference"):
        said = f"{FORMER_NUMBER}{texts['reference']}"
        add_event(application.case, MOVED_IN, on=filing["filed_on"], by=run.by, text=said)
    return application.case


def _fill_in(family, *, by):
    """Fill in what the records of a known family lack; nothing is overwritten."""
    typed = families.typed_of(family)
    for number, (row, person) in enumerate(zip(family.rows, family.people, strict=True)):
        fill_in_person(person, by=by, **families.facts_of(family, number, typed))
        held = list(person.documents.all())
        for document in families.documents_of(row):
            if not known(held, document):
                register_document(person, by=by, **document)
    return family.application.case


def _record_payment(payment, *, by):
    """Record what another office paid, or correct the earlier record of it."""
    row = payment.before or EarlierPayment(case=payment.case, person=payment.person)
    for name, value in payment.values.items():
        if value is not None:
            setattr(row, name, value)
    row.by = by
    row.save()
    mark_earlier(payment.case, person=payment.person, month=row.month)
    act = "earlier_payment.corrected" if payment.before else "earlier_payment.recorded"
    record(act, row, by=by, organisation=payment.case.organisation, case=payment.case.key)
    return payment.case


def _forget(run):
    """Empty what was read: what was written stands in the cases. Refusals stay for a week."""
    run.lines.update(typed=None, notes=None)
    ImportRun.objects.filter(pk=run.pk).update(content=None, problems=None)


def take_up_again(now=None):
    """Give runs of dead workers to the queue again; after three attempts they fail. Returns how many."""
    error = "Import przerywano trzy razy. Wczytaj plik ponownie."
    return runs.take_up_again(ImportRun, work, lease=LEASE, states=WAITING, error=error, now=now)


def clear_old(now=None):
    """Remove what was read more than a week ago, confirmed or not. Returns how many lines went."""
    old = ImportRun.objects.filter(created_at__lt=(now or timezone.now()) - KEPT)
    old.filter(state=State.READ).update(state=State.DROPPED, finished_at=timezone.now())
    old.update(content=None, problems=None)
    return ImportLine.objects.filter(run__in=old.exclude(state__in=[*WAITING, *WAITING.values()])).delete()[0]
