"""Reads of the grant: what programmes will need, what came, what the book says was used."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Q, Sum

from kladka.casework.benefits.lines import insured_elsewhere
from kladka.casework.insurance.models import OtherTitle
from kladka.casework.ledger import chart
from kladka.casework.ledger.models import PostingLine
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.journal.reading import noticed_list

from .models import GrantReceipt, GrantRequest, GrantSettlement

ZERO = Decimal("0.00")
# Programmes that will cost: accepted by the voivode (ups art. 93 ust. 3) and those that run.
COUNTED = (Programme.State.ACCEPTED, Programme.State.RUNNING)


def needed(organisation, starts, ends):
    """[{programme, people, cash, health}] in zł, of the months from `starts` to `ends`.

    Without the contributions of who is insured elsewhere: the centre does not pay them (ustawa zdrowotna
    art. 82 ust. 6), as on the list of contributions.
    """
    amounts = AgreedAmount.objects.to_pay().filter(
        programme__organisation=organisation, programme__state__in=COUNTED, month__range=(starts, ends)
    )
    sums = amounts.values("programme").annotate(
        people=Count("person", distinct=True), cash=Sum("amount_pln"), health=Sum("health_pln")
    )
    elsewhere = _insured_elsewhere(amounts)
    return [
        row
        | {
            "cash": row["cash"].quantize(ZERO),
            "health": row["health"].quantize(ZERO) - elsewhere[row["programme"]],
        }
        for row in sums.order_by("programme")
    ]


def _insured_elsewhere(amounts):
    """{programme id: zł of contributions} of the months in which a person has another title all month."""
    titles = defaultdict(list)
    for one in OtherTitle.objects.filter(case__programmes__in=amounts.order_by().values("programme")):
        titles[one.case_id].append(one)
    found = defaultdict(lambda: ZERO)
    own = amounts.filter(
        programme__case__in=titles, person__in={t.person_id for own in titles.values() for t in own}
    )
    for row in own.values_list("programme", "programme__case", "person", "month", "health_pln"):
        programme, case, person, month, health = row
        if insured_elsewhere(titles[case], person, month):
            found[programme] += health
    return found


def balance(organisation, since=None, until=None):
    """{"received", "cash", "health", "direct", "received_cash" …} in zł from the book.

    Came less returned in all and by purpose, and used by purpose.
    """
    lines = PostingLine.objects.filter(
        posting__organisation=organisation,
        posting__source=chart.GRANT,
        account__in=chart.COSTS + chart.GRANTS,
    )
    if since:
        lines = lines.filter(posting__on__gte=since)
    if until:
        lines = lines.filter(posting__on__lte=until)
    sums = {key: Sum("amount_pln", filter=Q(account=f"cost_{key}")) for key, _, _ in chart.PURPOSES}
    sums |= {
        f"received_{key}": Sum("amount_pln", filter=Q(account=f"grant_{key}")) for key, _, _ in chart.PURPOSES
    }
    found = lines.aggregate(received=Sum("amount_pln", filter=Q(account__in=chart.GRANTS)), **sums)
    found = {name: (amount or ZERO).quantize(ZERO) for name, amount in found.items()}
    return {name: -amount if name.startswith("received") else amount for name, amount in found.items()}


def grant_page(organisation):
    """Requests, receipts and settlements, newest first; a year or two of each."""
    own = {"organisation": organisation}
    people = ("by", "approved_by")
    return {
        "requests": list(GrantRequest.objects.filter(**own).select_related(*people).order_by("-id")[:24]),
        "receipts": list(
            GrantReceipt.objects.filter(**own).select_related("by", "request").order_by("-on", "-id")[:24]
        ),
        "settlements": list(
            GrantSettlement.objects.filter(**own).select_related(*people).order_by("-ends", "-id")[:12]
        ),
        "balance": balance(organisation),
    }


def open_requests(organisation):
    """Requests sent to the voivode, the newest first, to which money may come."""
    return list(
        GrantRequest.objects.filter(organisation=organisation, sent_on__isnull=False).order_by("-id")[:12]
    )


def lines_of(request):
    """Lines of a request with the numbers of the cases."""
    lines = request.lines.select_related("programme__case").order_by("programme__case__number", "pk")
    rows = list(lines)
    shown = [line.programme.case.key for line in rows]
    noticed_list("grant_request", shown, organisation_id=request.organisation_id, key=request.key)
    return rows
