"""What the page of a recalculation shows: months with their rows, sums, what was decided before."""

from kladka.casework.cases.wording import case_context
from kladka.documents.polish import month_name
from kladka.law.parameters import LawError

from . import permissions, queries, wording
from .forms import ProposalForm


def programme_of(case):
    """The programme of a case that runs or ended, the newest; None when there is none."""
    return queries.to_compare(case)


def case_page(user, case, form=None):
    """The page of one case; without a programme that runs, only what was decided before."""
    programme = programme_of(case)
    shown = case_context(case, section="przeliczenie/")
    shown["made"] = [_made(one) for one in queries.recalculations_of(case)]
    if programme is None:
        return shown
    try:
        comparison, next_month = queries.compared_with_list(programme)
    except LawError as error:
        return shown | {"problem": str(error)}
    may = permissions.can_propose(user, case) and comparison.amounts_changed
    open_one = next((one for one in shown["made"] if one["open"]), None)
    return shown | {
        "comparison": comparison,
        "months": months_of(comparison, next_month),
        "next_list": month_name(next_month),
        "unchanged": sum(not _changed(rows) for _, rows in comparison.by_month()),
        "open_one": open_one,
        "form": (form or fresh_form(comparison)) if may and open_one is None else None,
    }


def months_of(comparison, next_month=None):
    """The months in which something changes, for `recalculation/_months.html`."""
    return [_month(month, rows, next_month) for month, rows in comparison.by_month() if _changed(rows)]


def _changed(rows):
    return any(row.difference.changed for row in rows)


def fresh_form(comparison, data=None):
    """The form with the months that changed, the first of them chosen."""
    months = sorted({row.month for row in comparison.amounts_changed})
    choices = [(f"{month:%Y-%m-%d}", month_name(month)) for month in months]
    ground = "personal" if comparison.to_detriment else "benefit"
    return ProposalForm(data, months=choices, initial={"ground": ground})


def _month(month, rows, next_month):
    return {
        "month": month,
        "name": month_name(month),
        "rows": [_row(row, next_month) for row in rows],
        "change": sum((row.change_pln for row in rows), queries.ZERO),
        "size": sum(row.new_pln is not None for row in rows),
    }


def _row(row, next_month):
    return {
        "it": row,
        "name": row.person.full_name,
        "said": wording.change_in_words(row),
        "sign": wording.sign(row),
        "state": wording.state(row, next_month),
        "other": wording.other_reading(row),
    }


def _made(one):
    return {
        "it": one,
        "since": month_name(one.since),
        "ground": wording.GROUNDS[one.ground],
        "open": one.decision.state in ("draft", "submitted"),
        "state": one.decision.get_state_display(),
    }
