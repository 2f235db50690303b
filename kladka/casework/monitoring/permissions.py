"""Who may see and write what follows a programme: whoever sees the case, and its worker and head."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.utils import timezone

from kladka.accounts.permissions import (
    can_handle_cases,
    can_read_cases,
    organisation_ids,
    own_organisation,
)
from kladka.accounts.tokens import digest_of
from kladka.casework import walls
from kladka.casework.cases.permissions import case_for
from kladka.casework.programmes.models import Programme

from .models import Course, CourseLink, DutyNotice, Enrolment
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


def course_for(user, key):
    """A course of a centre the user reads; 404 for any other."""
    found = Course.objects.filter(key=key, organisation_id__in=organisation_ids(user)).first()
    if found is None or not can_read_cases(user, found.organisation_id):
        raise Http404("Nie ma takiego kursu.")
    found.organisation = own_organisation(user, found.organisation_id)
    return found


def course_to_write(user, key):
    """The same for an act; PermissionDenied when the user may only look."""
    found = course_for(user, key)
    if not can_handle_cases(user, found.organisation_id):
        raise PermissionDenied(ONLY_WORKERS)
    return found


def enrolment_of(case, key):
    """An enrolment of a case that was loaded with permission."""
    found = Enrolment.objects.filter(case=case, key=key).select_related("course").first()
    if found is None:
        raise Http404("Nie ma takiego udziału w kursie.")
    found.case = case
    return found


def link_of(course, key):
    """A link of a course that was loaded with permission, still open."""
    found = course.links.filter(key=key, revoked_at=None).select_related("organisation", "course").first()
    if found is None:
        raise Http404("Nie ma takiego odnośnika.")
    return found


def link_for(token):
    """(link, its course) behind a token that works today; 404 for every other, said in the same words.

    The connection then sees the rows of that centre until the answer is given.
    """
    link = CourseLink.objects.filter(token_hash=digest_of(token), revoked_at=None).first()
    if link is None or link.expires_on < timezone.localdate():
        raise Http404("Ten odnośnik nie działa. Poproś ośrodek o nowy.")
    walls.declare(connection, "web", organisations=[link.organisation_id])
    course = Course.objects.select_related("organisation").get(pk=link.course_id)
    return link, course


def notice_for(user, key, notice):
    """(case, notice) of a case the user may see; 404 otherwise."""
    case = case_for(user, key)
    rows = DutyNotice.objects.select_related("programme", "person", "by")
    found = rows.filter(programme__case=case, key=notice).first()
    if found is None:
        raise Http404("Nie ma takiego wezwania.")
    found.programme.case, found.programme.organisation = case, case.organisation
    return case, found
