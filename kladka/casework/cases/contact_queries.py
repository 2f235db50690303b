"""Reads of contacts: the last one of a family, and how many of a month count (kladka.law.contacts)."""

import datetime
from collections import Counter, defaultdict

from django.db.models import Count, Q

from kladka.law.contacts import Counting, Tally, last_day, month_of_contacts, months_between
from kladka.law.neighbours import least_contacts
from kladka.ui.prepared import Prepared, UpTo

from .models import Contact

Kind = Contact.Kind


def own_contacts():
    """Contacts of the realizator: no notes, and nothing that a partner wrote."""
    return Contact.objects.filter(share=None).exclude(kind=Kind.NOTE)


def counting_of(organisation):
    """The readings of the disputed points that a centre uses."""
    return Counting(messages=organisation.messages_count, missed=organisation.missed_count)


def tallies(cases, first, last):
    """{(case id, first day of a month): Tally} of the months from `first` to `last`, in one query."""
    return _tallied(_counted(cases, first.replace(day=1), last_day(last)))


def _counted(cases, first, last):
    return (
        own_contacts()
        .filter(case__in=cases, on__range=(first, last))
        .values("case_id", "on__year", "on__month", "kind", "missed")
        .annotate(count=Count("pk"))
        .order_by()
    )


_of_page = Prepared(_counted, cases=UpTo(25), first=datetime.date, last=datetime.date)


def _tallied(rows):
    found = defaultdict(lambda: {"talks": 0, "messages": 0, "missed": 0})
    for row in rows:
        month = datetime.date(row["on__year"], row["on__month"], 1)
        found[row["case_id"], month][_part(row)] += row["count"]
    return {key: Tally(**counts) for key, counts in found.items()}


def _part(row):
    if row["missed"]:
        return "missed"
    return "messages" if row["kind"] == Kind.MESSAGE else "talks"


def months_of_contacts(case, counting, last):
    """[MonthOfContacts] of a case from the first month of its aid to that of `last`, newest first."""
    if not case.aid_from:
        return []
    months = months_between(case.aid_from, min(last, case.aid_until))
    found = tallies([case.pk], months[0], months[-1]) if months else {}
    return [
        month_of_contacts(month, found.get((case.pk, month), Tally()), counting) for month in reversed(months)
    ]


def this_month(cases, counting, day):
    """{case id: MonthOfContacts of the month of `day`} for the rows of a page, in one query."""
    month = day.replace(day=1)
    found = _tallied(_of_page(cases=cases, first=month, last=last_day(month)))
    return {case: month_of_contacts(month, found.get((case, month), Tally()), counting) for case in cases}


def with_enough_contacts(counting, day):
    """Ids of cases with as many contacts in the month of `day` as the act asks for, as a sub-query."""
    month = day.replace(day=1)
    rows = own_contacts().filter(on__range=(month, last_day(month)))
    if not counting.messages:
        rows = rows.exclude(kind=Kind.MESSAGE, missed=False)
    if not counting.missed:
        rows = rows.filter(missed=False)
    counted = rows.order_by().values("case").annotate(count=Count("pk"))
    return counted.filter(count__gte=least_contacts(month)).values("case")


def recent(case, day):
    """Contacts with the family in the month of `day`, with the newest of all before them, newest first."""
    month = day.replace(day=1)
    return _recent(case=case.pk, first=month, last=last_day(month))


def _newest_or_between(case, first, last):
    contacts = Contact.objects.filter(case=case, share=None).order_by("-on", "-pk")
    return contacts.filter(Q(on__range=(first, last)) | Q(pk__in=contacts.values("pk")[:1]))


_recent = Prepared(_newest_or_between, case=int, first=datetime.date, last=datetime.date)


def month_among(contacts, counting, day):
    """MonthOfContacts of the month of `day`, counted from the rows of `recent`."""
    month = day.replace(day=1)
    counts = Counter(
        _part({"missed": one.missed, "kind": one.kind})
        for one in contacts
        if one.on.replace(day=1) == month and one.kind != Kind.NOTE
    )
    return month_of_contacts(month, Tally(**counts), counting)


def proposed(contacts):
    """What the form of a new contact begins with: as the last time. `contacts` as `recent` gives them."""
    if not contacts:
        return {}
    last = contacts[0]
    kind = Kind.PHONE if last.kind == Kind.NOTE else last.kind
    return {
        "kind": kind,
        "present": last.present,
        "language": last.language,
        "interpreter": last.interpreter,
    }
