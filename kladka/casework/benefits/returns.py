"""Przelewy, które wróciły: which of them wait until the family's account is changed or confirmed."""

from django.db.models import Count, Exists, OuterRef, Q

from .models import AccountCheck, LedgerEntry, PayoutAccount

RETURNED, TRANSFER = LedgerEntry.Kind.RETURNED, PayoutAccount.Method.TRANSFER


def unconfirmed(entries):
    """Of these entries the returned transfers after which the account in force is as unsure as it was.

    It is sure again when a change of it was confirmed, or when the family was called and keeps it. What was
    left at the cash desk waits for nothing: no account was wrong.
    """
    sure = PayoutAccount.objects.in_force().filter(case=OuterRef("case"))
    called = AccountCheck.objects.filter(account=OuterRef("pk"), at__gte=OuterRef(OuterRef("at")))
    first = Q(confirmed_at=None, created_at__gte=OuterRef("at"))
    sure = sure.filter(Q(confirmed_at__gte=OuterRef("at")) | first | Exists(called))
    return entries.filter(~Exists(sure), kind=RETURNED, payment__method=TRANSFER)


def waiting_places(organisation):
    """{(person id, month)} of a centre that no list pays again yet."""
    found = unconfirmed(LedgerEntry.objects.filter(organisation=organisation))
    return set(found.values_list("person_id", "month"))


def waiting_families(organisation):
    """How many families of a centre wait with a returned transfer for their account to be confirmed."""
    found = unconfirmed(LedgerEntry.objects.filter(organisation=organisation))
    return found.aggregate(cases=Count("case", distinct=True))["cases"]


def waiting_returns(case):
    """Entries of the returned transfers of a case that wait, the newest first."""
    return list(unconfirmed(case.ledger.all()).select_related("person", "by").order_by("-pk"))
