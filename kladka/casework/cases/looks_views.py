"""„Kto zaglądał do tej sprawy”: who opened it or did something in it, when, on what page and why."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kladka.accounts.step_up import step_up
from kladka.documents.xlsx import Column, csv_file, workbook
from kladka.journal import queries as journal
from kladka.journal import wording

from .permissions import case_for
from .queries import subjects_of
from .views import attachment
from .wording import case_context

EXPORT_LIMIT = 20_000
KINDS = {
    "": "wglądy i czynności",
    "read": "tylko wglądy",
    "act": "tylko czynności",
    "list": "listy, na których stała sprawa",
}
COLUMNS = [
    Column("Dzień", "day"),
    Column("Godzina"),
    Column("Kto"),
    Column("Rodzaj"),
    Column("Co"),
    Column("Strona"),
    Column("Podstawa"),
    Column("Powód"),
]
MAKERS = {"xlsx": workbook, "csv": csv_file}


@require_GET
def case_looks(request, key):
    """Looks and acts by day and person, newest first."""
    case = case_for(request.user, key)
    subjects, chosen = subjects_of(case), _chosen(request)
    page = journal.looks_page(_keys(case, subjects, chosen), **chosen, cursor=request.GET.get("po", ""))
    rows = [_row(row) for row in page.rows]
    context = case_context(case, "wglady/") | {
        "page": page,
        "days": [(day, list(of_day)) for day, of_day in groupby(rows, lambda row: row["day"])],
        "kinds": KINDS.items(),
        "chosen": chosen,
        "actors": journal.actors_of(subjects),
    }
    return render(request, "cases/case_looks.html", context)


@require_GET
@step_up
def case_looks_file(request, key, form):
    """The same as a file."""
    case, chosen = case_for(request.user, key), _chosen(request)
    if form not in MAKERS:
        raise Http404("Nie ma takiego pliku.")
    found = journal.looks_at(_keys(case, subjects_of(case), chosen), **chosen)[:EXPORT_LIMIT]
    rows = [_row(row | {"why": journal.why(row)}) for row in found]
    names = ("day", "hour", "who", "kind_name", "what", "page", "basis_name", "why")
    return attachment(MAKERS[form]("Wglądy", COLUMNS, [[row[name] for name in names] for row in rows]))


def _chosen(request):
    """The filter: a kind of KINDS and the primary key of a user."""
    kind, actor = request.GET.get("rodzaj", ""), request.GET.get("kto", "")
    return {
        "kind": kind if kind in KINDS else "",
        "actor": int(actor) if actor.isdecimal() and len(actor) < 10 else None,
    }


def _keys(case, subjects, chosen):
    return [case.key] if chosen["kind"] == "list" else subjects


def _row(row):
    """A row of the journal with its words."""
    at = timezone.localtime(row["at"])
    return row | {
        "day": at.date(),
        "hour": f"{at:%H:%M}",
        "who": row["actor__name"] or "",
        "kind_name": wording.KINDS[row["kind"]],
        "what": wording.act(row["act"]),
        "page": wording.page(row["address"]) if row["address"] else "",
        "basis_name": wording.basis(row["basis"]),
    }
