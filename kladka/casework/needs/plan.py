"""Plan ocen: on which days the waves of a programme fall."""

import datetime

from kladka.law.terms import months_later

from .models import Wave

Kind = Wave.Kind
# Only the first assessment is asked for by law (regulation § 2 ust. 1); the later ones show what changed.
PROVISION = "rozporządzenie § 2 ust. 1"
FIRST_MONTH = datetime.timedelta(days=30)


def after_days(ends):
    """{kind of wave: its day} of the assessments after a programme whose last day was `ends`."""
    return {Kind.AFTER_HALF: months_later(ends, 6), Kind.AFTER_YEAR: months_later(ends, 12)}


def planned_days(starts, ends, since=None):
    """{kind of wave: its last day} for a programme from `starts` to `ends`, both inclusive.

    The first falls within 30 days of the start. One that would fall within 30 days of the end is the one at
    the end: a programme of twelve months has one talk for both. After the end come +6 and +12 months. A
    programme led here only since a later day has its first one within 30 days of that day.
    """
    first = max(starts, since or starts) + FIRST_MONTH
    days = {Kind.START: first} if since is None or first < ends else {}
    for kind, months in ((Kind.HALF, 6), (Kind.YEAR, 12)):
        day = months_later(starts, months)
        if first < day < ends - FIRST_MONTH:
            days[kind] = day
    return days | {Kind.EXIT: ends} | after_days(ends)
