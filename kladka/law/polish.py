"""How amounts, days and months are written in Polish; wording of units for sentences of the trace."""

from __future__ import annotations

from datetime import date

_GENITIVE = (
    *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
    *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
)
_NOMINATIVE = (
    *("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec"),
    *("lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
)
_LOCATIVE = (
    *("styczniu", "lutym", "marcu", "kwietniu", "maju", "czerwcu"),
    *("lipcu", "sierpniu", "wrześniu", "październiku", "listopadzie", "grudniu"),
)
NBSP = "\N{NO-BREAK SPACE}"


def zloty(grosz: int) -> str:
    """`1 679,00 zł` for 167900 grosz, with no-break spaces."""
    whole, part = divmod(grosz, 100)
    return f"{whole:,}".replace(",", NBSP) + f",{part:02d}{NBSP}zł"


def amount(grosz: int) -> str:
    """`1679.00`: the form of amounts in files and in JSON."""
    return f"{grosz // 100}.{grosz % 100:02d}"


def day(value: date) -> str:
    """`21 września 2026 r.`"""
    return f"{value.day}{NBSP}{_GENITIVE[value.month - 1]}{NBSP}{value.year}{NBSP}r."


def month(value: date) -> str:
    """`wrzesień 2026 r.`"""
    return f"{_NOMINATIVE[value.month - 1]}{NBSP}{value.year}{NBSP}r."


def in_months(first: date, last: date) -> str:
    """`w marcu 2026 r.`, `od stycznia do czerwca 2026 r.`, `od lipca 2026 r. do maja 2027 r.`"""
    if (first.year, first.month) == (last.year, last.month):
        preposition = "we" if first.month == 9 else "w"
        return f"{preposition} {_LOCATIVE[first.month - 1]}{NBSP}{first.year}{NBSP}r."
    year = "" if first.year == last.year else f"{NBSP}{first.year}{NBSP}r."
    return f"od {_GENITIVE[first.month - 1]}{year} do {_GENITIVE[last.month - 1]}{NBSP}{last.year}{NBSP}r."


def from_month(first: date) -> str:
    """`od marca 2026 r.`"""
    return f"od {_GENITIVE[first.month - 1]}{NBSP}{first.year}{NBSP}r."


def with_note(sentence: str, note: str) -> str:
    """The sentence with a note in brackets before its full stop."""
    abbreviated = sentence.endswith(f"{NBSP}r.")
    return f"{sentence if abbreviated else sentence.removesuffix('.')} {bracketed(note)}."


def bracketed(note: str) -> str:
    """The note in brackets; brackets inside it become square ones."""
    inside = note.replace("(", "[").replace(")", "]")
    return f"({inside})"


def small_first(sentence: str) -> str:
    """The sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a noun that goes with a number: 1 osoba, 2 osoby, 5 osób."""
    if number == 1:
        return one
    return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many


def counted(number: int, one: str, few: str, many: str) -> str:
    """The number with the right form of the noun: 1 dzień, 2 dni, 5 dni."""
    return f"{number}{NBSP}{plural(number, one, few, many)}"


def days(number: int) -> str:
    """`13 dni`"""
    return counted(number, "dzień", "dni", "dni")


def months(number: int) -> str:
    """`12 miesięcy`"""
    return counted(number, "miesiąc", "miesiące", "miesięcy")


def persons(number: int) -> str:
    """`3 osoby`"""
    return counted(number, "osoba", "osoby", "osób")
