"""Whom a running programme covers and who lives with whom; amounts follow only by a changing decision."""

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.intake import coverage_actions as coverage
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.steps import due_changed, locked

State = Programme.State
STATES = (State.AGREED, State.SENT, State.ACCEPTED, State.RUNNING)


@transaction.atomic
def join(programme, person, *, relation, starts, reason, by):
    """Cover one more person of the family from a day on (ups art. 91 ust. 4 and 12): a birth, an arrival.

    The share of everybody falls at once, as the ceiling of the law does; the person is paid after the
    changing decision. Returns the Applicant.
    """
    programme = locked(programme, *STATES)
    _within(programme, starts=starts)
    if programme.revocations.filter(person=person).exists():
        raise ValidationError("Decyzję o pomocy tej osobie uchylono. Obejmuje ją dopiero nowa decyzja.")
    status = person.statuses.filter(ended_on=None).order_by("-delivered_on", "-pk").first()
    if status is None:
        raise ValidationError("Zapisz najpierw status ochrony tej osoby.")
    made = coverage.cover_later(
        programme.application, person, relation=relation, status=status, starts=starts, reason=reason, by=by
    )
    due_changed(programme)
    return made


@transaction.atomic
def leave(programme, person, *, ends, reason, by):
    """The last day on which a person is covered: who moved out, died, lost the status."""
    programme = locked(programme, *STATES)
    _within(programme, ends=ends)
    coverage.end_coverage(_covered(programme, person), on=ends, reason=reason, by=by)
    due_changed(programme)


@transaction.atomic
def live_apart(programme, people, *, starts, reason, by):
    """Persons whose aid goes on in a home of their own count apart from the month of `starts` on."""
    programme = locked(programme, *STATES)
    _within(programme, starts=starts)
    coverage.live_apart(programme.application, people, starts=starts, reason=reason, by=by)
    due_changed(programme)


@transaction.atomic
def come_back(programme, people, *, starts, reason, by):
    """Persons who lived apart are of the family's home again from the month of `starts` on."""
    programme = locked(programme, *STATES)
    _within(programme, starts=starts)
    coverage.come_back(programme.application, people, starts=starts, reason=reason, by=by)
    due_changed(programme)


@transaction.atomic
def live_together(programme, person, *, reason, by):
    """Take back that a person lives apart, recorded by mistake."""
    programme = locked(programme, *STATES)
    coverage.live_together(_covered(programme, person), reason=reason, by=by)
    due_changed(programme)


def _covered(programme, person):
    row = programme.application.people.filter(person=person, covered=True).first()
    if row is None:
        raise ValidationError("Program nie obejmuje tej osoby.")
    return row


def _within(programme, **days):
    for name, day in days.items():
        if not programme.starts <= day <= programme.ends:
            raise ValidationError({name: "Ten dzień jest poza czasem programu."})
