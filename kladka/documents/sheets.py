"""Long lists as XLSX, written row by row: memory holds the packed file, nothing lies on the disk."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from kladka.documents.document import XLSX, Document, file_name
from kladka.documents.polish import whole_grosze
from kladka.documents.xlsx import Cell, Column, Row, clean, sheet_name

MOST_ROWS = 1_000_000  # a sheet of Excel ends 48,576 rows later
_EPOCH = date(1899, 12, 30).toordinal()
_STYLES = {"text": 1, "money": 2, "day": 3, "whole": 4}
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{_KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    f'"{_KIND}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}'
    '/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_OFFICE}'
    '/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode='
    '"dd\\.mm\\.yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>'
    '<sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"'
    '/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf numFmtId="49" applyNumberFormat='
    '"1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="1" '
    'applyNumberFormat="1"/><xf fontId="1" applyFont="1"/><xf numFmtId="4" fontId="1" '
    'applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def long_workbook(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    name: str,
    total: bool = False,
    note: str = "",
) -> Document:
    """Make a workbook of one sheet from rows that may be a generator; cells as in `xlsx.workbook`.

    `total` adds a row with the exact sums of the money columns, `note` a line under the table. A text is
    always a text, never a formula. ValueError on a row of the wrong number of columns.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        for path, content in (*_FIXED.items(), ("xl/workbook.xml", _workbook(title))):
            book.writestr(_entry(path), _HEAD + content)
        with book.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write(_opening(columns).encode())
            count, sums = 0, [Decimal(0)] * len(columns)
            for row in rows:
                cells = zip(columns, row, strict=True)
                sheet.write(f"<row>{''.join([_cell(column, cell) for column, cell in cells])}</row>".encode())
                count += 1
                _add(sums, row)
            ending = _total(columns, sums) if total else ""
            sheet.write(f"{ending}{_note(note)}{_closing(columns, count)}".encode())
    return Document.of(f"{file_name(name)}.xlsx", XLSX, out.getvalue())


def _add(sums: list[Decimal], row: Row) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, Decimal):
            sums[place] += cell


def _total(columns: Sequence[Column], sums: Sequence[Decimal]) -> str:
    cells = [
        f'<c s="6"><v>{amount:.2f}</v></c>' if column.kind == "money" else "<c/>"
        for column, amount in zip(columns, sums, strict=True)
    ]
    if columns[0].kind != "money":
        cells[0] = _text("Razem", 5)
    return f"<row>{''.join(cells)}</row>"


def _note(note: str) -> str:
    return f"<row/><row>{_text(clean(note), 1)}</row>" if note else ""


def _closing(columns: Sequence[Column], rows: int) -> str:
    """The filter over the rows, and a page as wide as the paper."""
    last, place = "", len(columns)
    while place:
        place, letter = divmod(place - 1, 26)
        last = chr(ord("A") + letter) + last
    return (
        f'</sheetData><autoFilter ref="A1:{last}{max(rows, 1) + 1}"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>'
    )


def _entry(path: str) -> zipfile.ZipInfo:
    """The same file for the same rows: the day of making is not the clock's."""
    entry = zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _workbook(title: str) -> str:
    name = escape(sheet_name(title), {'"': "&quot;"})
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{name}" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>'
    )


def _opening(columns: Sequence[Column]) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{one.width or max(len(one.title) + 2, 12)}" customWidth="1"/>'
        for at, one in enumerate(columns, 1)
    )
    titles = "".join([_text(clean(one.title), 5) for one in columns])
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData><row>{titles}</row>"
    )


def _cell(column: Column, cell: Cell) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, str):
        return _text(clean(cell)[:32767], _STYLES["text"])
    style = _STYLES[column.kind]
    if isinstance(cell, date):
        return f'<c s="{style}"><v>{cell.toordinal() - _EPOCH}</v></c>'
    value = f"{whole_grosze(cell):.2f}" if isinstance(cell, Decimal) else int(cell)
    return f'<c s="{style}"><v>{value}</v></c>'


def _text(text: str, style: int) -> str:
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
