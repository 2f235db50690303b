"""Settling what was paid: a returned transfer, a correction by two people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.permissions import case_for

from . import ledger_actions, ledger_queries, pages, permissions
from .forms import CorrectionForm, ReturnForm
from .models import Payment


def _settling(request, key):
    """The case and its ledger, for whoever pays its family."""
    case = case_for(request.user, key, payments=True)
    if not permissions.can_settle(request.user, case):
        raise PermissionDenied
    return case, ledger_queries.ledger_of(case)


def _page(request, case, **shown):
    context = pages.case_page(request.user, case) | shown
    return render(request, "benefits/case_payments.html", context, status=422)


@require_POST
def record_return(request, key):
    """Record that a transfer came back from the bank."""
    case, entries = _settling(request, key)
    form = ReturnForm(request.POST, lines=ledger_queries.returnable(entries))
    try:
        if form.is_valid():
            payment = get_object_or_404(Payment, case=case, pk=form.cleaned_data["payment"])
            ledger_actions.record_return(payment, on=form.cleaned_data["on"], by=request.user)
            messages.success(request, "Zapisano zwrot. Następna lista zaproponuje tę wypłatę ponownie.")
            return redirect("case-payments", key=key)
    except ValidationError as error:
        form.add_error(None, error)
    return _page(request, case, return_form=form)


@require_POST
def propose_correction(request, key):
    """Propose to correct what was paid for a month."""
    case, entries = _settling(request, key)
    form = CorrectionForm(request.POST, months=ledger_queries.corrigible(entries))
    if not form.is_valid():
        return _page(request, case, correction_form=form)
    person, month, amount = form.correction()
    person = next(one.person for one in case.ledger.select_related("person").filter(person=person)[:1])
    reason = form.cleaned_data["reason"]
    ledger_actions.propose_correction(
        case, person=person, month=month, amount=amount, reason=reason, by=request.user
    )
    messages.success(request, "Zapisano korektę. Zacznie działać, gdy potwierdzi ją druga osoba.")
    return redirect("case-payments", key=key)


def _settle(request, key, pk, act, said):
    case, _ = _settling(request, key)
    correction = get_object_or_404(case.payout_corrections, pk=pk)
    if correction.by_id == request.user.pk:
        raise PermissionDenied
    try:
        act(correction, by=request.user)
    except ValidationError as error:
        return _page(request, case, problem=error.messages)
    messages.success(request, said)
    return redirect("case-payments", key=key)


@require_POST
@step_up
def confirm_correction(request, key, correction):
    """Confirm another person's correction."""
    done = "Potwierdzono korektę."
    return _settle(request, key, correction, ledger_actions.confirm_correction, done)


@require_POST
def reject_correction(request, key, correction):
    """Reject another person's correction."""
    return _settle(request, key, correction, ledger_actions.reject_correction, "Odrzucono korektę.")
