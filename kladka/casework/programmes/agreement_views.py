"""Goals and obligations of a programme: added, changed, ended, proved, said again in one's own words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.casework.attachments.models import Attachment
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.wording import case_context

from . import agreement_actions, obligation_queries, pages, permissions, proof_actions
from . import agreement_forms as forms
from .agreement import Proof
from .agreement_pages import obligation_context
from .forms import FulfilForm

AGREED = proof_actions.AGREED
EDIT = ["GET", "POST"]
MOST_FILES = 100


def back(programme):
    """Where one returns to after an edit: the draft annex that is open, or the programme."""
    amendment = permissions.open_annex(programme)
    return redirect(amendment or programme)


@require_http_methods(EDIT)
@drafted
def goal_new(request, key):
    """Add a goal with its first steps, all on one page."""
    programme = permissions.programme_to_edit(request.user, key)
    form = forms.GoalForm(request.POST or None, programme=programme, initial=request.draft.data)

    def act(**_):
        agreement_actions.add_goal(programme, **form.goal(), steps=form.steps(), by=request.user)

    if pages.accepted(form, act):
        messages.success(request, "Dodano cel z krokami.")
        return back(programme)
    return pages.form_page(
        request, programme, form, title="Nowy cel", button="Dodaj cel", template="programmes/_goal.html"
    )


@require_http_methods(EDIT)
def goal_edit(request, key, goal):
    """Change the words of a goal that nobody signed yet."""
    programme = permissions.programme_to_edit(request.user, key)
    goal = permissions.goal_of(programme, goal)
    initial = {"theme": goal.theme, "text": goal.text, "person": goal.person.key if goal.person_id else ""}
    form = forms.GoalForm(request.POST or None, programme=programme, steps=0, initial=initial)
    if pages.accepted(form, lambda **_: agreement_actions.change_goal(goal, **form.goal(), by=request.user)):
        messages.success(request, "Zapisano cel.")
        return back(programme)
    return pages.form_page(request, programme, form, title="Zmiana celu", button="Zapisz")


@require_POST
def goal_remove(request, key, goal):
    """Take a goal with its steps out, or end it in an annex."""
    programme = permissions.programme_to_edit(request.user, key)
    agreement_actions.remove_goal(permissions.goal_of(programme, goal), by=request.user)
    messages.success(request, "Cel usunięto z projektu.")
    return back(programme)


@require_http_methods(EDIT)
def goal_reached(request, key, goal):
    """Record the day on which a goal was reached."""
    programme = permissions.programme_to_handle(request.user, key, *AGREED)
    goal = permissions.goal_of(programme, goal)
    form = FulfilForm(request.POST or None)
    if pages.accepted(form, lambda **data: agreement_actions.reach_goal(goal, by=request.user, **data)):
        messages.success(request, "Zapisano osiągnięcie celu.")
        return redirect(programme)
    return pages.form_page(request, programme, form, title="Cel osiągnięty", button="Zapisz", lead=goal.text)


@require_http_methods(EDIT)
@drafted
def obligation_new(request, key):
    """Add an obligation of either side, or a step of a goal (`?cel=`)."""
    programme = permissions.programme_to_edit(request.user, key)
    chosen = request.GET.get("cel")
    goal = permissions.goal_of(programme, chosen) if chosen else None
    title = "Nowy krok" if goal else "Nowe zobowiązanie"
    return _obligation(request, programme, None, title, goal=goal)


@require_http_methods(EDIT)
@drafted
def obligation_edit(request, key, pk):
    """Change an obligation; under an annex an agreed one is replaced."""
    programme = permissions.programme_to_edit(request.user, key)
    obligation = permissions.obligation_of(programme, pk)
    return _obligation(request, programme, obligation, "Zmiana zobowiązania", goal=obligation.goal)


def _obligation(request, programme, obligation, title, *, goal):
    initial = forms.obligation_initial(obligation) if obligation else {}
    form = forms.ObligationForm(
        request.POST or None,
        programme=programme,
        obligation=obligation,
        initial=initial | request.draft.data,
    )

    def act(**_):
        details = form.details() | {"goal": goal}
        agreement_actions.save_obligation(programme, obligation, by=request.user, **details)

    if pages.accepted(form, act):
        messages.success(request, "Zapisano zobowiązanie.")
        return back(programme)
    provision = obligation and obligation.provision
    lead = f"Cel: {goal.text}" if goal else ""
    return pages.form_page(
        request, programme, form, title=title, button="Zapisz", provision=provision, lead=lead
    )


@require_POST
def obligation_remove(request, key, pk):
    """Take an obligation out of the draft, or end it in an annex."""
    programme = permissions.programme_to_edit(request.user, key)
    agreement_actions.remove_obligation(permissions.obligation_of(programme, pk), by=request.user)
    messages.success(request, "Usunięto zobowiązanie z projektu.")
    return back(programme)


@require_POST
def obligation_keep(request, key, pk):
    """Take back that the draft annex ends an obligation."""
    programme = permissions.programme_to_edit(request.user, key)
    try:
        agreement_actions.keep_obligation(permissions.obligation_of(programme, pk), by=request.user)
        messages.success(request, "Zobowiązanie zostaje bez zmian.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return back(programme)


@require_GET
def obligation(request, key, pk):
    """One obligation: how it stands, its proofs, what it waits for, how it came to be."""
    programme = permissions.programme_for(request.user, key)
    one = permissions.obligation_of(programme, pk)
    context = case_context(programme.case, section="program/") | obligation_context(
        programme, one, obligation_queries.proofs_of(programme), timezone.localdate()
    )
    context["can_write"] = permissions.can_write(request.user, programme) and programme.state in AGREED
    return render(request, "programmes/obligation.html", context)


@require_http_methods(EDIT)
def obligation_met(request, key, pk):
    """Record that an obligation was met, without a paper."""
    programme = permissions.programme_to_handle(request.user, key, *AGREED)
    one = permissions.obligation_of(programme, pk)
    form = FulfilForm(request.POST or None)
    if pages.accepted(form, lambda **data: proof_actions.fulfil_obligation(one, by=request.user, **data)):
        messages.success(request, "Zapisano wykonanie zobowiązania.")
        return redirect(programme)
    return pages.form_page(
        request, programme, form, title="Wykonanie zobowiązania", button="Zapisz", lead=one.text
    )


@require_http_methods(EDIT)
@drafted
def proof_new(request, key, pk):
    """Record that a proof came."""
    programme = permissions.programme_to_handle(request.user, key, *AGREED)
    one = permissions.obligation_of(programme, pk)
    kind = one.proof_kind or forms.PROVED_BY.get(one.code, "")
    initial = {"kind": kind, "outcome": Proof.Outcome.MET} | request.draft.data
    files = files_of(programme)
    form = forms.ProofForm(request.POST or None, request.FILES or None, attachments=files, initial=initial)
    if pages.accepted(form, lambda **data: proof_actions.record_proof(one, by=request.user, **data)):
        messages.success(request, "Zapisano dowód.")
        return redirect("obligation", key, pk)
    return pages.form_page(
        request, programme, form, title="Dowód wykonania", button="Zapisz dowód", lead=one.text
    )


def files_of(programme):
    """Files of the case to choose from, newest first."""
    kept = Attachment.objects.filter(case=programme.case_id, removed_at=None)
    return list(kept.order_by("-id")[:MOST_FILES])


@require_http_methods(EDIT)
def proof_withdraw(request, key, proof):
    """Withdraw a proof that was recorded by mistake."""
    programme = permissions.programme_to_handle(request.user, key, *AGREED)
    proof = permissions.proof_of(programme, proof)
    form = forms.WithdrawProofForm(request.POST or None)
    if pages.accepted(form, lambda **data: proof_actions.withdraw_proof(proof, by=request.user, **data)):
        messages.success(request, "Wycofano dowód.")
        return redirect("obligation", key, proof.obligation_id)
    return pages.form_page(request, programme, form, title="Wycofanie dowodu", button="Wycofaj dowód")


@require_http_methods(EDIT)
def hindrance(request, key, pk):
    """What outside the family an obligation waits for, and when that was gone."""
    programme = permissions.programme_to_handle(request.user, key)
    one = permissions.obligation_of(programme, pk)
    initial = {"hindrance": one.hindrance, "gone_on": one.hindrance_gone_on}
    form = forms.HindranceForm(request.POST or None, initial=initial)
    if pages.accepted(form, lambda **data: proof_actions.name_hindrance(one, by=request.user, **data)):
        messages.success(request, "Zapisano, na co czeka zobowiązanie.")
        return redirect("obligation", key, pk)
    return pages.form_page(
        request,
        programme,
        form,
        title="Na co to czeka",
        button="Zapisz",
        lead=f"{one.text}. Dopóki przeszkoda trwa, opóźnienie nie obciąża osoby.",
    )


@require_http_methods(EDIT)
def teach_back(request, key):
    """Which obligations the family said again in its own words."""
    programme = permissions.programme_to_handle(request.user, key)
    today = timezone.localdate()
    said = [one for one in programme.obligations.all() if one.in_force(today) or one.begun_with]
    form = forms.TeachBackForm(request.POST or None, obligations=said)

    def act(on, **_):
        chosen = form.chosen()
        agreement_actions.record_teach_back(programme, chosen, on=on, heard_by=request.user, by=request.user)

    if pages.accepted(form, act):
        messages.success(request, "Zapisano, co rodzina powtórzyła własnymi słowami.")
        return back(programme)
    lead = (
        "Poproś, żeby każda dorosła osoba powiedziała swoimi słowami, co zrobi i kiedy. Zaznacz to, co "
        "powtórzyła. Nie jest to warunek podpisania; czego brakuje, widać przed podpisaniem."
    )
    return pages.form_page(
        request, programme, form, title="Zrozumienie zobowiązań", button="Zapisz", lead=lead
    )
