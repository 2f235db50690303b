"""Direct expenses as XLSX; numbers of cases and of bills, no names of persons."""

from kladka.documents.polish import month_name
from kladka.documents.xlsx import Column, workbook

EXPENSES = (
    Column("Znak sprawy"),
    Column("Za miesiąc"),
    Column("Faktura"),
    Column("Kwota (zł)", "money"),
    Column("Uzgodniono", "day"),
    Column("Wpisał(a)"),
    Column("Zatwierdził(a)"),
    Column("Zapłacono", "day"),
)


def expenses_workbook(rows):
    """Rows of `expense_queries.expenses`."""
    table = [
        (
            row["programme__case__number"], month_name(row["month"]), row["invoice"], row["amount_pln"],
            row["agreed_on"], row["by__name"], row["approved_by__name"], row["paid_on"],
        )
        for row in rows
    ]  # fmt: skip
    return workbook("Wydatki bezpośrednie", EXPENSES, table, name="wydatki-bezposrednie", total=True)
