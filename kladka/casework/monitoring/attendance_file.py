"""Plik obecności ze szkoły: rows of a workbook → hours of people on a course, each with what is wrong in it.

Nothing is saved here. A person is known by the code, or by name and date of birth; somebody whose name alone
fits is offered and the worker chooses.
"""

import re
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from kladka.casework.people.spelling import normalise
from kladka.documents.xlsx_reading import Unreadable, rows

TITLES = {
    "code": "Kod",
    "name": "Imię i nazwisko",
    "born": "Data urodzenia",
    "when": "Miesiąc lub dzień zajęć",
    "planned": "Godziny zajęć",
    "attended": "Obecność",
    "excused": "Godziny usprawiedliwione",
}
NEEDED = ("when", "planned", "attended")
WORDS = {"o": "all", "obecny": "all", "obecna": "all", "n": "none", "nieobecny": "none", "nieobecna": "none"}
EXCUSED = {"u", "usprawiedliwiony", "usprawiedliwiona"}
MONTH = re.compile(r"(\d{4})[-./](\d{1,2})|(\d{1,2})[-./](\d{4})")


@dataclass(slots=True)
class Line:
    """A row of the file. `enrolment` is the key it belongs to or ""; `choices` who it may be: (key, name)."""

    place: int
    said: str
    enrolment: str = ""
    choices: list = field(default_factory=list)
    month: str = ""
    on: str = ""
    planned: str = ""
    attended: str = ""
    excused: str = "0"
    faults: list = field(default_factory=list)  # (column, what is wrong)

    def as_row(self, enrolment):
        """Arguments of `course_actions.record_attendance` for this row."""
        on = date.fromisoformat(self.on) if self.on else None
        hours = (Decimal(self.planned), Decimal(self.attended), Decimal(self.excused))
        return (enrolment, date.fromisoformat(self.month), on, *hours)


def read(content, enrolments):
    """[Line as a dictionary] of the first sheet. Raises Unreadable with a sentence for the sender."""
    sheets = rows(content)
    table = sheets[0].rows if sheets else ()
    header = next((at for at, row in enumerate(table) if _columns(row).keys() >= set(NEEDED)), None)
    if header is None:
        needed = ", ".join(f"„{TITLES[name]}”" for name in NEEDED)
        raise Unreadable(
            f"W pierwszym arkuszu nie ma wiersza z nagłówkami {needed}. Użyj wzoru z tej strony."
        )
    columns, people = _columns(table[header]), _People(enrolments)
    found = []
    for at, row in enumerate(table[header + 1 :], start=header + 2):
        cells = {name: row[place] for name, place in columns.items() if place < len(row)}
        if any(
            cell not in (None, "") for name, cell in cells.items() if name not in ("code", "name", "born")
        ):
            found.append(asdict(_line(at, cells, people)))
    return found


def _columns(row):
    """{name of TITLES: place in the row} of a row of headings."""
    titles = {normalise(title): name for name, title in TITLES.items()}
    found = {titles.get(normalise(str(cell).strip())): at for at, cell in enumerate(row) if cell is not None}
    found.pop(None, None)
    return found


def _line(at, cells, people):
    line = Line(at, said=str(cells.get("name") or cells.get("code") or ""))
    line.enrolment, line.choices = people.who(cells)
    if not line.enrolment and not line.choices:
        line.faults.append((TITLES["name"], "Nikogo takiego nie ma na tym kursie."))
    _when(line, cells.get("when"))
    _hours(line, cells)
    return line


def _when(line, cell):
    """A month as "2026-03" or "03.2026", a session as a day."""
    match = MONTH.fullmatch(str(cell).strip()) if isinstance(cell, str) else None
    try:
        if isinstance(cell, date):
            line.on, line.month = cell.isoformat(), cell.replace(day=1).isoformat()
        elif match:
            year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
            line.month = date(int(year), int(month), 1).isoformat()
        else:
            day, month, year = (int(part) for part in str(cell).strip().split("."))
            line.on, line.month = date(year, month, day).isoformat(), date(year, month, 1).isoformat()
    except ValueError:
        said = (
            "Puste." if cell in (None, "") else f"„{cell}” to nie miesiąc (2026-03) ani dzień (12.03.2026)."
        )
        line.faults.append((TITLES["when"], said))


def _hours(line, cells):
    planned = _number(line, "planned", cells.get("planned"))
    word = normalise(str(cells.get("attended") or "")).strip()
    excused = _number(line, "excused", cells.get("excused") or 0)
    if planned is not None and word in WORDS:
        attended = planned if WORDS[word] == "all" else Decimal(0)
    elif planned is not None and word in EXCUSED:
        attended, excused = Decimal(0), planned
    else:
        attended = _number(line, "attended", cells.get("attended"))
    if None in (planned, attended, excused):
        return
    if attended + excused > planned:
        line.faults.append((TITLES["attended"], "Obecność i godziny usprawiedliwione przekraczają zajęcia."))
    line.planned, line.attended, line.excused = str(planned), str(attended), str(excused)


def _number(line, name, cell):
    """Hours with at most one decimal, or None with a fault."""
    try:
        found = Decimal(str(cell).strip().replace(",", "."))
        if not found.is_finite() or not 0 <= found <= 999:
            raise InvalidOperation
        return found.quantize(Decimal("0.1"))
    except InvalidOperation:
        said = "Puste." if cell in (None, "") else f"„{cell}” to nie liczba godzin od 0 do 999."
        line.faults.append((TITLES[name], said))
        return None


class _People:
    """The people of a course by code, by name and birth, by name alone."""

    def __init__(self, enrolments):
        self.codes = {one.code: one.key for one in enrolments}
        self.names = [
            (_name(one.person), one.person.born, one.key, one.person.full_name) for one in enrolments
        ]

    def who(self, cells):
        """(key of the enrolment or "", [(key, name)] of those it may be)."""
        if key := self.codes.get(str(cells.get("code") or "").strip().upper()):
            return key, []
        said, born = frozenset(normalise(str(cells.get("name") or "")).split()), _day(cells.get("born"))
        alike = [row for row in self.names if said and (said <= row[0] or row[0] <= said)]
        sure = [row for row in alike if born and row[1] == born and row[0] == said]
        if len(sure) == 1:
            return sure[0][2], []
        return "", [(row[2], row[3]) for row in alike]


def _name(person):
    return frozenset(normalise(person.full_name).split())


def _day(cell):
    if isinstance(cell, date):
        return cell
    try:
        day, month, year = (int(part) for part in str(cell or "").split("."))
        return date(year, month, day)
    except ValueError:
        return None
