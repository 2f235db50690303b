"""Reads of own funds: what stands covered by purpose, the list, what the grant has not paid for."""

from decimal import Decimal

from django.db.models import Case, F, Sum, When

from kladka.casework.ledger import chart
from kladka.ui.paging import keyset_page

from .grant_queries import balance
from .models import OwnFunds

ZERO = Decimal("0.00")
ORDERS = {"nowe": ("-on", "-id"), "stare": ("on", "id")}
SHOWN = ("id", "key", "on", "back", "purpose", "amount_pln", "document", "reason", "by__name")
SIGNED = Case(When(back=True, then=-F("amount_pln")), default=F("amount_pln"))


def own_funds(organisation, *, purpose="", order="nowe", cursor="", size=25):
    """A page of what was covered and taken back, as dictionaries of SHOWN."""
    found = OwnFunds.objects.filter(organisation=organisation, **({"purpose": purpose} if purpose else {}))
    return keyset_page(found.values(*SHOWN), ORDERS[order], cursor, size)


def outstanding(organisation, until=None):
    """{purpose: zł covered from own funds and not taken back} up to a day."""
    rows = OwnFunds.objects.filter(organisation=organisation)
    if until:
        rows = rows.filter(on__lte=until)
    sums = dict(rows.values_list("purpose").annotate(sum=Sum(SIGNED)).order_by())
    return {key: sums.get(key, ZERO).quantize(ZERO) for key, _, _ in chart.PURPOSES}


def coverage(organisation):
    """[{key, name, spent, granted, own, missing, spare}] by purpose, zł, by the book.

    `missing` was spent of neither the grant nor own funds; `spare` of own funds the grant has paid by now.
    """
    grant, own = balance(organisation), outstanding(organisation)
    rows = []
    for key, name, _ in chart.PURPOSES:
        spent, granted = grant[key], grant[f"received_{key}"]
        short = max(spent - granted, ZERO)
        parts = {"missing": max(short - own[key], ZERO), "spare": max(own[key] - short, ZERO)}
        rows.append({"key": key, "name": name, "spent": spent, "granted": granted, "own": own[key]} | parts)
    return rows
