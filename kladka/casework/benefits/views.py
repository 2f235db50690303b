"""Lists of payments and their acts, the explanation of a line, the payments and the account of one case."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.permissions import can_read_money, organisation_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases.permissions import case_for
from kladka.casework.cases.views import attachment
from kladka.documents.polish import month_name
from kladka.ui.acts import act_on

from . import account_actions, actions, files, pages, permissions, queries, returns
from .format_queries import formats_of
from .forms import AccountForm, BankFileForm, CalledBackForm, KeptAccountForm, MonthForm, ReasonForm, SentForm
from .permissions import line_for, list_for

EXPORT_LIMIT = 500


@require_GET
def payment_lists(request):
    """Lists by month, and the month to prepare next."""
    organisation = organisation_of(request.user)
    if organisation is None:
        return render(request, "cases/no_organisation.html", status=403)
    return render(request, "benefits/payment_lists.html", pages.lists_page(request, organisation))


@require_GET
@step_up
def lists_export(request):
    """The filtered lists as XLSX."""
    page = queries.payment_lists(request.user, year=pages.year_of(request), size=EXPORT_LIMIT)
    return attachment(files.lists_workbook(page.rows))


@require_POST
def prepare(request):
    """Prepare the list of a month."""
    organisation = organisation_of(request.user)
    if organisation is None or not permissions.can_prepare(request.user, organisation.pk):
        raise PermissionDenied
    listed = queries.listed_months(organisation)
    proposed = queries.month_to_prepare(listed, timezone.localdate())
    form = MonthForm(request.POST, months=queries.free_months(listed, proposed))
    if form.is_valid():
        try:
            made = actions.prepare_list(organisation, form.cleaned_data["month"], by=request.user)
        except ValidationError as error:
            form.add_error("month", error)
        else:
            messages.success(request, f"Przygotowano listę {made.number}: osób {made.people}.")
            return redirect(made)
    context = pages.lists_page(request, organisation, form=form)
    return render(request, "benefits/payment_lists.html", context, status=422)


@require_GET
def payment_list(request, key):
    """One list: what now, totals and their control, its lines page by page."""
    return _list_page(request, list_for(request.user, key))


def _list_page(request, found, status=200, **forms):
    context = pages.list_page(request, found, **forms)
    return render(request, "benefits/payment_list.html", context, status=status)


def _refused(request, found, problem):
    return _list_page(request, found, status=422, problem=problem)


def _act(request, key, allowed, act, done, then=None):
    found = list_for(request.user, key)
    return act_on(request, found, allowed=allowed, act=act, done=done, page=_refused, then=then)


def _can_prepare(user, found):
    return permissions.can_prepare(user, found.organisation_id)


@require_POST
def recalculate(request, key):
    """Count a draft again."""
    return _act(request, key, _can_prepare, actions.recalculate, "Przeliczono listę.")


@require_POST
def withdraw(request, key):
    """Withdraw a draft."""
    done = "Wycofano listę. Można ją przygotować od nowa."
    return _act(request, key, _can_prepare, actions.withdraw, done, "payment-lists")


@require_POST
def submit(request, key):
    """Pass a draft on for approval."""
    return _act(request, key, _can_prepare, actions.submit, "Przekazano listę do zatwierdzenia.")


@require_POST
@step_up
def approve(request, key):
    """Approve a submitted list."""
    return _act(request, key, permissions.can_approve, actions.approve, "Zatwierdzono listę.")


@require_POST
def send_back(request, key):
    """Send a submitted list back with a reason."""
    found = list_for(request.user, key)
    if not permissions.can_send_back(request.user, found):
        raise PermissionDenied
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _list_page(request, found, status=422, reason_form=form)
    send_back = partial(actions.send_back, reason=form.cleaned_data["reason"])
    return _act(request, key, permissions.can_send_back, send_back, "Zwrócono listę do poprawy.")


@require_POST
@step_up
def bank_file(request, key):
    """The transfers of an approved list as a file for the bank."""
    found = list_for(request.user, key)
    if not _can_prepare(request.user, found):
        raise PermissionDenied
    form = BankFileForm(request.POST, formats=formats_of(found.organisation))
    if not form.is_valid():
        return _list_page(request, found, status=422, file_form=form)
    try:
        made = actions.export_bank_file(found, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        return _list_page(request, found, status=422, problem=error.messages, file_form=form)
    return redirect("payment-list-file", key=key, file=made.pk)


@require_GET
def stored_file(request, key, file):
    """The same file once more, while the list is what was approved."""
    found = list_for(request.user, key)
    if not _can_prepare(request.user, found):
        raise PermissionDenied
    made = get_object_or_404(found.bank_files.filter(content__isnull=False), pk=file)
    try:
        answer = attachment(actions.open_bank_file(found, made, by=request.user))
    except ValidationError as error:
        return _list_page(request, found, status=422, problem=error.messages)
    queries.note_transfers_shown(found)
    return answer


@require_POST
def mark_sent(request, key):
    """Mark an approved list as sent to the bank; the next month's list is prepared."""
    found = list_for(request.user, key)
    if not _can_prepare(request.user, found):
        raise PermissionDenied
    form = SentForm(request.POST, approved_on=pages.approved_on(found))
    if not form.is_valid():
        return _list_page(request, found, status=422, sent_form=form)
    try:
        following, why_not = actions.mark_sent(found, on=form.cleaned_data["sent_on"], by=request.user)
    except ValidationError as error:
        return _list_page(request, found, status=422, problem=error.messages, sent_form=form)
    messages.success(request, "Lista wysłana, terminy wypłat w sprawach zamknięte.")
    if following:
        messages.info(request, f"Przygotowano listę na następny miesiąc: {month_name(following.month)}.")
    else:
        messages.warning(request, why_not)
    return redirect(found)


def _download(request, key, make):
    """A print of a list; of an approved one only while it is what was approved."""
    found = list_for(request.user, key)
    if found.sha256:
        try:
            actions.check_unchanged(found, by=request.user)
        except ValidationError as error:
            return _list_page(request, found, status=422, problem=error.messages)
    part = request.GET.get("czesc", "")
    return attachment(make(found, queries.each_line(found, part if part in queries.PARTS else "")))


@require_GET
@step_up
def list_xlsx(request, key):
    """The list, or a part of it, as XLSX."""
    return _download(request, key, files.list_workbook)


@require_GET
def list_pdf(request, key):
    """The list as PDF."""
    return _download(request, key, files.list_print)


@require_GET
def why(request, key, person, month):
    """Why a line has its amount: its sentence and the trace of the law."""
    found, line = line_for(request.user, key, person, month)
    template = "benefits/_why.html" if request.htmx else "benefits/why.html"
    return render(request, template, pages.why_page(found, line))


@require_GET
def case_payments(request, key):
    """Payments of one case by month, its account, the upcoming month."""
    case = case_for(request.user, key, payments=True)
    if not can_read_money(request.user, case.organisation_id):
        raise PermissionDenied("Wypłat nie widzi koordynator: widzą je realizator, księgowość i kierownik.")
    return _case_page(request, case)


def _case_page(request, case, form=None, status=200, **shown):
    context = pages.case_page(request.user, case, form) | shown
    return render(request, "benefits/case_payments.html", context, status=status)


@require_POST
def set_account(request, key):
    """Set or replace the account of a family."""
    case = case_for(request.user, key, payments=True)
    if not permissions.can_set_account(request.user, case):
        raise PermissionDenied
    form = AccountForm(request.POST)
    if not form.is_valid():
        return _case_page(request, case, form, status=422)
    made = account_actions.set_account(case, on=timezone.localdate(), by=request.user, **form.cleaned_data)
    if made.waits:
        messages.warning(request, "Zapisano zmianę. Zacznie działać, gdy potwierdzi ją druga osoba.")
    else:
        messages.success(request, "Zapisano sposób wypłaty.")
    return redirect("case-payments", key=case.key)


def _waiting(request, key):
    """(case, the change that waits in it and that this user may settle)."""
    case = case_for(request.user, key, payments=True)
    waiting = queries.waiting_account_of(case)
    if waiting is None:
        raise Http404("Żadna zmiana rachunku nie czeka na potwierdzenie.")
    if not permissions.can_confirm_account(request.user, case, waiting):
        raise PermissionDenied
    return case, waiting


@require_POST
def confirm_account(request, key):
    """Put a changed account in force after the family was called back."""
    case, waiting = _waiting(request, key)
    form = CalledBackForm(request.POST)
    if not form.is_valid():
        return _case_page(request, case, status=422, confirm_form=form)
    try:
        account_actions.confirm_account(
            waiting, on=timezone.localdate(), by=request.user, **form.cleaned_data
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _case_page(request, case, status=422, confirm_form=form)
    messages.success(request, "Potwierdzono zmianę. Następna lista pójdzie na nowy rachunek.")
    return redirect("case-payments", key=case.key)


@require_POST
def keep_account(request, key):
    """After a returned transfer: the family was called back and keeps its account."""
    case = case_for(request.user, key, payments=True)
    waiting = returns.waiting_returns(case)
    if not waiting:
        raise Http404("Żaden zwrot nie czeka na potwierdzenie rachunku.")
    if not permissions.can_confirm_kept(request.user, case, waiting):
        raise PermissionDenied("Rachunek po zwrocie potwierdza inna osoba niż ta, która zapisała zwrot.")
    form = KeptAccountForm(request.POST)
    if not form.is_valid():
        return _case_page(request, case, status=422, kept_form=form)
    account_actions.confirm_unchanged(case, on=timezone.localdate(), by=request.user, **form.cleaned_data)
    messages.success(request, "Zapisano. Następna lista wypłaci zwrócone kwoty jeszcze raz.")
    return redirect("case-payments", key=case.key)


@require_POST
def reject_account(request, key):
    """Drop a changed account; the former one stays in force."""
    case, waiting = _waiting(request, key)
    account_actions.reject_account(waiting, on=timezone.localdate(), by=request.user)
    messages.success(request, "Odrzucono zmianę. Pieniądze idą jak dotąd.")
    return redirect("case-payments", key=case.key)
