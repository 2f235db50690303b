"""Who has read a red flag, and which wait for the worker of their case: as the record of looks tells it.

To read is to open the page of the flag, where its facts stand; a list or „Dziś” does not count.
"""

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery

from kladka.casework.cases.models import Case
from kladka.journal.models import Entry

from .models import RedFlag

OPENED = {"subject": "red_flag", "kind": Entry.Kind.READ, "address": "need-flag"}


def readers(flag):
    """[{actor__name, first, last, times}] of everybody who opened a flag, the earliest first."""
    looks = Entry.objects.filter(subject_key=flag.key, **OPENED).order_by().values("actor", "actor__name")
    found = looks.annotate(first=Min("at"), last=Max("at"), times=Count("pk"))
    return list(found.order_by("first"))


def unread(flag=""):
    """The condition of a flag that the worker of its case neither wrote down nor opened; nobody's are unread.

    `flag` is the path to the flag from the rows that are asked, as "flag__".
    """
    worker, by = f"{flag}case__worker", f"{flag}raised_by"
    opened = Entry.objects.filter(subject_key=OuterRef(f"{flag}key"), actor=OuterRef(worker), **OPENED)
    return Q(**{worker: None}) | (~Q(**{by: F(worker)}) & ~Exists(opened))


def open_flags(centre):
    """Open red flags of a centre; `recorded_at`, and `given_at`: when the worker got the case, or None."""
    flags = RedFlag.objects.filter(case__organisation=centre, closed_on=None)
    acts = Entry.objects.filter(kind=Entry.Kind.ACT).order_by("-at").values("at")
    recorded = acts.filter(subject_key=OuterRef("key"), act="flag.raised")
    given = acts.filter(subject_key=OuterRef("case__key"), act="case.assigned")
    flags = flags.exclude(case__state=Case.State.ERASED)
    return flags.annotate(recorded_at=Subquery(recorded[:1]), given_at=Subquery(given[:1]))
