"""The recalculation of one case, and the proposal of a changing decision."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from . import actions, pages, permissions, queries


@require_GET
def case_recalculation(request, key):
    """What stands decided beside what the law gives now, by month and person."""
    case = permissions.money_case_for(request.user, key)
    return render(request, "recalculation/case.html", pages.case_page(request.user, case))


@require_POST
def propose(request, key):
    """Draft the changing decision."""
    case = permissions.money_case_for(request.user, key)
    if not permissions.can_propose(request.user, case):
        raise PermissionDenied
    programme = pages.programme_of(case)
    if programme is None:
        raise PermissionDenied("W tej sprawie nie ma programu, którego kwoty można zmienić.")
    form = pages.fresh_form(queries.compared(programme), request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data | {"since": date.fromisoformat(form.cleaned_data["since"])}
            made = actions.propose(programme, by=request.user, **said)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Przygotowano projekt decyzji zmieniającej. Przeczytaj uzasadnienie.")
            return redirect(made.decision)
    return render(request, "recalculation/case.html", pages.case_page(request.user, case, form), status=422)
