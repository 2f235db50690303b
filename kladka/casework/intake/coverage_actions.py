"""Whom a granted application covers, changed during the programme: somebody later, somebody no longer.

The agreement and the decision stay as they were signed; amounts change by a new calculation and decision.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.documents import polish

from .models import Applicant, Application
from .steps import event, note

OPEN = (Application.State.COMPLETE, Application.State.GRANTED)


@transaction.atomic
def cover_later(application, person, *, relation, status, starts, reason, by):
    """Cover a person who came into the family later (ups art. 91 ust. 4 i 12) from day `starts`."""
    application = _locked(application)
    applicant = application.people.filter(person=person).first()
    if applicant and applicant.covered:
        raise ValidationError(f"{person.full_name}: program obejmuje już tę osobę.")
    applicant = applicant or Applicant(application=application, person=person, relation=relation)
    applicant.status, applicant.covered, applicant.active = status, True, True
    applicant.covered_from, applicant.covered_until = starts, None
    applicant.coverage_reason = reason
    try:
        with transaction.atomic():
            applicant.save()
    except IntegrityError as error:
        raise ValidationError(
            f"{person.full_name}: ta osoba jest już objęta innym wnioskiem lub programem."
        ) from error
    note("coverage.begun", application, by=by, person=person.key)
    event(application, "Objęto osobę trwającym programem", on=starts, by=by, text=person.full_name)
    return applicant


@transaction.atomic
def end_coverage(applicant, *, on, reason, by):
    """The last day on which a person is covered; earlier than the one known so far."""
    application = _locked(applicant.application)
    if applicant.covered_from and on < applicant.covered_from:
        raise ValidationError({"on": "Pomoc tej osoby zaczyna się później."})
    if applicant.covered_until and applicant.covered_until < on:
        day = polish.short_day(applicant.covered_until)
        raise ValidationError({"on": f"Pomoc tej osoby kończy się już {day}."})
    applicant.covered_until, applicant.coverage_reason = on, reason
    applicant.save(update_fields=["covered_until", "coverage_reason"])
    note("coverage.ended", application, by=by, person=applicant.person.key, on=on.isoformat())
    event(application, "Zakończono pomoc dla osoby", on=on, by=by, text=applicant.person.full_name)
    return applicant


def _locked(application):
    """The application read again under a lock, when it covers people now."""
    fresh = Application.objects.select_for_update(of=("self",)).select_related("case", "organisation")
    fresh = fresh.get(pk=application.pk)
    if fresh.state not in OPEN:
        raise ValidationError(
            f"Wniosek ma stan „{fresh.get_state_display()}”; nie zmienia się, kogo obejmuje."
        )
    return fresh
