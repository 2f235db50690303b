"""Courses: the list, one course with its hours by month, hours typed by the worker, people of a family."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.permissions import can_handle_cases, organisation_of
from kladka.casework.cases import queries as cases
from kladka.casework.cases.permissions import can_write, case_for, check_may_leave
from kladka.casework.cases.wording import case_context
from kladka.casework.people.models import Person

from . import course_actions, course_forms, course_queries
from .models import Attendance
from .permissions import check_write, course_for, course_to_write, enrolment_of
from .wording import LOW_ATTENDANCE

Source = Attendance.Source


@require_GET
def course_list(request):
    """Courses of the centre, newest first."""
    page = course_queries.course_list(request.user, cursor=request.GET.get("po", ""))
    organisation = organisation_of(request.user)
    context = {"page": page, "can_write": can_handle_cases(request.user, organisation.pk)}
    return render(request, "monitoring/course_list.html", context)


@require_http_methods(["GET", "POST"])
def course_new(request):
    """Record a course."""
    organisation = organisation_of(request.user)
    if organisation is None or not can_handle_cases(request.user, organisation.pk):
        raise PermissionDenied("Kursy zapisuje realizator programu albo kierownik jednostki.")
    form = course_forms.CourseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        course = course_actions.save_course(organisation, by=request.user, **form.cleaned_data)
        messages.success(request, "Zapisano kurs.")
        return redirect(course)
    return render(request, "monitoring/course_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def course(request, key):
    """A course: people, hours by month, files read in, links for the school."""
    found = course_for(request.user, key)
    months, rows = course_queries.table_of(found, course_queries.enrolments_of(found))
    context = {
        "course": found,
        "months": months,
        "rows": rows,
        "low": LOW_ATTENDANCE,
        "files": course_queries.known_files(found),
        "links": course_queries.links_of(found),
        "this_month": timezone.localdate().replace(day=1),
        "can_write": can_handle_cases(request.user, found.organisation_id),
        "link_form": course_forms.LinkForm(
            initial={"expires_on": timezone.localdate() + datetime.timedelta(days=30)}
        ),
    }
    return render(request, "monitoring/course.html", context)


@require_http_methods(["GET", "POST"])
def course_month(request, key, month):
    """Hours of everybody in one month, typed by the worker."""
    found = course_to_write(request.user, key)
    first = month_from(month)
    known = course_queries.monthly(found, first)
    people = course_queries.enrolments_of(found, month=first)
    rows = [(one, one.person.full_name, known.get(one.pk)) for one in people]
    form = course_forms.HoursForm(request.POST or None, rows=rows)
    if form.is_bound and form.is_valid():
        hours = list(form.hours(first))
        count = course_actions.record_attendance(found, hours, source=Source.WORKER, by=request.user)
        messages.success(request, f"Zapisano obecność. Zmienione wiersze: {count}.")
        return redirect(found)
    context = {"course": found, "form": form, "month": first}
    return render(request, "monitoring/course_month.html", context, status=422 if form.is_bound else 200)


def month_from(text):
    """The first day of a month written as "2026-03"; 404 for anything else."""
    try:
        return datetime.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Http404("Nie ma takiego miesiąca.") from error


@require_http_methods(["GET", "POST"])
def case_courses(request, key):
    """Courses of the people of a case; POST puts somebody on one."""
    case = case_for(request.user, key)
    members, day = cases.family_of(case), timezone.localdate()
    courses = course_queries.open_courses(case.organisation, day)
    form = course_forms.EnrolForm(request.POST or None, members=members, courses=courses)
    if form.is_bound:
        check_write(request.user, case)
        if form.is_valid() and _enrolled(request, case, form):
            return redirect("case-courses", key)
    context = case_context(case, "kontakty/") | {"form": form, "low": LOW_ATTENDANCE}
    shares = course_queries.shares_in(case)
    context["rows"] = [(one, shares.get(one.pk)) for one in course_queries.enrolments_in(case)]
    context["can_write"] = can_write(request.user, case)
    return render(request, "monitoring/case_courses.html", context, status=422 if form.is_bound else 200)


def _enrolled(request, case, form):
    data = form.cleaned_data
    person = Person.objects.get(key=data["person"])
    if data["consent_on"]:
        check_may_leave(case)
    try:
        course_actions.enrol(data["course"], case, person, consent_on=data["consent_on"], by=request.user)
    except ValidationError as error:
        form.add_error("course", error)
        return False
    messages.success(request, f"Zapisano na kurs: {person.full_name}.")
    return True


@require_POST
def course_leave(request, key, enrolment):
    """End a person's part in a course today."""
    case = case_for(request.user, key)
    check_write(request.user, case)
    found = enrolment_of(case, enrolment)
    course_actions.leave(found, on=timezone.localdate(), by=request.user)
    messages.success(request, "Zakończono udział w kursie.")
    return redirect("case-courses", key)
