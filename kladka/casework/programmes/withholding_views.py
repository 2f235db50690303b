"""Withholding, resumption and revocation: what stands, drafts of decisions, their execution."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.casework.cases.drafts import drafted
from kladka.casework.decisions.models import Decision

from . import pages, permissions, revocation_actions, withholding_pages, withholding_queries
from . import withholding_actions as actions
from . import withholding_forms as forms
from .execution_actions import record_execution
from .models import Programme
from .queries import today
from .wording import NO_EXTENSION

State = Programme.State
DRAFTED = "Przygotowano projekt decyzji. Sprawdź go i przekaż do zatwierdzenia; skutek nastąpi po wydaniu."

FOLLOWS = (
    "okres poprzedniego wstrzymania upłynął, a pomocy nie przywrócono. Przyczyna, która trwa, jest podstawą "
    "uchylenia (art. 95 ust. 3), nie następnego wstrzymania. Sprawdź, czy projekt ma zostać."
)

NOT_YET = (
    "Decyzja, która odbiera pomoc, nie podlega wykonaniu przed upływem terminu odwołania ani w czasie "
    "rozpatrywania odwołania, chyba że nadano jej rygor natychmiastowej wykonalności."
)


@require_GET
def withholdings(request, key):
    """Everything withheld and revoked in a programme, its drafts, money by both readings, what to decide."""
    programme = permissions.programme_for(request.user, key)
    return withholding_pages.overview(request, programme)


@require_http_methods(["GET", "POST"])
@drafted
def withhold(request, key):
    """Draft the decision that withholds the aid of one person or more."""
    programme = permissions.programme_to_handle(request.user, key, State.RUNNING)
    initial = withholding_pages.asked(request, programme) | request.draft.data
    form = forms.WithholdingForm(request.POST or None, initial=initial, programme=programme)
    if pages.accepted(form, lambda **data: actions.draft_withholding(programme, by=request.user, **data)):
        messages.success(request, DRAFTED)
        told = form.cleaned_data
        if names := withholding_queries.ran_out_before(programme, told["people"], told["starts"]):
            messages.warning(request, f"{', '.join(names)}: {FOLLOWS}")
        return redirect("programme-withholdings", key=key)
    return pages.form_page(
        request,
        programme,
        form,
        title="Wstrzymanie pomocy",
        button="Przygotuj projekt decyzji",
        lead=f"{NO_EXTENSION} Pozostałym osobom pomoc wypłaca się nadal (art. 95 ust. 4a).",
        provision="ups art. 95 ust. 1",
        template="programmes/_withhold.html",
        lawful=withholding_queries.lawful(today()),
    )


@require_http_methods(["GET", "POST"])
@drafted
def resume(request, key, withholding):
    """Ask for withheld aid to be given back and draft the decision."""
    programme = permissions.programme_to_handle(request.user, key, State.RUNNING)
    withholding = permissions.withholding_of(programme, withholding)
    running = withholding_pages.running(programme, withholding)
    on = withholding_pages.first_day_back(withholding, today())
    form = forms.ResumptionForm(
        request.POST or None, running=running, programme=programme,
        initial={"people": [withholding.key], "on": on} | request.draft.data,
    )  # fmt: skip
    if pages.accepted(form, lambda people, **data: actions.draft_resumption(people, by=request.user, **data)):
        messages.success(request, DRAFTED)
        return redirect("programme-withholdings", key=key)
    return pages.form_page(
        request,
        programme,
        form,
        title=f"Przywrócenie pomocy: {withholding.person.full_name}",
        button="Wystąp i przygotuj projekt decyzji",
        provision="ups art. 95 ust. 2",
        template="programmes/_resume.html",
        results=withholding_queries.resumption_results(programme, [withholding], on),
        back_on=on,
    )


@require_http_methods(["GET", "POST"])
@drafted
def revoke(request, key):
    """Draft the revocation and, in the same step, the decision for the others."""
    programme = permissions.programme_to_handle(request.user, key, State.RUNNING)
    initial = withholding_pages.asked(request, programme) | request.draft.data
    form = forms.RevocationForm(request.POST or None, initial=initial, programme=programme)
    act = revocation_actions.draft_revocation
    if pages.accepted(form, lambda **data: act(programme, by=request.user, **data)):
        messages.success(request, DRAFTED)
        return redirect("programme-withholdings", key=key)
    return pages.form_page(
        request,
        programme,
        form,
        title="Uchylenie decyzji o pomocy",
        button="Przygotuj projekty decyzji",
        lead="Pozostałym osobom przygotuje się w tym samym kroku odrębną decyzję (art. 95 ust. 4b).",
        provision="ups art. 95 ust. 3 i 4",
        template="programmes/_revoke.html",
        results=withholding_pages.remaining_by_person(programme, today()),
    )


@require_http_methods(["GET", "POST"])
def execution(request, key, decision):
    """Record an appeal, a waiver or how an appeal ended."""
    programme = permissions.programme_to_handle(request.user, key, State.RUNNING, State.ENDED)
    decision = permissions.taking_decision_of(programme, decision, Decision.Kind.EXPIRE)
    form = forms.ExecutionForm(request.POST or None)
    if pages.accepted(form, lambda **data: record_execution(decision, by=request.user, **data)):
        messages.success(request, "Zapisano. Wypłaty policzą się od nowa od właściwego dnia.")
        return redirect("programme-withholdings", key=key)
    return pages.form_page(
        request,
        programme,
        form,
        title=f"Wykonanie decyzji {decision.number}",
        button="Zapisz",
        lead=NOT_YET,
        provision="KPA art. 130",
    )


@require_POST
def carry_out(request, key, decision):
    """Carry a revocation out once its decision may be executed."""
    programme = permissions.programme_to_handle(request.user, key, State.RUNNING)
    decision = permissions.taking_decision_of(programme, decision)
    try:
        revocation_actions.carry_out(decision, on=today(), by=request.user)
        messages.success(request, "Wykonano uchylenie. Wypłaty za późniejsze dni nie powstaną.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme-withholdings", key=key)
