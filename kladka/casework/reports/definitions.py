"""Files with definitions of report rows: read, checked word by word, written (docs/handbook/sprawozdania.md).

The shipped example is no statutory form: row numbers of MRPiPS-03 about foreigners were not found in public
sources, so it says „do sprawdzenia z formularzem” and its days carry their source.
"""

import json
import re
from functools import cache
from pathlib import Path

from .counting import counted
from .vocabulary import FILTERS, MEASURES, PERIODS, Figure, UnknownWord

FORMAT = "kladka-zestaw-1"
MOST_ROWS, MOST_BYTES = 200, 200_000
CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,29}")


@cache
def example():
    """The shipped set of rows."""
    return parsed((Path(__file__).parent / "example.json").read_bytes())


def parsed(content):
    """A definition from the bytes of a file. Raises UnknownWord with a sentence for the person."""
    if len(content) > MOST_BYTES:
        raise UnknownWord("Plik jest za duży na zestaw wierszy.")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise UnknownWord("To nie jest plik zestawu: oczekujemy pliku JSON w UTF-8.") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise UnknownWord(f"Plik nie ma znacznika formatu „{FORMAT}”.")
    return checked(found)


def checked(found):
    """The definition with its texts cut to size. Raises UnknownWord naming the row."""
    code, rows, terms = str(found.get("code", "")), found.get("rows"), found.get("terms", [])
    if not CODE.fullmatch(code):
        raise UnknownWord("Oznaczenie zestawu: małe litery, cyfry i łączniki, od 2 do 30 znaków.")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        raise UnknownWord(f"Zestaw ma od 1 do {MOST_ROWS} wierszy.")
    if not isinstance(terms, list):
        raise UnknownWord("Terminy to lista.")
    name = str(found.get("name", "")).strip()[:160]
    if not name:
        raise UnknownWord("Zestaw nie ma nazwy.")
    return {
        "code": code,
        "name": name,
        "note": str(found.get("note", "")).strip()[:300],
        "rows": [_row(place, row) for place, row in enumerate(rows, 1)],
        "terms": [_term(row) for row in terms],
    }


def _row(place, row):
    if not isinstance(row, dict):
        raise UnknownWord(f"Wiersz {place}: to nie jest opis wiersza.")
    label = str(row.get("label", "")).strip()[:200]
    filters = row.get("filters", [])
    pairs = isinstance(filters, list) and all(isinstance(one, list) and len(one) == 2 for one in filters)
    if not label or not pairs:
        raise UnknownWord(f"Wiersz {place}: potrzebna jest nazwa i lista filtrów [słowo, wartość].")
    said = tuple((str(word), str(value)) for word, value in filters)
    try:
        figure = Figure(str(row.get("period", "")), str(row.get("measure", "")), said).check()
    except UnknownWord as error:
        raise UnknownWord(f"Wiersz {place}: {error}") from error
    return {"number": str(row.get("number", place))[:12], "label": label, **figure_data(figure)}


def _term(row):
    try:
        month, day = int(row["month"]), int(row["day"])
        label, source = str(row["label"]).strip()[:120], str(row["source"]).strip()[:200]
    except (KeyError, TypeError, ValueError) as error:
        raise UnknownWord("Termin ma nazwę, miesiąc, dzień i źródło.") from error
    if not (1 <= month <= 12 and 1 <= day <= 31 and label and source):
        raise UnknownWord("Termin ma nazwę, miesiąc od 1 do 12, dzień i źródło.")
    return {"label": label, "month": month, "day": day, "source": source}


def written(report_set):
    """A version of a set as the bytes of a file that `parsed` reads back."""
    names = ("code", "name", "note", "rows", "terms")
    said = {"format": FORMAT, **{name: getattr(report_set, name) for name in names}}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def figure_of(row):
    """The figure of a row of a set."""
    return Figure(row["period"], row["measure"], tuple((word, value) for word, value in row["filters"]))


def figure_data(figure):
    """What `figure_of` reads back."""
    filters = [list(pair) for pair in figure.filters]
    return {"period": figure.period, "measure": figure.measure, "filters": filters}


def count_set(report_set, span, told):
    """[value as text] of the rows of a set in their order, for a run of the background."""
    figures = [figure_of(row) for row in report_set.rows]
    return [str(value) for value in counted(report_set.organisation, span, figures, told)]


def filter_choices(citizenships=(), forms=()):
    """[(group, [(word:value, label)])] of every filter with its values, for the editor."""
    free = {"citizenship": [(one, one) for one in citizenships], "form": list(forms)}
    return [
        (one.label, [(f"{word}:{value}", str(label)) for value, label in one.values or free.get(word, [])])
        for word, one in FILTERS.items()
    ]


def period_choices():
    return [(code, one.label) for code, one in PERIODS.items()]


def measure_choices():
    return [(code, one.label) for code, one in MEASURES.items()]
