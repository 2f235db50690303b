"""What entries of the payments' ledger are in the book: from persons to costs, the bank and the desk."""

from kladka.casework.ledger.actions import Line
from kladka.casework.programmes.many import AT_ONCE, in_parts

from .models import LedgerEntry

Kind = LedgerEntry.Kind
OF_LINE = (
    "payment_list",
    "case",
    "person",
    "month",
    "agreed_pln",
    "amount_pln",
    "deducted_pln",
    "made_up_pln",
    "attempt",
    "method",
)
OF_PROGRAMME = ("programme", "programme__organisation", "programme__decision")
COST = (Kind.GRANTED, Kind.WITHHELD, Kind.MADE_UP, Kind.CORRECTED)


def entry(line, kind, amount, *, on, by):
    """An unsaved entry of one line of a list."""
    return LedgerEntry(
        organisation_id=line.programme.organisation_id,
        case_id=line.case_id,
        person_id=line.person_id,
        month=line.month,
        on=on,
        kind=kind,
        amount_pln=amount,
        payment=line,
        decision_id=line.programme.decision_id,
        by=by,
    )


def entries_of(payment_list, *, by):
    """Yield lists of entries of a list that goes out, of some hundred lines each; no entry of nothing.

    Of every line: granted, withheld, deducted, paid; of a later one of the month: made up, paid.
    """
    lines = payment_list.payments.order_by("case", "pk").only(*OF_LINE, *OF_PROGRAMME)
    for part in in_parts(lines.select_related("programme").iterator(AT_ONCE)):
        yield [one for line in part for one in _of_line(payment_list, line, by) if one.amount_pln]


def _of_line(payment_list, line, by):
    if line.attempt == 1:
        yield _sent(payment_list, line, Kind.GRANTED, line.agreed_pln, by)
        due = line.amount_pln + line.deducted_pln
        yield _sent(payment_list, line, Kind.WITHHELD, due - line.agreed_pln, by)
        yield _sent(payment_list, line, Kind.DEDUCTED, -line.deducted_pln, by)
    else:
        yield _sent(payment_list, line, Kind.MADE_UP, line.made_up_pln, by)
    yield _sent(payment_list, line, Kind.PAID, -line.amount_pln, by)


def _sent(payment_list, line, kind, amount, by):
    return entry(line, kind, amount, on=payment_list.sent_on, by=by)


def book_lines(entries, programme_id=None):
    """Lines of the book that say the same as these entries; `programme_id` for one without a payment."""
    return [line for one in entries for line in _of(one, programme_id)]


def _of(one, programme_id):
    against = Line("persons", -one.amount_pln)
    if one.kind in COST:
        programme = programme_id or one.payment.programme_id
        return [against, Line("cost_cash", one.amount_pln, programme, one.month)]
    if one.kind == Kind.DEDUCTED:
        return [against, Line("undue", one.amount_pln)]
    if one.payment.method == "transfer":
        return [against, Line("bank", one.amount_pln)]
    # Money for the desk leaves the bank with the list and waits there for the person.
    desk = Line("desk", -one.amount_pln), Line("bank", one.amount_pln)
    return [against, Line("uncollected", one.amount_pln), *desk]
