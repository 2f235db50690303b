"""The reading by which withheld months lengthen the aid: the months it adds to a programme (ADR 0010)."""

from kladka.casework.cases.actions import change_state, set_deadline
from kladka.casework.cases.models import Case
from kladka.law.terms import Term

from . import drafting, queries
from .models import AgreedAmount
from .steps import done


def extend(programme, *, by, on):
    """Add the months that the reading gives after the last one, at the highest amounts, and move the end."""
    fresh = queries.loaded(programme.key)
    explanation = queries.explanation_of(fresh)
    rows = [row for row in drafting.amounts(fresh, explanation) if row.month > fresh.ends]
    if not rows:
        return
    AgreedAmount.objects.bulk_create(rows)
    _, fresh.ends = drafting.period(explanation)
    fresh.save(update_fields=["ends"])
    case = fresh.case
    change_state(case, Case.State.RUNNING, by=by, aid_from=fresh.starts, aid_until=fresh.ends)
    end = Term(fresh.ends, fresh.ends, "ups art. 92 ust. 1; ups art. 95")
    set_deadline(case, "programme_end", label="Koniec programu", term=end, subject_key=fresh.key)
    done("programme.extended", fresh, "Okres pomocy przedłużono o miesiące wstrzymania", on=on, by=by)
