"""Przeniesienie (ups art. 94): what a ground asks for, who pays the month of the move, whom to notify."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kladka.law import polish
from kladka.law.terms import months_later


@dataclass(frozen=True, slots=True)
class Asked:
    """A declaration or document that the ground of a move asks for: slug, label, provision."""

    code: str
    label: str
    provision: str


_DECLARATION = Asked(
    "declaration",
    "oświadczenie cudzoziemca o zamiarze zmiany miejsca zamieszkania i jej przyczynie",
    "ups art. 94 ust. 5",
)
_ASKED = {
    "work": Asked("proof", "dokument potwierdzający pracę, np. umowa o pracę", "rozporządzenie § 4 ust. 1"),
    "flat": Asked("proof", "dokument potwierdzający tytuł prawny do lokalu", "rozporządzenie § 4 ust. 1"),
    "family": Asked(
        "proof",
        "oświadczenia cudzoziemca i pełnoletnich członków rodziny o gotowości wspólnego zamieszkania",
        "rozporządzenie § 4 ust. 2",
    ),
    "treatment": Asked(
        "proof",
        "zaświadczenie lekarza specjalisty o konieczności leczenia wymagającego zmiany miejsca zamieszkania",
        "rozporządzenie § 4 ust. 3",
    ),
    "other": Asked(
        "proof", "dokument potwierdzający szczególnie uzasadniony przypadek", "ups art. 94 ust. 5"
    ),
}


def asked_for(ground: str) -> tuple[Asked, ...]:
    """The declaration and the proof of a ground (kladka.law.acts.MOVES). `KeyError` for an unknown one."""
    return (_DECLARATION, _ASKED[ground])


@dataclass(frozen=True, slots=True)
class Share:
    """Who pays which months under one reading: both ends of the old centre's part and of the new one's.

    `months_left` are those of the new decision: the period of the first one less the part used (art. 94
    ust. 6). A part without a month has no days.
    """

    reading: str
    text: str
    old_until: date | None
    new_from: date | None
    months_used: int
    months_left: int


READINGS = {
    "old": "Dotychczasowe centrum wypłaca pomoc do końca miesiąca przeniesienia, nowe od następnego.",
    "new": "Dotychczasowe centrum wypłaca pomoc do końca poprzedniego miesiąca, nowe od miesiąca "
    "przeniesienia.",
}
MONTH_OF_MOVE = "ups art. 94 ust. 6; ups art. 106 ust. 3"


def shares(starts: date, ends: date, moves_on: date) -> tuple[Share, ...]:
    """Both readings of who pays the month of the move; the first is the one proposed.

    `starts` and `ends` are the first and the last day of the programme. No month is paid twice and none is
    left out: the new centre begins on the day after the old one stops. Raises `ValueError` for another day.
    """
    if not starts <= moves_on <= ends:
        raise ValueError("dzień przeniesienia poza czasem programu")
    this = moves_on.replace(day=1)
    first = {"old": months_later(this, 1), "new": this}
    return tuple(_share(reading, starts, ends, first[reading]) for reading in READINGS)


def _share(reading: str, starts: date, ends: date, new_from: date) -> Share:
    used = max(0, _months(starts, new_from))
    whole = _months(starts, ends) + 1
    return Share(
        reading=reading,
        text=READINGS[reading],
        old_until=new_from - timedelta(days=1) if used else None,
        new_from=new_from if used < whole else None,
        months_used=used,
        months_left=whole - used,
    )


def _months(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter that a move asks for: to whom (a slug), what it says, the provision."""

    code: str
    text: str
    provision: str


def notices(reach: str) -> tuple[Notice, ...]:
    """Whom the old centre notifies: "county" within the voivodeship, "voivodeship" to another one."""
    within = reach == "county"
    provision = "ups art. 94 ust. 7" if within else "ups art. 94 ust. 8"
    new = Notice("new_authority", "nowy starosta, z programem", provision)
    old = Notice("voivode", "wojewoda dotychczasowego centrum", provision)
    if within:
        return (new, old)
    return (new, old, Notice("new_voivode", "wojewoda nowego centrum", provision))


def left_without_leave(moved_on: date) -> tuple[str, str]:
    """(warning, provision) when somebody left the place indicated without a move that was allowed."""
    text = (
        f"Rodzina opuściła wskazane miejsce zamieszkania {polish.day(moved_on)} W granicach "
        f"województwa oznacza to "
        "rezygnację z programu na terenie tego województwa. Najpierw zapytaj rodzinę o przyczynę: zmiana "
        "miejsca może być szczególnie uzasadniona, a oświadczenie i dowody można jeszcze złożyć."
    )
    return text, "ups art. 94 ust. 3; ups art. 94 ust. 4"
