"""What each programme costs against the statement of costs sent to the voivode (ups art. 93 ust. 2)."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import OuterRef, Subquery, Sum

from kladka.casework.cases.restrictions import Restriction
from kladka.casework.ledger import chart
from kladka.casework.ledger.models import PostingLine
from kladka.casework.programmes.models import AgreedAmount, CostStatement, Programme
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page

ZERO = Decimal("0.00")
State = Programme.State
SHOWN = ("id", "key", "state", "starts", "ends", "case__key", "case__number", "case__title")
ORDERS = {"nowe": ("-id",), "stare": ("id",)}


def programmes(organisation, *, state="", order="nowe", cursor="", size=25, leaving=False):
    """A page of programmes with a statement of costs, as dictionaries: planned, spent, difference in zł."""
    statement = CostStatement.objects.filter(programme=OuterRef("pk")).order_by("-pk")
    found = Programme.objects.filter(organisation=organisation).exclude(case__state="erased")
    if state:
        found = found.filter(state=state)
    if leaving:
        found = found.exclude(case__in=Restriction.objects.cases())
    planned = {
        f"planned_{what}": Subquery(statement.values(f"{what}_pln")[:1]) for what in ("cash", "health")
    }
    found = found.annotate(statement=Subquery(statement.values("number")[:1]), **planned)
    found = found.filter(statement__isnull=False).values(*SHOWN, "statement", *planned)
    page = keyset_page(found, ORDERS[order], cursor, size)
    spent = _spent([row["id"] for row in page.rows])
    for row in page.rows:
        row.update(_compared(row, spent[row["id"]]))
    shown = [row["case__key"] for row in page.rows]
    noticed_list("programme_costs", shown, organisation_id=organisation.pk)
    return page


def _spent(ids):
    """{programme id: {"cash" | "health" | "direct": zł}} from the book."""
    lines = PostingLine.objects.filter(programme__in=ids, account__in=chart.COSTS)
    found = defaultdict(lambda: {key: ZERO for key, _, _ in chart.PURPOSES})
    for programme, account, amount in lines.values_list("programme", "account").annotate(
        sum=Sum("amount_pln")
    ):
        found[programme][account.removeprefix("cost_")] = amount.quantize(ZERO)
    return found


def _compared(row, spent):
    planned = (row["planned_cash"] or ZERO) + (row["planned_health"] or ZERO)
    total = sum(spent.values(), ZERO)
    return {**spent, "planned": planned, "total": total, "difference": planned - total}


def months(programme):
    """[{month, planned_cash, planned_health, cash, health, direct, difference}] of one programme, in zł."""
    planned = AgreedAmount.objects.to_pay().filter(programme=programme).values_list("month")
    rows = {}
    for month, cash, health in planned.annotate(cash=Sum("amount_pln"), health=Sum("health_pln")):
        rows[month] = _month(month, cash.quantize(ZERO), health.quantize(ZERO))
    lines = PostingLine.objects.filter(programme=programme, account__in=chart.COSTS)
    for month, account, amount in lines.values_list("month", "account").annotate(sum=Sum("amount_pln")):
        row = rows.setdefault(month, _month(month, ZERO, ZERO))
        row[account.removeprefix("cost_")] = amount.quantize(ZERO)
    for row in rows.values():
        spent = sum((row[key] for key, _, _ in chart.PURPOSES), ZERO)
        row["difference"] = row["planned_cash"] + row["planned_health"] - spent
    return [rows[month] for month in sorted(rows)]


def _month(month, cash, health):
    spent = {key: ZERO for key, _, _ in chart.PURPOSES}
    return {"month": month, "planned_cash": cash, "planned_health": health, **spent}
