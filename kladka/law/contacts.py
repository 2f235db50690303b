"""Kontakty z realizatorem: what counts as one of those that the act asks for, in both readings.

ups art. 93 ust. 1 pkt 2 lit. d: the foreigner contacts the realizator at agreed times, at least twice a
month. The act says neither whether a message is a contact nor whether a meeting to which nobody came is one.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from kladka.law.book import Book
from kladka.law.holidays import next_working_day
from kladka.law.neighbours import least_contacts
from kladka.law.readings import Dispute
from kladka.law.terms import months_later

PROVISION: Final = "ups art. 93 ust. 1 pkt 2 lit. d"
# From this day of a month on a family with too few contacts is shown as waiting; no act sets it.
REMIND_FROM_DAY: Final = 20

DISPUTES: Final = {
    dispute.name: dispute
    for dispute in (
        Dispute(
            "messages",
            PROVISION,
            "Czy wiadomość (SMS, e-mail, komunikator) jest kontaktem z realizatorem",
            {True: "wiadomość liczy się jak kontakt", False: "liczą się tylko rozmowy i spotkania"},
        ),
        Dispute(
            "missed",
            PROVISION,
            "Czy liczy się umówione spotkanie, na które nikt nie przyszedł",
            {False: "liczą się tylko kontakty, które się odbyły", True: "liczy się także próba kontaktu"},
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Counting:
    """The readings a centre uses; the defaults count what really took place, in any form."""

    messages: bool = True
    missed: bool = False

    def others(self) -> tuple[tuple[str, Counting], ...]:
        """(name of the point, the same readings with this one turned round)."""
        return _others(self)


@cache
def _others(counting: Counting) -> tuple[tuple[str, Counting], ...]:
    return tuple((name, replace(counting, **{name: not getattr(counting, name)})) for name in DISPUTES)


@dataclass(frozen=True, slots=True)
class Tally:
    """Contacts of one family in one month: talks and meetings held, messages, meetings nobody came to."""

    talks: int = 0
    messages: int = 0
    missed: int = 0

    def counted(self, counting: Counting) -> int:
        """How many of them count under these readings."""
        return (
            self.talks + (self.messages if counting.messages else 0) + (self.missed if counting.missed else 0)
        )


@dataclass(frozen=True, slots=True)
class MonthOfContacts:
    """What is asked of a family in a month and what was there; `other` says where another reading differs."""

    month: date
    least: int
    tally: Tally
    counted: int
    other: tuple[tuple[str, int], ...]

    @property
    def enough(self) -> bool:
        return self.counted >= self.least

    @property
    def missing(self) -> int:
        return max(0, self.least - self.counted)


def month_of_contacts(
    month: date, tally: Tally, counting: Counting, *, book: Book | None = None
) -> MonthOfContacts:
    """The month that begins on `month`; `other` lists (words of the other reading, its result) if unequal."""
    counted = tally.counted(counting)
    others = (
        (DISPUTES[name].variants[getattr(turned, name)], tally.counted(turned))
        for name, turned in counting.others()
    )
    different = tuple((words, count) for words, count in others if count != counted)
    return MonthOfContacts(month, least_contacts(month, book=book), tally, counted, different)


def last_day(month: date) -> date:
    """The last day of the month of a day."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months_between(first: date, last: date) -> list[date]:
    """First days of the months from that of `first` to that of `last`, none when `last` is earlier."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(max(0, count))]


_WEEKS: Final = {"week": 1, "fortnight": 2}


def next_contact(day: date, step: str) -> date:
    """The day of the next contact: a `week`, a `fortnight` or a `month` after `day`, when offices work."""
    after = day + timedelta(weeks=_WEEKS[step]) if step in _WEEKS else months_later(day, 1)
    return next_working_day(after)
