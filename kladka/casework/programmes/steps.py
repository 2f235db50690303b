"""What every act on a programme shares: the lock and the state, the journal, the timeline of the case."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.casework.cases.actions import add_event
from kladka.journal.actions import record

from . import queries
from .agreement import Amendment
from .models import Programme

State = Programme.State


def locked(programme, *states):
    """The programme read again under a lock, in one of the states; two clerks never act on it at once."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    fresh = queries.loaded(programme.key)
    if fresh.state not in states:
        raise ValidationError(
            f"Tej czynności nie można teraz wykonać: program ma stan „{fresh.get_state_display()}”."
        )
    return fresh


def note(act, programme, *, by, **details):
    """Journal of an act."""
    record(act, programme, by=by, organisation=programme.organisation, case=programme.case.key, **details)


def done(act, programme, title, *, by, on=None, text="", **details):
    """Journal and timeline of an act that the family or an inspector will ask about."""
    note(act, programme, by=by, **details)
    add_event(
        programme.case,
        title,
        on=on or timezone.localdate(),
        by=by,
        text=text,
        url=programme.get_absolute_url(),
    )


def due_changed(programme):
    """What the programme pays is another sum now (amounts, whom it covers): lists not sent yet are outdated.

    Withholdings are seen without it. Call it in the transaction of the act.
    """
    programme.changed_at = timezone.now()
    programme.save(update_fields=["changed_at"])


def open_text(programme):
    """(programme, annex) whose text may be edited now, under a lock: a draft (None) or a draft annex.

    None also for a programme carried over whose agreement is still being written out from paper.
    """
    programme = locked(programme, State.DRAFT, State.ACCEPTED, State.RUNNING)
    if programme.state == State.DRAFT or programme.on_paper:
        return programme, None
    for amendment in programme.amendments.all():
        if amendment.state == Amendment.State.DRAFT:
            return programme, amendment
    raise ValidationError("Uzgodnionego programu się nie poprawia. Przygotuj aneks i zmień w nim treść.")
