"""Who oversees: the head and the coordinator of a centre. To load is to be permitted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts.permissions import can_approve, can_supervise, organisation_of

from .checks import CHECKS
from .models import SetAside


def centre_to_oversee(user):
    """The centre whose work the user oversees. Raises PermissionDenied."""
    organisation = organisation_of(user)
    if organisation is None or not can_supervise(user, organisation.pk):
        raise PermissionDenied("Obciążenie i jakość danych widzą kierownik i koordynator.")
    return organisation


def centre_of_rows(user):
    """The same for a page of one row: to who does not oversee it does not exist. Raises Http404."""
    organisation = organisation_of(user)
    if organisation is None or not can_supervise(user, organisation.pk):
        raise Http404("Nie ma takiego wyniku kontroli.")
    return organisation


def centre_with_flags(user):
    """The centre whose red flags the user reads, all of them. Raises PermissionDenied."""
    organisation = centre_to_oversee(user)
    if not reads_flags(user, organisation):
        raise PermissionDenied("Listę czerwonych flag widzi kierownik; pozostali znają tylko ich liczbę.")
    return organisation


def reads_flags(user, organisation):
    """Red flags of the whole centre are opened by the head; others learn only how many there are."""
    return can_approve(user, organisation.pk)


def check_named(code):
    """The quality check with this code. Raises Http404."""
    if code not in CHECKS:
        raise Http404("Nie ma takiej kontroli danych.")
    return CHECKS[code]


def set_aside_for(user, key):
    """A row put aside in the centre the user oversees. Raises Http404."""
    found = SetAside.objects.filter(organisation=centre_of_rows(user), key=key).first()
    if found is None:
        raise Http404("Nie ma takiego odłożenia.")
    return found
