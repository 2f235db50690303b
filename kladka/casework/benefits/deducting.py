"""What a list deducts: standing orders applied to the lines of its own month, within the share of the law.

Never from arrears or from what is paid again: the act speaks of current payments (ups art. 104 ust. 2).
"""

from collections import defaultdict

from django.db.models import Sum

from kladka.casework.programmes.queries import grosze, zlote
from kladka.documents.polish import zl
from kladka.law.neighbours import greatest_deduction

from .models import Deduction, DeductionOrder

PROVISION = "ups art. 104 ust. 2"


def deduct(organisation, month, lines):
    """Take what the orders of the centre allow from unsaved lines; each keeps its parts in `taken`.

    Sets `deducted_pln`, lowers `amount_pln`, says why. `taken` is [(order, zł)]; `save_deductions` writes it.
    """
    current = [line for line in lines if line.month == month and line.amount_pln]
    due = [(line.case_id, line.person_id, line.amount_pln) for line in current]
    taken = _shares(organisation, month, due)
    for line in current:
        line.taken = taken.get((line.person_id, month), [])
        if line.taken:
            line.deducted_pln = sum(amount for _, amount in line.taken)
            line.amount_pln -= line.deducted_pln
            line.explanation = _said(line)[:600]


def _said(line):
    parts = ", ".join(f"{zl(amount)} zł (decyzja {order.decision.number})" for order, amount in line.taken)
    return (
        f"{line.explanation} Potrącono na poczet nienależnie pobranego świadczenia {parts}, najwyżej połowę "
        f"wypłaty ({PROVISION}). Do przelewu lub kasy: {zl(line.amount_pln)} zł."
    )


def _shares(organisation, month, due):
    """{(person id, month): [(order, zł)]} for [(case id, person id, zł due)]; older orders first."""
    orders = open_orders(organisation, month, {case for case, _, _ in due})
    if not orders:
        return {}
    left = {order.pk: _left(order) for order in orders}
    by_case, taken = defaultdict(list), defaultdict(list)
    for order in orders:
        by_case[order.case_id].append(order)
    for case, person, amount in sorted(due):  # whatever the order of the lines
        most = greatest_deduction(grosze(amount), month) if case in by_case else 0
        for order in by_case[case]:
            if order.person_id not in (None, person):
                continue
            part = min(most, left[order.pk])
            if part > 0:
                most, left[order.pk] = most - part, left[order.pk] - part
                taken[person, month].append((order, zlote(part)))
    return taken


def open_orders(organisation, month, cases):
    """Orders for a list of the month that have something left, oldest first, with `deducted` so far.

    What stands on lists of the month itself is not counted as deducted: the list is counted anew.
    """
    orders = DeductionOrder.objects.filter(
        organisation=organisation, starts__lte=month, ended_on=None, limit_pln__gt=0, case__in=cases
    )
    orders = orders.select_related("decision").defer("decision__content", "decision__grounds")
    orders = list(orders.order_by("pk"))
    before = Deduction.objects.filter(order__in=orders).exclude(payment__payment_list__month=month)
    sums = dict(before.values_list("order").annotate(sum=Sum("amount_pln")))
    for order in orders:
        order.deducted = round(sums.get(order.pk, 0) * 100)  # SQLite adds as floating point
    return orders


def _left(order):
    """Grosz that may still be taken in this month."""
    left = max(grosze(order.limit_pln) - order.deducted, 0)
    return left if order.monthly_pln is None else min(left, grosze(order.monthly_pln))


def save_deductions(lines):
    """Write the deductions of saved lines."""
    made = [
        Deduction(payment=line, order=order, amount_pln=amount)
        for line in lines
        for order, amount in getattr(line, "taken", ())
    ]
    Deduction.objects.bulk_create(made, batch_size=500)


def otherwise_deducted(payment_list):
    """[(line, zł paid out now)] of the lines from which another sum would be deducted now."""
    cases = _cases_with_orders(payment_list)
    if not cases:
        return []
    lines = list(
        payment_list.payments.filter(case__in=cases, attempt=1, month=payment_list.month).order_by(
            "sort_name", "person_id", "month"
        )
    )
    due = [(line.case_id, line.person_id, line.amount_pln + line.deducted_pln) for line in lines]
    now = _shares(payment_list.organisation, payment_list.month, [one for one in due if one[2]])
    found = []
    for line in lines:
        taken = sum((amount for _, amount in now.get((line.person_id, line.month), [])), zlote(0))
        if taken != line.deducted_pln:
            found.append((line, line.amount_pln + line.deducted_pln - taken))
    return found


def _cases_with_orders(payment_list):
    """Cases with an order for this list, ended ones too, or with something deducted on it."""
    orders = DeductionOrder.objects.filter(
        organisation=payment_list.organisation_id, starts__lte=payment_list.month
    )
    taken = Deduction.objects.filter(payment__payment_list=payment_list)
    return {*orders.values_list("case", flat=True), *taken.values_list("payment__case", flat=True)}
