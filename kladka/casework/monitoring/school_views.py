"""What a school sends: a workbook read in with a preview, or hours typed behind an expiring link."""

import hashlib
from datetime import timedelta

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.actions import drop_draft, keep_draft
from kladka.casework.cases.queries import draft_of
from kladka.casework.cases.views import attachment
from kladka.documents.xlsx import Column, workbook
from kladka.documents.xlsx_reading import Unreadable
from kladka.uploads.accepting import accept
from kladka.uploads.refusal import Refused

from . import attendance_file, course_actions, course_forms, course_queries
from .course_views import month_from
from .models import Attendance
from .permissions import course_to_write, link_for, link_of
from .wording import initials

Source = Attendance.Source


@require_GET
@step_up
def course_template(request, key):
    """The workbook to send to the school: codes of everybody, names of those who agreed."""
    found = course_to_write(request.user, key)
    columns = [Column(title) for title in attendance_file.TITLES.values()]
    rows = [
        [one.code, one.person.full_name if one.consent_on else None, *[None] * (len(columns) - 2)]
        for one in course_queries.enrolments_of(found, leaving=True)
        if one.left_on is None
    ]
    note = (
        "Miesiąc jako 2026-03 albo dzień zajęć. Obecność w godzinach albo: O obecny, N nieobecny, "
        "U usprawiedliwiony."
    )
    return attachment(workbook("Obecność", columns, rows, name="obecnosc", note=note))


@require_http_methods(["GET", "POST"])
def course_file(request, key):
    """A file of the school: sent, looked through row by row, then saved or dropped."""
    found = course_to_write(request.user, key)
    kept = f"course-file:{found.key}"
    if "zapisz" in request.POST:
        return _save(request, found, kept)
    form = course_forms.AttendanceFileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid() and _looked_through(request, found, form, kept):
        return redirect("course-file", key)
    preview = draft_of(request.user, kept)
    known = preview and found.files.filter(sha256=preview["sha256"]).exists()
    context = {"course": found, "form": form, "preview": preview, "known": known}
    context["good"] = sum(not line["faults"] for line in preview["rows"]) if preview else 0
    return render(request, "monitoring/course_file.html", context, status=422 if form.is_bound else 200)


def _looked_through(request, course, form, kept):
    """Keep what the file says as a draft of this user; False with the reason at the form."""
    sent = form.cleaned_data["file"]
    content = sent.read()
    try:
        accepted = accept(sent.name, content)
        rows = attendance_file.read(accepted.content, course_queries.enrolments_of(course))
    except (Refused, Unreadable) as error:
        form.add_error("file", str(error))
        return False
    keep_draft(request.user, kept, {"sha256": hashlib.sha256(content).hexdigest(), "rows": rows})
    return True


def _save(request, course, kept):
    preview = draft_of(request.user, kept)
    if not preview:
        messages.error(request, "Nie ma pliku do zapisania. Wyślij go jeszcze raz.")
        return redirect("course-file", course.key)
    lines = [attendance_file.Line(**line) for line in preview["rows"] if not line["faults"]]
    chosen = [(line, line.enrolment or request.POST.get(f"osoba-{line.place}", "")) for line in lines]
    rows = [line.as_row(key) for line, key in chosen if key]
    try:
        count = course_actions.record_attendance(
            course, rows, source=Source.FILE, by=request.user, sha256=preview["sha256"]
        )
    except ValidationError as error:
        messages.error(request, f"Niczego nie zapisano. {' '.join(error.messages)}")
        return redirect("course-file", course.key)
    drop_draft(request.user, kept)
    messages.success(request, f"Wczytano plik. Zmienione wiersze: {count} z {len(preview['rows'])}.")
    return redirect(course)


@require_POST
@step_up
def course_link(request, key):
    """Make a link for the school and show it once."""
    found = course_to_write(request.user, key)
    form = course_forms.LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(message for _, message in form.error_list()))
        return redirect(found)
    link, token = course_actions.make_link(found, by=request.user, **form.cleaned_data)
    address = request.build_absolute_uri(f"/szkola/{token}/")
    return render(request, "monitoring/course_link.html", {"course": found, "link": link, "address": address})


@require_POST
def course_link_revoke(request, key, link):
    """Take a link back."""
    found = course_to_write(request.user, key)
    course_actions.revoke_link(link_of(found, link), by=request.user)
    messages.success(request, "Cofnięto odnośnik. Nikt go już nie otworzy.")
    return redirect(found)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def school_month(request, token):
    """The school's page: hours of the people who agreed, in one month. No account, no other data."""
    if refused := ratelimit.consume_or_429(request, action="school_link"):
        return refused
    link, found = link_for(token)
    first = month_from(request.GET.get("miesiac") or f"{timezone.localdate():%Y-%m}")
    if not found.starts.replace(day=1) <= first <= timezone.localdate():
        raise Http404("Ten kurs nie ma zajęć w tym miesiącu.")
    course_actions.link_opened(link)
    form = course_forms.HoursForm(request.POST or None, rows=_seen_by_school(link, found, first))
    saved = None
    if form.is_bound and form.is_valid():
        hours = list(form.hours(first))
        saved = course_actions.record_attendance(found, hours, source=Source.LINK, by=None, link=link.key)
    context = {"course": found, "form": form, "month": first, "link": link, "saved": saved}
    context["before"] = (first - timedelta(days=1)).replace(day=1)
    wrong = form.is_bound and saved is None
    return render(request, "monitoring/school_month.html", context, status=422 if wrong else 200)


def _seen_by_school(link, course, month):
    """(enrolment, name or initials, hours known) of those who agreed and whose case is not restricted."""
    known = course_queries.monthly(course, month)
    people = course_queries.enrolments_of(course, month=month, leaving=True)
    return [
        (one, initials(one.person) if link.initials else one.person.full_name, known.get(one.pk))
        for one in people
        if one.consent_on
    ]
