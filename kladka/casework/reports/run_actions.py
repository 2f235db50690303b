"""Zlecenia: counts, large files and packs for a control, made in the background and safe to run twice.

A worker that takes a run up starts from the beginning (`kladka.casework.runs`).
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from kladka.casework import runs
from kladka.casework.cases.actions import add_events
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.journal.actions import record

from . import chapters, definitions, listing, packing
from .models import KEPT, ReportRun
from .spans import year_span

Kind, State = ReportRun.Kind, ReportRun.State
LEASE = timedelta(seconds=90)
BEAT = timedelta(milliseconds=500)
RELATED = ["organisation", "by", "year_report", "report_set"]
OPEN = [State.WAITING, State.RUNNING]
EVENT = "Sprawę wybrano do paczki na kontrolę: decyzje i metryka"
LEFT = "W trakcie ograniczono albo usunięto dane jednej ze spraw. Zleć plik ponownie."


@transaction.atomic
def count_year(report, *, by):
    """Count a draft of a yearly report; a count under way is given back. ValidationError when finished."""
    if report.finished_at:
        raise ValidationError("To sprawozdanie jest zakończone. Poprawki wpisuje się w następnej wersji.")
    asked = year_span(report.year).as_data()
    return _counting(report.organisation, Kind.YEAR, asked, by=by, year_report=report)


@transaction.atomic
def count_set(report_set, span, *, by):
    """Count the rows of a version of a set; a count of the same days under way is given back."""
    return _counting(report_set.organisation, Kind.SET, span.as_data(), by=by, report_set=report_set)


def _counting(centre, kind, asked, *, by, **of):
    open_one = ReportRun.objects.filter(organisation=centre, kind=kind, asked=asked, state__in=OPEN, **of)
    return open_one.first() or _ordered(centre, kind, asked, by=by, **of)


def _ordered(centre, kind, asked, *, by, **of):
    run = ReportRun.objects.create(
        organisation=centre, kind=kind, asked=asked, by=by, beat_at=timezone.now(), **of
    )
    said = {"kind": kind, "first": asked["first"], "last": asked["last"]}
    record("report_run.ordered", run, by=by, organisation=centre, **said)
    work.enqueue(run.key)
    return run


@transaction.atomic
def order_list(centre, span, figure, *, register, money, by):
    """Order the whole list behind a figure as XLSX, or the register of accepted programmes."""
    asked = span.as_data() | {"figure": definitions.figure_data(figure), "money": money}
    return _ordered(centre, Kind.REGISTER if register else Kind.LIST, asked, by=by)


@transaction.atomic
def order_pack(centre, span, *, sample, numbers, subject, by):
    """Order a pack for a control. ValidationError names the numbers of cases that are not to be taken.

    sample: how many cases are drawn beside those with the given numbers.
    """
    chosen = packing.drawn(centre, span, sample=sample, numbers=numbers)
    asked = span.as_data() | {"cases": chosen, "sample": sample, "subject": subject}
    _tell_cases(asked, by=by)
    return _ordered(centre, Kind.PACK, asked, by=by)


def _tell_cases(asked, *, by):
    """Every case of the sample says in its record of acts that it went to a control."""
    cases = Case.objects.filter(key__in=asked["cases"]["keys"])
    add_events(dict.fromkeys(cases, asked["subject"]), EVENT, on=timezone.localdate(), by=by)


@task()
def work(key):
    """Do a run, unless it is done already or another worker is doing it."""
    run = runs.claim(ReportRun, key, lease=LEASE, related=RELATED, started_at=timezone.now(), done=0)
    if run is None:
        return
    try:
        _do(run)
    except runs.LeaseLost:
        return
    except ValidationError as error:
        runs.fail(run, " ".join(error.messages))
    except Exception as error:
        runs.fail(run, f"Nie udało się tego przygotować ({type(error).__name__}). Zleć ponownie.")
        raise


def _teller(run):
    """Tells the page how far the run is, at most twice a second; also the sign of life."""
    last = timezone.now() - BEAT

    def told(done, total):
        nonlocal last
        if timezone.now() - last >= BEAT:
            runs.change(run, done=done, total=total)
            last = timezone.now()

    return told


def _do(run):
    told, closed = _teller(run), _closed(run)
    if run.kind == Kind.YEAR:
        return _finish(run, figures=chapters.count_year(run.organisation, run.year_report.year, told))
    if run.kind == Kind.SET:
        return _finish(run, figures=definitions.count_set(run.report_set, run.span, told))
    made = packing.pack(run, told) if run.kind == Kind.PACK else listing.whole_list(run, told)
    if _closed(run) - closed:
        raise ValidationError(LEFT)
    return _finish(run, content=made.content, name=made.name, sha256=made.sha256)


def _closed(run):
    """Cases whose data may not leave the office: restricted or erased."""
    erased = Case.objects.filter(organisation=run.organisation, state=Case.State.ERASED)
    return {*erased.values_list("pk", flat=True), *Restriction.objects.cases().values_list("case", flat=True)}


@transaction.atomic
def _finish(run, **made):
    runs.change(run)
    found = ReportRun.objects.select_for_update().get(key=run.key)
    found.state, found.done, found.total, found.finished_at = State.DONE, 1, 1, timezone.now()
    for name, value in made.items():
        setattr(found, name, value)
    found.save(update_fields=["state", "done", "total", "finished_at", *made])


def take_up_again(now=None):
    """Give runs of dead workers to the queue again; after three attempts they fail. Returns how many."""
    error = "Przygotowanie przerywano trzy razy. Zleć ponownie."
    return runs.take_up_again(ReportRun, work, lease=LEASE, error=error, now=now)


def clear_old(now=None):
    """Empty files finished more than a week ago; runs and their numbers stay. Returns how many."""
    old = ReportRun.objects.filter(finished_at__lt=(now or timezone.now()) - KEPT, content__isnull=False)
    return old.update(content=None)


def forget_files(organisation):
    """Empty every file of an organisation, as when data in them were erased or restricted."""
    ReportRun.objects.filter(organisation=organisation, content__isnull=False).update(content=None)
