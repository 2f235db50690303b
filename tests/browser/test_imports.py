"""An import in a real browser: many kinds of faults, each told where it is; good rows written once."""

import datetime
import json

import openpyxl
import pytest
import xlsxwriter

from kladka.casework.exchange.columns import FAMILIES, PAYMENTS
from tests.casework.intake.families import right_pesel

from .conftest import walked

pytestmark = pytest.mark.browser

GOOD = {
    "Kim jest": "wnioskodawca", "Data urodzenia": datetime.date(1990, 5, 17), "Płeć": "kobieta",
    "Obywatelstwo": "Ukraina", "Język": "ukraiński", "Powód braku PESEL": "w trakcie nadawania",
    "Rodzaj ochrony": "status uchodźcy", "Doręczono": "22.09.2026", "Data decyzji o ochronie": "14.09.2026",
    "Załączniki złożone": "tak", "Data złożenia wniosku": "2.11.2026", "Oświadczenia złożone": "tak",
    "Kod i miejscowość": "99-890 Brzozów Leśny",
}  # fmt: skip
CHILD = GOOD | {"Kim jest": "małoletnie dziecko", "Data urodzenia": "2016-03-08", "Data złożenia wniosku": ""}
TAKEN = {"Nazwisko": "Hryńko", "Imiona": "Jaryna", "Data urodzenia": "2012-06-05", "Obywatelstwo": "Białoruś"}
BORN_LATER = right_pesel(datetime.date(1991, 5, 17), "f")
# What is wrong in the row of a family of its own: (cells, column where it is told, words of the sentence).
FAULTS = [
    ({"PESEL": BORN_LATER, "Powód braku PESEL": ""}, "PESEL", "datą urodzenia"),
    ({"Nazwisko": ""}, "Nazwisko", "nie może być pusta"),
    ({"Doręczono": "1.01.2100"}, "Doręczono", "w przyszłości"),
    ({"Doręczono": "31.02.2026"}, "Doręczono", "Podaj datę"),
    ({"Obywatelstwo": "Ukrajna"}, "Obywatelstwo", "Czy chodziło o „Ukraina”?"),
    ({"Rodzaj ochrony": "statut"}, "Rodzaj ochrony", "Nieznana wartość „statut”"),
    ({"Kim jest": "wujek"}, "Kim jest", "Nieznana wartość „wujek”"),
    ({"Imiona": "Олена"}, "Imiona", "alfabetem łacińskim"),
    ({"Język": "=1/0"}, "Język", "Formuła w tej komórce"),
    ({"Imiona": datetime.date(2026, 1, 2)}, "Imiona", "nie powinno być daty"),
    ({"Realizator (e-mail)": "realizator@mopr.test"}, "Realizator (e-mail)", "w tej jednostce"),
    ({"Kim jest": "małoletnie dziecko"}, "Kim jest", "nie ma wnioskodawcy"),
]
PAID = {
    "Nazwisko": "Beraki", "Imiona": "Kahsaj", "Za miesiąc": "2026-03", "Kwota": "1 234,56",
    "Kto wypłacił": "Urząd, który płacił wcześniej", "Dzień wypłaty": "10.03.2026",
}  # fmt: skip
PAYMENT_FAULTS = [
    ({"Kwota": "dużo"}, "Kwota", "to nie kwota"),
    ({"Kwota": "12,345"}, "Kwota", "więcej niż dwa miejsca"),
    ({"Za miesiąc": "marzec"}, "Za miesiąc", "to nie miesiąc"),
    ({"Imiona": "Obcy"}, "Nazwisko", "nie ma takiej osoby"),
    ({"Znak sprawy": "MOPR.DIC.S.1.2026"}, "Znak sprawy", "Nie ma sprawy MOPR.DIC.S.1.2026"),
]


def workbook(path, headings, rows):
    """A file with an unused first sheet; "=1/0" is written as a formula whose value failed."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notatki")
        sheet = book.add_worksheet("Dane")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, headings)
        for at, row in enumerate(rows, 1):
            for place, heading in enumerate(headings):
                cell = row.get(heading, "")
                if cell == "=1/0":
                    sheet.write_formula(at, place, cell, None, "#DIV/0!")
                elif isinstance(cell, datetime.date):
                    sheet.write_datetime(at, place, cell, day)
                else:
                    sheet.write(at, place, cell)
    return str(path)


def families():
    """(rows, [(row number, column, words)]): good families first, then one family for each fault."""
    rows = [
        GOOD | {"Rodzina": 1, "Nazwisko": "Wczytana", "Imiona": "Olena"},
        CHILD | {"Rodzina": 1, "Nazwisko": "Wczytany", "Imiona": "Taras"},
        GOOD | {"Rodzina": 2, "Nazwisko": "Osobna", "Imiona": "Natalia", "Data urodzenia": "7.07.1987"},
    ]
    faults = []
    for number, (cells, column, words) in enumerate(FAULTS, 3):
        born = datetime.date(1980, 1, number)
        one = {"Rodzina": number, "Nazwisko": "Zbłądzona", "Imiona": f"Ola {'abcdefghijklmnop'[number]}"}
        rows.append(GOOD | {"Data urodzenia": born} | one | cells)
        faults.append((len(rows) + 1, column, words))
    two = {"Rodzina": 20, "Nazwisko": "Podwójna", "Imiona": "Anna"}
    rows += [GOOD | two, CHILD | two | {"Imiona": "Jan"}, CHILD | two | {"Imiona": "Jan"}]
    faults.append((len(rows) + 1, "Nazwisko", f"stoi już w wierszu {len(rows)}"))
    taken = GOOD | {"Rodzina": 21, "Nazwisko": "Obca", "Imiona": "Halina", "Data urodzenia": "1.02.1985"}
    rows += [taken, CHILD | TAKEN | {"Rodzina": 21}]
    faults.append((len(rows) + 1, "Nazwisko", "jest już w toczącej się sprawie"))
    return rows, faults


def plan(folder):
    """Files and pasted rows of the walk with what must be told about them."""
    headings = [column.heading for column in FAMILIES]
    rows, faults = families()
    told = [column.heading for column in PAYMENTS]
    wrong = [{"Za miesiąc": f"2025-{n:02}"} | one[0] for n, one in enumerate(PAYMENT_FAULTS, 1)]
    missing = [one for one in headings if one != "Obywatelstwo"]
    return {
        "files": {
            "families": workbook(folder / "rodziny.xlsx", [*headings, "Rodzina nr"], rows),
            "without": workbook(folder / "bez.xlsx", missing, rows[:1]),
        },
        "faults": {
            "families": faults,
            "payments": [(at, column, words) for at, (_, column, words) in enumerate(PAYMENT_FAULTS, 3)],
        },
        "whole": ["Kolumny „Rodzina nr” import nie zna i ją pominie. Czy chodziło o „Rodzina”?"],
        "payments": {"headings": told, "rows": [PAID, *(PAID | one for one in wrong)]},
    }


@pytest.fixture(scope="module")
def walk(demo_address, tmp_path_factory):
    """What the walk told: kinds of faults seen, counts of each preview, clicks."""
    folder = tmp_path_factory.mktemp("imports")
    (folder / "plan.json").write_text(json.dumps(plan(folder), default=str))
    (told,) = walked("imports.mjs", demo_address, folder, folder / "plan.json")
    return told


def test_every_kind_of_fault_is_told_by_row_and_column_in_polish(walk):
    assert walk["kinds"] == len(FAULTS) + 2 + len(PAYMENT_FAULTS) >= 12
    assert walk["complaints"] == []


def test_good_families_are_written_and_the_same_file_changes_nothing(walk):
    faulty = len(FAULTS) + 2
    assert walk["first"] == {"nowe": 2, "bez zmian": 0, "zmienione": 0, "do poprawy": faulty}
    assert walk["written"] == {"zapisano": 2, "nie zapisano": 0}
    assert walk["again"] == {"nowe": 0, "bez zmian": 2, "zmienione": 0, "do poprawy": faulty}
    assert walk["payments"] == {"nowe": 1, "bez zmian": 0, "zmienione": 0, "do poprawy": len(PAYMENT_FAULTS)}


def test_the_template_has_every_column_and_an_example_of_a_family(walk):
    book = openpyxl.load_workbook(walk["template"])
    headings = [column.heading for column in FAMILIES]
    assert [cell.value for cell in book["Dane"][1]] == headings
    example = [[cell.value for cell in row] for row in book["Przykład"].rows]
    assert example[0] == headings and len(example) == 2 and all(example[1][:4])


def test_an_import_takes_few_clicks(walk):
    print(f"kliknięcia: {walk['clicks']}")
    assert walk["clicks"] <= 10
