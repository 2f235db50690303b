"""The list of programmes to be recalculated as XLSX."""

from kladka.casework.recalculation.models import AmountsFinding
from kladka.documents.polish import month_name
from kladka.documents.xlsx import Column, workbook

KINDS = dict(AmountsFinding.Kind.choices)
COLUMNS = (
    Column("Znak sprawy"),
    Column("Rodzina", width=32),
    Column("Realizator"),
    Column("Co się różni"),
    Column("Od miesiąca"),
    Column("Miesięcy", "whole"),
    Column("Osób", "whole"),
    Column("Więcej (zł)", "money"),
    Column("Mniej (zł)", "money"),
    Column("W tym za wypłacone (zł)", "money"),
    Column("Dlaczego", width=60),
    Column("Projekt decyzji"),
)


def findings_workbook(rows):
    """Rows of `check_queries.findings` with their sums."""
    table = [
        (
            row["case__number"], row["case__title"], row["case__worker__name"], KINDS[row["kind"]],
            month_name(row["since"]), row["months"], row["people"], row["more_pln"], row["less_pln"],
            row["settled_pln"], row["why"], "przygotowany" if row["drafted"] else "",
        )
        for row in rows
    ]  # fmt: skip
    return workbook("Do przeliczenia", COLUMNS, table, name="do-przeliczenia", total=True)
