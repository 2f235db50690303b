"""Who may see payment lists, prepare and send them, approve them, and set the account of a family."""

import datetime

from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.casework.cases.permissions import admit, kept

from .models import PaymentList

State = PaymentList.State


def list_for(user, key):
    """The payment list with this key if it belongs to a centre the user works for today."""
    lists = PaymentList.objects.filter(organisation_id__in=accounts.money_organisation_ids(user))
    try:
        found = lists.select_related("prepared_by", "approved_by").get(key=key)
    except PaymentList.DoesNotExist as error:
        raise Http404("Nie ma takiej listy wypłat.") from error
    found.organisation = accounts.own_organisation(user, found.organisation_id)
    return found


def line_for(user, key, person_key, month):
    """One line of a list the user may see, by the key of the person and the month, e.g. "2026-12"."""
    payment_list = list_for(user, key)
    try:
        first = datetime.date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise Http404("Nie ma takiego miesiąca.") from error
    line = (
        payment_list.payments.filter(person__key=person_key, month=first)
        .select_related("person", "case", "programme__application", "programme__case__organisation")
        .first()
    )
    if line is None:
        raise Http404("Tej osoby nie ma na liście.")
    kept(line.case)
    admit(user, line.case, payments=True)
    return payment_list, line


def can_prepare(user, organisation_id):
    """Prepare, recalculate, withdraw and submit a list, take its files, mark it as sent."""
    return accounts.can_handle_payments(user, organisation_id)


def can_approve(user, payment_list):
    """A head who neither prepared nor submitted this list."""
    authors = (payment_list.prepared_by_id, payment_list.submitted_by_id)
    return accounts.can_approve(user, payment_list.organisation_id) and user.pk not in authors


def can_send_back(user, payment_list):
    """Any head, the author too: sending back is not approving. By role; the act looks at the state."""
    return accounts.can_approve(user, payment_list.organisation_id)


def can_set_account(user, case):
    """Whoever works with the family or pays it."""
    return accounts.can_handle_cases(user, case.organisation_id) or accounts.can_handle_payments(
        user, case.organisation_id
    )


def can_confirm_account(user, case, waiting):
    """Whoever works with the family or pays it, and did not type the change."""
    return can_set_account(user, case) and user.pk != waiting.by_id


def can_confirm_kept(user, case, returned):
    """Whoever works with the family or pays it, and did not record that its transfer came back."""
    return can_set_account(user, case) and user.pk not in {entry.by_id for entry in returned}


def can_settle(user, case):
    """Record a returned transfer, propose a correction or confirm another person's."""
    return accounts.can_handle_payments(user, case.organisation_id)
