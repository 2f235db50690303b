"""Who reads signals: whoever reads the centre's money, a worker of the own cases alone. The head decides."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.casework.settlement.permissions import office_for

from .models import ExplainedAnomaly

__all__ = ["can_decide", "check_decides", "explained_for", "office_for", "office_of_signals", "reads_case"]


def reads_case(user, office, said):
    """Whether a signal may name this case to the user: a worker is told of the own and of nobody's."""
    pays = accounts.can_handle_payments(user, office.pk) or accounts.control_of(user, office.pk)
    return bool(pays) or said["worker"] in (user.pk, None)


def can_decide(user, office):
    """Explaining a signal is the head's: not of whoever prepares the payments."""
    return accounts.can_approve(user, office.pk)


def office_of_signals(user):
    """The centre whose signals the user reads. To anybody else a signal does not exist: Http404."""
    centres = accounts.money_organisation_ids(user)
    if not centres:
        raise Http404("Nie ma takiego sygnału.")
    return accounts.own_organisation(user, centres[0])


def check_decides(user, office):
    """Raises PermissionDenied for who reads a signal and does not explain it."""
    if not can_decide(user, office):
        raise PermissionDenied("Sygnał wyjaśnia kierownik jednostki.")


def explained_for(user, key):
    """An explained signal of the centre the user heads."""
    found = ExplainedAnomaly.objects.filter(
        organisation_id__in=accounts.money_organisation_ids(user), key=key
    ).first()
    if found is None:
        raise Http404("Nie ma takiego sygnału.")
    if not accounts.can_approve(user, found.organisation_id):
        raise PermissionDenied("Sygnał przywraca kierownik jednostki.")
    return found
