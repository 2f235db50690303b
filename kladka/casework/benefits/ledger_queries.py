"""Reads of the ledger: what a person is owed for a month, and the settlement of a case."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from kladka.documents.polish import month_name, zl
from kladka.vault.fields import unseal_rows

from .models import LedgerEntry, PaymentList, PayoutCorrection

Kind = LedgerEntry.Kind
# What makes up what is due for a month; the rest is what the person had of it, or owes.
DUE = (Kind.GRANTED, Kind.WITHHELD, Kind.CORRECTED, Kind.RECALCULATED, Kind.MADE_UP)
OPEN = (PaymentList.State.DRAFT, PaymentList.State.SUBMITTED)
ZERO = Decimal("0.00")
# Far below a grosz: SQLite adds decimals as floating point.
ALMOST = Decimal("0.005")


def owed(organisation):
    """{(person id, month): zł} above zero."""
    entries = LedgerEntry.objects.filter(organisation=organisation)
    sums = entries.values_list("person_id", "month").annotate(owed=Sum("amount_pln")).filter(owed__gt=ALMOST)
    return {(person, month): amount.quantize(ZERO) for person, month, amount in sums.order_by("month")}


def owed_to_dead(organisation_id):
    """Names of who died while the ledger owed them something, in their order: no list pays it by itself."""
    entries = LedgerEntry.objects.filter(organisation=organisation_id, person__died_on__isnull=False)
    names = ("person__family_name", "person__given_names")
    sums = entries.values(*names, "person", "month").annotate(owed=Sum("amount_pln")).filter(owed__gt=ALMOST)
    found = sums.order_by(*names).values_list(*names)
    return list(dict.fromkeys(f"{given} {family}" for family, given in found))


def recalculated_by(organisation, places):
    """{(person id, month): [numbers of decisions]} that changed what is due for these after it was paid."""
    entries = LedgerEntry.objects.filter(
        organisation=organisation, kind=Kind.RECALCULATED, person__in={person for person, _ in places}
    )
    found = defaultdict(list)
    for person, month, number in entries.order_by("pk").values_list("person", "month", "decision__number"):
        if (person, month) in places:
            found[person, month].append(number)
    return found


def balance(person, month, *kinds):
    """Sum in zł of a person's entries of a month, of these kinds or of all."""
    entries = LedgerEntry.objects.filter(person=person, month=month)
    if kinds:
        entries = entries.filter(kind__in=kinds)
    return (entries.aggregate(sum=Sum("amount_pln"))["sum"] or ZERO).quantize(ZERO)


def due_and_paid(case):
    """{(person id, month): (zł due, zł the person has had of it)} of the months on lists that were sent.

    Had: paid, not returned, and what a deduction paid off; what was claimed back by a decision is not had.
    """
    return due_and_paid_of([case.pk])[case.pk]


def due_and_paid_of(case_ids):
    """{case id: the same} of many cases in one query."""
    entries = LedgerEntry.objects.filter(case__in=case_ids).values_list("case", "person", "month", "kind")
    found = {case: {} for case in case_ids}
    for case, person, month, kind, amount in entries.annotate(sum=Sum("amount_pln")).order_by():
        due, had = found[case].get((person, month), (ZERO, ZERO))
        part = amount.quantize(ZERO)
        found[case][person, month] = (due + part, had) if kind in DUE else (due, had - part)
    return found


def closed_months(organisation_id):
    """First days of the months whose list of this centre is no longer a draft."""
    lists = PaymentList.objects.filter(organisation=organisation_id).exclude(state=PaymentList.State.DRAFT)
    return set(lists.values_list("month", flat=True))


def next_list(organisation_id):
    """First day of the month of the list that pays next: one not approved yet, else after the newest."""
    lists = PaymentList.objects.filter(organisation=organisation_id).order_by("month")
    months = list(lists.values_list("month", "state"))
    if not months:
        return timezone.localdate().replace(day=1)
    open_ones = [month for month, state in months if state in OPEN]
    return min(open_ones) if open_ones else (months[-1][0] + timedelta(days=31)).replace(day=1)


def ledger_of(case):
    """Entries of a case as dictionaries, in the order of persons and months."""
    shown = ("person_id", "month", "kind", "amount_pln", "payment_id")
    names = ("person__given_names", "person__family_name")
    return list(case.ledger.order_by("month", "person_id", "pk").values(*shown, *names))


def settled(entries):
    """Rows by month and person: a sum for each kind, and the balance."""
    rows = {}
    for entry in entries:
        row = rows.setdefault((entry["month"], entry["person_id"]), _row(entry))
        row[entry["kind"]] += entry["amount_pln"]
        row["balance"] += entry["amount_pln"]
    return list(rows.values())


def _row(entry):
    named = {"name": _name(entry), "month": month_name(entry["month"])}
    return named | dict.fromkeys([*Kind.values, "balance"], ZERO)


def _name(entry):
    return f"{entry['person__given_names']} {entry['person__family_name']}"


def returnable(entries):
    """[(payment id, what was paid)] of what was paid and has not come back, the newest first."""
    back = {entry["payment_id"] for entry in entries if entry["kind"] == Kind.RETURNED}
    return [
        (one["payment_id"], f"{month_name(one['month'])}, {_name(one)}: {zl(-one['amount_pln'])} zł")
        for one in reversed(entries)
        if one["kind"] == Kind.PAID and one["payment_id"] not in back
    ]


def corrigible(entries):
    """[("person id|first day", what it is)] of the months paid to a person, the newest first."""
    paid = {(one["person_id"], one["month"]): _name(one) for one in entries if one["kind"] == Kind.PAID}
    return [
        (f"{person}|{month.isoformat()}", f"{month_name(month)}, {name}")
        for (person, month), name in reversed(paid.items())
    ]


def open_corrections(case):
    """Corrections that wait for a second person, as dictionaries."""
    waiting = PayoutCorrection.objects.filter(case=case, confirmed_by=None, rejected_by=None).order_by("pk")
    shown = ("id", "key", "month", "amount_pln", "reason", "by_id", "by__name", "at")
    names = ("person__given_names", "person__family_name")
    rows = unseal_rows(list(waiting.values(*shown, *names)), PayoutCorrection, "reason")
    return [one | {"name": _name(one)} for one in rows]
