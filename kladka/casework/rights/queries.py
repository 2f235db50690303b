"""Reads for rights and retention: what is due, what waits, what a person's rows say."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from kladka.casework.cases.models import Case, Event

from .models import LegalHold

State = Case.State
CLOSED = (State.ENDED, State.REFUSED, State.UNEXAMINED)


def due_cases(organisation, today):
    """Closed cases whose period has passed and which nothing holds; `ended` is the day of the last act.

    The period is counted from the end of the year in which the case ended (JRWA), in whole years.
    """
    return closed_cases(organisation).filter(
        ~Exists(open_holds(today).filter(case=OuterRef("pk"))),
        ended__lt=date(today.year - organisation.retention_years, 1, 1),
    )


def closed_cases(organisation):
    """Closed cases of an organisation with the day on which each ended: its last act or last day of aid."""
    last = Event.objects.filter(case=OuterRef("pk")).order_by("-on", "-id").values("on")[:1]
    ended = Greatest(Coalesce(Subquery(last), F("opened_on")), Coalesce(F("aid_until"), F("opened_on")))
    cases = Case.objects.filter(organisation=organisation, state__in=CLOSED)
    return cases.annotate(ended=ended).order_by("ended", "id")


def held_cases(organisation, today):
    """Holds in force, with their cases."""
    return open_holds(today).filter(case__organisation=organisation).select_related("case", "by")


def open_holds(today):
    return LegalHold.objects.filter(Q(ends=None) | Q(ends__gte=today), starts__lte=today)
