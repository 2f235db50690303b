"""Acts on a list of contributions: prepare, correct, submit, send back, approve, mark as passed to ZUS.

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.cases.actions import next_number
from kladka.casework.ledger.actions import Line, post
from kladka.documents.polish import month_name
from kladka.journal.actions import record

from . import queries
from .lines import corrected_lines, lines_of
from .models import Contribution, ContributionList

State = ContributionList.State
SERIES = "SZ"


def prepare(organisation, month, *, by):
    """Prepare the list of a month: every insured person with the contribution, and who has none and why."""
    month = month.replace(day=1)
    return _prepare(organisation, month, 1, lines_of(organisation, month), by)


def prepare_correction(organisation, month, *, by):
    """Prepare the correction of a month: only persons whose contribution differs from its closed lists."""
    month = month.replace(day=1)
    made = ContributionList.objects.filter(organisation=organisation, month=month)
    last = made.order_by("-part").first()
    if last is None:
        raise ValidationError(f"Za {month_name(month)} nie ma jeszcze zestawienia; nie ma czego korygować.")
    if last.state != State.SENT:
        raise ValidationError(f"Zestawienia {last.number} nie przekazano jeszcze do ZUS: popraw je.")
    lines = corrected_lines(organisation, month)
    if not lines:
        raise ValidationError("Nic się nie zmieniło od ostatniego zestawienia za ten miesiąc.")
    return _prepare(organisation, month, last.part + 1, lines, by)


def _prepare(organisation, month, part, lines, by):
    if not any(line.amount_pln or line.before_pln for line in lines):
        raise ValidationError(f"Za {month_name(month)} nie ma osób, za które opłaca się składkę.")
    try:
        return _write(organisation, month, part, lines, by)
    except IntegrityError as error:
        raise ValidationError(f"Zestawienie składek za {month_name(month)} już istnieje.") from error


@transaction.atomic
def _write(organisation, month, part, lines, by):
    number = next_number(organisation, SERIES, timezone.localdate())
    made = ContributionList(organisation=organisation, month=month, part=part, number=number, prepared_by=by)
    _count(made, lines)
    _record("contribution_list.prepared", made, by, month=f"{month:%Y-%m}", total=str(made.total_pln))
    return made


def _count(made, lines):
    made.people = sum(1 for line in lines if line.amount_pln or line.before_pln)
    made.total_pln = sum((line.change_pln for line in lines), queries.ZERO)
    made.prepared_at = timezone.now()
    made.save()
    for line in lines:
        line.contribution_list = made
    Contribution.objects.bulk_create(lines, batch_size=500)


@transaction.atomic
def recalculate(found, *, by):
    """Count the lines of a draft again; `by` is its author now."""
    found = _locked(found, State.DRAFT)
    build = lines_of if found.part == 1 else corrected_lines
    lines = build(found.organisation, found.month)
    if not lines:
        raise ValidationError("Nie ma już czego zestawić. Zestawienie można wycofać.")
    found.lines.all().delete()
    found.prepared_by = by
    _count(found, lines)
    _record("contribution_list.recalculated", found, by, total=str(found.total_pln))
    return found


@transaction.atomic
def withdraw(found, *, by):
    """Withdraw a draft; its number is not given again."""
    found = _locked(found, State.DRAFT)
    _record("contribution_list.withdrawn", found, by, number=found.number)
    found.lines.all().delete()
    found.delete()


@transaction.atomic
def submit(found, *, by):
    """Pass a draft on for approval."""
    found = _locked(found, State.DRAFT)
    _check_current(found, "Przelicz zestawienie.")
    found.state, found.submitted_by, found.returned_reason = State.SUBMITTED, by, ""
    found.save(update_fields=["state", "submitted_by", "returned_reason"])
    _record("contribution_list.submitted", found, by)
    return found


@transaction.atomic
def send_back(found, *, reason, by):
    """Send a submitted list back to its author."""
    found = _locked(found, State.SUBMITTED)
    found.state, found.returned_reason = State.DRAFT, reason
    found.save(update_fields=["state", "returned_reason"])
    _record("contribution_list.sent_back", found, by)
    return found


@transaction.atomic
def approve(found, *, by):
    """Approve a submitted list; refused to who prepared or submitted it, here and by the database."""
    found = _locked(found, State.SUBMITTED)
    if by.pk in (found.prepared_by_id, found.submitted_by_id):
        raise ValidationError("Zestawienie zatwierdza kto inny, niż je przygotował lub przekazał.")
    _check_current(found, "Zwróć zestawienie do poprawy.")
    found.state, found.approved_by, found.approved_at = State.APPROVED, by, timezone.now()
    found.save(update_fields=["state", "approved_by", "approved_at"])
    lines = [
        Line("cost_health", line.change_pln, line.programme_id, line.month) for line in found.lines.all()
    ]
    _post(found, "health", [*lines, Line("zus", -found.total_pln)], timezone.localdate(), by)
    _record("contribution_list.approved", found, by, total=str(found.total_pln))
    return found


@transaction.atomic
def mark_sent(found, *, on, by):
    """Record the day on which the contributions of the list were reported to ZUS."""
    found = _locked(found, State.APPROVED)
    found.state, found.sent_on = State.SENT, on
    found.save(update_fields=["state", "sent_on"])
    _record("contribution_list.sent", found, by, on=str(on))
    return found


@transaction.atomic
def record_paid(found, *, on, by):
    """Record the day on which the contributions of a list left the bank; of a correction the difference."""
    found = _locked(found, State.SENT)
    if found.paid_on:
        raise ValidationError("Zapłatę tego zestawienia już zapisano.")
    if not found.total_pln:
        raise ValidationError("To zestawienie niczego nie zmienia w kwocie dla ZUS: nie ma czego płacić.")
    if on < found.sent_on:
        raise ValidationError("Zapłata nie może być przed przekazaniem zestawienia do ZUS.")
    found.paid_on = on
    found.save(update_fields=["paid_on"])
    _post(found, "health_paid", [Line("zus", found.total_pln), Line("bank", -found.total_pln)], on, by)
    _record("contribution_list.paid", found, by, on=str(on), total=str(found.total_pln))
    return found


def _post(found, kind, lines, on, by):
    """Enter a list in the book: what it costs each programme, or that it was paid."""
    book = {"document": found.key, "title": found.number, "on": on}
    post(found.organisation, kind=kind, lines=lines, by=by, **book)


def _check_current(found, advice):
    """Refuse a list whose sum is no longer that of its persons."""
    build = lines_of if found.part == 1 else corrected_lines
    now = {line.person_id: line.amount_pln for line in build(found.organisation, found.month)}
    kept = dict(found.lines.values_list("person_id", "amount_pln"))
    if now != kept:
        raise ValidationError(f"Po przygotowaniu zestawienia zmieniły się składki osób. {advice}")


def _locked(found, *states):
    lists = ContributionList.objects.select_for_update(of=("self",)).select_related("organisation")
    fresh = lists.get(pk=found.pk)
    if fresh.state not in states:
        raise ValidationError(
            f"Tej czynności nie można teraz wykonać: zestawienie ma stan „{fresh.get_state_display()}”."
        )
    return fresh


def _record(act, found, by, **details):
    record(act, found, by=by, organisation=found.organisation, **details)
