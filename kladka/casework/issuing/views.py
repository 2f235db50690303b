"""Approval of a decision by a second person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.decisions.models import Decision
from kladka.casework.decisions.permissions import can_judge, decision_for, why_not
from kladka.casework.decisions.views import page_of as decision_page

from . import actions


@require_POST
@step_up
def approve_decision(request, key):
    """Approve a decision and let it take effect."""
    decision = decision_for(request.user, key)
    if not can_judge(request.user, decision):
        role = "Decyzję zatwierdza kierownik, inny niż osoba, która ją przygotowała lub zmieniała."
        raise PermissionDenied(why_not(decision, Decision.State.SUBMITTED, role=role))
    try:
        decision = actions.issue(decision, request.user)
    except ValidationError as error:
        problems = [("", message) for message in error.messages]
        return decision_page(request, decision_for(request.user, key), errors=problems, status=422)
    messages.success(request, f"Wydano decyzję {decision.number}. Doręcz ją stronie i zapisz doręczenie.")
    return redirect(decision)
