"""Kopia danych osoby (RODO art. 15): every marked field of every row that hangs on the person, in words.

Rows of a case are shared by a family. Names, numbers and contacts of the members the copy is not for are
covered in them, and files that name the whole family are left out and said to be; somebody reads the copy
before it goes.
"""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from kladka.casework.decisions.office import office_of
from kladka.casework.people.models import HeldDocument
from kladka.documents import pdf, polish
from kladka.documents.document import Document, file_name
from kladka.documents.report import Report, Section
from kladka.documents.xlsx import clean, harmless
from kladka.uploads import store

from . import queries, reach
from .catalogue import Table
from .models import Correction

COVERED = "[dane innej osoby]"
ZIP = "application/zip"
RECIPIENTS = "wojewoda (koszty programu), bank wykonujący wypłaty, instytucje wskazane w programie"
HOME = ("people.Household.address", "people.Household.town", "people.Household.correspondence")
SHORTEST_COVERED = 3  # a shorter name would be covered inside other words


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what it is, and its values as (field, label, words)."""

    title: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Part:
    """Rows of one table with the reason they are kept."""

    table: Table
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Copy:
    """A copy of the data of some persons of one case, ready to be printed or packed."""

    case: object
    people: list
    others: list
    on: date
    parts: list[Part] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    looks: list = field(default_factory=list)
    corrections: list = field(default_factory=list)


def copy_for(case, people, *, on):
    """Everything kept on these persons of a case; they are all the requester may act for."""
    others = list(reach.people_of(case.household_id).exclude(pk__in=[p.pk for p in people]))
    copy = Copy(case, people, others, on)
    hide = _cover(others)
    chosen = [person.pk for person in people]
    for table, rows in [*reach.rows_of_people(chosen), *reach.rows_of_cases([case.pk])]:
        part = Part(table, [_row(copy, table, row, hide) for row in rows])
        if part.rows and table.exported:
            copy.parts.append(part)
    copy.looks = queries.looks_of(case, people)
    mine = Q(person__in=chosen) | Q(person=None)
    _attach(copy)
    corrections = Correction.objects.filter(mine, case=case)
    if case.household.protected:  # where the family lived goes to nobody in a file
        corrections = corrections.exclude(field__in=HOME)
    copy.corrections = [_corrected(one) for one in corrections]
    return copy


def _corrected(correction):
    day = polish.short_day(timezone.localdate(correction.at))
    return (day, correction.field, correction.old, correction.reason)


def _cover(others):
    """A function that covers what names these persons in a text."""
    names = {text for p in others for text in (p.full_name, p.family_name, p.given_names, p.original_name)}
    numbers = {text for p in others for text in (p.pesel, p.phone, p.email)}
    numbers |= {document.number for document in HeldDocument.objects.filter(person__in=others)}
    hidden = sorted((t for t in names | numbers if len(t) >= SHORTEST_COVERED), key=len, reverse=True)

    def hide(text):
        for one in hidden:
            text = text.replace(one, COVERED)
        return text

    return hide


# What was issued and names a home: (day it was made, field with the home in it).
ISSUED = {
    "decisions.Decision": (lambda row: row.issued_on, "content"),
    "decisions.DecisionFile": (lambda row: row.decision.issued_on, "content"),
    "programmes.CostStatement": (lambda row: row.sent_on, "pdf"),
}


def _hidden_field(copy, table, row):
    """Name of the field that holds an address protected since, or ""."""
    protection = getattr(copy.case.household, "protection", None)
    made_on, field = ISSUED.get(table.label, (lambda row: None, ""))
    day = made_on(row)
    return field if protection and day and day <= protection.since else ""


def _row(copy, table, row, hide):
    values, hidden = [], _hidden_field(copy, table, row)
    for exported in table.exported:
        if exported.name == hidden:
            values.append((exported.name, exported.label, "wydaje się osobiście: jest w nim adres chroniony"))
            continue
        column = table.model._meta.get_field(exported.name)
        value = getattr(row, exported.name)
        if isinstance(value, bytes | memoryview):
            said = _file(copy, table, row, bytes(value))
        else:
            said = words(row, column, value)
            said = said if table.person else hide(said)
        if said:
            values.append((exported.name, exported.label, said))
    return Row(hide(str(row)) if not table.person else str(row), tuple(values))


def _file(copy, table, row, content):
    """Put a stored file beside the copy, unless it names persons the copy is not for; in words."""
    if not content:
        return ""
    name = file_name(table.model._meta.model_name, str(row.pk), getattr(row, "name", "") or "plik.pdf")
    if copy.others:
        copy.left_out.append(name)
        return f"plik {name}: wydaje się po sprawdzeniu, bo dotyczy całej rodziny"
    copy.files.append((f"pliki/{name}", content))
    return f"plik {name}, SHA-256 {hashlib.sha256(content).hexdigest()}"


def _attach(copy):
    """Put the attachments of the case beside the copy, unless it has other persons than the copy is for."""
    for attachment in copy.case.attachments.exclude(stored_as=""):
        name = file_name("zalacznik", str(attachment.pk), attachment.name)
        if copy.others:
            copy.left_out.append(name)
        else:
            copy.files.append((f"zalaczniki/{name}", store.read(attachment.stored_as, attachment.place)))


# How a value of a type is written; the first type that fits (a datetime is a date, a bool an int).
_WRITTEN = {
    bool: lambda value: "tak" if value else "nie",
    datetime: lambda value: timezone.localtime(value).strftime("%d.%m.%Y %H:%M"),
    date: polish.short_day,
    Decimal: lambda value: f"{polish.zl(value)} zł",
    dict: lambda value: json.dumps(value, ensure_ascii=False, indent=1),
    list: lambda value: json.dumps(value, ensure_ascii=False, indent=1),
}


def words(row, column, value):
    """A value as a person reads it; "" when there is none."""
    if value is None or value in ("", [], {}):
        return ""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    write = next((way for kind, way in _WRITTEN.items() if isinstance(value, kind)), str)
    return write(value)


def report_of(copy):
    """The copy as a print."""
    return Report(
        office=office_of(copy.case.organisation),
        title="Kopia danych osobowych",
        number=copy.case.number,
        on=copy.on,
        opening=_opening(copy),
        sections=[*(_section(part) for part in copy.parts), *_closing(copy)],
    )


def _opening(copy):
    said = [
        f"Kopia danych na podstawie art. 15 RODO dla: {', '.join(p.full_name for p in copy.people)}.",
        f"Odbiorcy danych: {RECIPIENTS}. Dane pochodzą od osób, których dotyczą, z ich dokumentów i z pism "
        "urzędów.",
    ]
    if copy.others:
        said.append(
            "Wpisy wspólne dla rodziny zawierają dane innych osób; ich imiona, numery i kontakty zakryto."
        )
    if copy.left_out:
        said.append(f"Pliki, które wydaje się po sprawdzeniu: {', '.join(copy.left_out)}.")
    return said


def _section(part):
    basis, period = part.table.basis, part.table.period
    rows = [
        (row.title if place == 0 else "", label, said)
        for row in part.rows
        for place, (_, label, said) in enumerate(row.values)
    ]
    return Section(
        heading=part.table.title.capitalize(),
        paragraphs=(f"Cel: {basis.purpose}. Podstawa: {basis.text}. Okres: {period.label}.",),
        header=("Wpis", "Co", "Wartość"),
        rows=rows,
        widths=(1, 1, 2),
    )


def _closing(copy):
    if copy.corrections:
        yield Section(
            heading="Sprostowania",
            header=("Dzień", "Pole", "Było", "Powód"),
            rows=copy.corrections,
            widths=(0.7, 1.2, 1.2, 1.5),
        )
    yield Section(
        heading="Kto i kiedy sięgał do tych danych",
        paragraphs=() if copy.looks else ("W dzienniku nie ma wpisów.",),
        header=("Kiedy", "Kto", "Co zrobiono", "Podstawa lub powód"),
        rows=copy.looks,
        widths=(0.9, 1.2, 1.2, 1.4),
    )


def archive_of(copy):
    """The copy as a ZIP: PDF for reading, JSON and CSV for machines, the stored files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kopia-danych.pdf", pdf.print_letter(report_of(copy)).content)
        archive.writestr("dane.json", json.dumps(_plain(copy), ensure_ascii=False, indent=1))
        archive.writestr("dane.csv", _csv(copy))
        for name, content in copy.files:
            archive.writestr(name, content)
    return Document.of(f"{file_name('kopia-danych', copy.case.number)}.zip", ZIP, out.getvalue())


def _plain(copy):
    return {
        "sprawa": copy.case.number,
        "dzien": copy.on.isoformat(),
        "osoby": [person.full_name for person in copy.people],
        "odbiorcy": RECIPIENTS,
        "dane": [
            {
                "tabela": part.table.label,
                "cel": part.table.basis.purpose,
                "podstawa": part.table.basis.text,
                "okres": part.table.period.label,
                "wiersze": [{name: said for name, _, said in row.values} for row in part.rows],
            }
            for part in copy.parts
        ],
        "sprostowania": copy.corrections,
        "dostepy": copy.looks,
        "pliki_po_sprawdzeniu": copy.left_out,
    }


def _csv(copy):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("tabela", "wiersz", "pole", "nazwa", "wartosc"))
    for part in copy.parts:
        for place, row in enumerate(part.rows, start=1):
            for name, label, said in row.values:
                writer.writerow((part.table.label, place, name, label, harmless(clean(said))))
    return out.getvalue()
