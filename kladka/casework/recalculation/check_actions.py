"""Acts of the look over a centre: order it, do it in the background, forget the one before.

A worker that takes a check up starts from the beginning (`kladka.casework.runs`).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from kladka.casework import runs
from kladka.casework.benefits.ledger_queries import closed_months, due_and_paid_of, next_list
from kladka.casework.benefits.underpaid import underpaid
from kladka.casework.programmes.many import in_parts, in_turn
from kladka.casework.programmes.models import AgreedAmount
from kladka.journal.actions import record

from . import check_queries
from .finding import found_in
from .models import AmountsCheck, AmountsFinding

State = AmountsCheck.State
LEASE = timedelta(seconds=90)
OPEN = (State.WAITING, State.RUNNING)


@transaction.atomic
def order_check(organisation, *, by):
    """Order a look over all programmes of a centre; one that waits or runs is given back."""
    open_one = (
        AmountsCheck.objects.select_for_update().filter(organisation=organisation, state__in=OPEN).first()
    )
    if open_one:
        return open_one
    run = AmountsCheck.objects.create(organisation=organisation, by=by, beat_at=timezone.now())
    record("amounts_check.ordered", run, by=by, organisation=organisation)
    check.enqueue(run.key)
    return run


@task()
def check(key):
    """Do a check, unless it is done already or another worker is doing it."""
    run = runs.claim(AmountsCheck, key, lease=LEASE, related=["organisation"], done=0)
    if run is None:
        return
    try:
        _check(run)
    except runs.LeaseLost:
        return
    except Exception as error:
        runs.fail(run, f"Nie udało się sprawdzić kwot ({type(error).__name__}). Zleć ponownie.")
        raise


def _check(run):
    run.findings.all().delete()
    programmes = check_queries.to_check(run.organisation)
    runs.change(run, total=programmes.count())
    amounts, done = AgreedAmount.objects.order_by("month", "pk"), 0
    closed, month = closed_months(run.organisation_id), next_list(run.organisation_id)
    made_up = underpaid(run.organisation, month)
    for part in in_parts(in_turn(programmes, amounts)):
        ledger = due_and_paid_of({one.case_id for one in part})
        made = [found_in(one, ledger[one.case_id], closed, made_up, month) for one in part]
        done += len(part)
        _write(run, [one for one in made if one], done)
    _finish(run)


@transaction.atomic
def _write(run, findings, done):
    runs.change(run, done=done)
    for one in findings:
        one.check_run = run
    AmountsFinding.objects.bulk_create(findings)


@transaction.atomic
def _finish(run):
    """The check is the one that is shown; what earlier ones found is removed with them."""
    runs.change(run, state=State.DONE, finished_at=timezone.now())
    AmountsCheck.objects.filter(organisation=run.organisation, pk__lt=run.pk).delete()


def take_up_again(now=None):
    """Give checks of dead workers to the queue again; after three attempts they fail. Returns how many."""
    error = "Sprawdzanie przerywano trzy razy. Zleć ponownie."
    return runs.take_up_again(AmountsCheck, check, lease=LEASE, error=error, now=now)
