"""Who may see and write what follows a programme: whoever sees the case, and its worker and head."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts.permissions import can_handle_cases
from kladka.casework.cases.permissions import case_for
from kladka.casework.programmes.models import Programme

from .queries import programme_of

State = Programme.State
ONLY_WORKERS = "Postępy zapisuje realizator programu albo kierownik jednostki."


def followed(user, key):
    """(case, its programme) once the programme runs or has run; 404 before, and unless visible."""
    case = case_for(user, key)
    programme = programme_of(case)
    if programme is None or programme.state not in (State.RUNNING, State.ENDED):
        raise Http404("Ta sprawa nie ma programu w toku.")
    return case, programme


def followed_to_write(user, key):
    """The same for an act; PermissionDenied when the user may only look."""
    case, programme = followed(user, key)
    check_write(user, case)
    return case, programme


def check_write(user, case):
    """Raises PermissionDenied when the user may only look."""
    if not can_handle_cases(user, case.organisation_id):
        raise PermissionDenied(ONLY_WORKERS)


def note_of(programme, number):
    """The note of a period, or None while it was not begun; 404 for a period outside the programme."""
    if number not in (terms := _numbers(programme)):
        raise Http404(f"Ten program ma okresy {terms[0]}–{terms[-1]}." if terms else "Nie ma takiego okresu.")
    note = programme.monitoring_notes.select_related("by", "signed_by").filter(number=number).first()
    if note:
        note.programme = programme
    return note


def _numbers(programme):
    keys = programme.case.deadlines.filter(
        kind="monitoring", subject_key__startswith=f"{programme.key}-"
    ).values_list("subject_key", flat=True)
    return sorted(int(key.rpartition("-")[2]) for key in keys)
