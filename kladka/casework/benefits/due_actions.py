"""Acts that change what is due after it was paid: a changing decision, a decision on an undue benefit.

Both are called by the act that lets the decision take effect, in its transaction.
"""

from django.core.exceptions import ValidationError

from kladka.casework.ledger.actions import Line, post

from .models import LedgerEntry, Payment, PaymentList

Kind = LedgerEntry.Kind


def check_nothing_waits(programme, months):
    """Refuse while an approved list that was not sent yet pays this programme for one of the months.

    Its lines are closed with the old amounts; what it pays enters the ledger when it is sent.
    """
    closed = Payment.objects.filter(
        programme=programme, month__in=months, payment_list__state=PaymentList.State.APPROVED
    )
    if line := closed.select_related("payment_list").first():
        number = line.payment_list.number
        raise ValidationError(
            f"Lista wypłat {number} jest zatwierdzona i czeka na wysłanie z dotychczasowymi kwotami. "
            "Oznacz ją jako wysłaną albo zwróć do poprawy, potem wydaj decyzję. Nic nie zostało zapisane."
        )


def enter_recalculated(programme, changes, *, decision, on, by):
    """Enter what a decision makes due more (above zero) or less; `changes` maps (person id, month) to zł.

    What is above zero goes on the next list. In the book it is a cost of the month of the programme.
    """
    entries = _entries(programme, changes, Kind.RECALCULATED, decision=decision, on=on, by=by)
    lines = []
    for one in entries:
        lines.append(Line("persons", -one.amount_pln))
        lines.append(Line("cost_cash", one.amount_pln, programme.pk, one.month))
    _post(programme, "recalculation", lines, decision=decision, on=on, by=by)


def enter_claimed(programme, claimed, *, decision, on, by):
    """Enter that what a person had above what was due is a claim now; `claimed` maps as above, above zero."""
    entries = _entries(programme, claimed, Kind.CLAIMED, decision=decision, on=on, by=by)
    total = sum(one.amount_pln for one in entries)
    lines = [Line("persons", -total), Line("undue", total)]
    _post(programme, "undue", lines, decision=decision, on=on, by=by)


def _entries(programme, amounts, kind, *, decision, on, by):
    return LedgerEntry.objects.bulk_create(
        LedgerEntry(
            organisation_id=programme.organisation_id,
            case_id=programme.case_id,
            person_id=person,
            month=month,
            on=on,
            kind=kind,
            amount_pln=amount,
            decision=decision,
            by=by,
        )
        for (person, month), amount in sorted(amounts.items())
        if amount
    )


def _post(programme, kind, lines, *, decision, on, by):
    document = {"document": decision.key, "title": f"decyzja {decision.number}"}
    post(programme.organisation, kind=kind, lines=lines, on=on, by=by, **document)
