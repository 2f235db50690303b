"""Withholding of aid and its resumption."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kladka.casework.cases.drafts import drafted

from . import pages, permissions
from . import withholding_actions as actions
from . import withholding_forms as forms
from .models import Programme
from .wording import NO_EXTENSION

State = Programme.State


@require_http_methods(["GET", "POST"])
@drafted
def withhold(request, key, person):
    """Withhold the aid of one person by ground and dates."""
    programme = permissions.programme_to_handle(request.user, key, State.RUNNING)
    person = permissions.person_of(programme, person)
    form = forms.WithholdingForm(request.POST or None, initial=request.draft.data)
    if pages.accepted(
        form, lambda **data: actions.withhold(programme, person=person, by=request.user, **data)
    ):
        messages.success(request, f"Wstrzymano pomoc: {person.full_name}. {NO_EXTENSION}")
        return redirect(programme)
    lead = f"{NO_EXTENSION} Pozostałym osobom pomoc wypłaca się nadal."
    title = f"Wstrzymanie pomocy: {person.full_name}"
    return pages.form_page(
        request,
        programme,
        form,
        title=title,
        button="Wstrzymaj pomoc",
        lead=lead,
        provision="ups art. 95 ust. 1",
        confirm=f"Wstrzymać pomoc: {person.full_name}? Za czas wstrzymania nie będzie wyrównania.",
    )


@require_http_methods(["GET", "POST"])
def resume(request, key, withholding):
    """Give the withheld aid again."""
    programme = permissions.programme_to_handle(request.user, key, State.RUNNING)
    withholding = permissions.withholding_of(programme, withholding)
    form = forms.ResumptionForm(request.POST or None)
    if pages.accepted(form, lambda **data: actions.resume(withholding, by=request.user, **data)):
        messages.success(request, f"Przywrócono pomoc: {withholding.person.full_name}.")
        return redirect(programme)
    title = f"Przywrócenie pomocy: {withholding.person.full_name}"
    return pages.form_page(
        request,
        programme,
        form,
        title=title,
        button="Przywróć pomoc",
        lead=NO_EXTENSION,
        provision="ups art. 95 ust. 2",
    )
