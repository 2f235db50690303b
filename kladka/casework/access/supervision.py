"""Reads for the head and the coordinator: looks, a sample of them, busy hours, emergency access."""

import datetime
import hashlib

from django.utils import timezone

from kladka.casework.cases.openings import BreakGlass, Look
from kladka.journal.queries import distinct_per_hour
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page

SAMPLE = 5
WEEK = datetime.timedelta(days=7)
LATELY = datetime.timedelta(days=30)


def looks(organisation, *, reason="", checked="", cursor="", size=25):
    """A page of looks with their reasons, newest first, as rows with their people."""
    found = Look.objects.filter(organisation=organisation).select_related("by", "case", "checked_by")
    if reason:
        found = found.filter(reason=reason)
    if checked:
        found = found.filter(checked_at__isnull=checked == "nie")
    page = keyset_page(found, ("-created_at", "-id"), cursor, size)
    _note(organisation, page.rows)
    return page


def _note(organisation, rows):
    """The page names the cases of these looks and requests."""
    noticed_list("looks", [row.case.key for row in rows if row.case], organisation_id=organisation.pk)
    return rows


def sample_of_week(organisation, day):
    """Five unchecked looks of the last seven days, drawn by a digest that nobody chooses."""
    keys = Look.objects.filter(organisation=organisation, on__gt=day - WEEK, checked_at=None)
    chosen = sorted(keys.values_list("key", flat=True), key=lambda key: _drawn(day, key))[:SAMPLE]
    found = Look.objects.filter(key__in=chosen).select_related("by", "case").order_by("pk")
    return _note(organisation, list(found))


def _drawn(day, key):
    week = "{}-{}".format(*day.isocalendar())
    return hashlib.sha256(f"{week}|{key}".encode()).digest()


def busy_hours(organisation, *, now=None):
    """Hours of the last 30 days in which one user opened more cases than the threshold, newest first."""
    counted = distinct_per_hour(organisation, (now or timezone.now()) - LATELY)
    return list(counted.filter(cases__gt=organisation.looks_per_hour)[:50])


def waiting(organisation):
    """Requests for emergency access that nobody answered."""
    found = BreakGlass.objects.filter(
        case__organisation=organisation, **{"approved_at": None, "refused_at": None}
    )
    return _note(organisation, list(found.select_related("by", "case").order_by("pk")))


def past_glasses(organisation):
    """The newest answered requests for emergency access."""
    found = BreakGlass.objects.filter(case__organisation=organisation)
    answered = found.exclude(approved_at=None, refused_at=None)
    newest = answered.select_related("by", "case", "approved_by").order_by("-pk")[:20]
    return _note(organisation, list(newest))
