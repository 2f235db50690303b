"""Reads of courses: the list, who attends, hours by month, what a school may see."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from kladka.accounts.permissions import centres_to_read
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page

from .models import Attendance, Course, Enrolment

ZERO = Decimal(0)


def course_list(user, *, cursor="", size=25):
    """A page of the courses of the centres a user reads, newest first, with how many attend."""
    rows = Course.objects.filter(organisation_id__in=centres_to_read(user))
    rows = rows.annotate(people=Count("enrolments", filter=Q(enrolments__left_on=None)))
    return keyset_page(rows, ("-starts", "-id"), cursor, size)


def enrolments_of(course, *, month=None, leaving=False):
    """People on a course, in a month if one is given; `leaving`: without restricted cases (RODO art. 18)."""
    rows = course.enrolments.select_related("person", "case").exclude(case__state=Case.State.ERASED)
    if month:
        rows = rows.filter(Q(left_on=None) | Q(left_on__gte=month))
    if leaving:
        rows = rows.exclude(case__in=Restriction.objects.cases())
    found = list(rows.order_by("pk"))
    shown = [one.case.key for one in found]
    noticed_list("course", shown, organisation_id=course.organisation_id, key=course.key)
    return found


def enrolments_in(case):
    """Courses of the people of a case."""
    return list(Enrolment.objects.filter(case=case).select_related("person", "course").order_by("-pk"))


def sums(where):
    """{(enrolment id, month): (planned, attended, excused)} of attendance under a condition (Q)."""
    rows = Attendance.objects.filter(where).values("enrolment", "month").order_by()
    rows = rows.annotate(p=Sum("planned"), a=Sum("attended"), e=Sum("excused"))
    return {(row["enrolment"], row["month"]): (row["p"], row["a"], row["e"]) for row in rows}


def table_of(course, enrolments):
    """(months, [(enrolment, (planned, attended, excused) by month, percent)]) of a course."""
    found = sums(Q(enrolment__course=course))
    months = sorted({month for _, month in found})
    rows = []
    for one in enrolments:
        hours = [found.get((one.pk, month)) for month in months]
        rows.append((one, hours, percent([cell for cell in hours if cell])))
    return months, rows


def percent(hours):
    """Share of the hours to attend (planned without excused) that were attended; None without any."""
    asked = sum((planned - excused for planned, _, excused in hours), ZERO)
    return int(sum((attended for _, attended, _ in hours), ZERO) * 100 / asked) if asked > 0 else None


def monthly(course, month):
    """{enrolment id: (planned, attended, excused)} recorded for a whole month."""
    rows = Attendance.objects.filter(enrolment__course=course, month=month, on=None)
    return {row.enrolment_id: (row.planned, row.attended, row.excused) for row in rows}


def shares_in(case):
    """{enrolment id: percent} of everybody of a case on every course."""
    found = defaultdict(list)
    for (enrolment, _), hours in sums(Q(enrolment__case=case)).items():
        found[enrolment].append(hours)
    return {enrolment: percent(hours) for enrolment, hours in found.items()}


def known_files(course):
    """Files that were read in, newest first."""
    return list(course.files.select_related("by").order_by("-id")[:10])


def links_of(course):
    """Links of a course, newest first, those that work marked."""
    today = timezone.localdate()
    links = list(course.links.select_related("by").order_by("-pk")[:20])
    for one in links:
        one.works = one.revoked_at is None and one.expires_on >= today
    return links


def open_courses(organisation, day):
    """Courses that have not ended, for the form that puts somebody on one."""
    return Course.objects.filter(organisation=organisation, ends__gte=day).order_by("-starts", "-pk")
