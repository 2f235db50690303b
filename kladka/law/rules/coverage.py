"""Okres pomocy: first month, at most twelve months, days of a month covered and withheld."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kladka.law.columns import (
    ALWAYS,
    Column,
    Families,
    days_between,
    earlier,
    first_day_of,
    last_day_of,
    later,
    month_of,
    per_home,
    where,
)
from kladka.law.resolver import rule

_START = "Początek pomocy"
_FIRST_DAY = "Pierwszy dzień objęty pomocą"
_LENGTH = "Najdłuższy okres pomocy"


@rule(
    "ups art. 91 ust. 9 i 10",
    _START,
    "Pierwszy miesiąc pomocy wyznacza dzień {starts_on}: wniosek złożono {filed_on}, opuszczenie ośrodka: "
    "{left_reception_centre_on}.",
    unit="day",
    when=("start", "filed"),
)
def starts_on(filed_on: Column, left_reception_centre_on: Column) -> Column:
    """Day that fixes the first month: filing, or leaving the reception centre when later."""
    return later(filed_on, left_reception_centre_on)


@rule(
    "ups art. 91 ust. 10; ups art. 106 ust. 3",
    _START,
    "Pierwszy miesiąc pomocy wyznacza dzień {starts_on}: wniosek był kompletny {complete_on}, opuszczenie "
    "ośrodka: {left_reception_centre_on}.",
    unit="day",
    figure="starts_on",
    when=("start", "complete"),
)
def starts_when_complete(filed_on: Column, complete_on: Column, left_reception_centre_on: Column) -> Column:
    """The same, from the day on which the required documents were complete."""
    return later(filed_on, complete_on, left_reception_centre_on)


@rule(
    "ups art. 91 ust. 9 i 10", "Pierwszy miesiąc programu", "Pierwszy miesiąc to {first_month}.", unit="month"
)
def first_month(starts_on: Column) -> Column:
    """Month 1 of the aid."""
    return month_of(starts_on)


@rule(
    "ups art. 92 ust. 1; ups art. 95",
    _LENGTH,
    "Pomocy udziela się nie dłużej niż {term_months}; wstrzymanie nie przedłuża tego okresu.",
    unit="months",
    read="filed_on",
    when=("extension", False),
)
def term_months(length_months: Column) -> Column:
    """Months from the first one in which aid may be given."""
    return length_months


@rule(
    "ups art. 92 ust. 1; ups art. 95",
    _LENGTH,
    "Okres pomocy, przedłużony o całe miesiące wstrzymania, trwa {term_months}.",
    unit="months",
    read="filed_on",
    figure="term_months",
    when=("extension", True),
)
def term_months_with_withheld(
    length_months: Column, first_month: Column, withheld_from: Iterable[Any], withheld_until: Iterable[Any]
) -> Column:
    """The same, longer by every calendar month of the term that was withheld from end to end."""
    months = length_months
    for starts, ends in zip(withheld_from, withheld_until, strict=True):
        first = later(month_of(starts - 1) + 1, first_month)
        last = earlier(month_of(ends + 1) - 1, first_month + length_months - 1)
        months = months + days_between(first, last)
    return months


@rule(
    "ups art. 91 ust. 9; ups art. 91 ust. 12",
    _FIRST_DAY,
    "Pierwszy miesiąc liczy się w całości, od {covered_from_day}.",
    unit="day",
    when=("first_month", "full"),
)
def covered_from_day(first_month: Column, covered_from: Column) -> Column:
    """First day of the first month of the person, never before the first month of the aid."""
    return first_day_of(later(first_month, month_of(covered_from)))


@rule(
    "ups art. 106 ust. 3",
    _FIRST_DAY,
    "Pierwszy miesiąc liczy się według dni, od {covered_from_day}.",
    unit="day",
    figure="covered_from_day",
    when=("first_month", "days"),
)
def covered_from_that_day(starts_on: Column, covered_from: Column) -> Column:
    """The day itself from which the person is covered."""
    return later(starts_on, covered_from)


@rule(
    "ups art. 92 ust. 1; ups art. 106 ust. 3",
    "Ostatni dzień objęty pomocą",
    "Pomoc przysługuje najdłużej do {covered_until_day}.",
    unit="day",
)
def covered_until_day(
    first_month: Column, term_months: Column, covered_until: Column, eligible: Column
) -> Column:
    """Last day of the person within the term; before all days for a person who is not eligible."""
    return where(eligible, earlier(last_day_of(first_month + term_months - 1), covered_until), ALWAYS)


@rule("ups art. 92 ust. 1", "Miesiąc programu", "To {number}. miesiąc programu.", unit="number")
def number(month: Column, first_month: Column) -> Column:
    """Which month of the aid it is, from 1."""
    return month - first_month + 1


@rule("ups art. 106 ust. 3", "Pierwszy dzień pomocy w miesiącu", unit="day")
def part_starts(covered_from_day: Column, month_first: Column) -> Column:
    """First covered day of the month."""
    return later(covered_from_day, month_first)


@rule("ups art. 106 ust. 3", "Ostatni dzień pomocy w miesiącu", unit="day")
def part_ends(covered_until_day: Column, month_last: Column) -> Column:
    """Last covered day of the month; before the first when the person is not covered."""
    return earlier(covered_until_day, month_last)


@rule(
    "ups art. 106 ust. 3",
    "Dni objęte pomocą",
    "W tym miesiącu pomoc obejmuje {covered_days}; miesiąc ma {month_days}.",
    unit="days",
)
def covered_days(part_starts: Column, part_ends: Column) -> Column:
    """Days of the month that the aid covers, withheld ones counted in."""
    return days_between(part_starts, part_ends)


@rule("ups art. 91 ust. 4", "Osoba objęta w miesiącu", unit="yes or no")
def covered(covered_days: Column) -> Column:
    """The person is covered on at least one day of the month, withheld or not."""
    return covered_days > 0


@rule(
    "rozporządzenie § 3 ust. 1; ups art. 91 ust. 4",
    "Liczba osób w rodzinie",
    "W tym miesiącu program obejmuje {family_size}.",
    unit="persons",
)
def family_size(covered: Column, home_of_month: Column, families: Families) -> Column:
    """Persons of one home covered on at least one day of the month; withheld persons count."""
    return per_home(covered, home_of_month, families)


@rule("rozporządzenie § 3 ust. 1", "Gospodarstwo (0: wspólne)", unit="number")
def home_of_month(
    home: Iterable[Any], home_from: Iterable[Any], home_until: Iterable[Any], month_first: Column
) -> Column:
    """Which home the person belongs to in the month: that of the family but while the person lives apart."""
    found: Any = 0
    for place, starts, ends in zip(home, home_from, home_until, strict=True):
        found = where((starts <= month_first) & (month_first <= ends), place, found)
    column: Column = found
    return column


@rule(
    "ups art. 95 ust. 1; ups art. 106 ust. 3",
    "Dni wstrzymania",
    "Pomoc wstrzymano przez {withheld_days}.",
    unit="days",
    when=("resumption", "day"),
)
def withheld_days(
    part_starts: Column, part_ends: Column, withheld_from: Iterable[Any], withheld_until: Iterable[Any]
) -> Column:
    """Covered days of the month for which the aid is withheld."""
    days: Any = 0
    for starts, ends in zip(withheld_from, withheld_until, strict=True):
        days = days + days_between(later(part_starts, starts), earlier(part_ends, ends))
    total: Column = days
    return total


@rule(
    "ups art. 95 ust. 2",
    "Dni wstrzymania",
    "Miesiąc, w którym przywrócono pomoc, wypłaca się w całości; wstrzymano {withheld_days}.",
    unit="days",
    figure="withheld_days",
    when=("resumption", "month"),
)
def withheld_whole_months(
    part_starts: Column, part_ends: Column, withheld_from: Iterable[Any], withheld_until: Iterable[Any]
) -> Column:
    """The same, the month in which the aid is resumed being paid in full.

    Withheld to the last day of a month, it is resumed in the next one: that month stays withheld.
    """
    days: Any = 0
    for starts, ends in zip(withheld_from, withheld_until, strict=True):
        last = first_day_of(month_of(ends + 1)) - 1
        days = days + days_between(later(part_starts, starts), earlier(part_ends, last))
    total: Column = days
    return total


@rule("ups art. 106 ust. 3", "Dni do wypłaty", "Do wypłaty: {paid_days}.", unit="days")
def paid_days(covered_days: Column, withheld_days: Column) -> Column:
    """Days of the month for which money is due."""
    return covered_days - withheld_days
