"""Reads of undue benefits: what may be claimed, what a claim comes to, its dates, the list of a centre."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from kladka.accounts.permissions import centres_to_pay, organisation_id_of
from kladka.casework.benefits.ledger_queries import due_and_paid
from kladka.casework.benefits.models import Deduction, Payment, PaymentList
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.recalculation.queries import Row, compared
from kladka.journal.reading import noticed_list
from kladka.law.comparing import Difference, not_covered
from kladka.law.neighbours import undue_limitation
from kladka.law.terms import Term
from kladka.ui.paging import keyset_page

from .models import Claim, Relief, Repayment

ZERO = Decimal("0.00")
SENT = PaymentList.State.SENT


@dataclass(frozen=True)
class Overpaid:
    """What a person had for a month above what is due now. `open` where a changing decision comes first."""

    row: Row
    collected_on: date | None

    @property
    def person(self):
        return self.row.person

    @property
    def month(self):
        return self.row.month

    @property
    def amount_pln(self):
        return self.row.paid_pln - self.row.new_due_pln

    @property
    def waits_for_change(self):
        """The decided amount itself is another one: the decision is changed before anything is claimed."""
        return self.row.difference.amount_changed

    @property
    def name(self):
        """Name of its fields in a form."""
        return f"{self.person.key}-{self.month:%Y-%m}"


def overpaid(programme):
    """[Overpaid] of the settled months of a programme, in the order of months."""
    found = compared(programme).rows
    rows = [row for row in found if row.settled and row.paid_pln > row.new_due_pln]
    rows += _of_nobody_covered(programme, {(row.person.pk, row.month) for row in found})
    rows.sort(key=lambda row: row.month)  # stable
    days = _collected({row.person.pk for row in rows})
    return [Overpaid(row, days.get((row.person.pk, row.month))) for row in rows]


def _of_nobody_covered(programme, compared_with):
    """[Row] of persons paid for a month of which a changing decision has since taken them out."""
    people = {one.person_id: one.person for one in programme.application.people.all()}
    return [
        Row(
            people[person],
            month,
            Difference(people[person].key, month, None, None, (not_covered(people[person].key),)),
            True,
            False,
            had,
        )
        for (person, month), (due, had) in due_and_paid(programme.case).items()
        if had > due
        and (person, month) not in compared_with
        and person in people
        and programme.starts <= month <= programme.ends
    ]


def _collected(people):
    """{(person id, month): last day on which it was paid}."""
    paid = Payment.objects.filter(person__in=people, payment_list__state=SENT, amount_pln__gt=0)
    rows = paid.order_by("attempt").values_list("person_id", "month", "payment_list__sent_on")
    return {(person, month): on for person, month, on in rows}


@dataclass(frozen=True)
class Account:
    """A claim to the grosz: zł claimed, waived, repaid, deducted on sent lists, on lists not sent yet."""

    total: Decimal
    waived: Decimal
    repaid: Decimal
    deducted: Decimal
    reserved: Decimal

    @property
    def left(self):
        """What is still owed; a deduction on a list that was not sent yet does not count."""
        return self.total - self.waived - self.repaid - self.deducted

    @property
    def free(self):
        """What may still be repaid or waived without touching what a list is about to deduct."""
        return self.left - self.reserved

    @property
    def limit(self):
        """What lists may deduct in all."""
        return self.total - self.waived - self.repaid


def accounts_of(claims):
    """{claim id: Account} of the given claims, in three queries."""
    ids = [claim.pk for claim in claims]
    waived = _by_claim(Relief.objects.filter(claim__in=ids, kind="waive").exclude(effective_on=None))
    repaid = _by_claim(Repayment.objects.filter(claim__in=ids))
    deducted = defaultdict(lambda: [ZERO, ZERO])
    rows = Deduction.objects.filter(order__decision__claim__in=ids)
    for claim, state, amount in rows.values_list(
        "order__decision__claim", "payment__payment_list__state", "amount_pln"
    ):
        deducted[claim][state != SENT] += amount
    return {
        claim.pk: Account(claim.total_pln, waived[claim.pk], repaid[claim.pk], *deducted[claim.pk])
        for claim in claims
    }


def _by_claim(rows):
    found = defaultdict(lambda: ZERO)
    for claim, amount in rows.values_list("claim", "amount_pln"):
        found[claim] += amount
    return found


def account_of(claim):
    """The Account of one claim."""
    return accounts_of([claim])[claim.pk]


def claims_of(case):
    """Claims of a case with everything its page shows, the newest first."""
    return list(
        Claim.objects.filter(case=case)
        .select_related(
            "debtor", "decision__delivery", "decision__deduction_order__person", "programme", "by"
        )
        .defer("decision__content", "decision__grounds")
        .prefetch_related("parts__person", "reliefs__instalments", "reliefs__decision", "repayments__by")
        .order_by("-id")
    )


def final_on(claim):
    """Day on which the decision became final when nobody appealed: the one after the term for an appeal."""
    delivery = getattr(claim.decision, "delivery", None)
    return delivery and delivery.appeal_day + timedelta(days=1)


def limitation_of(claim, reliefs) -> Term | None:
    """Day on which the claim is barred, None while its decision is not final.

    A deferral or a plan of instalments interrupts: it runs anew from the day after the last one of them
    (ups art. 104 ust. 6).
    """
    begins = final_on(claim)
    if begins is None:
        return None
    for relief in reliefs:
        if relief.effective_on and (last := _last_day(relief)):
            begins = max(begins, last + timedelta(days=1))
    return undue_limitation(begins)


def put_off(claim):
    """(month from which lists may deduct, most zł a month or None) by the last deferral or plan, or None.

    Before the new term, or the first instalment, nothing is due (ups art. 104 ust. 4).
    """
    reliefs = claim.reliefs.filter(kind__in=(Relief.Kind.DEFER, Relief.Kind.INSTALMENTS))
    relief = reliefs.exclude(effective_on=None).order_by("pk").last()
    if relief is None:
        return None
    first = relief.instalments.order_by("number").first()
    day = first.due_on if first else relief.due_on
    return day.replace(day=1), first and first.amount_pln


def _last_day(relief):
    days = [one.due_on for one in relief.instalments.all()]
    return max(days) if days else relief.due_on


FIELDS = (
    *("id", "key", "total_pln", "due_on", "effective_on", "ended_on", "ended", "ground"),
    *("case__key", "case__number", "debtor__given_names", "debtor__family_name", "decision__number"),
)
ORDERS = {"nowe": ("-effective_on", "-id"), "kwota": ("-total_pln", "-id")}
STATES = {
    "": {},
    "otwarte": {"ended_on": None},
    "zakonczone": {"ended_on__isnull": False},
}


def claim_list(user, *, state="", order="nowe", cursor="", size=25, leaving=False):
    """A page of the claims of the user's centre that were established, with what is left, as dictionaries."""
    claims = Claim.objects.filter(organisation_id__in=centres_to_pay(user), effective_on__isnull=False)
    claims = claims.filter(**STATES[state]).exclude(case__state=Case.State.ERASED)
    if leaving:
        claims = claims.exclude(case__in=Restriction.objects.cases())
    page = keyset_page(claims.annotate(paid=_paid()).values(*FIELDS, "paid"), ORDERS[order], cursor, size)
    for row in page.rows:
        row["left"] = ZERO if row["ended_on"] else (row["total_pln"] - row["paid"]).quantize(ZERO)
        row["debtor"] = f"{row['debtor__given_names']} {row['debtor__family_name']}"
    noticed_list(
        "claim_list", [row["case__key"] for row in page.rows], organisation_id=organisation_id_of(user)
    )
    return page


def _paid():
    """What was repaid, deducted on sent lists or waived, as a part of the query of claims."""
    own = {
        "repaid": Repayment.objects.filter(claim=OuterRef("pk")).values("claim"),
        "waived": Relief.objects.filter(
            claim=OuterRef("pk"), kind="waive", effective_on__isnull=False
        ).values("claim"),
        "deducted": Deduction.objects.filter(
            order__decision__claim=OuterRef("pk"), payment__payment_list__state=SENT
        ).values("order"),
    }
    whole = DecimalField(max_digits=11, decimal_places=2)
    sums = [
        Coalesce(
            Subquery(rows.annotate(sum=Sum("amount_pln")).values("sum"), output_field=whole), Value(ZERO)
        )
        for rows in own.values()
    ]
    return sums[0] + sums[1] + sums[2]
