"""Requests of persons, corrections, restriction of processing, holds on erasure."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases import actions as cases
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.decisions import printing
from kladka.casework.people.models import Person
from kladka.casework.reports import run_actions as reports
from kladka.journal.actions import record
from kladka.law.terms import Term, months_later

from . import reach, subject_copy
from .models import Correction, LegalHold, RightsRequest

EXTENSION_MONTHS = 2
DEADLINE = "rights"
CORRECTABLE = (
    "family_name", "given_names", "original_name", "born", "sex", "citizenship", "language", "pesel", "phone",
    "email", "marital_status", "school",
)  # fmt: skip
HOUSEHOLD_FIELDS = ("address", "town")


@transaction.atomic
def receive_request(organisation, *, received_on, by, case=None, **details):
    """Enter a request of a person; the answer is due in a month (RODO art. 12 ust. 3)."""
    request = RightsRequest.objects.create(
        organisation=organisation, case=case, received_on=received_on,
        due_on=months_later(received_on, 1), by=by, **details,
    )  # fmt: skip
    record("rights.received", request, by=by, organisation=organisation, kind=request.kind)
    _set_deadline(request)
    return request


def _set_deadline(request):
    """The term of a request about a case stands on „Dziś” among the terms of the case."""
    if request.case_id:
        term = Term(request.due_on, request.due_on, "RODO art. 12 ust. 3")
        label = f"Odpowiedź na żądanie: {request.get_kind_display()}"
        cases.set_deadline(request.case, DEADLINE, label=label, term=term, subject_key=request.key)


@transaction.atomic
def extend_request(request, *, reason, on, by):
    """Give the answer two more months; the person is told within the first one (RODO art. 12 ust. 3)."""
    if request.extended_on or request.outcome:
        raise ValidationError("Termin można przedłużyć raz, przed odpowiedzią.")
    if on > request.due_on:
        raise ValidationError("Miesiąc już minął; o przedłużeniu trzeba powiadomić przed jego upływem.")
    request.extended_on, request.extension_reason = on, reason
    request.due_on = months_later(request.received_on, 1 + EXTENSION_MONTHS)
    request.save(update_fields=["extended_on", "extension_reason", "due_on"])
    record("rights.extended", request, by=by, organisation=request.organisation)
    _set_deadline(request)


@transaction.atomic
def answer_request(request, *, outcome, answer, on, by):
    """Record the answer given to a request."""
    if request.outcome:
        raise ValidationError("Na to żądanie już odpowiedziano.")
    request.outcome, request.answer, request.answered_on = outcome, answer, on
    request.save(update_fields=["outcome", "answer", "answered_on"])
    if request.case_id:
        cases.complete_deadline(request.case, DEADLINE, on=on, subject_key=request.key)
    record("rights.answered", request, by=by, organisation=request.organisation, outcome=outcome)


@transaction.atomic
def correct(case, subject, field, value, *, reason, by):
    """Correct one field of a person or of the household of a case; the old value is kept sealed."""
    person = subject if isinstance(subject, Person) else None
    old = getattr(subject, field)
    if old == value:
        raise ValidationError("Nowa wartość jest taka sama jak obecna.")
    setattr(subject, field, value)
    subject.full_clean(exclude=["organisation"])
    subject.save()
    correction = Correction.objects.create(
        case=case,
        person=person,
        field=f"{subject._meta.label}.{field}",
        old=str(old),
        reason=reason,
        by=by,
    )
    for one in reach.cases_of(person) if person else []:
        cases.describe(one)
        one.save(update_fields=["title", "sort_name", "search"])
    record("person.corrected", subject, by=by, organisation=case.organisation, field=field, case=case.key)
    cases.add_event(case, "Sprostowano dane", on=timezone.localdate(), by=by)
    return correction


@transaction.atomic
def restrict(case, *, reason, starts, by, person=None):
    """Restrict processing (RODO art. 18): of the whole family in this case, or of one person in all cases.

    Finished prints of many decisions go, because this case may lie in them; they can be ordered again.
    """
    for one in [case] if person is None else reach.cases_of(person).exclude(state=Case.State.ERASED):
        restriction = Restriction(case=one, person=person, reason=reason, starts=starts, by=by)
        restriction.full_clean()
        restriction.save()
        record("case.restricted", one, by=by, organisation=one.organisation)
        cases.add_event(one, "Ograniczono przetwarzanie danych", on=starts, by=by)
    printing.forget_files(case.organisation)
    reports.forget_files(case.organisation)


@transaction.atomic
def allow_today(case, *, reason, on, by):
    """Allow on one day a letter that a statute or the person demands in spite of a restriction."""
    for restriction in case.restrictions.in_force():
        restriction.excepted_on, restriction.exception = on, reason
        restriction.save(update_fields=["excepted_on", "exception"])
    record("case.restriction_excepted", case, by=by, organisation=case.organisation)


@transaction.atomic
def lift(restriction, *, on, by):
    """End a restriction, of a person in all cases; the person is told before (RODO art. 18 ust. 3)."""
    alike = Restriction.objects.in_force().filter(person=restriction.person_id)
    for one in alike.select_related("case") if restriction.person_id else [restriction]:
        one.ends = max(one.starts, on)
        one.save(update_fields=["ends"])
        record("case.restriction_lifted", one.case, by=by, organisation=one.case.organisation)
        cases.add_event(one.case, "Zakończono ograniczenie przetwarzania", on=on, by=by)


@transaction.atomic
def hold(case, *, reason, starts, by):
    """Stop erasure of a case while a lawsuit, an inspection or a sum is open."""
    found = LegalHold(case=case, reason=reason, starts=starts, by=by)
    found.full_clean()
    found.save()
    record("case.held", case, by=by, organisation=case.organisation)
    return found


@transaction.atomic
def end_hold(held, *, on, by):
    """End a hold: its last day is `on`."""
    held.ends, held.ended_by = max(held.starts, on), by
    held.save(update_fields=["ends", "ended_by"])
    record("case.hold_ended", held.case, by=by, organisation=held.case.organisation)


@transaction.atomic
def describe_office(organisation, *, by, **details):
    """Set the inspector and the retention of case files. `details` are fields of Organisation."""
    for name, value in details.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(details))
    organisation.key = str(organisation.pk)  # what the journal calls a row by; the unit has no other
    record("office.described", organisation, by=by, organisation=organisation, fields=sorted(details))


@transaction.atomic
def make_copy(case, people, *, on, by):
    """Make the copy of the data of these persons and record that it was given out (RODO art. 15)."""
    record(
        "person.copied", case, by=by, organisation=case.organisation, people=[person.key for person in people]
    )
    return subject_copy.copy_for(case, people, on=on)
