"""Lists as XLSX and CSV: typed cells, a header to work with, and never a formula from a person's text."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kladka.documents.xlsx import TRIGGERS, Column, csv_file, workbook

COLUMNS = (Column("Osoba"), Column("Kwota (zł)", "money"), Column("Termin", "day"), Column("Osób", "whole"))
ROWS = (
    ("Józef Świątek", Decimal("1679.00"), date(2026, 12, 15), 1),
    ("=HYPERLINK(\"http://x\")", Decimal("0.05"), None, 4),
)  # fmt: skip


def sheet_of(document):
    return openpyxl.load_workbook(io.BytesIO(document.content)).active


def test_cells_come_back_as_text_number_and_date():
    sheet = sheet_of(workbook("Lista wypłat 12/2026", COLUMNS, ROWS))
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1)] == [
        ["Osoba", "Kwota (zł)", "Termin", "Osób"],
        ["Józef Świątek", 1679, datetime(2026, 12, 15), 1],
        ['=HYPERLINK("http://x")', 0.05, None, 4],
    ]
    assert [cell.data_type for cell in sheet[3]][:2] == ["s", "n"]
    assert (sheet["B2"].number_format, sheet["C2"].number_format) == ("#,##0.00", "dd.mm.yyyy")


def test_the_header_is_frozen_and_filtered_and_the_sheet_named():
    sheet = sheet_of(workbook("Lista wypłat 12/2026", COLUMNS, ROWS))
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Lista wypłat 12 2026", "A2", "A1:D3")
    assert sheet.column_dimensions["A"].width > 15


def test_the_total_is_the_exact_sum_as_a_number():
    sheet = sheet_of(workbook("Lista", COLUMNS, ROWS, total=True))
    assert [cell.value for cell in sheet[4]] == ["Razem", 1679.05, None, None]


def test_equal_rows_give_equal_bytes():
    assert workbook("Lista", COLUMNS, ROWS).sha256 == workbook("Lista", COLUMNS, ROWS).sha256


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("A", Decimal("1.005"), None, 1), "grosz"),
        (("A", 12.5, None, 1), "wiersz 1, kolumna „Kwota"),
        (("A", Decimal("1"), "2026-01-01", 1), "wiersz 1, kolumna „Termin"),
        (("A", Decimal("1")), "wiersz 1: 2 komórek zamiast 4"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused_and_placed(row, why):
    with pytest.raises(ValueError, match=why):
        workbook("Lista", COLUMNS, [row])


ANY_TEXT = st.text(st.characters(codec=None), max_size=60) | st.builds(
    str.__add__, st.sampled_from([*TRIGGERS, " =", "\n=", "\u00a0@", "{=", "'="]), st.text(max_size=20)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=8), ANY_TEXT)
def test_no_text_becomes_a_formula_in_a_workbook(texts, title):
    document = workbook("Lista", (Column(title),), [(text,) for text in texts])
    with zipfile.ZipFile(io.BytesIO(document.content)) as package:
        xml = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml
    assert {cell.data_type for row in sheet_of(document).iter_rows() for cell in row} <= {"s", "n"}


@settings(max_examples=300, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=8), ANY_TEXT)
def test_no_text_starts_as_a_formula_in_a_csv(texts, title):
    document = csv_file(
        "lista", (Column(title), Column("Kwota", "money")), [(text, Decimal(-1)) for text in texts]
    )
    rows = list(csv.reader(io.StringIO(document.content.decode(), newline="")))
    assert len(rows) == len(texts) + 1
    assert [cell for cell, _ in rows if cell.strip(" \n\u00a0\ufeff\u200b").startswith(TRIGGERS)] == []


def test_a_csv_is_utf_8_with_commas_crlf_iso_days_and_plain_numbers():
    assert csv_file("Lista wypłat", COLUMNS, ROWS).content.decode() == (
        "Osoba,Kwota (zł),Termin,Osób\r\n"
        "Józef Świątek,1679.00,2026-12-15,1\r\n"
        '"\'=HYPERLINK(""http://x"")",0.05,,4\r\n'
    )
