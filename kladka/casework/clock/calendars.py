"""Deadlines as days of a calendar outside the program: what kind of a term, in which case, by what provision.

Neither a name nor a label of the case leaves: a calendar is kept by others and read over a shoulder.
"""

from kladka.documents.ics import Entry, calendar

from .wording import outside

REMIND_DAYS = 1


def calendar_of(name, deadlines, base):
    """Deadlines (with their case) as a Document; `base` is scheme and host for the links."""
    return calendar(name, [_entry(one, base) for one in deadlines])


def _entry(deadline, base):
    case = deadline.case
    return Entry(
        uid=f"termin-{deadline.pk}-{case.key}@kladka",
        day=deadline.day,
        title=f"{outside(deadline.kind)} ({case.number})",
        details=deadline.provision,
        url=base + case.get_absolute_url(),
        changed_at=deadline.changed_at,
        sequence=deadline.moved,
        remind_days=REMIND_DAYS,
    )
