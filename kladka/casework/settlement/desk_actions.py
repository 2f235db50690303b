"""Acts of the cash desk: a payment is collected, or left and its money goes back to the bank."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.casework.benefits.ledger_actions import enter_return
from kladka.casework.benefits.models import LedgerEntry, Payment
from kladka.casework.ledger.actions import Line, post
from kladka.journal.actions import record

from .models import DeskPayment

State = DeskPayment.State


@transaction.atomic
def settle_desk(organisation, payment_ids, *, state, on, by):
    """Record for each payment that it was collected on a day, or left; what was left is owed again.

    Returns how many. Raises ValidationError when one may not be settled: then none is.
    """
    found = Payment.objects.filter(
        pk__in=payment_ids, payment_list__organisation=organisation, payment_list__state="sent",
        method="cash_desk", amount_pln__gt=0,
    )  # fmt: skip
    payments = list(found.select_related("payment_list__organisation", "case", "programme").order_by("pk"))
    for payment in payments:
        if on < payment.payment_list.sent_on:
            raise ValidationError({"on": "Pieniędzy nie można odebrać przed wysłaniem listy."})
        if LedgerEntry.objects.filter(payment=payment, kind="returned").exists():
            raise ValidationError(f"{payment.case.number}: zwrot tej wypłaty już zapisano.")
        _settle(organisation, payment, state, on, by)
    return len(payments)


def _settle(organisation, payment, state, on, by):
    try:
        with transaction.atomic():
            made = DeskPayment.objects.create(
                organisation=organisation, payment=payment, state=state, on=on, by=by
            )
    except IntegrityError as error:
        raise ValidationError(f"{payment.case.number}: tę wypłatę już rozliczono w kasie.") from error
    if state == State.LEFT:
        enter_return(payment, kind="desk_left", on=on, by=by)
    else:
        title = f"{payment.payment_list.number}, {payment.case.number}"
        lines = [Line("uncollected", payment.amount_pln), Line("desk", -payment.amount_pln)]
        post(organisation, kind="desk_paid", document=payment.key, title=title, on=on, lines=lines, by=by)
    record(f"desk.{state}", made, by=by, organisation=organisation, amount=str(payment.amount_pln))
