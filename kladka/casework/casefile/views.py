"""Ordering the file of a case, watching its progress, saving the PDF."""

from django.core.exceptions import ValidationError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kladka.accounts.step_up import step_up
from kladka.casework.cases.permissions import check_address, check_may_leave
from kladka.casework.cases.wording import case_context
from kladka.journal.reading import noticed

from . import actions
from .merging import Shelf
from .models import FileRun
from .permissions import case_to_print, run_for

STOP_POLLING = 286
FINISHED = {FileRun.State.DONE, FileRun.State.FAILED}
BADGES = {"waiting": "azure", "running": "azure", "done": "green", "failed": "red"}
SHOWN = 10


@require_http_methods(["GET", "POST"])
@step_up
def case_file(request, key):
    """What the file holds and my last ones; POST orders a new one."""
    case = case_to_print(request.user, key)
    errors = []
    if request.method == "POST":
        check_may_leave(case)
        try:
            return redirect(actions.order(case, by=request.user))
        except ValidationError as error:
            errors = [("", message) for message in error.messages]
    runs = FileRun.objects.filter(case=case, by=request.user).order_by("-id")[:SHOWN]
    rows = [(run, BADGES[run.state]) for run in runs]
    context = case_context(case, "zalaczniki/") | {"rows": rows, "errors": errors}
    return render(request, "casefile/case_file.html", context, status=422 if errors else 200)


@require_GET
def file_run(request, key, run):
    """Progress of a run; for htmx the fragment alone, with status 286 when the waiting is over."""
    found = run_for(request.user, key, run)
    finished = found.state in FINISHED
    context = {"run": found, "badge": BADGES[found.state], "finished": finished}
    if request.htmx:
        return render(request, "casefile/_run.html", context, status=STOP_POLLING if finished else 200)
    return render(request, "casefile/run.html", context | case_context(found.case, "zalaczniki/"))


@require_GET
@step_up
def file_download(request, key, run):
    """The finished PDF, while it is kept."""
    found = run_for(request.user, key, run)
    check_may_leave(found.case)
    if not found.homeless and found.finished_at:
        check_address(request.user, found.case, timezone.localdate(found.finished_at))
    if not found.pieces.exists() or found.state != FileRun.State.DONE:
        raise Http404("Tego pliku już nie ma. Akta trzyma się przez tydzień; można zlecić je ponownie.")
    noticed("case_file", found.key, organisation_id=found.organisation_id)
    shelf = Shelf()  # the rows are read now, while the database knows who asks, and sent after
    for piece in actions.pieces_of(found):
        shelf.put(piece)
    answer = StreamingHttpResponse(shelf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{actions.name_of(found)}"'
    answer["X-Content-SHA256"] = found.sha256
    return answer
