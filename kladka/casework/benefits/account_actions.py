"""Acts on the account a family is paid to: set, and after the first payment confirmed by a second person.

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import add_event
from kladka.journal.actions import record

from . import returns
from .models import CLOSED, AccountCheck, Payment, PaymentList, PayoutAccount

State = PaymentList.State


@transaction.atomic
def set_account(case, *, method, holder, account, on, by):
    """Set where the family's money goes from day `on`; the former account is ended, not overwritten.

    Lists still being prepared take it over; submitted and approved lists keep what was checked. After the
    first payment the new account waits until `confirm_account`.
    """
    account = account if method == PayoutAccount.Method.TRANSFER else ""
    current = case.payout_accounts.select_for_update().in_force().first()
    if current and (current.method, current.holder, current.account) == (method, holder, account):
        return current
    _end(case.payout_accounts.waiting().first(), on)  # the last change counts
    waits = case.payments.filter(payment_list__state__in=CLOSED, amount_pln__gt=0).exists()
    if not waits:
        _end(current, on)
    made = PayoutAccount.objects.create(
        case=case, method=method, holder=holder, account=account, since=on, by=by, needs_confirmation=waits
    )
    if waits:
        _tell(case, "payout_account.changed", "Zmiana rachunku czeka na potwierdzenie", made, on=on, by=by)
        return made
    return _take_over(case, made, "payout_account.set", "Ustalono sposób wypłaty", on=on, by=by)


@transaction.atomic
def confirm_account(waiting, *, called_back, on, by):
    """A second person has called the family back: from now on the changed account is in force."""
    waiting = _still_waiting(waiting)
    if waiting.by_id == by.pk:
        raise ValidationError("Zmianę rachunku potwierdza inna osoba niż ta, która ją wpisała.")
    if not called_back:
        raise ValidationError({"called_back": "Najpierw zadzwoń do rodziny na numer, który jest w aktach."})
    case = waiting.case
    _end(case.payout_accounts.select_for_update().in_force().first(), on)
    waiting.called_back, waiting.confirmed_by, waiting.confirmed_at = True, by, timezone.now()
    waiting.save(update_fields=["called_back", "confirmed_by", "confirmed_at"])
    title = "Potwierdzono zmianę rachunku"
    return _take_over(case, waiting, "payout_account.confirmed", title, on=on, by=by)


@transaction.atomic
def reject_account(waiting, *, on, by):
    """The changed account is not the family's: the former one stays in force."""
    waiting = _still_waiting(waiting)
    _end(waiting, on)
    _tell(waiting.case, "payout_account.rejected", "Odrzucono zmianę rachunku", waiting, on=on, by=by)


@transaction.atomic
def confirm_unchanged(case, *, called_back, on, by):
    """After a transfer came back: the family was called and keeps its account; lists may pay it again.

    Refused to who recorded the return: another person makes sure before the money goes out again.
    """
    account = case.payout_accounts.select_for_update().in_force().first()
    waiting = returns.waiting_returns(case)
    if account is None or not waiting:
        raise ValidationError("Żaden zwrot przelewu nie czeka na potwierdzenie rachunku.")
    if by.pk in {entry.by_id for entry in waiting}:
        raise ValidationError("Rachunek po zwrocie potwierdza inna osoba niż ta, która zapisała zwrot.")
    if not called_back:
        raise ValidationError({"called_back": "Najpierw zadzwoń do rodziny na numer, który jest w aktach."})
    made = AccountCheck.objects.create(case=case, account=account, by=by)
    title = "Rodzina potwierdziła rachunek po zwrocie przelewu"
    _tell(case, "payout_account.kept", title, account, on=on, by=by, returns=len(waiting))
    return made


def _still_waiting(account):
    waiting = PayoutAccount.objects.select_for_update().waiting().filter(pk=account.pk).first()
    if waiting is None:
        raise ValidationError("Tę zmianę rachunku ktoś już rozstrzygnął.")
    return waiting


def _end(account, on):
    if account:
        account.ended_on = max(on, account.since)
        account.save(update_fields=["ended_on"])


def _take_over(case, account, act, title, *, on, by):
    """Lists still being prepared pay to the account that has come into force."""
    lines = list(Payment.objects.filter(case=case, payment_list__state=State.DRAFT))
    for line in lines:
        line.method, line.holder, line.account = account.method, account.holder, account.account
        line.save(update_fields=["method", "holder", "account"])
    _tell(case, act, title, account, on=on, by=by, draft_lines=len(lines))
    return account


def _tell(case, act, title, account, *, on, by, **details):
    record(act, case, by=by, organisation=case.organisation, method=account.method, **details)
    add_event(case, title, on=on, by=by, text=_way(account), url=f"/sprawy/{case.key}/wyplaty/")


def _way(account):
    if account.method == PayoutAccount.Method.TRANSFER:
        return f"przelew na rachunek kończący się na {account.account[-4:]}"
    return "odbiór w kasie"
