"""Settlements as XLSX: the list behind each number, the book, costs of programmes. No names of persons."""

from decimal import Decimal

from django.db.models import F

from kladka.casework.ledger import chart
from kladka.documents.polish import month_name, short_day
from kladka.documents.xlsx import Column, workbook

from . import agreement_queries as queries
from .wording import KINDS, SOURCES


def _money(*titles):
    return tuple(Column(f"{title} (zł)", "money") for title in titles)


BOOK = (
    Column("Numer"),
    Column("Dzień", "day"),
    Column("Rodzaj"),
    Column("Dokument"),
    Column("Źródło"),
    Column("Konto"),
    *_money("Wn", "Ma"),
    Column("Zapisał(a)"),
)
COSTS = (
    Column("Znak sprawy"),
    Column("Program od", "day"),
    Column("Program do", "day"),
    Column("Zestawienie"),
    *_money(
        "Plan: świadczenia", "Plan: składki", "Świadczenia", "Składki", "Wydatki bezpośrednie", "Różnica"
    ),
)


def book_workbook(rows):
    """Postings of `book_queries.postings`, a row for each account."""
    table = [
        (
            f"PK/{row['number']}/{row['year']}",
            row["on"],
            KINDS[row["kind"]],
            row["title"],
            SOURCES[row["source"]],
            chart.ACCOUNTS[code].title,
            max(amount, queries.ZERO),
            max(-amount, queries.ZERO),
            row["by__name"],
        )
        for row in rows
        for code, amount in row["lines"]
    ]
    return workbook("Księga", BOOK, table, name="ksiega", total=True)


def costs_workbook(rows):
    """Programmes of `cost_queries.programmes`."""
    table = [
        (
            row["case__number"],
            row["starts"],
            row["ends"],
            row["statement"],
            *(
                row[name]
                for name in ("planned_cash", "planned_health", "cash", "health", "direct", "difference")
            ),
        )
        for row in rows
    ]
    return workbook("Koszty programów", COSTS, table, name="koszty-programow", total=True)


def figure_workbook(organisation, figure, listed, on):
    """The list behind one number of the agreement on a day; `listed` is its entry of LISTS."""
    columns, rows = listed(organisation, on)
    name = f"{figure}-{on:%Y-%m-%d}"
    return workbook(f"Do {short_day(on)}", columns, rows, name=name, total=True)


def _decisions(organisation, on):
    columns = (Column("Znak sprawy"), Column("Osoba (klucz)"), Column("Miesiąc"), *_money("Kwota"))
    amounts = queries.decided_amounts(organisation, on).order_by("month", "pk")
    rows = _told(amounts, "uzgodniono", "amount_pln", case="programme__case__number")
    rows += _told(queries.replaced_lines(organisation, on).order_by("pk"), "uzgodniono", "agreed_pln")
    lines = queries.sent_lines(organisation, on).filter(attempt=1).order_by("month", "pk")
    left = F("amount_pln") + F("deducted_pln") - F("agreed_pln")
    nothing = {
        "left__gt": Decimal("-0.005"),
        "left__lt": Decimal("0.005"),
    }  # SQLite reckons in floating point
    rows += _told(lines.annotate(left=left).exclude(**nothing), "nie wypłaca się", "left")
    later = queries.sent_lines(organisation, on).filter(made_up_pln__gt=0).order_by("month", "pk")
    rows += _told(later, "wyrównano dni", "made_up_pln")
    changed = queries.LedgerEntry.objects.filter(
        organisation=organisation, kind=queries.Kind.RECALCULATED, on__lte=on
    )
    rows += _told(changed.order_by("pk"), "zmieniono decyzją", "amount_pln")
    rows += _told(queries.corrections(organisation, on).order_by("pk"), "korekta", "amount_pln")
    return columns, rows


def _cost(organisation, on):
    """What was decided, and what was undue and is claimed no more: it is a cost of its month again."""
    columns, rows = _decisions(organisation, on)
    month = "nie żąda się już zwrotu"
    rows += [
        (claim.case.number, claim.debtor.key, month, left) for claim, left in queries.waived(organisation, on)
    ]
    return columns, rows


def _told(rows, what, amount, case="case__number"):
    """[(number of the case, key of the person, month and what it is, zł)]"""
    shown = rows.values_list(case, "person__key", "month", amount)
    return [(*row[:2], f"{month_name(row[2])}: {what}", row[3]) for row in shown]


def _lists(organisation, on):
    lines = queries.sent_lines(organisation, on).order_by("payment_list__sent_on", "sort_name", "pk")
    shown = (
        "payment_list__number",
        "payment_list__sent_on",
        "case__number",
        "person__key",
        "month",
        "amount_pln",
    )
    columns = (Column("Lista"), Column("Wysłano", "day"), Column("Znak sprawy"), Column("Osoba (klucz)"),
               Column("Miesiąc"), *_money("Wypłacono"))  # fmt: skip
    return columns, [(*row[:4], month_name(row[4]), row[5]) for row in lines.values_list(*shown)]


def _files(organisation, on):
    columns = (Column("Lista"), Column("Wysłano", "day"), Column("Plik albo kasa"), *_money("Kwota"))
    shown = ("payment_list__number", "payment_list__sent_on", "name", "total_pln")
    rows = list(queries.last_files(organisation, on).order_by("pk").values_list(*shown))
    desk = queries.sent_lines(organisation, on).filter(method="cash_desk", amount_pln__gt=0).order_by("pk")
    shown = ("payment_list__number", "payment_list__sent_on", "case__number", "amount_pln")
    return columns, rows + [(*row[:2], f"kasa, {row[2]}", row[3]) for row in desk.values_list(*shown)]


def _entries(organisation, on):
    found = queries.LedgerEntry.objects.filter(organisation=organisation, on__lte=on).order_by("on", "pk")
    columns = (Column("Dzień", "day"), Column("Znak sprawy"), Column("Osoba (klucz)"), Column("Miesiąc"),
               Column("Co"), *_money("Kwota"))  # fmt: skip
    kinds = dict(queries.Kind.choices)
    shown = ("on", "case__number", "person__key", "month", "kind", "amount_pln")
    return columns, [
        (*row[:3], month_name(row[3]), kinds[row[4]], row[5]) for row in found.values_list(*shown)
    ]


def posted_list(**conditions):
    """The list of lines of the book with these conditions: (organisation, day) → (columns, rows)."""

    def listed(organisation, on):
        lines = queries.PostingLine.objects.filter(
            posting__organisation=organisation, posting__on__lte=on, **conditions
        )
        columns = (Column("Numer", "whole"), Column("Dzień", "day"), Column("Dokument"),
                   Column("Znak sprawy"), *_money("Wn +, Ma −"))  # fmt: skip
        shown = ("posting__number", "posting__on", "posting__title", "programme__case__number", "amount_pln")
        return columns, list(lines.order_by("posting", "pk").values_list(*shown))

    return listed


LISTS = {
    "decyzje": _decisions,
    "koszt": _cost,
    "listy": _lists,
    "pliki": _files,
    "wyplaty": _entries,
    "ksiega": posted_list(account="bank", posting__kind="list_paid"),
    "koszty": posted_list(account="cost_cash"),
    "osoby": posted_list(account="persons"),
}
