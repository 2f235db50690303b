"""Ordering prints of many decisions, watching their progress, downloading the ZIP."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.permissions import can_read_cases, organisation_of
from kladka.journal.reading import noticed_list

from . import printing
from .forms import DecisionFilter
from .models import PrintRun
from .permissions import print_run_for
from .wording import RUN_BADGES

STOP_POLLING = 286
FINISHED = {PrintRun.State.DONE, PrintRun.State.FAILED}


@require_POST
def print_order(request):
    """Order PDFs of the marked decisions, or of all that the filter shows."""
    organisation = organisation_of(request.user)
    if organisation is None or not can_read_cases(request.user, organisation.pk):
        raise PermissionDenied
    if "wszystkie" in request.POST:
        filters = DecisionFilter(request.POST).chosen()
        wanted = {"state": filters["state"], "kind": filters["kind"]}
    else:
        wanted = {"keys": [key for key in request.POST.getlist("klucz") if key.isalnum()]}
    try:
        return redirect(printing.request_run(organisation, by=request.user, **wanted))
    except ValidationError:
        return render(request, "decisions/nothing_marked.html", status=422)


@require_GET
def print_page(request, key):
    """Progress of a run; for htmx the fragment alone, with status 286 when the waiting is over."""
    run = print_run_for(request.user, key)
    finished = run.state in FINISHED
    context = {"run": run, "badge": RUN_BADGES[run.state], "finished": finished}
    if request.htmx:
        return render(request, "decisions/_print.html", context, status=STOP_POLLING if finished else 200)
    return render(request, "decisions/print.html", context)


@require_GET
def print_file(request, key):
    """The finished ZIP."""
    run = print_run_for(request.user, key)
    path = printing.folder() / run.file
    if not run.file or not path.is_file():
        raise Http404("Tego pliku już nie ma. Wydruki trzyma się przez tydzień; można zlecić go ponownie.")
    cases = printing.decisions_of(run).values_list("case__key", flat=True)
    noticed_list("print_run", list(cases), organisation_id=run.organisation_id, key=run.key)
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=f"decyzje-{run.created_at:%Y-%m-%d}.zip"
    )
    answer["X-Content-SHA256"] = run.sha256
    return answer
