"""Files of a centre that begins with programmes under way: a family, its programme, what was paid before."""

import datetime
import io

import openpyxl

from kladka.casework.exchange import actions
from kladka.casework.exchange.columns import FAMILIES, PAYMENTS, PROGRAMMES
from kladka.casework.exchange.models import ImportRun

DAY = datetime.date
COLUMNS = {"families": FAMILIES, "programmes": PROGRAMMES, "payments": PAYMENTS}
OLENA = {
    "Rodzina": 1, "Kim jest": "wnioskodawca", "Nazwisko": "Kowalczuk", "Imiona": "Olena",
    "Data urodzenia": DAY(1990, 5, 17), "Płeć": "kobieta", "Obywatelstwo": "Ukraina",
    "Powód braku PESEL": "w trakcie nadawania", "Rodzaj ochrony": "status uchodźcy",
    "Data decyzji o ochronie": DAY(2026, 6, 15), "Doręczono": DAY(2026, 6, 22),
    "Karta pobytu": "RP 0000001", "Załączniki złożone": "tak", "Data złożenia wniosku": DAY(2026, 8, 3),
    "Oświadczenia złożone": "tak", "Kod i miejscowość": "99-100 Brzozów Leśny",
    "Znak w poprzednim systemie": "IPI/12/2026",
}  # fmt: skip
TARAS = OLENA | {
    "Kim jest": "małoletnie dziecko", "Imiona": "Taras", "Data urodzenia": DAY(2016, 3, 8), "Płeć": "m",
    "Karta pobytu": "RP 0000002", "Data złożenia wniosku": None, "Znak w poprzednim systemie": None,
}  # fmt: skip
FIRST = {
    "Znak sprawy": "IPI/12/2026", "Nazwisko": "Kowalczuk", "Imiona": "Olena",
    "Rodzaj ochrony": "status uchodźcy", "Numer decyzji": "PCPR.5214.3.2026",
    "Data decyzji": DAY(2026, 8, 18), "Kto wydał": "Starosta Brzozowski",
    "Doręczono decyzję": DAY(2026, 8, 21), "Początek programu": DAY(2026, 8, 1),
    "Koniec programu": DAY(2027, 7, 31), "Kładka płaci od miesiąca": DAY(2026, 12, 1),
    "Od miesiąca": 1, "Do miesiąca": 6, "Kwota": 1175.3, "Akceptacja wojewody": DAY(2026, 8, 12),
    "Znak pisma wojewody": "PS.9421.7.2026", "Zgłoszono do ubezpieczenia": DAY(2026, 8, 24),
    "Sposób wypłaty": "przelew", "Numer rachunku": "61 1090 1014 0000 0712 1981 2874",
}  # fmt: skip
LATER = {
    "Znak sprawy": "IPI/12/2026", "Nazwisko": "Kowalczuk", "Imiona": "Olena",
    "Od miesiąca": 7, "Do miesiąca": 12, "Kwota": "1 057,77",
}  # fmt: skip
CHILD = {
    "Znak sprawy": "IPI/12/2026", "Nazwisko": "Kowalczuk", "Imiona": "Taras", "Kwota": 1000,
    "Wstrzymano od": DAY(2026, 10, 5), "Wstrzymano do": DAY(2026, 10, 14), "Podstawa wstrzymania": "pkt 2",
}  # fmt: skip
PROGRAMME = (FIRST, LATER, CHILD)


def paid(given, amount, month):
    """A payment of the centre itself from before."""
    return {
        "Znak sprawy": "IPI/12/2026", "Nazwisko": "Kowalczuk", "Imiona": given,
        "Za miesiąc": DAY(2026, month, 1), "Kwota": amount, "Kto wypłacił": "PCPR Brzozów Leśny",
        "Dzień wypłaty": DAY(2026, month, 10),
    }  # fmt: skip


PAID = [
    paid(given, amount, month)
    for month in (8, 9, 10, 11)
    for given, amount in (("Olena", 1175.3), ("Taras", 677.42 if month == 10 else 1000))
]


def workbook(kind, rows):
    """The bytes of a file as a spreadsheet would save it."""
    book = openpyxl.Workbook()
    headings = [column.heading for column in COLUMNS[kind]]
    book.active.append(headings)
    for row in rows:
        book.active.append([row.get(one) for one in headings])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(centre, head, kind, *rows):
    """The preview of a file."""
    run = actions.start(centre, kind, workbook(kind, rows), name=f"{kind}.xlsx", by=head)
    return ImportRun.objects.get(pk=run.pk)


def write(centre, head, kind, *rows):
    """A file read and confirmed whole; every line of it was written."""
    run = read(centre, head, kind, *rows)
    assert not faults(run) and run.state == "read", (faults(run), run.error)
    actions.confirm(run, None, by=head)
    run.refresh_from_db()
    assert [line.refused for line in run.lines.all()] == [""] * run.lines.count()
    return run


def notes(run, level):
    """[(row, column, text)] of a level."""
    lines = run.lines.order_by("number")
    found = [note for line in lines for note in line.notes or [] if note["level"] == level]
    return [(note["row"], note["column"], note["text"]) for note in found]


def faults(run):
    return notes(run, "fault")


def changes(run):
    """{column: (old, new)} of what a changed file would change or only tells."""
    found = [note for line in run.lines.all() for note in line.notes or [] if note["old"] or note["new"]]
    return {note["column"]: (note["level"], note["old"], note["new"]) for note in found}


def carried_over(centre, head):
    """The family with its programme, as the two files leave it."""
    write(centre, head, "families", OLENA, TARAS)
    return write(centre, head, "programmes", *PROGRAMME).lines.get().case
