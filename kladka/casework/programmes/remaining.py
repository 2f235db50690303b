"""Amounts of the persons who continue a programme after a revocation (ups art. 95 ust. 4b).

Rows only; nothing is saved here.
"""

import calendar
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from kladka.law.explain import explain

from . import drafting, queries
from .covered import staying

FIELDS = ("floor_pln", "ceiling_pln", "amount_pln")


def rows(programme, people, starts, size):
    """Unsaved agreed amounts of the others by month and person, from the first whole month without `people`.

    `size` is a reading of `law.withholding.REMAINING`: "smaller" counts the family anew, "same" keeps what
    was agreed. A lower amount agreed with a reason stays where the bounds allow it.
    """
    stay = {person.pk for person in staying(programme, starts, people)}
    since = starts if starts.day == 1 else _next_month(starts)
    kept = {(row.person_id, row.month): row for row in programme.amounts.all()}
    if size == "same":
        found = list(programme.amounts.all())
    else:
        found = drafting.amounts(programme, explain(facts_without(programme, people, starts)), kept)
    chosen = [
        row
        for row in found
        if row.person_id in stay and row.month >= since and (row.person_id, row.month) in kept
    ]
    return sorted(chosen, key=lambda row: (row.month, row.person_id))


def facts_without(programme, people, starts):
    """The facts of a programme as if some persons, and all revoked, were covered until before `starts`."""
    stay = {person.key for person in staying(programme, starts, people)}
    facts = queries.facts_of_programme(programme)
    last = starts - timedelta(days=1)
    return replace(
        facts,
        people=tuple(
            replace(one, covered_until=min(one.covered_until or last, last)) if one.id not in stay else one
            for one in facts.people
        ),
    )


def _next_month(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def total(rows):
    """Sum of full-month amounts in zł."""
    return sum((row.amount_pln for row in rows), Decimal(0))


def kept(row):
    """A row as the JSON of a decision keeps it."""
    return {
        "person": row.person.key,
        "month": row.month.isoformat(),
        "reason": row.reason or "",
        **{name: str(getattr(row, name)) for name in FIELDS},
    }


def restore(row, kept):
    """Write what `kept` kept into an agreed amount."""
    for name in FIELDS:
        setattr(row, name, Decimal(kept[name]))
    row.reason = kept["reason"]


def lines(rows, people, ends):
    """The rows as lines of a decision: periods of one person with one monthly amount."""
    found = []
    for place, person in enumerate(people):
        mine = [row for row in rows if row.person_id == person.pk]
        for (amount, reason), group in groupby(mine, key=lambda row: (row.amount_pln, row.reason)):
            months = list(group)
            found.append(_line(place, person, amount, reason, months, ends))
    return found


def _line(place, person, amount, reason, months, ends):
    last = months[-1].month
    last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return {
        "party": place,
        "person": person.key,
        "month": f"{months[0].month:%Y-%m}",
        "starts": months[0].month.isoformat(),
        "ends": min(last, ends).isoformat(),
        "monthly": str(amount),
        "total": str(sum((row.amount_pln for row in months), Decimal(0))),
        "note": reason or "",
    }
