"""Kamienie milowe: the days of a programme that the law fixes by themselves, before anybody acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kladka.law.book import Book, enacted_book
from kladka.law.neighbours import health_care_until
from kladka.law.terms import Term, months_later
from kladka.law.uses import reads

# No act sets it: how long before the end a family is told what stops and who takes over.
TELL_DAYS_BEFORE: Final = 60
PRACTICE: Final = "ups art. 92 ust. 1; 60 dni to dobra praktyka, bez przepisu"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of a programme: slug, the Polish words for it, when, and by what provision."""

    code: str
    label: str
    term: Term


def _on(day: date, provision: str) -> Term:
    return Term(day, day, provision)


@reads("first_stage_months", "later_percent")
def milestones(starts: date, ends: date, *, book: Book | None = None) -> tuple[Milestone, ...]:
    """First and last day of the aid, the lower rate, the end of the right to health care."""
    known = book or enacted_book()
    lower = months_later(starts.replace(day=1), known.parameter("first_stage_months").number(starts))
    percent = known.parameter("later_percent").number(starts)
    found = [Milestone("aid_begins", "Pierwszy dzień pomocy", _on(starts, "ups art. 91 ust. 9 i 10"))]
    if lower <= ends:
        words = f"Świadczenie pieniężne: {percent}% dotychczasowej najwyższej kwoty"
        found.append(Milestone("lower_rate", words, _on(lower, "rozporządzenie § 3 ust. 1 pkt 2")))
    found += [
        Milestone("aid_ends", "Ostatni dzień pomocy", _on(ends, "ups art. 92 ust. 1")),
        Milestone(
            "care_ends",
            "Ostatni dzień prawa do świadczeń zdrowotnych, jeżeli nie ma innego tytułu",
            health_care_until(ends, book=book),
        ),
    ]
    return tuple(found)


def farewell_term(starts: date, ends: date) -> Term:
    """By when a family is told what stops and who takes over, in a programme from `starts` to `ends`."""
    return _on(max(starts, ends - timedelta(days=TELL_DAYS_BEFORE)), PRACTICE)


@reads("adult_age")
def coming_of_age(born: date, day: date, *, book: Book | None = None) -> Term:
    """The birthday from which a person acts alone (KC art. 10 § 1), by the figure in force on `day`."""
    years = (book or enacted_book()).parameter("adult_age").number(day)
    return _on(months_later(born, 12 * years), "ups art. 91 ust. 12")
