"""Who may read letters of a case (who reads the case) and who writes them (who handles it)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.casework.cases.permissions import can_write, case_for

from .models import CaseLetter


def case_to_write_from(user, key):
    """The case with this key, for who handles it. Raises PermissionDenied."""
    case = case_for(user, key)
    if not can_write(user, case):
        raise PermissionDenied("Pisma przygotowuje realizator programu albo kierownik jednostki.")
    return case


def letter_of(case, key):
    """A letter of a case that was loaded for the user."""
    found = CaseLetter.objects.defer("pdf", "docx").select_related(
        "person", "by", "issued_by", "organisation"
    )
    letter = found.filter(case=case, key=key).first()
    if letter is None:
        raise Http404("Nie ma takiego pisma.")
    letter.case = case
    return letter
