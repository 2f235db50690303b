"""Statements of the bank: reading a file, what each movement is, confirming, returns."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.documents.polish import account_number
from kladka.documents.xlsx import Column, workbook
from kladka.law.polish import plural

from . import permissions, statement_actions, statement_csv, wording
from . import statement_queries as queries
from .models import BankStatement, StatementLine
from .statement_forms import ColumnsForm, LinesForm, StatementForm

STATEMENTS = BankStatement.objects.select_related("by")
STATES = dict(StatementLine.State.choices)
EXPORT_LIMIT = 5000
COLUMNS = {
    "on": Column("Dzień", "day"),
    "amount_pln": Column("Kwota", "money"),
    "name": Column("Kontrahent"),
    "account": Column("Rachunek"),
    "title": Column("Tytuł"),
    "state_name": Column("Stan"),
    "says": Column("Dlaczego"),
    "payment__payment_list__number": Column("Lista wypłat"),
    "payment__case__number": Column("Znak sprawy"),
    "confirmed_by__name": Column("Potwierdził(a)"),
}


@require_GET
def statements(request):
    """Statements that were read, and the form of a new one."""
    return _statements(request, permissions.office_for(request.user))


def _statements(request, office, status=200, form=None):
    page = queries.statements(office, request.GET.get("po", ""))
    form = form or (StatementForm() if permissions.can_keep(request.user, office) else None)
    context = wording.page_context("bank/") | {"page": page, "rows": page.rows, "form": form}
    return render(request, "settlement/statements.html", context, status=status)


@require_POST
def statement_new(request):
    """Read a file of the bank; one that was read before is only shown."""
    office, form = permissions.kept_by(request.user), StatementForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            file = form.cleaned_data["file"]
            made, new = statement_actions.read_statement(
                office, name=file.name, content=file.read(), by=request.user
            )
            messages.success(
                request,
                "Wczytano wyciąg." if new else "Ten plik wczytano już wcześniej: nic się nie zmieniło.",
            )
            return redirect("statement", key=made.key)
    except ValidationError as error:
        form.add_error("file", error)
    return _statements(request, office, status=422, form=form)  # fmt: skip


@require_GET
def statement(request, key):
    """One statement: its lines by what they were found to be, or the columns of a CSV to choose."""
    return _statement(request, permissions.found_for(request.user, STATEMENTS, key))


def _statement(request, found, status=200, **shown):
    may = permissions.can_keep(request.user, found.organisation)
    if found.columns is None and found.closing_pln is None:
        return _columns(request, found, may, status, **shown)
    part = request.GET.get("czesc", "")
    part = part if part in queries.PARTS else ""
    page, counts = queries.lines(found, part, request.GET.get("po", "")), queries.counts(found)
    context = wording.page_context("bank/") | {
        "statement": found,
        "page": page,
        "rows": [_row(row) for row in page.rows],
        "part": part,
        "parts": [(key, label, *counts[key]) for key, (label, _) in queries.PARTS.items()],
        "sure": counts["pewne"][0],
        "keeps": may,
    }
    return render(request, "settlement/statement.html", context | shown, status=status)


@require_GET
@step_up
def statement_export(request, key):
    """Lines of a statement as XLSX."""
    found = permissions.found_for(request.user, STATEMENTS, key)
    part = request.GET.get("czesc", "")
    part = part if part in queries.PARTS else ""
    lines = queries.lines(found, part, size=EXPORT_LIMIT, leaving=True).rows
    rows = [[row[name] for name in COLUMNS] for row in map(_row, lines)]
    return attachment(workbook("Wyciąg", list(COLUMNS.values()), rows, name="wyciag"))


def _row(row):
    return row | {
        "account": account_number(row["account"]) if len(row["account"]) == 26 else row["account"],
        "badge": wording.STATE_BADGES[row["state"]],
        "state_name": STATES[row["state"]],
        "says": wording.WHY[row["why"]],
        "open": not row["confirmed_by__name"] and not row["set_aside"],
        "choosable": row["state"] != StatementLine.State.UNMATCHED,
    }


def _columns(request, found, may, status, form=None, problem=()):
    header, rows = statement_csv.rows_of(found.content.decode())
    form = form or (ColumnsForm(header=header, initial=statement_csv.guessed(header)) if may else None)
    context = wording.page_context("bank/") | {
        "statement": found, "header": header, "rows": rows[:8], "count": len(rows), "form": form,
        "problem": problem,
    }  # fmt: skip
    return render(request, "settlement/statement_columns.html", context, status=status)


@require_POST
def statement_columns(request, key):
    """Choose the columns of a CSV and find the pairs."""
    found = permissions.kept_for(request.user, STATEMENTS, key)
    header, _ = statement_csv.rows_of(found.content.decode())
    form = ColumnsForm(request.POST, header=header)
    try:
        if form.is_valid():
            statement_actions.choose_columns(found, columns=form.cleaned_data, by=request.user)
            messages.success(request, "Wczytano wyciąg.")
            return redirect("statement", key=key)
    except ValidationError as error:
        form.add_error(None, error)
    return _statement(request, found, status=422, form=form)


@require_POST
@step_up
def statement_confirm(request, key):
    """Confirm chosen lines, all sure ones, or set chosen lines aside."""
    found = permissions.kept_for(request.user, STATEMENTS, key)
    form = LinesForm(request.POST, keys=found.lines.values_list("key", flat=True))
    if not form.is_valid():
        return _statement(request, found, status=422, problem=["Wybierz pozycje jeszcze raz."])
    act, keys = form.cleaned_data["act"], form.cleaned_data["lines"]
    if act == "aside":
        done, refused = statement_actions.set_aside(found, keys, by=request.user), []
    else:
        keys = queries.sure_keys(found) if act == "all" else keys
        done, refused = statement_actions.confirm_lines(found, keys, by=request.user)
    if refused:
        messages.warning(request, "Nie zapisano: " + "; ".join(refused[:5]))
    messages.success(request, f"Załatwiono {done} {plural(done, 'pozycję', 'pozycje', 'pozycji')}.")
    return redirect("statement", key=key)
