"""Workbooks from people, as Excel, LibreOffice and careless programs write them, become typed cells."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kladka.documents.xlsx import Column, workbook
from kladka.documents.xlsx_reading import DAMAGED, FormulaError, Sheet, rows
from kladka.uploads.accepting import accept
from kladka.uploads.refusal import Refused
from tests.uploads import files

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(fill):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


def bare(sheet, *, ns=NS, target="worksheets/sheet1.xml", book="", **parts):
    """A workbook by hand: the sheet's XML between its tags."""
    relations = f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="{target}"/>'
    relations += parts.pop("relations", "")
    texts = {
        "xl/workbook.xml": f'<workbook xmlns="{ns}" xmlns:r="{RELATIONS}">{book}<sheets>'
        '<sheet name="Dane" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='x'>{relations}</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{ns}"><sheetData>{sheet}</sheetData></worksheet>',
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in texts.items():
            packed.writestr(name, text)
    return out.getvalue()


def values(sheet, **kwargs):
    return rows(bare(sheet, **kwargs))[0].rows


def test_what_our_own_lists_say_is_read_back():
    columns = [Column("Numer"), Column("Kwota", "money"), Column("Dzień", "day"), Column("Osób", "whole")]
    written = workbook(
        "Lista", columns, [["=1+1", Decimal("12.50"), date(2026, 3, 5), 4], ["ż", None, None, 0]]
    )
    assert rows(written.content) == (
        Sheet(
            "Lista",
            (("Numer", "Kwota", "Dzień", "Osób"), ("=1+1", 12.5, date(2026, 3, 5), 4), ("ż", None, None, 0)),
        ),
    )


def test_a_cell_comes_with_its_kind_as_the_program_saved_it():
    def fill(book):
        sheet = book.add_worksheet("Osoby")
        formats = [
            "dd.mm.yyyy",
            '[$-415]d mmmm yyyy" r."',
            "yyyy-mm-dd hh:mm",
            "mmmm yyyy",
            "hh:mm",
            '0.00" zł"',
            "[h]:mm",
        ]
        for at, code in enumerate(formats):
            sheet.write_number(
                0,
                at,
                0.375 if code in {"hh:mm", "[h]:mm"} else 46086.5,
                book.add_format({"num_format": code}),
            )
        sheet.write_row(2, 1, ["tekst", 3, 2.5, True, "#N/A"])
        sheet.write_formula(3, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 1, '="a"&"b"', None, "ab")
        sheet.write_rich_string(3, 2, "po", book.add_format({"bold": True}), "grubione")
        sheet.write_number(3, 3, 2210100001)
        book.add_worksheet("Schowany").hide()

    (sheet,) = rows(made(fill))
    day = date(2026, 3, 5)
    assert sheet.rows[0] == (day, day, day, day, "09:00", 46086.5, "09:00")
    assert sheet.rows[1:3] == ((), (None, "tekst", 3, 2.5, True, "#N/A"))
    assert sheet.rows[3] == ("#DIV/0!", "ab", "pogrubione", 2210100001)
    assert isinstance(sheet.rows[3][0], FormulaError) and not isinstance(sheet.rows[2][5], FormulaError)


CELLS = st.one_of(
    st.none(), st.text("aż ß🙂<&\n", max_size=5), st.integers(-(2**40), 2**40),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)), st.booleans(), st.floats(-1e6, 1e6),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_two_readers_see_the_same(table):
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    seen = [
        list(row)
        for row in openpyxl.load_workbook(io.BytesIO(out.getvalue())).active.iter_rows(values_only=True)
    ]
    seen = [
        [
            cell.date() if isinstance(cell, datetime) else cell or (None if cell == "" else cell)
            for cell in row
        ]
        for row in seen
    ]
    (sheet,) = rows(out.getvalue())
    width = max(map(len, seen), default=0)
    mine = [list(row) + [None] * (width - len(row)) for row in sheet.rows]
    while seen and not any(cell is not None for cell in seen[-1]):
        seen.pop()
    assert mine == seen


def test_careless_programs_leave_out_places_and_write_texts_inside():
    assert values('<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row>') == (("a", 1),)
    assert values('<row><c t="str"><v>_x0041_b</v></c></row>') == (("Ab",),)
    assert values('<row r="2"><c r="B2" t="d"><v>2026-03-05T00:00:00</v></c></row>') == (
        (),
        (None, date(2026, 3, 5)),
    )
    assert values("<row><c><v>7</v></c></row>", target="/xl/worksheets/sheet1.xml") == ((7,),)
    assert values("<row><c><v>7</v></c></row>", ns="http://purl.oclc.org/ooxml/spreadsheetml/main") == ((7,),)


def test_days_counted_from_1904_are_the_same_days():
    styles = f'<styleSheet xmlns="{NS}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    counted = {
        "relations": f'<Relationship Id="r2" Type="{RELATIONS}/styles" Target="styles.xml"/>',
        "xl/styles.xml": styles,
    }
    assert values('<row><c s="1"><v>46086</v></c></row>', **counted) == ((date(2026, 3, 5),),)
    assert values('<row><c s="1"><v>44624</v></c></row>', book='<workbookPr date1904="1"/>', **counted) == (
        (date(2026, 3, 5),),
    )


def test_formatted_emptiness_to_the_end_of_the_sheet_is_nothing():
    assert values(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576"/></row>'
    ) == ((1,),)


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
    ],
)
def test_one_cell_far_away_does_not_fill_the_memory(sheet):
    with pytest.raises(ValueError, match="Podziel plik"):
        values(sheet)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        made(lambda book: None)[:-40],
        bare("<row><c><v>nan</v></c></row>"),
        bare("<row><c><v>jeden</v></c></row>"),
        bare('<row><c t="s"><v>3</v></c></row>'),
        bare('<row><c t="d"><v>jutro</v></c></row>'),
        bare('<row r="3"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>'),
        bare("<row>"),
        bare("", target="nigdzie.xml"),
    ],
)
def test_a_damaged_workbook_is_told_in_a_sentence(content):
    with pytest.raises(ValueError) as told:
        rows(content)
    assert str(told.value) == DAMAGED


def test_the_workbook_is_the_same_after_the_door_and_hostile_ones_stay_outside():
    written = workbook("Lista", [Column("Imię")], [["Olena"]]).content
    assert (
        rows(accept("lista.xlsx", written).content)
        == rows(written)
        == (Sheet("Lista", (("Imię",), ("Olena",))),)
    )
    hostile = [name for name in files.REFUSED if name.endswith(".xlsx")]
    assert len(hostile) >= 5
    for name in hostile:
        with pytest.raises(Refused):
            accept(name, files.REFUSED[name]())
