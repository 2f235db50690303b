"""What every act on an application shares: the lock and the state, the journal, the timeline of the case."""

from django.core.exceptions import ValidationError

from kladka.casework.cases.actions import add_event
from kladka.journal.actions import record

from . import queries
from .models import Application


def locked(application):
    """The application read again under a lock while it is examined; two clerks never act on it at once."""
    fresh = (
        Application.objects.select_for_update(of=("self",))
        .select_related("organisation", "case__household", "case__organisation", "case__worker")
        .get(pk=application.pk)
    )
    if not queries.unfinished(fresh.state):
        raise ValidationError(f"Wniosek ma stan „{fresh.get_state_display()}” i nie można go już zmienić.")
    return fresh


def before_agreement(application):
    """Refuse when a programme of this application is agreed already (ups art. 93 ust. 1)."""
    programme = getattr(application, "programme", None)
    if programme and programme.agreed_on:
        raise ValidationError(
            "Program jest już uzgodniony. Najpierw cofnij go do uzgodnień, potem zmień, kogo obejmuje."
        )


def note(act, application, *, by, **details):
    """Journal of an act."""
    record(
        act, application, by=by, organisation=application.organisation, case=application.case.key, **details
    )


def event(application, title, *, on, by, text=""):
    """Timeline of the case."""
    url = f"/sprawy/{application.case.key}/wniosek/"
    add_event(application.case, title, on=on, by=by, text=text, url=url)
