"""The yearly report as PDF, DOCX and XLSX; a set of rows and the register as XLSX and CSV."""

from decimal import Decimal

from django.utils import timezone

from kladka.casework.decisions.office import office_of, signatory_of
from kladka.casework.intake.models import Application
from kladka.casework.people.queries import home_of
from kladka.documents.document import file_name
from kladka.documents.polish import zl
from kladka.documents.report import Report, Section
from kladka.documents.xlsx import Column, csv_file, workbook

from .chapters import TEXTS
from .wording import DECISIONS, FORMS, RELATIONS, SEXES, STATES, STATUSES

REGISTER = [
    Column("Nazwisko"), Column("Imiona"), Column("Data urodzenia", "day"), Column("Adres"), Column("PESEL"),
    Column("Dokumenty"), Column("Płeć"), Column("Stan cywilny"), Column("Obywatelstwo"), Column("Ochrona"),
    Column("Data decyzji o ochronie", "day"), Column("Numer decyzji o ochronie"), Column("Pokrewieństwo"),
    Column("Szkoła"), Column("Data wniosku", "day"), Column("Miejsce złożenia wniosku"),
    Column("Rodzaj wniosku"), Column("Znak sprawy"), Column("Data decyzji", "day"), Column("Rodzaj decyzji"),
    Column("Numer decyzji"), Column("Akceptacja wojewody", "day"), Column("Program od", "day"),
    Column("Program do", "day"), Column("Stan programu"), Column("Uzgodnione w okresie (zł)", "money"),
    Column("Wypłacone za miesiące okresu (zł)", "money"), Column("Składki zdrowotne (zł)", "money"),
    Column("Formy pomocy"),
]  # fmt: skip
REGISTER_NOTE = (
    "Pola art. 23a ups; puste są te, których przy osobie nie wpisano. Adresów chronionych nie "
    "wpisuje się. Spraw z ograniczonym przetwarzaniem w pliku nie ma."
)


def register_file(rows, span, *, form, place):
    """The register of a span as XLSX or CSV; `place`: where applications are filed."""
    listed = [register_row(row, place) for row in rows]
    name = f"rejestr-programow-{span.first.isoformat()}-{span.last.isoformat()}"
    if form == "csv":
        return csv_file(name, REGISTER, listed)
    return workbook(f"Rejestr {span.words()}", REGISTER, listed, name=name, note=REGISTER_NOTE)


def register_row(row, place):
    """A row of REGISTER from a row of queries.with_register."""
    who = [row["family"], row["given"], row["born"]]
    home = "adres chroniony" if row["home"].protected else home_of(row["home"])
    kind = str(Application._meta.verbose_name)
    civil = [SEXES[row["sex"]], row["marital_status"], row["citizenship"]]
    papers = [home, row["pesel"], ", ".join(row["documents"]), *civil]
    status = [STATUSES[row["status_kind"]], row["status_from"], row["status_number"]]
    asked = [RELATIONS[row["relation"]], row["school"], row["filed_on"], place, kind, row["case_number"]]
    decided = [row["decided_on"], DECISIONS.get(row["decision_kind"], ""), row["decision_number"] or ""]
    ran = [row["accepted_on"], row["starts"], row["ends"], STATES.get(row["state"], "")]
    money = [row.get(name) for name in ("agreed", "paid", "health")]
    services = "; ".join(FORMS.get(code, code) for code in row["services"])
    return [*who, *papers, *status, *asked, *decided, *ran, *money, services]


def value_words(line):
    """A value as it is printed."""
    return zl(line.value) if line.figure.money else str(line.value)


def report_letter(report, found):
    """The yearly report as data of a print, PDF and DOCX alike."""
    sections = [
        Section(
            heading=one.heading,
            paragraphs=[part for part in report.texts.get(one.text, "").split("\n") if part.strip()],
            header=("Co", "Ile") if one.lines else (),
            rows=[(line.label, value_words(line)) for line in one.lines],
            widths=(4, 1) if one.lines else (),
        )
        for one in found
    ]
    done = report.finished_at
    opening = [
        f"Liczby z ewidencji jednostki{_counted(report)}; pochodzą ze spraw prowadzonych w roku "
        "sprawozdawczym.",
        f"Wersja {report.version}, zakończona." if done else f"Wersja {report.version}: projekt.",
    ]
    return Report(
        office=office_of(report.organisation),
        title=f"Sprawozdanie z realizacji indywidualnych programów integracji za {report.year} rok",
        on=timezone.localtime(done).date() if done else timezone.localdate(),
        opening=opening,
        sections=sections,
        signatories=[signatory_of(report.finished_by, report.organisation)] if done else [],
    )


def _counted(report):
    return f", policzone {timezone.localtime(report.counted_at):%d.%m.%Y, %H:%M}" if report.counted_at else ""


def report_workbook(report, found):
    """The numbers of the yearly report as XLSX."""
    columns = [
        Column("Rozdział"),
        Column("Co", width=70),
        Column("Liczba", "whole"),
        Column("Kwota (zł)", "money"),
    ]
    rows = []
    for one in found:
        for line in one.lines:
            money = line.figure.money
            said = [None, Decimal(line.value)] if money else [line.value, None]
            rows.append([one.heading, line.label, *said])
        if report.texts.get(one.text):
            rows.append([one.heading, f"{TEXTS[one.text]}: {report.texts[one.text]}", None, None])
    return workbook(
        f"Sprawozdanie {report.year}", columns, rows, name=file_name("sprawozdanie", str(report.year))
    )


def set_workbook(report_set, run, rows):
    """Rows of a set with their values: [(row, figure, value)], as a run counted them."""
    columns = [
        Column("Wiersz"),
        Column("Nazwa", width=60),
        Column("Liczba", "whole"),
        Column("Kwota (zł)", "money"),
    ]
    listed = [
        [row["number"], row["label"], *([None, Decimal(value)] if figure.money else [value, None])]
        for row, figure, value in rows
    ]
    name = file_name(report_set.code, run.asked["first"], run.asked["last"])
    told = f"{run.span.words()}, policzone {timezone.localtime(run.finished_at):%d.%m.%Y, %H:%M}."
    return workbook(report_set.code, columns, listed, name=name, note=f"{told} {report_set.note}".strip())
