"""Pages of a grant that expires because nobody collects (ups art. 106a ust. 3): draft, carry out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kladka.accounts.permissions import can_handle_cases
from kladka.accounts.step_up import step_up
from kladka.casework.benefits.models import PaymentHold
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import case_for
from kladka.casework.cases.wording import case_context

from . import desk_queries, expiry_actions, permissions
from .desk_forms import ExpiryForm


@require_http_methods(["GET", "POST"])
@drafted
def expiry(request, key, hold):
    """Draft the decision; another person issues it."""
    case = case_for(request.user, key)
    if not can_handle_cases(request.user, case.organisation_id):
        raise PermissionDenied("Projekt decyzji przygotowuje realizator albo kierownik.")
    hold = get_object_or_404(PaymentHold, case=case, key=hold)
    form = ExpiryForm(request.POST or None, initial=request.draft.data)
    if form.is_bound and form.is_valid():
        try:
            made = expiry_actions.draft_expiry(hold, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Przygotowano projekt decyzji. Przeczytaj uzasadnienie.")
            return redirect(made)
    context = case_context(case, section="wyplaty/") | {"hold": hold, "form": form}
    context["decision"] = desk_queries.expiry_of(hold)
    return render(request, "settlement/expiry.html", context, status=422 if form.is_bound else 200)


@require_POST
@step_up
def expiry_carry_out(request, key, hold):
    """The head carries an issued decision out once it may be executed."""
    case = case_for(request.user, key, payments=True)
    if not permissions.can_decide(request.user, case.organisation):
        raise PermissionDenied(permissions.DECIDES)
    decision = desk_queries.expiry_of(get_object_or_404(PaymentHold, case=case, key=hold))
    try:
        if decision is None or decision.issued_on is None:
            raise ValidationError("Decyzji o wygaśnięciu jeszcze nie wydano.")
        expiry_actions.carry_out_expiry(decision, on=timezone.localdate(), by=request.user)
        messages.success(request, "Wykonano decyzję o wygaśnięciu. Program się zakończył.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("desk")
