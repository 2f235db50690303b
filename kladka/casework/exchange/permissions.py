"""Who imports: the head, because what is written lands in the cases of the whole centre."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts.permissions import can_approve, can_supervise, organisation_of

from .models import ImportRun


def organisation_to_import(user):
    """The centre into which a user imports. Raises PermissionDenied."""
    organisation = organisation_of(user)
    if organisation is None or not can_approve(user, organisation.pk):
        raise PermissionDenied("Dane z plików wczytuje kierownik jednostki.")
    return organisation


def centre_to_settle(user):
    """The centre whose possible duplicates a user settles. Raises PermissionDenied."""
    organisation = organisation_of(user)
    if organisation is None or not can_supervise(user, organisation.pk):
        raise PermissionDenied("Powtórzenia rozstrzyga kierownik albo koordynator.")
    return organisation


def run_for(user, key):
    """An import of the user's own centre; otherwise it does not exist for them."""
    organisation = organisation_of(user)
    if organisation is None or not can_approve(user, organisation.pk):
        raise Http404("Nie ma takiego importu.")
    try:
        return ImportRun.objects.select_related("by", "organisation").get(key=key, organisation=organisation)
    except ImportRun.DoesNotExist as error:
        raise Http404("Nie ma takiego importu.") from error
