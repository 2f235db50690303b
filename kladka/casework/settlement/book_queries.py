"""Reads of the book: postings page by page, balances of accounts, closed years."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Q, Sum

from kladka.casework.ledger import chart
from kladka.casework.ledger.models import BookYear, Posting, PostingLine
from kladka.ui.paging import keyset_page

ZERO = Decimal("0.00")
ORDERS = {"nowe": ("-on", "-id"), "stare": ("on", "id")}
SHOWN = ("id", "key", "number", "year", "on", "kind", "title", "source", "by__name")


def postings(
    organisation, *, kind="", account="", source="", since=None, until=None, order="nowe", cursor="", size=50
):
    """A page of postings as dictionaries of SHOWN, each with its `lines` put together by account."""
    found = Posting.objects.filter(organisation=organisation)
    wanted = {"kind": kind, "source": source, "on__gte": since, "on__lte": until}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if account:
        found = found.filter(pk__in=PostingLine.objects.filter(account=account).values("posting"))
    page = keyset_page(found.values(*SHOWN), ORDERS[order], cursor, size)
    lines = _lines([row["id"] for row in page.rows])
    for row in page.rows:
        row["lines"] = lines[row["id"]]
    return page  # fmt: skip


def _lines(postings):
    """{posting id: [(account, zł)]}, debits first."""
    sums = PostingLine.objects.filter(posting__in=postings).values_list("posting", "account")
    found = defaultdict(list)
    for posting, account, amount in sums.annotate(sum=Sum("amount_pln")).order_by("posting", "account"):
        found[posting].append((account, amount.quantize(ZERO)))
    return {posting: sorted(lines, key=lambda line: line[1] < 0) for posting, lines in found.items()} | {
        posting: [] for posting in set(postings) - set(found)
    }


def balances(organisation, since, until):
    """[(account, opening, debits, credits, closing)] in zł, by the chart, of accounts that have a line."""
    lines = PostingLine.objects.filter(posting__organisation=organisation, posting__on__lte=until)
    within = Q(posting__on__gte=since)
    sums = lines.values_list("account").annotate(
        opening=Sum("amount_pln", filter=~within),
        debits=Sum("amount_pln", filter=within & Q(amount_pln__gt=0)),
        credits=Sum("amount_pln", filter=within & Q(amount_pln__lt=0)),
    )
    found = {account: [(one or ZERO).quantize(ZERO) for one in parts] for account, *parts in sums}
    return [
        (chart.ACCOUNTS[code], opening, debits, -credits, opening + debits + credits)
        for code in chart.ACCOUNTS
        if code in found
        for opening, debits, credits in [found[code]]
    ]


def years(organisation):
    """Years with a posting, newest first."""
    found = Posting.objects.filter(organisation=organisation).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def closings(organisation):
    """Every closing and reopening, newest first."""
    found = BookYear.objects.filter(organisation=organisation).select_related("closed_by", "reopened_by")
    return list(found.order_by("-pk"))
