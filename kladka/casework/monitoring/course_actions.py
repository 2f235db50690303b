"""Acts on courses: a course, a person on it, hours from the worker, from a file or through a link."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.accounts.keys import new_key
from kladka.accounts.tokens import digest_of, new_token
from kladka.casework.cases.actions import add_event
from kladka.journal.actions import record

from .attendance_proofs import prove
from .models import Attendance, AttendanceFile, Course, CourseLink, Enrolment

CODE_LENGTH = 6


@transaction.atomic
def save_course(organisation, *, by, **details):
    """Record a course that people of the centre's families attend."""
    course = Course(organisation=organisation, by=by, **details)
    course.full_clean(exclude=["by", "organisation"])
    course.save()
    record("course.saved", course, by=by, organisation=organisation)
    return course


@transaction.atomic
def enrol(course, case, person, *, consent_on, by):
    """Put a person of a case on a course, with or without the consent to give the school their name."""
    if course.organisation_id != case.organisation_id:
        raise ValidationError("Ten kurs prowadzi inna jednostka.")
    enrolment = Enrolment(course=course, case=case, person=person, consent_on=consent_on, by=by)
    enrolment.code = new_key()[:CODE_LENGTH].upper()
    try:
        with transaction.atomic():
            enrolment.save()
    except IntegrityError as error:
        raise ValidationError("Ta osoba jest już na tym kursie.") from error
    record("course.enrolled", enrolment, by=by, organisation=case.organisation, case=case.key)
    add_event(case, "Zapisano na kurs", on=timezone.localdate(), by=by, text=str(course))
    return enrolment


@transaction.atomic
def leave(enrolment, *, on, by):
    """End a person's part in a course; what was attended stays."""
    enrolment.left_on = on
    enrolment.save(update_fields=["left_on"])
    case = enrolment.case
    record("course.left", enrolment, by=by, organisation=case.organisation, case=case.key)
    add_event(case, "Zakończono udział w kursie", on=on, by=by, text=str(enrolment.course))


@transaction.atomic
def record_attendance(course, rows, *, source, by, sha256="", link=None):
    """Save hours: `rows` are (enrolment key, month, day or None, planned, attended, excused), Decimals.

    Equal hours change nothing; others become proofs of the obligation to attend (behind a `link` stands the
    worker who made it). Returns how many rows changed. ValidationError when a row is nobody's or its hours
    exceed the plan.
    """
    enrolments = {one.key: one for one in course.enrolments.select_related("case", "person", "course")}
    changed = [one for key, *hours in rows if (one := _saved(enrolments, key, hours, source, by))]
    if sha256:
        AttendanceFile.objects.create(course=course, sha256=sha256, rows=len(changed), by=by)
    if changed:
        cases = sorted({one.enrolment.case.key for one in changed})
        about = {"source": source, "rows": len(changed), "cases": cases} | ({"link": link} if link else {})
        record("attendance.recorded", course, by=by, organisation=course.organisation, **about)
        prove(changed, by=by or course.links.get(key=link).by)
    return len(changed)


def _saved(enrolments, key, hours, source, by):
    """The row of a person and time if these hours were not known yet, else None."""
    month, on, planned, attended, excused = hours
    if key not in enrolments:
        raise ValidationError("Tej osoby nie ma na kursie.")
    _check_hours(planned, attended, excused)
    kept = Attendance.objects.filter(enrolment=enrolments[key], month=month, on=on).first()
    row = kept or Attendance(enrolment=enrolments[key], month=month, on=on)
    if kept and (kept.planned, kept.attended, kept.excused) == (planned, attended, excused):
        return None
    row.planned, row.attended, row.excused, row.source, row.by = planned, attended, excused, source, by
    row.enrolment = enrolments[key]
    row.save()
    return row


def _check_hours(planned, attended, excused):
    if min(planned, attended, excused) < 0 or planned > Decimal(999):
        raise ValidationError("Godziny to liczba od 0 do 999.")
    if attended + excused > planned:
        raise ValidationError("Obecność i godziny usprawiedliwione to razem najwyżej godziny zajęć.")


@transaction.atomic
def make_link(course, *, expires_on, initials, by):
    """A link for the school, until a day. Returns (link, token): the token is shown once and not kept."""
    token = new_token()
    link = CourseLink.objects.create(
        organisation=course.organisation,
        course=course,
        token_hash=digest_of(token),
        expires_on=expires_on,
        initials=initials,
        by=by,
    )
    record("course_link.made", link, by=by, organisation=course.organisation, course=course.key)
    return link, token


@transaction.atomic
def revoke_link(link, *, by):
    """Take a link back: it opens nothing from now on."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    record("course_link.revoked", link, by=by, organisation=link.organisation, course=link.course.key)


def link_opened(link):
    """Note when the school opened its page last."""
    CourseLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
