"""Acts on standing orders of deductions; the lists that follow take what an order allows (deducting.py)."""

from django.db import transaction

from kladka.documents.polish import month_name
from kladka.journal.actions import record

from .models import DeductionOrder


@transaction.atomic
def order_deductions(decision, *, person, starts, limit, by, monthly=None):
    """Let lists deduct for the claim of a decision from the month of `starts` on, `limit` zł in all.

    `person` is whose payments it is taken from (None: everybody's of the case), `monthly` the most in zł a
    month. An order that stands already is given these terms.
    """
    terms = {"person": person, "starts": starts.replace(day=1), "limit_pln": limit, "monthly_pln": monthly}
    case = decision.case
    order, _ = DeductionOrder.objects.update_or_create(
        decision=decision,
        defaults=terms | {"ended_on": None},
        create_defaults=terms | {"organisation": case.organisation, "case": case, "by": by},
    )
    details = {"limit": str(limit), "since": month_name(order.starts)}
    record("deduction.ordered", case, by=by, organisation=case.organisation, **details)
    return order


@transaction.atomic
def limit_deductions(decision, *, limit, by, ended_on=None, monthly=None, starts=None):
    """Set what may be deducted in all after a repayment or a relief; nothing without an order.

    `starts` is the month before which a relief lets no list deduct.
    """
    order = DeductionOrder.objects.select_for_update().filter(decision=decision).first()
    if order is None:
        return
    order.limit_pln, order.ended_on = limit, ended_on or order.ended_on
    order.monthly_pln = monthly or order.monthly_pln
    order.starts = max(order.starts, starts or order.starts)
    order.save(update_fields=["limit_pln", "monthly_pln", "starts", "ended_on", "changed_at"])
    record("deduction.limited", decision.case, by=by, organisation=decision.organisation, limit=str(limit))
