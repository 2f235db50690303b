"""Sets of report rows: values of a year, the editor with its closed vocabulary, import and export."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment

from . import actions, definitions, files, forms, permissions, queries, wording
from .vocabulary import UnknownWord, counted


def _values(request, one, centre, year):
    """[(row, figure, value)] of a set; rows of money only for those who may see them."""
    money = permissions.sees_money(request.user, centre)
    pairs = [(row, definitions.figure_of(row)) for row in one.rows]
    pairs = [pair for pair in pairs if money or not pair[1].money]
    values = counted(centre, year, [figure for _, figure in pairs])
    return [(row, figure, value) for (row, figure), value in zip(pairs, values, strict=True)]


@require_GET
def report_set(request, code):
    """The rows of a set with their values in a year; every value opens its list."""
    centre, year = permissions.centre_of_things(request.user), forms.year_of(request.GET)
    version = request.GET.get("wersja", "")
    one = permissions.set_for(centre, code, int(version) if version.isdigit() else None)
    rows = _values(request, one, centre, year)
    context = {
        "set": one,
        "year": year,
        "this_year": timezone.localdate().year,
        "rows": [(row, figure, value, wording.address_of(figure, year)) for row, figure, value in rows],
        "versions": queries.versions_of(centre, code),
        "writes": permissions.writes_reports(request.user, centre),
    }
    return render(request, "reports/set.html", context)


@require_GET
@step_up
def report_set_export(request, code):
    """The values of a year as XLSX."""
    centre, year = permissions.centre_of_things(request.user), forms.year_of(request.GET)
    one = permissions.set_for(centre, code)
    return attachment(files.set_workbook(one, year, _values(request, one, centre, year)))


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
    centre = permissions.centre_of_things(user, writes=True) if code else permissions.centre_to_write(user)
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
    free = queries.citizenships(centre), wording.FORMS.items()
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
