"""Reads of the cash desk: what waits to be collected, what was settled, who does not collect (art. 106a)."""

from collections import defaultdict

from django.db.models import Exists, OuterRef
from django.utils import timezone

from kladka.casework.benefits.models import LedgerEntry, Payment, PaymentHold
from kladka.casework.decisions.models import Decision
from kladka.journal.reading import noticed_list
from kladka.law.neighbours import uncollected_limit
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .models import DeskPayment

SHOWN = (
    *("id", "key", "month", "sort_name", "person_name", "holder", "amount_pln"),
    *("case__key", "case__number", "payment_list__number", "payment_list__key", "payment_list__sent_on"),
)


def waiting(organisation, cursor="", size=100):
    """A page of payments at the desk that nobody collected yet, by name, as dictionaries of SHOWN."""
    back = LedgerEntry.objects.filter(payment=OuterRef("pk"), kind="returned")
    found = Payment.objects.filter(
        ~Exists(back), payment_list__organisation=organisation, payment_list__state="sent",
        method="cash_desk", amount_pln__gt=0, desk__isnull=True,
    )  # fmt: skip
    page = keyset_page(found.values(*SHOWN), ("sort_name", "id"), cursor, size)
    unseal_rows(page.rows, Payment, "holder")
    _noticed(organisation, page.rows, "case__key")
    return page


def settled(organisation, cursor="", size=25):
    """A page of what was collected or left, newest first."""
    found = DeskPayment.objects.filter(organisation=organisation).values(
        *("id", "on", "state", "by__name", "payment__person_name", "payment__amount_pln", "payment__month"),
        *("payment__case__key", "payment__case__number"),
    )
    page = keyset_page(found, ("-on", "-id"), cursor, size)
    _noticed(organisation, page.rows, "payment__case__key")
    return page


def _noticed(organisation, rows, name):
    noticed_list("desk", [row[name] for row in rows], organisation_id=organisation.pk)


def uncollected(organisation):
    """[(case, months)] of families that took nothing for so many months in a row (ups art. 106a ust. 1).

    A month counts when what was last sent for it to a person came back, from the desk or from the bank.
    """
    later = Payment.objects.filter(
        person=OuterRef("person"), month=OuterRef("month"), attempt__gt=OuterRef("attempt"),
        payment_list__state="sent",
    )  # fmt: skip
    back = LedgerEntry.objects.filter(payment=OuterRef("pk"), kind="returned")
    held = PaymentHold.objects.filter(case=OuterRef("case"), ended_on=None)
    found = Payment.objects.filter(
        Exists(back), ~Exists(later), ~Exists(held), case__organisation=organisation
    )
    months, cases = defaultdict(set), {}
    for payment in found.select_related("case").order_by("case__number", "pk"):
        months[payment.case_id].add(payment.month)
        cases[payment.case_id] = payment.case
    least = uncollected_limit(timezone.localdate())
    proposed = [(cases[pk], sorted(of)) for pk, of in months.items() if longest_run(of) >= least]
    noticed_list("desk", [case.key for case, _ in proposed], organisation_id=organisation.pk)
    return proposed


def longest_run(months):
    """The most calendar months in a row among first days of months."""
    numbers, best, run = sorted(day.year * 12 + day.month for day in months), 0, 0
    for at, number in enumerate(numbers):
        run = run + 1 if at and number == numbers[at - 1] + 1 else 1
        best = max(best, run)
    return best


def holds(organisation):
    """Open holds of the centre, the oldest first."""
    found = PaymentHold.objects.filter(case__organisation=organisation, ended_on=None)
    rows = list(found.select_related("case", "by").order_by("starts", "pk"))
    noticed_list("desk", [one.case.key for one in rows], organisation_id=organisation.pk)
    decisions = _expiries([one.case_id for one in rows])
    for one in rows:
        one.decision = _after(one, decisions[one.case_id])
    return rows


def expiry_of(hold):
    """The newest decision, drafted after a hold and not withdrawn, that states that the grant expired."""
    return _after(hold, _expiries([hold.case_id])[hold.case_id])


def _expiries(cases):
    """{case id: decisions on expiry, the newest first}."""
    found = defaultdict(list)
    rows = Decision.objects.filter(case__in=cases, kind=Decision.Kind.EXPIRE).order_by("-pk")
    for one in rows.exclude(state=Decision.State.WITHDRAWN).select_related("delivery"):
        found[one.case_id].append(one)
    return found


def _after(hold, decisions):
    return next((one for one in decisions if one.prepared_at >= hold.opened_at), None)
