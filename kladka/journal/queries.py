"""Reads of the journal: who looked at a case, whom a leak concerns, how many cases somebody opened."""

import datetime
from collections import defaultdict

from django.db.models import Count, Q
from django.db.models.functions import TruncHour
from django.utils import timezone

from kladka.ui.paging import keyset_page

from .models import Entry

Kind = Entry.Kind
ORDER = ("-at", "-id")
# Rows are dictionaries of just these columns.
FIELDS = (
    *("id", "at", "actor_id", "actor__name", "kind", "act", "subject", "subject_key"),
    *("basis", "address", "reason", "organisation_id", "seq"),
)


def looks_at(keys, *, kind="", actor=None):
    """Everything that was done with, or seen of, the subjects with these keys, as a queryset of dictionaries.

    `kind` "list" asks for the lists a case stood on (keys of cases then), which have no index by case and are
    read through; "" is everything else. Newest first.
    """
    if kind == Kind.LIST:
        on_list = Q()
        for key in keys:
            on_list |= Q(shown__contains=key)
        found = Entry.objects.filter(on_list, kind=Kind.LIST)
    else:
        found = Entry.objects.filter(subject_key__in=keys)
        found = found.filter(kind=kind) if kind else found.exclude(kind=Kind.LIST)
    if actor:
        found = found.filter(actor_id=actor)
    return found.order_by(*ORDER).values(*FIELDS)


def looks_page(keys, *, kind="", actor=None, cursor="", size=50):
    """One page of `looks_at`, each row with the reason as it was typed."""
    page = keyset_page(looks_at(keys, kind=kind, actor=actor), ORDER, cursor, size)
    for row in page.rows:
        row["why"] = why(row)
    return page


def why(row):
    """The reason of a row as it was typed, or ""."""
    return Entry(**{name: row[name] for name in ("reason", "organisation_id", "seq")}).why


def actors_of(keys):
    """{primary key: name} of everybody who did or opened something of these subjects."""
    found = Entry.objects.filter(subject_key__in=keys, actor__isnull=False).order_by("actor__name")
    return dict(found.values_list("actor_id", "actor__name").distinct())


def affected(since, until, actor=None):
    """{"case": keys, "person": keys …} seen or changed from one moment to another, by one user or by all.

    For an incident: whom it concerns. Lists count with every case that stood on them, an act on a paper of a
    case with that case.
    """
    kinds = [Kind.READ, Kind.LIST, Kind.ACT]
    entries = Entry.objects.filter(kind__in=kinds, at__range=(since, until))
    if actor:
        entries = entries.filter(actor=actor)
    found = defaultdict(set)
    columns = entries.values_list("subject", "subject_key", "shown", "details").distinct()
    for subject, key, cases, details in columns.iterator():
        if key:
            found[subject].add(key)
        found["case"] |= {*cases.split(), *([details["case"]] if "case" in details else ())}
    return {subject: sorted(keys) for subject, keys in found.items() if keys}


def distinct_per_hour(organisation, since):
    """Rows {"actor_id", "actor__name", "hour", "cases"}: distinct cases each user opened in each hour.

    Opened ones alone: a list shows many that nobody looked into. Newest hour first, the busiest user first.
    """
    opened = Entry.objects.filter(organisation=organisation, kind=Kind.READ, subject="case", at__gte=since)
    by_hour = opened.annotate(hour=TruncHour("at")).values("actor_id", "actor__name", "hour")
    return by_hour.annotate(cases=Count("subject_key", distinct=True)).order_by("-hour", "-cases", "actor_id")


def report(since, until, *, organisation=None):
    """Rows of whole days, in the order of time: the audit report. `organisation` is a primary key."""
    zone = timezone.get_current_timezone()
    start = datetime.datetime.combine(since, datetime.time.min, zone)
    end = datetime.datetime.combine(until + datetime.timedelta(1), datetime.time.min, zone)
    found = Entry.objects.filter(at__gte=start, at__lt=end)
    if organisation:
        found = found.filter(organisation_id=organisation)
    return found.order_by("at", "id").values(*FIELDS, "organisation__short_name").iterator()
