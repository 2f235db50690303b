"""The reading by which withheld months lengthen the aid: the months it adds to a programme (ADR 0010)."""

from decimal import Decimal

from kladka.casework.cases.actions import change_state
from kladka.casework.cases.models import Case
from kladka.documents.polish import short_day, zl
from kladka.law import polish

from . import drafting, queries
from .agreement import Amendment
from .amendment_actions import draft_annex
from .models import AgreedAmount
from .steps import done
from .term_actions import set_terms


def extend(programme, *, by, on):
    """Add the months that the reading gives after the last one, at the highest amounts; its terms move.

    The voivode answers for the costs, so an annex that changes them is drafted in the same step.
    """
    fresh = queries.loaded(programme.key)
    explanation = queries.explanation_of(fresh)
    rows = [row for row in drafting.amounts(fresh, explanation) if row.month > fresh.ends]
    if not rows:
        return
    AgreedAmount.objects.bulk_create(rows)
    _, fresh.ends = drafting.period(explanation)
    fresh.save(update_fields=["ends"])
    change_state(fresh.case, Case.State.RUNNING, by=by, aid_from=fresh.starts, aid_until=fresh.ends)
    set_terms(fresh, by=by, provision="ups art. 92 ust. 1; ups art. 95")
    annex = draft_annex(fresh, reason=Amendment.Reason.OTHER, explanation=_why(rows, fresh), by=by, on=on)
    annex.changes_costs = True
    annex.save(update_fields=["changes_costs"])
    done("programme.extended", fresh, "Okres pomocy przedłużono o miesiące wstrzymania", on=on, by=by)


def _why(rows, programme):
    months = sorted({row.month for row in rows})
    total = sum((row.amount_pln for row in rows), Decimal(0))
    return (
        "Przyjęto odczytanie, według którego wstrzymanie przedłuża okres pomocy (ups art. 92 ust. 1 i 95): "
        f"{polish.months(len(months))} wstrzymania, nowy koniec programu {short_day(programme.ends)}, wyższe "
        f"koszty o {zl(total)} zł. Koszty wymagają akceptacji wojewody, a decyzja o przyznaniu pomocy zmiany."
    )
