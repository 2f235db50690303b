"""Days for a calendar program (iCalendar, RFC 5545): a file once taken, or one that is asked for again.

An entry keeps its `uid`; when its day moves, `sequence` grows and the calendar moves what it has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from kladka.documents.document import ICS, Document, file_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A whole day in a calendar; `changed_at` (aware) is when the entry last became different."""

    uid: str
    day: date
    title: str
    details: str
    url: str
    changed_at: datetime
    sequence: int = 0
    remind_days: int = 0  # days before, 0 for no alarm


def calendar(name: str, entries: Iterable[Entry]) -> Document:
    """Days as one calendar; the same entries give the same bytes."""
    book = Calendar()
    book.add("prodid", "-//Kładka//zegar sprawy//PL")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    book.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for entry in entries:
        book.add_component(_event(entry))
    return Document.of(f"{file_name(name)}.ics", ICS, book.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.details)
    event.add("url", entry.url)
    event.add("sequence", entry.sequence)
    event.add("transp", "TRANSPARENT")  # a term takes no hour of the day
    event.add("class", "CONFIDENTIAL")
    if entry.remind_days:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(days=-entry.remind_days))
        event.add_component(alarm)
    return event
