"""The voivode's grant: requests, money that came, settlements of quarters and years."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment

from . import grant_actions, grant_files, grant_queries, permissions, wording
from .grant_forms import ReceiptForm, RequestForm, SentOnForm, SettleForm, SettlementApprovalForm
from .models import GrantRequest, GrantSettlement

REQUESTS = GrantRequest.objects.select_related("by", "approved_by")
SETTLEMENTS = GrantSettlement.objects.select_related("by", "approved_by")


@require_GET
def grant(request):
    """Requests, receipts, settlements and what is left of the grant by the book."""
    return _grant(request, permissions.office_for(request.user))


def _grant(request, office, status=200, **shown):
    context = wording.page_context("dotacja/") | grant_queries.grant_page(office)
    context["keeps"] = permissions.can_keep(request.user, office)
    if context["keeps"]:
        context["request_form"] = RequestForm()
        context["receipt_form"] = ReceiptForm(requests=grant_queries.open_requests(office))
        context["settle_form"] = SettleForm(initial={"year": timezone.localdate().year})
    used = sum(context["balance"][key] for key in ("cash", "health", "direct"))
    context |= {"used": used, "left": context["balance"]["received"] - used}
    return render(request, "settlement/grant.html", context | shown, status=status)


def _made(request, office, form, name, act, said):
    """Answer to a form of the page of the grant: the act done, or the page with its mistakes."""
    try:
        if form.is_valid():
            act(form)
            messages.success(request, said)
            return redirect("grant")
    except ValidationError as error:
        form.add_error(None, error)
    return _grant(request, office, status=422, **{name: form})


@require_POST
def request_new(request):
    """Draw up a request."""
    office, form = permissions.kept_by(request.user), RequestForm(request.POST)
    return _made(
        request, office, form, "request_form",
        lambda form: grant_actions.request_grant(office, by=request.user, **form.cleaned_data),
        "Sporządzono zapotrzebowanie. Zatwierdza je inna osoba.",
    )  # fmt: skip


@require_POST
def receive(request):
    """Record that money came."""
    office = permissions.kept_by(request.user)
    form = ReceiptForm(request.POST, requests=grant_queries.open_requests(office))
    return _made(
        request, office, form, "receipt_form",
        lambda form: grant_actions.receive_grant(office, by=request.user, **form.receipt()),
        "Zapisano wpływ dotacji.",
    )  # fmt: skip


@require_POST
def settle(request):
    """Draw up the settlement of a period."""
    office, form = permissions.kept_by(request.user), SettleForm(request.POST)
    return _made(
        request, office, form, "settle_form",
        lambda form: grant_actions.settle_grant(office, by=request.user, **form.period()),
        "Sporządzono rozliczenie z księgi. Zatwierdza je inna osoba.",
    )  # fmt: skip


@require_GET
def request_page(request, key):
    """One request with what each programme needs."""
    return _request_page(request, permissions.found_for(request.user, REQUESTS, key))


def _request_page(request, found, status=200, **shown):
    decides = permissions.can_decide(request.user, found.organisation)
    keeps = permissions.can_keep(request.user, found.organisation)
    context = wording.page_context("dotacja/") | {
        "asked": found,
        "lines": grant_queries.lines_of(found),
        "can_approve": decides and not found.approved_by_id and found.by_id != request.user.pk,
        "sent_form": SentOnForm() if keeps and found.approved_by_id and not found.sent_on else None,
    }
    return render(request, "settlement/grant_request.html", context | shown, status=status)


@require_GET
@step_up
def request_file(request, key, form):
    """A request as PDF or XLSX."""
    found = permissions.found_for(request.user, REQUESTS, key)
    make = {"pdf": grant_files.request_print, "xlsx": grant_files.request_workbook}.get(form)
    if make is None:
        raise Http404("Nie ma takiego pliku.")
    return attachment(make(found, grant_queries.lines_of(found)))


@require_POST
@step_up
def request_approve(request, key):
    """Approve another person's request."""
    found = permissions.decided_for(request.user, REQUESTS, key)
    try:
        grant_actions.approve_request(found, by=request.user)
    except ValidationError as error:
        return _request_page(request, found, status=422, problem=error.messages)
    messages.success(request, "Zatwierdzono zapotrzebowanie.")
    return redirect("grant-request", key=key)


@require_POST
def request_sent(request, key):
    """Mark a request as sent to the voivode."""
    found = permissions.kept_for(request.user, REQUESTS, key)
    form = SentOnForm(request.POST)
    try:
        if form.is_valid():
            grant_actions.send_request(found, on=form.cleaned_data["on"], by=request.user)
            messages.success(request, "Oznaczono jako wysłane.")
            return redirect("grant-request", key=key)
    except ValidationError as error:
        form.add_error(None, error)
    return _request_page(request, found, status=422, sent_form=form)


@require_GET
def settlement_page(request, key):
    """One settlement."""
    return _settlement_page(request, permissions.found_for(request.user, SETTLEMENTS, key))


def _settlement_page(request, one, status=200, **shown):
    user, office = request.user, one.organisation
    context = wording.page_context("dotacja/") | {"one": one}
    if permissions.can_decide(user, office) and not one.approved_by_id and one.by_id != user.pk:
        context["approve_form"] = SettlementApprovalForm()
    due = one.final and one.approved_by_id and not one.returned_on and one.to_return_pln > 0
    if due and permissions.can_keep(user, office):
        context["return_form"] = SentOnForm()
    return render(request, "settlement/grant_settlement.html", context | shown, status=status)


@require_GET
@step_up
def settlement_print(request, key):
    """A settlement as PDF."""
    return attachment(grant_files.settlement_print(permissions.found_for(request.user, SETTLEMENTS, key)))


@require_POST
@step_up
def settlement_approve(request, key):
    """Approve another person's settlement."""
    one = permissions.decided_for(request.user, SETTLEMENTS, key)
    form = SettlementApprovalForm(request.POST)
    try:
        if form.is_valid():
            grant_actions.approve_settlement(one, by=request.user, **form.cleaned_data)
            messages.success(request, "Zatwierdzono rozliczenie.")
            return redirect("grant-settlement", key=key)
    except ValidationError as error:
        form.add_error(None, error)
    return _settlement_page(request, one, status=422, approve_form=form)


@require_POST
@step_up
def settlement_returned(request, key):
    """Record that what was left went back."""
    one, form = permissions.kept_for(request.user, SETTLEMENTS, key), SentOnForm(request.POST)
    try:
        if form.is_valid():
            grant_actions.return_grant(one, on=form.cleaned_data["on"], by=request.user)
            messages.success(request, "Zapisano zwrot dotacji.")
            return redirect("grant-settlement", key=key)
    except ValidationError as error:
        form.add_error(None, error)
    return _settlement_page(request, one, status=422, return_form=form)
