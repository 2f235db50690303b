"""Niedopłacone dni: months of sent lists whose days are due more now, while the decided amount stands.

Aid given back, a corrected day, a person not removed after all: the amount of a full month is the decided
one, so no changing decision is needed, and the next list makes the days up (ups art. 106 ust. 3).
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from kladka.casework.programmes.many import PAID_STATES, in_parts, in_turn
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.casework.programmes.queries import Due, dues, facts_of_programme, readings_of
from kladka.law.readings import other

from .models import LedgerEntry

Kind = LedgerEntry.Kind
ZERO = Decimal("0.00")
# Days of a month are looked at for two years after it was entered.
LOOKED_AT = timedelta(days=731)
BY_DAYS = (Kind.GRANTED, Kind.WITHHELD, Kind.RECALCULATED, Kind.MADE_UP)


@dataclass(frozen=True)
class Underpaid:
    """One person in one month of a sent list, zł.

    `counted_pln` is what was counted so far, corrections with it where they are to the good of the person;
    `balance_pln` the ledger's; `other_pln` what the other reading of a resumption makes due, None where both
    give the same.
    """

    programme: Programme
    due: Due
    counted_pln: Decimal
    balance_pln: Decimal
    other_pln: Decimal | None

    @property
    def amount_pln(self):
        """What the next list makes up."""
        return self.due.cash_pln - self.counted_pln

    @property
    def to_pay_pln(self):
        """What of it is paid out: a month paid too much is settled first."""
        return max(self.balance_pln + self.amount_pln, ZERO)


def underpaid(organisation, month, *, case=None):
    """{(person id, month): Underpaid} for a list of `month` of a centre, or of one case of it."""
    suspects = _suspects(organisation, month, case)
    if not suspects:
        return {}
    programmes = Programme.objects.filter(
        organisation=organisation, state__in=PAID_STATES, case__in=set(suspects.values())
    )
    amounts = AgreedAmount.objects.filter(month__in={first for _, first in suspects}).order_by("month", "pk")
    found = {}
    for part in in_parts(in_turn(programmes, amounts)):
        sums = _sums({one.case_id for one in part})
        for programme in part:
            found |= _of_programme(programme, suspects, sums)
    return dict(sorted(found.items(), key=lambda one: (one[0][1], one[0][0])))


def _suspects(organisation, month: date, case):
    """{(person id, month): case id} where something else than the granted amount was counted."""
    only = {"case": case} if case else {}
    entries = LedgerEntry.objects.filter(
        organisation=organisation,
        kind__in=(Kind.WITHHELD, Kind.RECALCULATED),
        month__lte=month,
        on__gte=month - LOOKED_AT,
        **only,
    )
    rows = entries.order_by().values_list("person_id", "month", "case_id").distinct()
    return {(person, first): case for person, first, case in rows}


def _sums(case_ids):
    """{(person id, month): {kind: zł}} of cases."""
    found = defaultdict(lambda: defaultdict(lambda: ZERO))
    rows = LedgerEntry.objects.filter(case__in=case_ids).values_list("person", "month", "kind")
    for person, first, kind, amount in rows.annotate(sum=Sum("amount_pln")).order_by():
        found[person, first][kind] = amount.quantize(ZERO)
    return found


def _of_programme(programme, suspects, sums):
    found, readings = {}, readings_of(programme)
    for due in dues(programme):
        place = due.person.pk, due.month
        of_kind = sums.get(place)
        if place not in suspects or not of_kind:
            continue
        counted = sum((of_kind[kind] for kind in BY_DAYS), ZERO)
        # Two people settled a correction: it is neither undone nor paid a second time.
        counted = max(counted, counted + of_kind[Kind.CORRECTED])
        if due.cash_pln > counted:
            balance = sum(of_kind.values(), ZERO)
            found[place] = Underpaid(programme, due, counted, balance, None)
    if not found or not programme.withholdings.all():
        return found
    changed = replace(readings, resumption=other("resumption", readings.resumption))
    facts = facts_of_programme(programme, readings=changed)
    otherwise = {(one.person.pk, one.month): one.cash_pln for one in dues(programme, facts=facts)}
    return {
        place: replace(one, other_pln=otherwise[place])
        if otherwise.get(place, one.due.cash_pln) != one.due.cash_pln
        else one
        for place, one in found.items()
    }
