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
from .counting import number, years_known
from .spans import year_span
from .vocabulary import Figure, UnknownWord

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
        "orders": permissions.may_count(request.user, centre),
    }
    return render(request, "reports/home.html", context)


def _asked(request):
    """(centre, span, figure, whether money is shown) of an address of a list."""
    centre = permissions.centre_to_report(request.user)
    money = permissions.sees_money(request.user, centre)
    try:
        figure = wording.figure_from(request.GET)
    except UnknownWord as error:
        raise Http404(str(error)) from error
    if figure.money and not money:
        raise PermissionDenied("Kwot koordynator nie widzi.")
    return centre, forms.span_of(request.GET), figure, money


@require_GET
def report_list(request):
    """The people that a number counts, one row for a person in a programme."""
    centre, span, figure, money = _asked(request)
    order = forms.order_of(request.GET)
    cursor = request.GET.get("po", "")
    page = queries.list_behind(centre, span, figure, money=money, order=order, cursor=cursor)
    for row in page.rows:
        row["state_name"] = wording.STATES.get(row["state"], "")
    context = {"page": page, "figure": figure, "span": span, "money": money, "order": order}
    context["value"] = _value(request, centre, span, figure, page)
    return render(request, "reports/list.html", context)


def _value(request, centre, span, figure, page):
    """The figure itself: of a list that fits a page, or, when asked for, counted over the whole centre."""
    if page.first and not page.next:
        return number(centre, span, figure, among=[row["id"] for row in page.rows])
    return number(centre, span, figure) if "licz" in request.GET else None


@require_GET
@step_up
def report_list_export(request):
    """The same as XLSX."""
    centre, span, figure, money = _asked(request)
    page = queries.list_behind(centre, span, figure, money=money, size=EXPORT_LIMIT, leaving=True)
    if page.next:
        return _too_long(request, "Lista")
    columns = wording.LIST + (wording.MONEY_COLUMNS if money else [])
    rows = (wording.list_row(row, money=money) for row in page.rows)
    note = f"{figure.words()}; {span.words()}"
    return attachment(workbook("Lista", columns, rows, name=f"lista-{span.first}-{span.last}", note=note))


def _too_long(request, what):
    """What does not fit a file made at once is ordered on the page it came from."""
    said = f"{what} ma ponad {EXPORT_LIMIT} wierszy. Zleć cały plik: powstanie w tle."
    messages.info(request, said)
    return redirect(f"{request.path.rpartition('/')[0]}/?{request.GET.urlencode()}")


@require_GET
def register(request):
    """Register of accepted programmes of some days, with the fields that fit a page."""
    centre, span = permissions.centre_to_report(request.user), forms.span_of(request.GET)
    money, figure = permissions.sees_money(request.user, centre), _of_state(request)
    order = forms.order_of(request.GET)
    cursor = request.GET.get("po", "")
    page = queries.list_behind(centre, span, figure, money=money, order=order, cursor=cursor)
    for row in page.rows:
        row["state_name"] = wording.STATES.get(row["state"], "")
        row["status_name"] = wording.STATUSES[row["status_kind"]]
    context = {"page": page, "money": money, "order": order, **forms.span_context(span)}
    context |= {"state": request.GET.get("stan", ""), "states": wording.STATES.items(), "figure": figure}
    context["years"] = [] if page.rows else years_known(centre)
    return render(request, "reports/register.html", context)


def _of_state(request):
    state = request.GET.get("stan", "")
    return Figure(filters=(("state", state),) if state in wording.STATES else ())


@require_GET
@step_up
def register_file(request, form):
    """The register with every field of art. 23a as XLSX or CSV."""
    centre, span = permissions.centre_to_report(request.user), forms.span_of(request.GET)
    money = permissions.sees_money(request.user, centre)
    asked = {"money": money, "order": "nazwisko", "size": EXPORT_LIMIT, "leaving": True}
    page = queries.list_behind(centre, span, _of_state(request), **asked)
    if page.next:
        return _too_long(request, "Rejestr")
    rows = queries.with_register(page.rows)
    return attachment(files.register_file(rows, span, form=form, place=centre.name))


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
    """(chapters to show, the newest count): of a draft as last counted, with none only the texts."""
    money = permissions.sees_money(request.user, report.organisation)
    newest, done = queries.last_counts(report.organisation, year_report=report)
    if not report.finished_at and done:
        report.figures, report.counted_at = done.figures, done.finished_at
    return chapters.thawed(report.figures, money=money), newest


@require_GET
def year_report(request, key):
    """The report: numbers that open their lists, texts, files."""
    report = permissions.year_report_for(request.user, key)
    shown, newest = _chapters(request, report)
    span = year_span(report.year)
    found = [
        (
            one,
            [(line, wording.address_of(line.figure, span)) for line in one.lines],
            report.texts.get(one.text, ""),
        )
        for one in shown
    ]
    writes = permissions.writes_reports(request.user, report.organisation)
    context = {"report": report, "chapters": found, "writes": writes, "run": newest}
    return render(request, "reports/year_report.html", context)


@require_http_methods(["GET", "POST"])
@drafted
def year_report_texts(request, key):
    """Write the texts of a draft."""
    report = permissions.year_report_for(request.user, key, permissions.centre_to_write)
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
    report = permissions.year_report_for(request.user, key, permissions.centre_to_write)
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
    found, _ = _chapters(request, report)
    if form == "xlsx":
        return attachment(files.report_workbook(report, found))
    letter = files.report_letter(report, found)
    return attachment(docx.print_letter(letter) if form == "docx" else pdf.print_letter(letter))
