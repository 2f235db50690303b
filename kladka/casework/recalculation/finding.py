"""What a look over a centre finds of one programme: amounts, or only days, that are others by the law now."""

from kladka.casework.programmes.drafting import period
from kladka.documents.polish import month_name, short_day
from kladka.law.parameters import LawError

from . import wording
from .models import AmountsFinding
from .queries import ZERO, compared

Kind = AmountsFinding.Kind
LONGEST = 1000


def found_in(programme, ledger, closed, made_up, next_month):
    """An unsaved finding, or None where everything stands as the law gives it; what is compared is loaded.

    `made_up` is what the next list, that of `next_month`, pays without a decision.
    """
    found = AmountsFinding(
        programme=programme, case_id=programme.case_id, since=programme.starts.replace(day=1)
    )
    try:
        comparison = compared(programme, ledger=ledger, closed=closed, made_up=made_up)
    except LawError as error:
        found.kind, found.why = Kind.PROBLEM, str(error)[:LONGEST]
        return found
    if _only_left(comparison):
        return None
    if comparison.changed:
        return _money(found, comparison, next_month)
    return _days(found, programme, comparison)


def _only_left(comparison):
    """Whether all that differs are granted months of people a decision took out: nothing is due for them."""
    changed = comparison.changed
    return changed and not any(row.difference.now or row.change_pln for row in changed)


def _money(found, comparison, next_month):
    changed = comparison.changed
    changes = [row.change_pln for row in changed]
    found.kind, found.since = Kind.MONEY, comparison.since
    found.months, found.people = len({row.month for row in changed}), len({row.person.pk for row in changed})
    found.more_pln = sum((change for change in changes if change > 0), ZERO)
    found.less_pln = -sum((change for change in changes if change < 0), ZERO)
    found.settled_pln = comparison.underpaid_pln + comparison.arrears_pln - comparison.overpaid_pln
    said = dict.fromkeys(f"{row.person.full_name}: {wording.because(row) or NO_REASON}" for row in changed)
    found.why = "; ".join(said)[:LONGEST]
    if all(row.made_up and not row.difference.amount_changed for row in changed):
        found.kind = Kind.LISTED
        found.why = f"trafi na listę za {month_name(next_month)}; {found.why}"[:LONGEST]
    return found


NO_REASON = "uzgodniono inną kwotę, niż wynika teraz z prawa"


def _days(found, programme, comparison):
    """The same zł, but the programme begins or ends on another day, or its months are counted otherwise."""
    said = []
    if comparison.explanation.months:
        starts, ends = period(comparison.explanation)
        if (starts, ends) != (programme.starts, programme.ends):
            before = f"{short_day(programme.starts)}–{short_day(programme.ends)}"
            said.append(f"okres programu {before}, a wynika {short_day(starts)}–{short_day(ends)}")
    shifted = [row for row in comparison.rows if _shifted(row.difference)]
    if shifted:
        said.append("inna liczba porządkowa miesiąca programu")
        found.since, found.months = min(row.month for row in shifted), len({row.month for row in shifted})
    if not said:
        return None
    found.kind, found.why = Kind.DAYS, "; ".join(said)
    return found


def _shifted(difference):
    old, now = difference.old, difference.now
    return bool(old and now and old.number != now.number)
