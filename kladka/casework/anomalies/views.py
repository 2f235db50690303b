"""Sygnały do wyjaśnienia: the list, its export, the explanation of one and putting it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.casework.settlement.wording import page_context
from kladka.documents.xlsx import workbook
from kladka.journal.reading import noticed_list

from . import actions, permissions, queries, wording
from .forms import ExplainForm, KindFilter

SECTION = "sygnaly/"


@require_GET
def anomalies(request):
    """Signals that wait, as much of each as the reader may see; to the head those explained too."""
    office, day = permissions.office_for(request.user), timezone.localdate()
    form = KindFilter(request.GET)
    rows = queries.named(request.user, office, queries.waiting(office, day))
    chosen = [row for row in rows if form.chosen() in ("", row[0].kind)]
    page = queries.page_of(chosen, office, request.GET.get("po", ""))
    decides = permissions.can_decide(request.user, office)
    context = page_context(SECTION) | {
        "form": form,
        "kind": form.chosen(),
        "counts": [
            (kind, wording.TITLES[kind], count)
            for kind, count in queries.counts([one for one, _, _ in rows]).items()
        ],
        "total": len(rows),
        "page": page,
        "rows": [_shown(*row) for row in page.rows],
        "decides": decides,
        "explained": queries.explained(office, day) if decides else [],
    }
    return render(request, "anomalies/anomalies.html", context)


def _shown(one, cases, others):
    kind = one.kind
    return {
        "mark": one.mark, "title": wording.TITLES[kind], "since": one.since, "cases": cases, "others": others,
        "why": wording.why(one), "matters": wording.WHY[kind], "remedy": wording.REMEDY[kind],
    }  # fmt: skip


@require_GET
@step_up
def anomalies_export(request):
    """Signals as XLSX; restricted cases stay in the office, and so do cases of other workers."""
    office, day = permissions.office_for(request.user), timezone.localdate()
    found = queries.leaving(queries.waiting(office, day))
    rows = queries.named(request.user, office, found)
    page = queries.page_of([row for row in rows if not row[2]], office, size=len(rows) + 1)
    table = [wording.row(one) for one, _, _ in page.rows]
    return attachment(workbook("Sygnały", wording.COLUMNS, table, name="sygnaly"))


@require_http_methods(["GET", "POST"])
def anomaly_explain(request, mark):
    """Say what explains a signal, and until when it leaves the list."""
    office, day = permissions.office_of_signals(request.user), timezone.localdate()
    one = queries.signal(office, day, mark)
    if one is None:
        raise Http404("Tego sygnału nie ma już na liście.")
    permissions.check_decides(request.user, office)
    noticed_list("anomalies", [said["key"] for said in one.cases.values()], organisation_id=office.pk)
    form = ExplainForm(request.POST or None)
    try:
        if form.is_valid():
            actions.explain(one, organisation=office, by=request.user, **form.cleaned_data)
            messages.success(request, "Zapisano wyjaśnienie. Sygnał wróci po wskazanym dniu.")
            return redirect("anomalies")
    except ValidationError as error:
        form.add_error(None, error)
    context = {"form": form, "row": _shown(one, list(one.cases.values()), 0)}
    return render(request, "anomalies/explain.html", context, status=422 if form.is_bound else 200)


@require_POST
def anomaly_bring_back(request, key):
    """Put a signal back on the list before its day."""
    actions.bring_back(permissions.explained_for(request.user, key), by=request.user)
    messages.success(request, "Sygnał jest z powrotem na liście, jeżeli nadal zachodzi.")
    return redirect("anomalies")
