"""Polish words for the catalogue and its lists."""

from kladka.documents.xlsx import Column

from .catalogue import tables

WAYS = {
    "keep": "zostaje",
    "blank": "pole zostaje puste",
    "mark": "zastępuje słowo „usunięto”",
    "decade": "zostaje dekada",
    "delete": "znika cały wiersz",
}
COLUMNS = [
    Column(title, width=width)
    for title, width in {
        "Tabela": 22, "Pole": 22, "Znaczenie": 34, "Klasa": 26, "Podstawa": 44, "Okres": 34,
        "Kto widzi": 30, "Przy usuwaniu": 26, "W kopii dla osoby": 12, "Do sprawdzenia przez prawnika": 34,
    }.items()
]  # fmt: skip


def catalogue_rows():
    """Every field of every table as a row of COLUMNS."""
    for table in tables().values():
        check = "; ".join(text for text in (table.basis.check, table.period.check) if text)
        for field in table.fields:
            yield [
                table.label,
                field.name,
                f"{table.title}: {field.label}",
                field.kind.label,
                table.basis.text,
                table.period.label,
                table.readers.label,
                WAYS[field.erase],
                "tak" if field.exported else "nie",
                check,
            ]
