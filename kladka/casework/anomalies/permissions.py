"""Who reads signals: whoever reads the centre's money, a worker of the own cases alone. The head decides."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.casework.settlement.permissions import office_for

from .models import ExplainedAnomaly

__all__ = ["can_decide", "deciding_office", "explained_for", "office_for", "reads_case"]


def reads_case(user, office, said):
    """Whether a signal may name this case to the user: a worker is told of the own and of nobody's."""
    pays = accounts.can_handle_payments(user, office.pk) or accounts.control_of(user, office.pk)
    return bool(pays) or said["worker"] in (user.pk, None)


def can_decide(user, office):
    """Explaining a signal is the head's: not of whoever prepares the payments."""
    return accounts.can_approve(user, office.pk)


def deciding_office(user):
    """The centre whose signals the user explains. To anybody else its signals do not exist: Http404."""
    own = accounts.organisation_of(user)
    if own is None or own.pk not in accounts.money_organisation_ids(user):
        raise Http404("Nie ma takiego sygnału.")
    if not can_decide(user, own):
        raise PermissionDenied("Sygnał wyjaśnia kierownik jednostki.")
    return own


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
