"""A sheet or pasted text → rows by column, with what cannot be read in them."""

import csv
import difflib
import io
from dataclasses import dataclass, field
from datetime import date

from kladka.casework.people.spelling import normalise
from kladka.documents.xlsx_reading import FormulaError, Sheet
from kladka.documents.xlsx_reading import rows as sheets_of

MOST_ROWS = 20_000
FAULT, WARNING, CHANGE = "fault", "warning", "change"


@dataclass(frozen=True)
class Note:
    """What is wrong or different in a cell; `old` and `new` of a change."""

    row: int
    column: str
    level: str
    text: str
    old: str = ""
    new: str = ""


@dataclass
class Row:
    """Texts of one row by the field of their column; `notes` of cells that could not be read."""

    number: int
    texts: dict
    notes: list = field(default_factory=list)


class NotReadable(ValueError):
    """A sentence about the whole file: nothing of it is read."""


def sheet_of(content, *, pasted):
    """The first sheet with two rows or more, or the pasted rows. Raises NotReadable."""
    if pasted:
        return _pasted(content.decode())
    try:
        found = sheets_of(content)
    except ValueError as error:
        raise NotReadable(str(error)) from error
    return next((one for one in found if len(one.rows) > 1), Sheet("", ()))


def _pasted(text):
    """Rows as spreadsheets copy them: tabs between cells, a quoted cell may hold line ends."""
    first = text.lstrip().split("\n", 1)[0]
    mark = "\t" if "\t" in first else ";"
    read = csv.reader(io.StringIO(text.strip("\r\n")), delimiter=mark)
    return Sheet("", tuple(tuple(cell.strip() or None for cell in row) for row in read))


def read(sheet, columns):
    """(rows, warnings) of a sheet whose first row has the headings. Raises NotReadable."""
    if len(sheet.rows) < 2:
        raise NotReadable(
            "W pliku nie ma wierszy z danymi. W pierwszym wierszu są nagłówki, dane od drugiego."
        )
    if len(sheet.rows) > MOST_ROWS:
        raise NotReadable(f"Za dużo wierszy: najwyżej {MOST_ROWS}. Podziel plik i wczytaj części.")
    places, warnings = _places(sheet.rows[0], columns)
    found = []
    for number, cells in enumerate(sheet.rows[1:], 2):
        if any(cell not in (None, "") for cell in cells):
            found.append(_row(number, cells, places))
    return found, warnings


def _places(headings, columns):
    """({place: column}, warnings). Raises NotReadable when a column that must be there is missing."""
    known = {_plain(column.heading): column for column in columns}
    places, warnings = {}, []
    for place, heading in enumerate(headings):
        column = known.get(_plain(heading))
        if column in places.values():
            raise NotReadable(
                f"Kolumna „{heading}” jest w pliku dwa razy. Zostaw jedną i wczytaj plik ponownie."
            )
        if column:
            places[place] = column
        elif heading not in (None, ""):
            alike = difflib.get_close_matches(_plain(heading), known, 1)
            hint = f" Czy chodziło o „{known[alike[0]].heading}”?" if alike else ""
            warnings.append(f"Kolumny „{heading}” import nie zna i ją pominie.{hint}")
    missing = [column.heading for column in columns if column.required and column not in places.values()]
    if missing:
        names = ", ".join(f"„{name}”" for name in missing)
        raise NotReadable(f"Brakuje kolumn: {names}. Weź nagłówki ze wzoru. {' '.join(warnings)}".strip())
    return places, warnings


def _plain(heading):
    return normalise(str(heading or "")).strip(" *:")


def _row(number, cells, places):
    row = Row(number, {})
    for place, column in places.items():
        cell = cells[place] if place < len(cells) else None
        row.texts[column.field] = ""
        text, fault = _text(cell, column)
        if fault:
            row.notes.append(Note(number, column.heading, FAULT, fault))
        else:
            row.texts[column.field] = text
            if column.required and not text and not column.once:
                row.notes.append(Note(number, column.heading, FAULT, "Ta komórka nie może być pusta."))
    return row


def _text(cell, column):
    """(what the cell says, what is wrong with it)."""
    if cell is None:
        return "", ""
    if isinstance(cell, FormulaError) or (
        isinstance(cell, str) and cell in {"#N/A", "#REF!", "#DIV/0!", "#ARG!"}
    ):
        return "", f"Formuła w tej komórce dała błąd {cell}. Wpisz samą wartość."
    if isinstance(cell, bool):
        return ("tak" if cell else "nie"), ""
    if isinstance(cell, date):
        return _of_day(cell, column)
    text = str(cell).strip() if isinstance(cell, str) else _of_number(cell, column)
    return _chosen(text, column)


def _of_day(day, column):
    if column.day or column.month:
        return day.isoformat(), ""
    return "", f"W tej kolumnie nie powinno być daty ({day:%d.%m.%Y})."


def _of_number(number, column):
    text = repr(number) if isinstance(number, float) else str(number)
    # A spreadsheet drops the zero before a PESEL of who was born after 2000.
    return text.zfill(11) if column.field.endswith("pesel") and 9 <= len(text) <= 11 else text


def _chosen(text, column):
    if not text or column.values is None:
        return text, ""
    plain = {normalise(word): word for word in column.values}
    if normalise(text) in plain:
        return plain[normalise(text)], ""
    alike = difflib.get_close_matches(normalise(text), plain, 1)
    hint = f" Czy chodziło o „{plain[alike[0]]}”?" if alike else ""
    return "", f"Nieznana wartość „{text}”.{hint} Dozwolone: {', '.join(column.values)}."
