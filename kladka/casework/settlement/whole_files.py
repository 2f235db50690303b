"""The lists behind the numbers of the rest of the agreement on a day; no names of persons."""

from django.db.models import F

from kladka.documents.polish import month_name
from kladka.documents.xlsx import Column

from . import whole_agreement as queries
from .files import posted_list

MONEY = Column("Kwota (zł)", "money")


def _contributions(rows, amount):
    def listed(organisation, on):
        columns = (*map(Column, ("Zestawienie", "Znak sprawy", "Osoba (klucz)", "Miesiąc")), MONEY)
        shown = ("contribution_list__number", "case__number", "person__key", "month", "shown")
        found = rows(organisation, on).annotate(shown=amount).order_by("month", "pk").values_list(*shown)
        return columns, [(*row[:3], month_name(row[3]), row[4]) for row in found]

    return listed


def _lists(rows):
    def listed(organisation, on):
        columns = (Column("Zestawienie"), Column("Miesiąc"), Column("Zapłacono", "day"), MONEY)
        found = rows(organisation, on).order_by("month", "part")
        shown = found.values_list("number", "month", "paid_on", "total_pln")
        return columns, [(row[0], month_name(row[1]), *row[2:]) for row in shown]

    return listed


def _expenses(rows):
    def listed(organisation, on):
        columns = (Column("Znak sprawy"), Column("Faktura"), Column("Zatwierdzono", "day"),
                   Column("Zapłacono", "day"), MONEY)  # fmt: skip
        shown = ("programme__case__number", "invoice", "approved_on", "paid_on", "amount_pln")
        return columns, list(rows(organisation, on).order_by("pk").values_list(*shown))

    return listed


def _expense_files(organisation, on):
    columns = (Column("Plik"), Column("Dzień", "day"), MONEY)
    found = queries.expense_files(organisation, on).order_by("pk")
    return columns, list(found.values_list("name", "on", "total_pln"))


def _own(organisation, on):
    columns = (Column("Dzień", "day"), Column("Dokument"), MONEY)
    found = queries.covered(organisation, on).annotate(shown=queries.SIGNED).order_by("on", "pk")
    return columns, list(found.values_list("on", "document", "shown"))


def _movements(organisation, on):
    return (Column("Co"), MONEY), queries.movements(organisation, on)


def _of_paid(organisation, on):
    paid = queries.paid_lists(organisation, on)
    return queries.Contribution.objects.filter(contribution_list__in=paid)


LISTS = {
    "skladki": _contributions(queries.last_contributions, F("amount_pln")),
    "skladki-osoby": _contributions(_of_paid, queries.CHANGE),
    "zestawienia": _lists(queries.closed_lists),
    "zestawienia-zus": _lists(queries.closed_lists),
    "skladki-zaplacone": _lists(queries.paid_lists),
    "skladki-ksiega": posted_list(account="cost_health"),
    "skladki-bank": posted_list(account="bank", posting__kind="health_paid"),
    "zus": posted_list(account="zus"),
    "wydatki": _expenses(queries.approved_expenses),
    "wydatki-zaplacone": _expenses(queries.paid_expenses),
    "wydatki-ksiega": posted_list(account="cost_direct"),
    "wydatki-bank": posted_list(account="bank", posting__kind="expense_paid"),
    "wydatki-pliki": _expense_files,
    "odbiorcy": posted_list(account="payees"),
    "srodki": _own,
    "srodki-ksiega": posted_list(account="own_funds"),
    "rachunek": _movements,
    "rachunek-ksiega": posted_list(account="bank"),
}
