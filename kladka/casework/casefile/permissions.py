"""Who may have the whole file of a case: who handles it; a file made is its maker's alone."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.casework.cases.permissions import can_write, case_for

from .models import FileRun


def case_to_print(user, key):
    """The case whose file this user may make. Raises PermissionDenied for who only reads it."""
    case = case_for(user, key)
    if not can_write(user, case):
        raise PermissionDenied("Akta w jednym pliku przygotowuje realizator albo kierownik jednostki.")
    return case


def run_for(user, key, run):
    """A run of this user in a case they may still print; nobody else sees it."""
    case = case_to_print(user, key)
    try:
        found = FileRun.objects.get(case=case, key=run, by=user)
    except FileRun.DoesNotExist as error:
        raise Http404("Nie ma takiego pliku akt.") from error
    found.case = case
    return found
