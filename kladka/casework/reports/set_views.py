"""Sets of report rows: values of a year, the editor with its closed vocabulary, import and export."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment

from . import actions, definitions, files, forms, permissions, queries, wording
from .counting import citizenships
from .vocabulary import UnknownWord


def _values(request, one, centre, span):
    """([(row, figure, value)], newest count, last finished one); rows of money for those who may see them.

    The value of a row is None before the first count.
    """
    money = permissions.sees_money(request.user, centre)
    newest, done = queries.last_counts(centre, report_set=one, asked=span.as_data())
    texts = done.figures if done else [None] * len(one.rows)
    found = [(row, definitions.figure_of(row), text) for row, text in zip(one.rows, texts, strict=True)]
    rows = [
        (row, figure, text and (Decimal(text) if figure.money else int(text)))
        for row, figure, text in found
        if money or not figure.money
    ]
    return rows, newest, done


@require_GET
def report_set(request, code):
    """The rows of a set with their values of some days; every value opens its list."""
    centre, span = permissions.centre_of_things(request.user), forms.span_of(request.GET)
    version = request.GET.get("wersja", "")
    one = permissions.set_for(centre, code, int(version) if version.isdigit() else None)
    rows, newest, done = _values(request, one, centre, span)
    context = {
        "set": one,
        "rows": [(row, figure, value, wording.address_of(figure, span)) for row, figure, value in rows],
        "run": newest,
        "done": done,
        "counts": queries.counts_of_set(centre, code),
        "versions": queries.versions_of(centre, code),
        "writes": permissions.writes_reports(request.user, centre),
        "counts_here": permissions.may_count(request.user, centre),
    }
    return render(request, "reports/set.html", context | forms.span_context(span))


@require_GET
@step_up
def report_set_export(request, code):
    """The values of some days as they were last counted, as XLSX. Http404 before the first count."""
    centre, span = permissions.centre_of_things(request.user), forms.span_of(request.GET)
    one = permissions.set_for(centre, code)
    rows, _, done = _values(request, one, centre, span)
    if done is None:
        raise Http404("Tych dni jeszcze nie policzono. Policz zestaw, potem pobierz plik.")
    return attachment(files.set_workbook(one, done, rows))


@require_GET
def report_set_definition(request, code):
    """The definition as a file that another centre can read in."""
    one = permissions.set_for(permissions.centre_of_things(request.user), code)
    answer = HttpResponse(definitions.written(one), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{one.code}-{one.version}.json"'
    return answer


@require_http_methods(["GET", "POST"])
def report_set_edit(request, code=""):
    """Change the rows of a set, or write a new one; saved as a new version."""
    user = request.user
    centre = (
        permissions.centre_of_things(user, permissions.centre_to_write)
        if code
        else permissions.centre_to_write(user)
    )
    one = permissions.set_for(centre, code) if code else None
    head = {name: getattr(one, name) for name in ("code", "name", "note")} if one else {}
    form = forms.SetForm(request.POST or None, initial=head)
    rows = forms.rows_typed(request.POST) if form.is_bound else (one.rows if one else [])
    if form.is_valid():
        typed = {**form.cleaned_data, "rows": rows, "terms": one.terms if one else []}
        try:
            return redirect(actions.save_set(centre, definitions.checked(typed), by=request.user))
        except UnknownWord as error:
            form.add_error(None, str(error))
    context = {"form": form, "set": one, "rows": forms.rows_shown(rows)} | _choices(centre)
    return render(request, "reports/set_edit.html", context, status=422 if form.is_bound else 200)


def _choices(centre):
    periods, measures = forms.vocabulary_choices()
    free = citizenships(centre), wording.FORMS.items()
    return {"periods": periods, "measures": measures, "filters": definitions.filter_choices(*free)}


@require_POST
def report_set_import(request):
    """Read a definition in from a file; the shipped example when no file is given."""
    centre = permissions.centre_to_write(request.user)
    form = forms.FileForm(request.POST, request.FILES)
    try:
        found = definitions.example() if "przyklad" in request.POST else _read(form)
        return redirect(actions.save_set(centre, found, by=request.user))
    except UnknownWord as error:
        messages.error(request, f"Nie wczytano zestawu. {error}")
        return redirect("reports")


def _read(form):
    if not form.is_valid():
        raise UnknownWord("Wskaż plik zestawu.")
    file = form.cleaned_data["plik"]
    if file.size > definitions.MOST_BYTES:
        raise UnknownWord("Plik jest za duży na zestaw wierszy.")
    return definitions.parsed(file.read())
