"""A bank's history of an account as CSV: which column is which is chosen by a person and shown first."""

import csv
import io
import re
from datetime import date
from decimal import Decimal, InvalidOperation

from .mt940 import Entry, Statement, StatementError

# What a column may hold, and words by which banks head it.
COLUMNS = {
    "on": ("Dzień", ("data księg", "data oper", "data transakcji", "data")),
    "amount": ("Kwota", ("kwota",)),
    "account": ("Rachunek drugiej strony", ("rachunek kontrahenta", "nr rachunku", "rachunek", "konto")),
    "name": ("Druga strona", ("kontrahent", "nadawca", "odbiorca", "dane")),
    "title": ("Tytuł", ("tytuł", "opis", "szczegóły")),
}
NEEDED = ("on", "amount", "title")
DAY = re.compile(r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)|(?P<d2>\d\d)[./-](?P<m2>\d\d)[./-](?P<y2>\d{4})")
MOST_ROWS = 50_000


def rows_of(text):
    """(header, rows) of the table in a text; lines before the header are left out. Raises StatementError."""
    sample = text[:20_000]
    delimiter = max(";,\t", key=lambda one: sum(one in line for line in sample.splitlines()))
    table = [
        row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(cell.strip() for cell in row)
    ]
    start = next((at for at, row in enumerate(table) if _is_header(row)), None)
    if start is None:
        raise StatementError("W pliku nie ma wiersza z nagłówkami, w którym są data i kwota.")
    if len(table) > MOST_ROWS:
        raise StatementError(f"W pliku jest więcej niż {MOST_ROWS} wierszy. Podziel go na krótsze okresy.")
    header = [cell.strip() for cell in table[start]]
    return header, [row for row in table[start + 1 :] if len(row) >= len(header) - 1]


def _is_header(row):
    cells = " ".join(row).lower()
    return len(row) > 2 and "data" in cells and "kwota" in cells


def guessed(header):
    """{what: number of the column} as the headings suggest; each column once."""
    found = {}
    for what, (_, words) in COLUMNS.items():
        for word in words:
            at = next(
                (at for at, cell in enumerate(header) if word in cell.lower() and at not in found.values()),
                None,
            )
            if at is not None:
                found[what] = at
                break
    return found


def read(text, columns):
    """The statement in a text by {what: number of the column}. Raises StatementError naming the row."""
    header, rows = rows_of(text)
    if missing := [COLUMNS[what][0] for what in NEEDED if columns.get(what) is None]:
        raise StatementError(f"Wskaż kolumnę: {', '.join(missing)}.")
    entries = [_entry(row, columns, number, header) for number, row in enumerate(rows, 1)]
    return Statement(entries=entries)


def _entry(row, columns, number, header):
    def cell(what):
        at = columns.get(what)
        return row[at].strip() if at is not None and at < len(row) else ""

    try:
        account = re.sub(r"\D", "", cell("account"))
        return Entry(
            _day(cell("on")), _amount(cell("amount")), account=account[-26:] if len(account) >= 26 else "",
            name=cell("name"), title=" ".join(cell("title").split()),
        )  # fmt: skip
    except ValueError as error:
        raise StatementError(f"Wiersz {number} pod nagłówkiem: {error}") from error


def _day(text):
    match = DAY.match(text)
    if not match:
        raise ValueError(f"„{text}” nie jest dniem.")
    return date(*(int(match[one] or match[f"{one}2"]) for one in "ymd"))


def _amount(text):
    bare = re.sub(r"[\s\u00a0]|PLN|zł", "", text).replace(",", ".")
    if bare.count(".") > 1:
        bare = bare.replace(".", "", bare.count(".") - 1)
    try:
        amount = Decimal(bare)
    except InvalidOperation as error:
        raise ValueError(f"„{text}” nie jest kwotą.") from error
    if not amount.is_finite() or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"„{text}” nie jest kwotą w pełnych groszach.")
    return amount.quantize(Decimal("0.01"))
