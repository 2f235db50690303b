"""Who may record a change of life and decide on what follows. To load is to be permitted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.casework.cases.permissions import can_write, case_for

from .models import LifeChange, Proposal

ONLY_WORKERS = "Zmiany zapisuje i rozstrzyga realizator programu albo kierownik jednostki."


def case_to_change(user, key):
    """The case for an act on it; PermissionDenied when the user may only look."""
    case = case_for(user, key)
    if not can_write(user, case):
        raise PermissionDenied(ONLY_WORKERS)
    return case


def change_of(case, key):
    """A change of a case that was loaded with permission."""
    return _one(LifeChange.objects.filter(case=case, key=key).select_related("person"), case)


def proposal_of(case, key):
    """A proposal of a case that was loaded with permission."""
    return _one(Proposal.objects.filter(case=case, key=key).select_related("change__person"), case)


def _one(found, case):
    row = found.first()
    if row is None:
        raise Http404("Nie ma takiej zmiany w tej sprawie.")
    row.case = case
    return row
