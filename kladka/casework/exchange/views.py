"""Import: a file or pasted rows, what differs, what is to be written, what came of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.documents.import_template import Heading, template
from kladka.documents.xlsx import Column, workbook

from . import actions, queries
from .columns import COLUMNS
from .forms import ImportForm
from .models import ImportLine, ImportRun
from .permissions import organisation_to_import, run_for
from .wording import LEVELS, LINE_BADGES, RUN_BADGES

STOP_POLLING = 286
BUSY = {ImportRun.State.TO_READ, ImportRun.State.READING, ImportRun.State.TO_WRITE, ImportRun.State.WRITING}
OUTCOMES = dict(ImportLine.Outcome.choices)
EXPORT_LIMIT = 20_000


@require_http_methods(["GET", "POST"])
def import_list(request):
    """Imports of the centre, templates, and a new import."""
    organisation = organisation_to_import(request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "pasted")}
        kind, content = form.cleaned_data["kind"], form.cleaned_data["content"]
        return redirect(actions.start(organisation, kind, content, by=request.user, **said))
    page = queries.runs_of(organisation, request.GET.get("po", ""))
    rows = [(run, RUN_BADGES[run.state]) for run in page.rows]
    context = {"page": page, "rows": rows, "form": form}
    return render(request, "exchange/import_list.html", context, status=422 if form.is_bound else 200)


@require_GET
def families_template(request):
    """The empty workbook for families, with allowed values and comments."""
    return _template(request, ImportRun.Kind.FAMILIES, "wzor-rodziny")


@require_GET
def programmes_template(request):
    """The empty workbook for programmes under way."""
    return _template(request, ImportRun.Kind.PROGRAMMES, "wzor-programy")


@require_GET
def payments_template(request):
    """The empty workbook for payments made elsewhere."""
    return _template(request, ImportRun.Kind.PAYMENTS, "wzor-wyplaty")


def _template(request, kind, name):
    organisation_to_import(request.user)
    headings = [
        Heading(c.heading, c.comment, c.example, c.required, c.allowed, c.values is not None, c.day)
        for c in COLUMNS[kind]
    ]
    return attachment(template(name, headings))


@require_GET
def import_run(request, key):
    """Progress, then the differences, then what came of it."""
    return _run_page(request, run_for(request.user, key))


def _run_page(request, run, *, error="", status=200):
    busy = run.state in BUSY
    context = {"run": run, "busy": busy, "badge": RUN_BADGES[run.state], "error": error}
    if request.htmx:
        return render(request, "exchange/_progress.html", context, status=200 if busy else STOP_POLLING)
    if not busy:
        outcome = request.GET.get("wynik", "")
        outcome = outcome if outcome in OUTCOMES else ""
        page = queries.lines_of(run, outcome=outcome, cursor=request.GET.get("po", ""))
        for row in page.rows:
            row |= {"badge": LINE_BADGES[row["outcome"]], "word": OUTCOMES[row["outcome"]]}
            row["notes"] = [note | {"word": LEVELS[note["level"]]} for note in row["notes"] or []]
        counts = queries.counts_of(run)
        context |= {"page": page, "counts": counts, "outcome": outcome, "outcomes": OUTCOMES.items()}
        context["writable"] = counts["new"] + counts["changed"] if run.state == ImportRun.State.READ else 0
    return render(request, "exchange/import_run.html", context, status=status)


@require_POST
@step_up
def import_confirm(request, key):
    """Write everything that is new or changed, or the marked lines."""
    run = run_for(request.user, key)
    keys = None if "wszystkie" in request.POST else request.POST.getlist("pozycja")
    try:
        actions.confirm(run, keys, by=request.user)
    except ValidationError as error:
        return _run_page(request, run, error=" ".join(error.messages), status=422)
    return redirect(run)


@require_POST
def import_drop(request, key):
    """Put the import aside."""
    run = run_for(request.user, key)
    try:
        actions.drop(run, by=request.user)
    except ValidationError as error:
        return _run_page(request, run, error=" ".join(error.messages), status=422)
    messages.success(request, "Import odrzucono. Niczego nie zapisano.")
    return redirect("import-list")


@require_GET
@step_up
def import_notes(request, key):
    """Faults and differences as XLSX, row by row, to be mended in the file."""
    run = run_for(request.user, key)
    columns = [
        Column("Wiersz", "whole"), Column("Kolumna"), Column("Rodzaj"), Column("Co jest i co zrobić"),
        Column("W ewidencji"), Column("W pliku"),
    ]  # fmt: skip
    page = queries.lines_of(run, size=EXPORT_LIMIT)
    rows = [
        (note["row"], note["column"], LEVELS[note["level"]], note["text"], note["old"], note["new"])
        for line in page.rows
        for note in line["notes"] or []
    ]
    return attachment(workbook("Uwagi do importu", columns, rows, name="uwagi-do-importu"))


@require_GET
def earlier_payments(request):
    """Payments made elsewhere."""
    page = queries.earlier_payments(request.user, cursor=request.GET.get("po", ""))
    return render(request, "exchange/earlier_payments.html", {"page": page})


@require_GET
@step_up
def earlier_payments_export(request):
    """The same as XLSX."""
    columns = [
        Column("Znak sprawy"), Column("Nazwisko"), Column("Imiona"), Column("Za miesiąc", "day"),
        Column("Kto wypłacił"), Column("Kwota", "money"), Column("Dzień wypłaty", "day"),
    ]  # fmt: skip
    names = (
        "case__number",
        "person__family_name",
        "person__given_names",
        "month",
        "payer",
        "amount_pln",
        "paid_on",
    )
    page = queries.earlier_payments(request.user, size=EXPORT_LIMIT, leaving=True)
    rows = [[row[name] for name in names] for row in page.rows]
    return attachment(
        workbook("Wypłaty gdzie indziej", columns, rows, name="wyplaty-gdzie-indziej", total=True)
    )
