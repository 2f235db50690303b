"""Undue benefits of a case and of the centre."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.casework.recalculation.pages import programme_of
from kladka.casework.recalculation.permissions import money_case_for

from . import actions, pages, permissions, queries, relief_actions
from .forms import FAMILY, EndForm, ReliefForm, RepaymentForm

EXPORT_LIMIT = 2000


def _chosen(request):
    state, order = request.GET.get("stan", ""), request.GET.get("kolejnosc", "nowe")
    return {
        "state": state if state in queries.STATES else "",
        "order": order if order in queries.ORDERS else "nowe",
    }


@require_GET
def claims(request):
    """Claims of the centre with what is left of each and its age."""
    chosen = _chosen(request)
    page = queries.claim_list(request.user, cursor=request.GET.get("po", ""), **chosen)
    context = {"page": page, "rows": pages.list_rows(page.rows), **chosen}
    return render(request, "undue/claim_list.html", context)


@require_GET
@step_up
def claims_export(request):
    """The filtered list as XLSX."""
    page = queries.claim_list(request.user, size=EXPORT_LIMIT, leaving=True, **_chosen(request))
    return attachment(pages.list_workbook(page.rows))


@require_GET
def case_claims(request, key):
    """Claims of one case, and what may be claimed."""
    return _page(request, money_case_for(request.user, key))


def _page(request, case, status=200, **bound):
    return render(request, "undue/case.html", pages.case_page(request.user, case, **bound), status=status)


@require_POST
def propose(request, key):
    """Draft the decision on repayment."""
    case = money_case_for(request.user, key)
    if not permissions.can_propose(request.user, case):
        raise PermissionDenied
    programme = programme_of(case)
    form = programme and pages.claim_form(programme, request.POST)
    if form is None:
        messages.info(request, "Za żaden miesiąc nie wypłacono więcej, niż się należało.")
        return redirect("case-claims", key=key)
    if form.is_valid():
        try:
            claim = actions.propose(programme, by=request.user, **_typed(programme, form))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Przygotowano projekt decyzji o zwrocie. Przeczytaj uzasadnienie.")
            return redirect(claim.decision)
    return _page(request, case, form=form, status=422)


def _typed(programme, form):
    people = {one.person.key: one.person for one in programme.application.people.all()}
    said = {name: form.cleaned_data[name] for name in ("ground", "facts", "due_on")}
    return said | {"debtor": people[form.cleaned_data["debtor"]], "amounts": form.amounts()}


def _allowed(request, key, claim, allowed):
    case = money_case_for(request.user, key)
    found = permissions.claim_of(case, claim)
    if not allowed(request.user, case):
        raise PermissionDenied
    return case, found


def _act(request, case, claim, form, name, act, said):
    """An act with a form: done and back to the page, or the form again with what is wrong."""
    if form.is_valid():
        try:
            made = act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect(made.decision if name == "relief_form" else "case-claims", **_where(name, case))
    return _page(request, case, status=422, claim=claim.key, **{name: form})


def _where(name, case):
    return {} if name == "relief_form" else {"key": case.key}


@require_POST
def propose_relief(request, key, claim):
    """Draft the decision on a relief."""
    case, found = _allowed(request, key, claim, permissions.can_propose)
    form = ReliefForm(request.POST, auto_id=f"{found.key}_%s")
    said = "Przygotowano projekt decyzji o uldze. Przeczytaj uzasadnienie."

    def act(typed):
        return relief_actions.propose_relief(found, by=request.user, **typed)

    return _act(request, case, found, form, "relief_form", act, said)


@require_POST
def record_repayment(request, key, claim):
    """Record money that came in."""
    case, found = _allowed(request, key, claim, permissions.can_collect)
    form = RepaymentForm(request.POST, auto_id=f"{found.key}_%s")

    def act(typed):
        return actions.record_repayment(found, by=request.user, **typed)

    return _act(request, case, found, form, "repayment_form", act, "Zapisano spłatę.")


@require_POST
@step_up
def deduct(request, key, claim):
    """Let the lists deduct the claim."""
    case, found = _allowed(request, key, claim, permissions.can_collect)
    form = pages.deduction_form(found, request.POST)

    def act(typed):
        person = None if typed["whose"] == FAMILY else found.debtor
        terms = {"starts": typed["starts"], "monthly": typed["monthly"], "person": person}
        return actions.deduct(found, by=request.user, **terms)

    return _act(request, case, found, form, "deduction_form", act, "Listy wypłat będą potrącać należność.")


def _at_once(request, key, claim, act, said):
    """An act without a form."""
    case, found = _allowed(request, key, claim, permissions.can_collect)
    try:
        act(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _page(request, case, status=422)
    messages.success(request, said)
    return redirect("case-claims", key=key)


@require_POST
def stop(request, key, claim):
    """No further list deducts."""
    said = "Listy nie będą już potrącać tej należności."
    return _at_once(request, key, claim, actions.stop_deducting, said)


@require_POST
def settle(request, key, claim):
    """End a claim that the lists have deducted whole."""
    return _at_once(request, key, claim, actions.settle_deducted, "Należność spłacona: sprawa zakończona.")


@require_POST
@step_up
def write_off(request, key, claim):
    """End a claim that will not be paid."""
    case, found = _allowed(request, key, claim, permissions.can_write_off)
    form = EndForm(request.POST)

    def act(typed):
        return actions.write_off(found, by=request.user, **typed)

    return _act(request, case, found, form, "end_form", act, "Zakończono sprawę tej należności.")
