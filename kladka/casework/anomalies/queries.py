"""Reads of signals: those that wait, as much of each as the reader may see, and the explained ones."""

from django.core.exceptions import SuspiciousOperation

from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.journal.reading import noticed_list
from kladka.ui.paging import Page

from .finding import found_in
from .models import ExplainedAnomaly
from .permissions import reads_case

KINDS = ("account", "home", "parts", "twice")


def waiting(office, day):
    """Signals that nobody has explained, or whose explanation has run out."""
    aside = ExplainedAnomaly.objects.filter(organisation=office, until__gte=day, ended_at=None)
    marks = set(aside.values_list("mark", flat=True))
    return [one for one in found_in(office, day) if one.mark not in marks]


def counts(anomalies):
    """{kind: how many}."""
    return {kind: sum(one.kind == kind for one in anomalies) for kind in KINDS}


def named(user, office, anomalies):
    """[(signal, cases the user may be told of, how many others)]; what concerns only others is left out."""
    rows = []
    for one in anomalies:
        own = [said for said in one.cases.values() if reads_case(user, office, said)]
        if own:
            rows.append((one, own, len(one.cases) - len(own)))
    return rows


def page_of(rows, office, cursor="", size=25):
    """A page of `named` rows; the cursor is the mark of the last one seen."""
    start = 0
    if cursor:
        marks = [one.mark for one, _, _ in rows]
        if cursor not in marks:
            raise SuspiciousOperation("Nieprawidłowy wskaźnik strony.")
        start = marks.index(cursor) + 1
    shown = rows[start : start + size]
    more = len(rows) > start + size
    noticed_list("anomalies", [said["key"] for _, own, _ in shown for said in own], organisation_id=office.pk)
    return Page(shown, shown[-1][0].mark if more else "", first=not cursor)


def leaving(anomalies):
    """Without the signals of cases whose processing is restricted (RODO art. 18)."""
    restricted = set(Restriction.objects.cases().values_list("case", flat=True))
    return [one for one in anomalies if not restricted.intersection(one.cases)]


def signal(office, day, mark):
    """The signal that waits under this mark, or None: it is explained, or is no more."""
    return next((one for one in waiting(office, day) if one.mark == mark), None)


def explained(office, day):
    """One row of each explained signal with all its cases, the newest first (at most 50 rows)."""
    rows = ExplainedAnomaly.objects.filter(organisation=office, until__gte=day, ended_at=None)
    rows = rows.exclude(case__state=Case.State.ERASED).select_related("case", "by").order_by("-id")[:50]
    by_mark = {}
    for row in rows:
        by_mark.setdefault(row.mark, []).append(row)
    noticed_list(
        "anomalies", [row.case.key for of in by_mark.values() for row in of], organisation_id=office.pk
    )
    return [(of[0], [row.case for row in of]) for of in by_mark.values()]
