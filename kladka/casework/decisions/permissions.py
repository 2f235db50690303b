"""Who may see a decision and do what with it. To load is to be permitted."""

from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.casework.cases.permissions import admit, kept

from . import queries
from .models import Decision, PrintRun

State = Decision.State


def decision_for(user, key):
    """The decision with this key if the user may see it; otherwise it does not exist for them."""
    try:
        found = (
            Decision.objects.filter(organisation_id__in=accounts.organisation_ids(user))
            .select_related(
                "organisation",
                "case__worker",
                "case__organisation",
                "prepared_by",
                "edited_by",
                "approved_by",
                "delivery",
            )
            .get(key=key)
        )
    except Decision.DoesNotExist as error:
        raise Http404("Nie ma takiej decyzji.") from error
    kept(found.case)
    admit(user, found.case)
    return found


def print_run_for(user, key):
    """A print run of this user; nobody else sees it."""
    try:
        return PrintRun.objects.get(key=key, by=user, organisation_id__in=accounts.organisation_ids(user))
    except PrintRun.DoesNotExist as error:
        raise Http404("Nie ma takiego wydruku.") from error


def why_not(decision, *states, role):
    """Why an act may not be done: the state the decision has by now, or else the words about the `role`."""
    if decision.state in states:
        return role
    return f"Decyzja ma teraz stan „{decision.get_state_display()}”; tej czynności nie można już wykonać."


def can_write(user, decision):
    return accounts.can_handle_cases(user, decision.organisation_id)


def can_edit(user, decision):
    """Edit, submit or withdraw a draft."""
    return decision.state == State.DRAFT and can_write(user, decision)


def can_judge(user, decision):
    """Approve or send back: the head, and never a decision of their own."""
    return (
        decision.state == State.SUBMITTED
        and accounts.can_approve(user, decision.organisation_id)
        and not queries.worked_on(decision, user)
    )


def can_deliver(user, decision):
    return decision.state == State.ISSUED and can_write(user, decision)
