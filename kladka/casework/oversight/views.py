"""Obciążenie, zaległe terminy, jakość danych: pages, lists behind the figures, exports."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.permissions import workers_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.documents.xlsx import workbook
from kladka.journal.reading import noticed_list

from . import actions, forms, queries, wording
from .checks import CHECKS
from .permissions import (
    centre_of_rows,
    centre_to_oversee,
    centre_with_flags,
    check_named,
    reads_flags,
    set_aside_for,
)

EXPORT_LIMIT = 5000


@require_GET
def load_page(request):
    """What every worker carries; each number leads to its list."""
    centre, day = centre_to_oversee(request.user), timezone.localdate()
    rows = queries.carried(centre, day)
    context = {
        "rows": [
            (who, [(code, counts[code]) for code in wording.FIGURES], away) for who, counts, away in rows
        ],
        "totals": [(code, sum(counts[code] for _, counts, _ in rows)) for code in wording.FIGURES],
        "names": wording.FIGURES,
        "flags": queries.flag_counts(centre, day),
        "reads_flags": reads_flags(request.user, centre),
    }
    return render(request, "oversight/load.html", context)


@require_GET
@step_up
def load_export(request):
    """The same as XLSX."""
    centre = centre_to_oversee(request.user)
    rows = (wording.load_row(*row) for row in queries.carried(centre, timezone.localdate()))
    return attachment(workbook("Obciążenie", wording.LOAD_COLUMNS, rows, name="obciazenie"))


def _figure(request):
    code = request.GET.get("co", "open")
    if code not in wording.FIGURES:
        raise Http404("Nie ma takiej liczby.")
    return code


@require_GET
def load_cases(request):
    """The cases that a number counts."""
    centre, day, figure = centre_to_oversee(request.user), timezone.localdate(), _figure(request)
    chosen = forms.case_filter(request)
    page = queries.cases_behind(centre, day, figure=figure, cursor=request.GET.get("po", ""), **chosen)
    for row in page.rows:
        row["state_name"] = wording.STATES[row["state"]]
    context = {"page": page, "figure": figure, "names": wording.FIGURES.items()}
    context |= {"title": wording.FIGURES[figure], "chosen": chosen, "workers": workers_of(centre)}
    return render(request, "oversight/load_cases.html", context)


@require_GET
@step_up
def load_cases_export(request):
    """The cases that a number counts, as XLSX."""
    centre, day, figure = centre_to_oversee(request.user), timezone.localdate(), _figure(request)
    chosen = forms.case_filter(request)
    page = queries.cases_behind(centre, day, figure=figure, size=EXPORT_LIMIT, leaving=True, **chosen)
    rows = map(wording.case_row, page.rows)
    return attachment(workbook(wording.FIGURES[figure], wording.CASE_COLUMNS, rows, name="sprawy"))


@require_GET
def flags_page(request):
    """Open red flags that the worker of the case has not read, and since when; or all that are open."""
    centre, day = centre_with_flags(request.user), timezone.localdate()
    chosen = forms.flag_filter(request)
    page = queries.flag_page(centre, cursor=request.GET.get("po", ""), **chosen)
    context = {"page": page, "rows": [wording.flag_row(one, day) for one in page.rows]}
    context |= {"chosen": chosen, "workers": workers_of(centre)}
    return render(request, "oversight/flags.html", context)


@require_GET
def overdue_page(request):
    """Terms that passed, over the whole centre."""
    centre, day = centre_to_oversee(request.user), timezone.localdate()
    chosen = forms.term_filter(request)
    page = queries.overdue_page(centre, day, cursor=request.GET.get("po", ""), **chosen)
    for row in page.rows:
        row["late"] = (day - row["day"]).days
    kinds = queries.overdue_kinds(centre, day)
    context = {
        "page": page,
        "chosen": chosen,
        "kinds": [(kind, wording.kind_name(kind), count) for kind, count in sorted(kinds.items())],
        "ages": wording.AGE_NAMES.items(),
        "workers": workers_of(centre),
        "count": sum(kinds.values()),
    }
    return render(request, "oversight/overdue.html", context)


@require_GET
@step_up
def overdue_export(request):
    """Terms that passed, as XLSX."""
    centre, day = centre_to_oversee(request.user), timezone.localdate()
    chosen = forms.term_filter(request)
    page = queries.overdue_page(centre, day, size=EXPORT_LIMIT, leaving=True, **chosen)
    rows = map(wording.term_row, page.rows)
    return attachment(workbook("Zaległe terminy", wording.TERM_COLUMNS, rows, name="zalegle"))


@require_GET
def quality_page(request):
    """Every check with the number of rows it found."""
    centre, day = centre_to_oversee(request.user), timezone.localdate()
    worker = forms.check_filter(request)["worker"]
    found = queries.check_counts(centre, day, worker=worker)
    checks = [(one, found[code]) for code, one in CHECKS.items()]
    checks.sort(key=lambda pair: -pair[1])
    context = {
        "found": [pair for pair in checks if pair[1]],
        "clean": [one for one, count in checks if not count],
        "workers": workers_of(centre),
        "worker": worker,
    }
    return render(request, "oversight/quality.html", context)


@require_GET
def quality_check(request, check):
    """The rows of one check: why each is here, where it is mended, how it is put aside."""
    centre, day, one = centre_to_oversee(request.user), timezone.localdate(), check_named(check)
    chosen = forms.check_filter(request)
    page = queries.check_page(one, centre, day, cursor=request.GET.get("po", ""), **chosen)
    for row in page.rows:
        row["person"] = wording.person_of(row)
    context = {"check": one, "page": page, "chosen": chosen, "workers": workers_of(centre)}
    context["aside"] = queries.set_aside_rows(one, centre, day)
    return render(request, "oversight/check.html", context)


@require_GET
@step_up
def quality_export(request, check):
    """The rows of one check as XLSX."""
    centre, day, one = centre_to_oversee(request.user), timezone.localdate(), check_named(check)
    chosen = forms.check_filter(request)
    page = queries.check_page(one, centre, day, size=EXPORT_LIMIT, leaving=True, **chosen)
    rows = (wording.check_row(one, row) for row in page.rows)
    return attachment(workbook(one.title, wording.CHECK_COLUMNS, rows, name=f"kontrola-{one.code}"))


@require_http_methods(["GET", "POST"])
def quality_set_aside(request, check, key, row):
    """Put one row aside until a day, with the reason."""
    centre, day, one = centre_of_rows(request.user), timezone.localdate(), check_named(check)
    found = queries.row_of(one, centre, day, row, key)
    if found is None:
        raise Http404("Tego wyniku nie ma już na liście.")
    noticed_list("quality", [found["case_key"]], organisation_id=centre.pk)
    form = forms.SetAsideForm(request.POST or None)
    if form.is_valid():
        try:
            case = found["of_case"]
            actions.set_aside(one, row, case, organisation=centre, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("until", error)
        else:
            messages.success(request, "Odłożono. Wynik wróci po wskazanym dniu.")
            return redirect("quality-check", check=one.code)
    status = 422 if form.is_bound else 200
    return render(
        request, "oversight/set_aside.html", {"check": one, "row": found, "form": form}, status=status
    )


@require_POST
def quality_bring_back(request, key):
    """Put a row back on its list before its day."""
    found = actions.bring_back(set_aside_for(request.user, key), by=request.user)
    messages.success(request, "Wynik jest z powrotem na liście, jeżeli nadal zachodzi.")
    return redirect("quality-check", check=found.check_code)
