"""Lists as typed XLSX and as CSV; no text from a person ever becomes a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kladka.documents.document import CSV, XLSX, Document, file_name
from kladka.documents.polish import whole_grosze

Cell = str | int | Decimal | date | bool | None
Row = Sequence[Cell]

# Starts of a formula in Excel, LibreOffice and their full-width twins (OWASP ASVS 1.2.10).
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FORMATS = {"text": "@", "money": "#,##0.00", "day": "dd.mm.yyyy", "whole": "0"}
# The same file for the same rows: the day of making is not the clock's.
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds, and its width in characters (told by the rows when absent)."""

    title: str
    kind: Literal["text", "money", "day", "whole"] = "text"
    width: int | None = None


def workbook(
    sheet_title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    name: str = "",
    total: bool = False,
    note: str = "",
) -> Document:
    """Make a workbook of one sheet with a frozen header and filter.

    Money is ``Decimal`` zł with at most two decimals, days are ``date``; ``None`` leaves a cell empty.
    ``total`` adds a row with the sums of the money columns as numbers, ``note`` a line under the table.
    ``ValueError`` names the row and column of a cell of the wrong kind.
    """
    listed = [list(row) for row in rows]
    _check(columns, listed)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": clean(sheet_title), "created": _MADE})
    sheet = book.add_worksheet(sheet_name(sheet_title))
    formats = {
        kind: book.add_format({"num_format": code, "valign": "top"}) for kind, code in _FORMATS.items()
    }
    _write_header(
        sheet, columns, book.add_format({"bold": True, "bg_color": "#EEF2F6", "text_wrap": True, "border": 1})
    )
    for at, row in enumerate(listed, start=1):
        for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
            _write_cell(sheet, at, place, cell, formats[column.kind])
    if total:
        _write_total(
            sheet, columns, listed, book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1})
        )
    _lay_out(sheet, columns, listed, note)
    book.close()
    return Document.of(f"{name or file_name(sheet_title)}.xlsx", XLSX, out.getvalue())


def csv_file(name: str, columns: Sequence[Column], rows: Iterable[Row]) -> Document:
    """Make a CSV by RFC 4180 in UTF-8: commas, CRLF, days as ISO, money with a dot.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    listed = [list(row) for row in rows]
    _check(columns, listed)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(clean(column.title)) for column in columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in listed)
    return Document.of(f"{file_name(name)}.csv", CSV, out.getvalue().encode())


def clean(text: str) -> str:
    """Drop what no file can hold (control characters, lone surrogates); keep tabs and line ends."""
    return "".join(c for c in text if c in "\t\n\r" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


def harmless(text: str) -> str:
    """Put an apostrophe before text that starts, after any blanks, as a formula does."""
    start = text.lstrip(" \n\u00a0\ufeff\u200b")
    return f"'{text}" if start.startswith(TRIGGERS) else text


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{whole_grosze(cell):.2f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(clean(cell)) if isinstance(cell, str) else str(int(cell))


_KINDS: dict[str, type | tuple[type, ...]] = {"text": str, "money": Decimal, "day": date, "whole": int}


def _check(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    for at, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise ValueError(f"wiersz {at}: {len(row)} komórek zamiast {len(columns)}")
        for column, cell in zip(columns, row, strict=True):
            if cell is not None and not isinstance(cell, _KINDS[column.kind]):
                raise ValueError(f"wiersz {at}, kolumna „{column.title}”: {cell!r} to nie {column.kind}")


def sheet_name(title: str) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, no apostrophe at the ends."""
    return re.sub(r"[\[\]:*?/\\]", " ", clean(title))[:31].strip(" '") or "Arkusz"


def _write_header(sheet: Worksheet, columns: Sequence[Column], bold: Format) -> None:
    for place, column in enumerate(columns):
        sheet.write_string(0, place, clean(column.title), bold)


def _write_cell(sheet: Worksheet, at: int, place: int, cell: Cell, cell_format: Format) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(at, place, clean(cell)[:32767], cell_format)
    elif isinstance(cell, date):
        sheet.write_datetime(at, place, cell, cell_format)
    else:
        number = whole_grosze(cell) if isinstance(cell, Decimal) else int(cell)
        sheet.write_number(at, place, float(number), cell_format)


def _write_total(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row], bold: Format) -> None:
    at = len(rows) + 1
    for place, column in enumerate(columns):
        if column.kind == "money":
            amounts = [row[place] for row in rows]
            total = sum((amount for amount in amounts if isinstance(amount, Decimal)), Decimal(0))
            sheet.write_number(at, place, float(total), bold)
        elif place == 0:
            sheet.write_string(at, place, "Razem", bold)


def _lay_out(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row], note: str) -> None:
    """Freeze the header, add the filter and the note, fit the widths, print the header on every page."""
    if note:
        sheet.write_string(len(rows) + 3, 0, clean(note))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(columns):
        longest = max((len(str(row[place])) for row in rows[:200] if row[place] is not None), default=0)
        sheet.set_column(place, place, column.width or min(max(longest, len(column.title) + 3, 8) + 2, 60))
