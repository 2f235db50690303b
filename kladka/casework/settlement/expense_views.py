"""Expenses that the centre pays for a family: the list, approval by another person, the bank file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.benefits.format_queries import formats_of
from kladka.casework.cases.views import attachment
from kladka.journal.reading import noticed_list

from . import expense_actions, expense_files, permissions, wording
from . import expense_queries as queries
from .expense_forms import ExpenseFilter, ExpenseForm, PayForm
from .models import DirectExpense, ExpenseFile
from .views import EXPORT_LIMIT


@require_GET
def expenses(request):
    """Expenses, filtered, and the form of a new one."""
    return _expenses(request, permissions.office_for(request.user))


def _expenses(request, office, status=200, **shown):
    form = ExpenseFilter(request.GET)
    page = queries.expenses(office, cursor=request.GET.get("po", ""), **form.wanted())
    may, decides = permissions.can_keep(request.user, office), permissions.can_decide(request.user, office)
    rows = [
        row
        | {
            "open": not row["approved_by__name"] and not row["rejected_by__name"],
            "may": decides and row["by_id"] != request.user.pk,
        }
        for row in page.rows
    ]
    context = wording.page_context("wydatki/") | {"form": form, "page": page, "rows": rows}
    if may:
        context["new_form"] = ExpenseForm()
        context["files"] = queries.files_made(office)
        context["waiting"] = len(queries.to_pay(office))
        context["pay_form"] = PayForm(formats=formats_of(office), initial={"profile": office.bank_profile})
    return render(request, "settlement/expenses.html", context | shown, status=status)


@require_GET
@step_up
def expenses_export(request):
    """The list as XLSX; restricted cases stay in the office."""
    office, wanted = permissions.office_for(request.user), ExpenseFilter(request.GET).wanted()
    page = queries.expenses(office, size=EXPORT_LIMIT, leaving=True, **wanted)
    return attachment(expense_files.expenses_workbook(page.rows))


@require_POST
def expense_new(request):
    """Write down a bill to be paid."""
    office = permissions.kept_by(request.user)
    form = ExpenseForm(request.POST)
    try:
        if form.is_valid():
            details = form.cleaned_data
            programme = queries.running_programme(office, details.pop("number"))
            details["attachment"] = queries.attachment_named(programme.case, details["attachment"])
            expense_actions.propose_expense(programme, by=request.user, **details)
            messages.success(request, "Zapisano wydatek. Zatwierdza go inna osoba.")
            return redirect("expenses")
    except ValidationError as error:
        form.add_error(None, error)
    return _expenses(request, office, status=422, new_form=form)


def _settle(request, key, act, said):
    expense = permissions.decided_for(request.user, DirectExpense.objects, key)
    if expense.by_id == request.user.pk:
        raise PermissionDenied("Wydatek rozstrzyga inna osoba niż ta, która go wpisała.")
    try:
        act(expense)
    except ValidationError as error:
        return _expenses(request, expense.organisation, status=422, problem=error.messages)
    messages.success(request, said)
    return redirect("expenses")


@require_POST
@step_up
def expense_approve(request, key):
    """Approve another person's expense."""
    on, by = timezone.localdate(), request.user
    return _settle(
        request, key, lambda one: expense_actions.approve_expense(one, on=on, by=by), "Zatwierdzono wydatek."
    )


@require_POST
def expense_reject(request, key):
    """Reject another person's expense."""
    by = request.user
    return _settle(request, key, lambda one: expense_actions.reject_expense(one, by=by), "Odrzucono wydatek.")


@require_POST
@step_up
def expenses_pay(request):
    """The bank file of every approved expense."""
    office = permissions.kept_by(request.user)
    form = PayForm(request.POST, formats=formats_of(office))
    try:
        if form.is_valid():
            file = expense_actions.pay_expenses(
                office, queries.to_pay(office), by=request.user, **form.cleaned_data
            )
            return attachment(file)
    except ValidationError as error:
        form.add_error(None, error)
    return _expenses(request, office, status=422, pay_form=form)


@require_GET
@step_up
def expense_file(request, key):
    """A bank file of expenses once more, the same to the byte."""
    kept = permissions.kept_for(request.user, ExpenseFile.objects.filter(content__isnull=False), key)
    try:
        document = expense_actions.open_expense_file(kept, by=request.user)
    except ValidationError as error:
        return _expenses(request, kept.organisation, status=422, problem=error.messages)
    cases = kept.expenses.values_list("programme__case__key", flat=True)
    noticed_list("expense_list", list(cases), organisation_id=kept.organisation_id, key=kept.key)
    return attachment(document)
