"""Zmiany: those of a case, a new one, its proposals; the list of a centre with who turns eighteen."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kladka.accounts.permissions import can_approve
from kladka.accounts.step_up import step_up
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import can_write, case_for
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.casework.people.models import Person
from kladka.casework.people.wording import CITIZENSHIPS, LANGUAGES
from kladka.documents.xlsx import workbook

from . import actions, facts, following, forms, queries, wording
from .models import LifeChange
from .permissions import case_to_change, change_of, proposal_of

EXPORT_LIMIT = 5000
Kind = LifeChange.Kind


@require_GET
def case_changes(request, key):
    """What changed in a family, what may follow, and who turns eighteen."""
    case = case_for(request.user, key)
    today = timezone.localdate()
    context = case_context(case, wording.SECTION) | {
        "changes": [wording.shown(one) for one in queries.changes_of(case)],
        "adults": queries.coming_of_age(today, case=case, until=case.aid_until or today + queries.AHEAD),
        "kinds": Kind.choices,
        "can_write": can_write(request.user, case) and facts.programme_of(case) is not None,
        "today": today,
        "leads": can_approve(request.user, case.organisation_id),
    }
    return render(request, "changes/case_changes.html", context)


@require_http_methods(["GET", "POST"])
@drafted
def change_new(request, key, kind):
    """Record a change of one kind."""
    case = case_to_change(request.user, key)
    if kind not in Kind.values:
        raise Http404("Nie ma takiego rodzaju zmiany.")
    given = {name: request.GET[name] for name in ("person", "on") if name in request.GET}
    people = Person.objects.filter(memberships__household=case.household_id, memberships__ends=None)
    form = forms.form_for(kind)(
        request.POST or None, request.FILES or None, initial=given | request.draft.data,
        people=people.order_by("pk"), day_label=wording.DAYS[kind], organisation=case.organisation,
    )  # fmt: skip
    change = form.is_valid() and _done(form, lambda: _recorded(request, case, kind, form))
    if change:
        count = change.proposals.count()
        messages.success(request, f"Zapisano zmianę. Propozycji do rozstrzygnięcia: {count}.")
        return redirect(change)
    context = case_context(case, wording.SECTION) | {"form": form, "kind_name": Kind(kind).label}
    context |= {"lead": wording.LEADS[kind], "citizenships": CITIZENSHIPS, "languages": LANGUAGES}
    return render(request, "changes/change_new.html", context, status=422 if form.is_bound else 200)


def _recorded(request, case, kind, form):
    return actions.record_change(case, kind, by=request.user, **form.details())


@require_http_methods(["GET", "POST"])
def change_undo(request, key, change):
    """Take back a change recorded by mistake today."""
    found = change_of(case_to_change(request.user, key), change)
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid() and _done(form, lambda: actions.undo(found, by=request.user, **form.cleaned_data)):
        messages.success(request, "Wycofano zmianę. Zapis, że była i kto ją wycofał, zostaje.")
        return redirect(found)
    return _form_page(request, found.case, form, "Wycofaj zmianę zapisaną omyłkowo", "Wycofaj", change=found)


@require_http_methods(["GET", "POST"])
def change_over(request, key, change):
    """A stay in hospital, arrest or prison is over."""
    found = change_of(case_to_change(request.user, key), change)
    form = forms.OverForm(request.POST or None)
    if form.is_valid() and _done(form, lambda: actions.end_stay(found, by=request.user, **form.cleaned_data)):
        messages.success(request, "Zapisano koniec pobytu. Zobacz, co z niego wynika.")
        return redirect(found)
    return _form_page(request, found.case, form, "Koniec pobytu", "Zapisz", change=found)


@require_http_methods(["GET", "POST"])
def proposal_decide(request, key, proposal):
    """Confirm a proposal or dismiss it with a reason."""
    found = proposal_of(case_to_change(request.user, key), proposal)
    form = forms.DecideForm(request.POST or None, proposal=found, **facts.who_else(found))
    if request.method == "POST" and form.is_valid():
        act = actions.dismiss if "odrzuc_propozycje" in request.POST else actions.confirm
        given = {
            name: value
            for name, value in form.cleaned_data.items()
            if act == actions.confirm or name == "reason"
        }
        if _done(form, lambda: act(found, by=request.user, **given)):
            said = "Potwierdzono." if act == actions.confirm else "Odrzucono propozycję."
            messages.success(request, said)
            return redirect(_next(found, act))
    context = {"proposal": found, "change": found.change}
    return _form_page(request, found.case, form, found.change.get_kind_display(), "Potwierdź", **context)


def _next(proposal, act):
    """A confirmed proposal of withholding or revocation goes on at its form, filled in."""
    code = (proposal.code, proposal.change.kind)
    if act == actions.confirm and code in following.GROUNDS:
        return f"/sprawy/{proposal.case.key}/{following.where_of(proposal)}"
    return proposal.change


def _form_page(request, case, form, title, button, **more):
    context = case_context(case, wording.SECTION) | {
        "form": form,
        "form_title": title,
        "button": button,
        **more,
    }
    return render(request, "changes/form_page.html", context, status=422 if form.is_bound else 200)


def _done(form, act):
    """What the act answers; its refusal goes to the form."""
    try:
        return act()
    except ValidationError as error:
        known = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for name, said in known.items():
            form.add_error(name if name in form.fields else None, said)
        return None


@require_GET
def proposal_list(request):
    """What waits for a decision in the centre, and who turns eighteen in the next 90 days."""
    chosen = forms.ProposalFilter(request.GET).chosen(request.user)
    page = queries.proposal_list(request.user, cursor=request.GET.get("po", ""), **chosen)
    context = {
        "page": page,
        "rows": [wording.listed(row) for row in page.rows],
        "chosen": chosen,
        "kinds": Kind.choices,
        "states": wording.STATES.items(),
        "adults": queries.turning_adult(request.user),
    }
    return render(request, "changes/proposal_list.html", context)


@require_GET
@step_up
def proposal_export(request):
    """The filtered list as XLSX."""
    chosen = forms.ProposalFilter(request.GET).chosen(request.user)
    page = queries.proposal_list(request.user, size=EXPORT_LIMIT, leaving=True, **chosen)
    rows = map(wording.exported, page.rows)
    return attachment(workbook("Zmiany", wording.COLUMNS, rows, name="zmiany"))
