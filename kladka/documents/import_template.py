"""An empty workbook to be filled in and imported: headings with comments and lists, a sheet that explains."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kladka.documents.document import XLSX, Document
from kladka.documents.xlsx import clean

ROWS = 1000  # that have lists to choose from and formats of text


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the template; `allowed` are offered in each cell, and are the only ones when `strict`."""

    title: str
    comment: str
    example: str
    required: bool
    allowed: tuple[str, ...]
    strict: bool
    day: bool


def template(name: str, headings: Sequence[Heading]) -> Document:
    """The workbook: „Dane” (headings only), „Objaśnienia” (what a column is), „Przykład” (a row)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "bg_color": "#EEF2F6", "text_wrap": True, "border": 1})
    must = book.add_format({"bold": True, "bg_color": "#FFF1D6", "text_wrap": True, "border": 1})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd.mm.yyyy"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    data, told = book.add_worksheet("Dane"), book.add_worksheet("Objaśnienia")
    for place, one in enumerate(headings):
        data.write_string(0, place, one.title, must if one.required else bold)
        data.set_column(place, place, max(len(one.title) + 2, 12), day if one.day else text)
        if one.comment:
            data.write_comment(0, place, clean(one.comment))
        if one.allowed and sum(map(len, one.allowed)) + len(one.allowed) <= 255:
            offered = {"validate": "list", "source": list(one.allowed), "ignore_blank": True}
            offered |= {"error_type": "stop" if one.strict else "information"}
            data.data_validation(1, place, ROWS, place, offered)
    data.freeze_panes(1, 0)
    _explain(told, headings, bold, wrapped)
    _example(book.add_worksheet("Przykład"), headings, bold)
    book.close()
    return Document.of(f"{name}.xlsx", XLSX, out.getvalue())


def _explain(told: Worksheet, headings: Sequence[Heading], bold: Format, wrapped: Format) -> None:
    """A row for each column: whether it must be there, what to write, what is allowed, an example."""
    for place, title in enumerate(
        ("Kolumna", "Musi być", "Co wpisać", "Dozwolone lub zwykłe wartości", "Przykład")
    ):
        told.write_string(0, place, title, bold)
    for at, one in enumerate(headings, 1):
        said = (one.title, "tak" if one.required else "", one.comment, ", ".join(one.allowed), one.example)
        for place, cell in enumerate(said):
            told.write_string(at, place, clean(cell), wrapped)
    told.set_column(0, 0, 30)
    told.set_column(2, 3, 55)
    told.set_column(4, 4, 24)
    told.freeze_panes(1, 0)


def _example(sheet: Worksheet, headings: Sequence[Heading], bold: Format) -> None:
    """How a row of data looks: the same headings, one row of invented words."""
    for place, one in enumerate(headings):
        sheet.write_string(0, place, one.title, bold)
        sheet.write_string(1, place, clean(one.example))
        sheet.set_column(place, place, max(len(one.title), len(one.example)) + 2)
    sheet.freeze_panes(1, 0)
