"""Reads of statements: the list of files, lines of one page by page, sums of what they were found to be."""

from decimal import Decimal

from django.db.models import Count, Q, Sum

from kladka.casework.benefits.models import Payment
from kladka.casework.cases.restrictions import Restriction
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .models import BankStatement, StatementLine

State = StatementLine.State
ZERO = Decimal("0.00")
SHOWN = (
    *("id", "key", "on", "amount_pln", "account", "name", "title", "state", "why", "set_aside"),
    *(
        "confirmed_by__name",
        "payment__payment_list__number",
        "payment__payment_list__key",
        "payment__person_name",
    ),
    *("payment__case__key", "payment__case__number", "payment_list__number", "payment_list__key"),
)
OPEN = Q(confirmed_by=None, set_aside=False)
# Parts of a statement: address → (label, condition on its lines).
PARTS = {
    "": ("Wszystkie", Q()),
    "pewne": ("Pewne", Q(state=State.MATCHED) & OPEN),
    "watpliwe": ("Wątpliwe", Q(state=State.DOUBTFUL) & OPEN),
    "zwroty": ("Zwroty", Q(state=State.RETURNED) & OPEN),
    "bez-pary": ("Bez pary", Q(state=State.UNMATCHED) & OPEN),
    "zalatwione": ("Załatwione", ~OPEN),
}


def statements(organisation, cursor="", size=24):
    """A page of statements, newest first, each with how many of its lines wait."""
    waiting = Count("lines", filter=Q(lines__confirmed_by=None, lines__set_aside=False))
    found = BankStatement.objects.filter(organisation=organisation).values(
        *("id", "key", "name", "number", "starts", "ends", "closing_pln", "at", "by__name")
    )
    return keyset_page(found.annotate(count=Count("lines"), waiting=waiting), ("-id",), cursor, size)


def lines(statement, part="", cursor="", size=50, leaving=False):
    """A page of lines of a statement, as dictionaries of SHOWN, in the order of the file."""
    found = statement.lines.filter(PARTS[part][1])
    if leaving:
        restricted = Payment.objects.filter(case__in=Restriction.objects.cases())
        found = found.exclude(payment__in=restricted.values("pk"))
    found = found.values(*SHOWN)
    page = keyset_page(found, ("id",), cursor, size)
    unseal_rows(page.rows, StatementLine, "account", "name", "title")
    shown = [row["payment__case__key"] for row in page.rows if row["payment__case__key"]]
    noticed_list("statement", shown, organisation_id=statement.organisation_id, key=statement.key)
    return page


def counts(statement):
    """{part: (lines, zł)}, in one query."""
    asked = {}
    for at, (_, condition) in enumerate(PARTS.values()):
        asked |= {f"n{at}": Count("pk", filter=condition), f"s{at}": Sum("amount_pln", filter=condition)}
    found = statement.lines.aggregate(**asked)
    return {
        part: (found[f"n{at}"], (found[f"s{at}"] or ZERO).quantize(ZERO)) for at, part in enumerate(PARTS)
    }


def sure_keys(statement):
    """Keys of all lines that wait and are sure."""
    return list(statement.lines.filter(PARTS["pewne"][1]).values_list("key", flat=True))
