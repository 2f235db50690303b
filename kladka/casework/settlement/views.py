"""Pages of settlements: the day on which everything agrees, the book, costs of programmes, the year."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.permissions import admit, kept
from kladka.casework.cases.views import attachment
from kladka.casework.ledger.actions import close_year, reopen_year
from kladka.casework.ledger.models import BookYear
from kladka.casework.programmes.models import Programme

from . import agreement_queries, book_queries, cost_queries, files, permissions, whole_files, wording
from .forms import DayFilter, PostingFilter, ProgrammeFilter, ReopenForm, YearForm
from .whole_agreement import whole_agreement

EXPORT_LIMIT = 20_000


@require_GET
def agreement(request):
    """What was paid, owed and entered by a day, from four places, and the balances of accounts."""
    office, form = permissions.office_for(request.user), DayFilter(request.GET)
    on = form.on()
    context = wording.page_context("") | {
        "form": form,
        "on": on,
        "comparisons": whole_agreement(office, on),
        "balances": book_queries.balances(office, datetime.date(on.year, 1, 1), on),
    }
    return render(request, "settlement/agreement.html", context)


@require_GET
@step_up
def figure_export(request):
    """The list behind one number, as XLSX."""
    office, on = permissions.office_for(request.user), DayFilter(request.GET).on()
    figure = request.GET.get("liczba", "listy")
    listed = (files.LISTS | whole_files.LISTS).get(figure)
    if listed is None:
        raise Http404("Nie ma takiego zestawienia.")
    agreement_queries.note_shown(office, on)
    return attachment(files.figure_workbook(office, figure, listed, on))


@require_GET
def book(request):
    """Postings, filtered."""
    office, form = permissions.office_for(request.user), PostingFilter(request.GET)
    page = book_queries.postings(office, cursor=request.GET.get("po", ""), **form.wanted())
    rows = [
        row
        | {
            "sides": wording.sides(row["lines"]),
            "kind_name": wording.KINDS[row["kind"]],
            "source_name": wording.SOURCES[row["source"]],
        }
        for row in page.rows
    ]
    context = wording.page_context("ksiega/") | {"form": form, "page": page, "rows": rows}
    return render(request, "settlement/book.html", context)


@require_GET
@step_up
def book_export(request):
    """Filtered postings as XLSX."""
    office = permissions.office_for(request.user)
    page = book_queries.postings(office, size=EXPORT_LIMIT, **PostingFilter(request.GET).wanted())
    return attachment(files.book_workbook(page.rows))


@require_GET
def costs(request):
    """Programmes: planned in the statement of costs, spent by the book."""
    office, form = permissions.office_for(request.user), ProgrammeFilter(request.GET)
    page = cost_queries.programmes(office, cursor=request.GET.get("po", ""), **form.wanted())
    states = dict(Programme.State.choices)
    rows = [row | {"state_name": states[row["state"]]} for row in page.rows]
    context = wording.page_context("programy/") | {"form": form, "page": page, "rows": rows}
    return render(request, "settlement/costs.html", context)


@require_GET
@step_up
def costs_export(request):
    """Costs of programmes as XLSX; restricted cases stay in the office."""
    office = permissions.office_for(request.user)
    wanted = ProgrammeFilter(request.GET).wanted()
    page = cost_queries.programmes(office, size=EXPORT_LIMIT, leaving=True, **wanted)
    return attachment(files.costs_workbook(page.rows))


@require_GET
def programme_cost(request, key):
    """One programme month by month."""
    programme = permissions.found_for(request.user, Programme.objects.select_related("case"), key)
    admit(request.user, kept(programme.case), payments=True)
    context = wording.page_context("programy/") | {
        "programme": programme,
        "rows": cost_queries.months(programme),
        "statement": programme.cost_statements.order_by("-pk").first(),
    }
    return render(request, "settlement/programme_cost.html", context)


@require_GET
def year(request):
    """Closed years and the closing of one that is over."""
    return _year(request, permissions.office_for(request.user))


def _year(request, office, status=200, **shown):
    may, this = permissions.can_decide(request.user, office), timezone.localdate().year
    closings = book_queries.closings(office)
    standing = {one.year for one in closings if not one.reopened_at}
    over = [one for one in book_queries.years(office) if one < this and one not in standing]
    forms = {"form": YearForm(years=over), "reopen_form": ReopenForm()} if may else {}
    context = wording.page_context("rok/") | {"closings": closings, "over": over, "keeps": may}
    return render(request, "settlement/year.html", context | forms | shown, status=status)


@require_POST
@step_up
def year_close(request):
    """Close a year: nothing is posted into it any more."""
    office = permissions.decided_by(request.user)
    form = YearForm(request.POST, years=book_queries.years(office))
    try:
        if form.is_valid():
            closed = close_year(office, form.cleaned_data["year"], by=request.user)
            messages.success(request, f"Zamknięto rok {closed.year}.")
            return redirect("settlement-year")
    except ValidationError as error:
        form.add_error(None, error)
    return _year(request, office, status=422, form=form)


@require_POST
@step_up
def year_reopen(request, key):
    """Open a closed year again, with a reason."""
    closed = permissions.decided_for(request.user, BookYear.objects, key)
    office, form = closed.organisation, ReopenForm(request.POST)
    try:
        if form.is_valid():
            reopen_year(closed, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, f"Otwarto ponownie rok {closed.year}.")
            return redirect("settlement-year")
    except ValidationError as error:
        form.add_error(None, error)
    return _year(request, office, status=422, reopen_form=form)
