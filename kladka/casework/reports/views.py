"""Register, lists behind figures, the yearly report, sets of report rows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.views import attachment
from kladka.documents import docx, pdf
from kladka.documents.xlsx import workbook

from . import actions, chapters, files, forms, permissions, queries, wording
from .vocabulary import Figure, UnknownWord, counted, years_known

EXPORT_LIMIT = 5000


@require_GET
def report_home(request):
    """Where reports begin: the register, yearly reports, sets of rows."""
    centre = permissions.centre_to_report(request.user)
    context = {
        "reports": queries.year_reports(centre),
        "sets": queries.newest_sets(centre),
        "year": forms.year_of(request.GET),
        "form": forms.YearForm(initial={"rok": forms.year_of(request.GET)}),
        "writes": permissions.writes_reports(request.user, centre),
    }
    return render(request, "reports/home.html", context)


def _asked(request):
    """(centre, year, figure, whether money is shown) of an address of a list."""
    centre = permissions.centre_to_report(request.user)
    money = permissions.sees_money(request.user, centre)
    try:
        figure = wording.figure_from(request.GET)
    except UnknownWord as error:
        raise Http404(str(error)) from error
    if figure.money and not money:
        raise PermissionDenied("Kwot koordynator nie widzi.")
    return centre, forms.year_of(request.GET), figure, money


@require_GET
def report_list(request):
    """The people that a number counts, one row for a person in a programme."""
    centre, year, figure, money = _asked(request)
    order = forms.order_of(request.GET)
    cursor = request.GET.get("po", "")
    page = queries.list_behind(centre, year, figure, money=money, order=order, cursor=cursor)
    for row in page.rows:
        row["state_name"] = wording.STATES.get(row["state"], "")
    (value,) = counted(centre, year, [figure])
    context = {"page": page, "figure": figure, "year": year, "money": money, "order": order, "value": value}
    return render(request, "reports/list.html", context)


@require_GET
@step_up
def report_list_export(request):
    """The same as XLSX."""
    centre, year, figure, money = _asked(request)
    page = queries.list_behind(centre, year, figure, money=money, size=EXPORT_LIMIT, leaving=True)
    columns = wording.LIST + (wording.MONEY_COLUMNS if money else [])
    rows = (wording.list_row(row, money=money) for row in page.rows)
    return attachment(workbook(f"Lista {year}", columns, rows, name=f"lista-{year}", note=figure.words()))


@require_GET
def register(request):
    """Register of accepted programmes of a year, with the fields that fit a page."""
    centre, year = permissions.centre_to_report(request.user), forms.year_of(request.GET)
    money, figure = permissions.sees_money(request.user, centre), _of_state(request)
    order = forms.order_of(request.GET)
    cursor = request.GET.get("po", "")
    page = queries.list_behind(centre, year, figure, money=money, order=order, cursor=cursor)
    for row in page.rows:
        row["state_name"] = wording.STATES.get(row["state"], "")
        row["status_name"] = wording.STATUSES[row["status_kind"]]
    context = {"page": page, "year": year, "years": years_known(centre), "money": money, "order": order}
    context |= {"state": request.GET.get("stan", ""), "states": wording.STATES.items()}
    return render(request, "reports/register.html", context)


def _of_state(request):
    state = request.GET.get("stan", "")
    return Figure(filters=(("state", state),) if state in wording.STATES else ())


@require_GET
@step_up
def register_file(request, form):
    """The register with every field of art. 23a as XLSX or CSV."""
    centre, year = permissions.centre_to_report(request.user), forms.year_of(request.GET)
    money = permissions.sees_money(request.user, centre)
    asked = {"money": money, "order": "nazwisko", "size": EXPORT_LIMIT, "leaving": True}
    page = queries.list_behind(centre, year, _of_state(request), **asked)
    rows = queries.with_register(page.rows)
    return attachment(files.register_file(rows, year, form=form, place=centre.name))


@require_POST
def year_report_new(request):
    """Begin the report of a year, or go on with its draft."""
    centre = permissions.centre_to_write(request.user)
    form = forms.YearForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Podaj rok sprawozdania.")
        return redirect("reports")
    return redirect(actions.begin_year_report(centre, form.cleaned_data["rok"], by=request.user))


def _chapters(request, report):
    money = permissions.sees_money(request.user, report.organisation)
    if report.finished_at:
        return chapters.thawed(report.figures, money=money)
    return chapters.chapters(report.organisation, report.year, money=money)


@require_GET
def year_report(request, key):
    """The report: numbers that open their lists, texts, files."""
    report = permissions.year_report_for(request.user, key)
    found = [
        (
            one,
            [(line, wording.address_of(line.figure, report.year)) for line in one.lines],
            report.texts.get(one.text, ""),
        )
        for one in _chapters(request, report)
    ]
    writes = permissions.writes_reports(request.user, report.organisation)
    return render(
        request, "reports/year_report.html", {"report": report, "chapters": found, "writes": writes}
    )


@require_http_methods(["GET", "POST"])
@drafted
def year_report_texts(request, key):
    """Write the texts of a draft."""
    report = permissions.year_report_for(request.user, key, writes=True)
    form = forms.TextsForm(request.POST or None, initial=report.texts | request.draft.data)
    if form.is_valid():
        try:
            actions.write_texts(report, form.cleaned_data, by=request.user)
            return redirect(report)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"report": report, "form": form, "draft": request.draft}
    return render(request, "reports/texts.html", context, status=422 if form.is_bound else 200)


@require_POST
@step_up
def year_report_finish(request, key):
    """Freeze the numbers and texts."""
    report = permissions.year_report_for(request.user, key, writes=True)
    try:
        actions.finish_year_report(report, by=request.user)
        messages.success(request, "Sprawozdanie zakończone. Liczby i teksty już się nie zmienią.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(report)


@require_GET
@step_up
def year_report_file(request, key, form):
    """The report as PDF, DOCX or XLSX."""
    report = permissions.year_report_for(request.user, key)
    found = _chapters(request, report)
    if form == "xlsx":
        return attachment(files.report_workbook(report, found))
    letter = files.report_letter(report, found)
    return attachment(docx.print_letter(letter) if form == "docx" else pdf.print_letter(letter))
