"""Counts and files made in the background: ordering, progress, saving a file; the pack for a control."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.journal.reading import noticed
from kladka.staff.queries import controls_of

from . import forms, permissions, queries, run_actions, wording
from .models import ReportRun
from .spans import year_span
from .vocabulary import UnknownWord

STOP_POLLING = 286
Kind, State = ReportRun.Kind, ReportRun.State


@require_POST
def year_report_count(request, key):
    """Count a draft of a yearly report anew."""
    report = permissions.year_report_for(request.user, key, permissions.centre_to_write)
    try:
        run_actions.count_year(report, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(report)


@require_POST
def report_set_count(request, code):
    """Count the newest version of a set for the days that the form names."""
    centre = permissions.centre_of_things(request.user, permissions.centre_to_count)
    one, span = permissions.set_for(centre, code), forms.span_of(request.POST)
    run_actions.count_set(one, span, by=request.user)
    return redirect(f"{one.get_absolute_url()}?od={span.first}&do={span.last}")


@require_POST
@step_up
def report_file_order(request):
    """Order the whole list behind a figure, or the whole register."""
    centre, span = permissions.centre_to_count(request.user), forms.span_of(request.POST)
    money = permissions.sees_money(request.user, centre)
    try:
        figure = wording.figure_from(request.POST)
    except UnknownWord as error:
        raise Http404(str(error)) from error
    if figure.money and not money:
        raise Http404("Nie ma takiej listy.")
    full = "rejestr" in request.POST
    asked = {"register": full, "money": money, "by": request.user}
    return redirect(run_actions.order_list(centre, span, figure, **asked))


@require_GET
def report_run(request, key):
    """Progress of a run; for htmx the fragment alone, reloaded whole when a count is over."""
    run = permissions.run_for(request.user, key)
    finished = run.state in {State.DONE, State.FAILED}
    context = {"run": run, "finished": finished, "counting": run.kind in wording.COUNTS}
    if not request.htmx:
        return render(request, "reports/run.html", context)
    answer = render(request, "reports/_run.html", context, status=STOP_POLLING if finished else 200)
    if finished and context["counting"]:
        answer["HX-Refresh"] = "true"
    return answer


@require_GET
@step_up
def report_run_file(request, key):
    """The finished file, while it is kept; for who ordered it alone."""
    run = permissions.run_for(request.user, key)
    content = ReportRun.objects.only("key", "content").get(pk=run.pk).content
    if not content:
        raise Http404("Tego pliku już nie ma. Pliki trzyma się przez tydzień; można zlecić go ponownie.")
    noticed("report_file", run.key, organisation_id=run.organisation_id)
    answer = HttpResponse(bytes(content), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{run.name}"'
    answer["X-Content-SHA256"] = run.sha256
    return answer


@require_http_methods(["GET", "POST"])
@step_up
def report_pack(request):
    """What a pack for a control holds, my last ones; POST orders a new one."""
    centre = permissions.centre_to_write(request.user)
    span = year_span(timezone.localdate().year)
    controls = [one for one in controls_of(centre) if one.centre_id == centre.pk][:20]
    initial = {"od": span.first, "do": timezone.localdate(), "proba": 10}
    form = forms.PackForm(request.POST or None, initial=initial, controls=controls)
    if form.is_valid():
        said = {"sample": form.cleaned_data["proba"], "numbers": form.cleaned_data["numery"]}
        said |= {"subject": form.subject(), "by": request.user}
        try:
            return redirect(run_actions.order_pack(centre, form.cleaned_data["span"], **said))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "runs": queries.my_files(request.user, centre, Kind.PACK)}
    return render(request, "reports/pack.html", context, status=422 if form.is_bound else 200)


@require_GET
def report_files(request):
    """Files the user ordered, the newest first."""
    centre = permissions.centre_to_count(request.user)
    runs = queries.my_files(request.user, centre, Kind.LIST, Kind.REGISTER, Kind.PACK)
    return render(request, "reports/files.html", {"runs": runs})
