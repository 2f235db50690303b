"""Przekazania: the list, the page of one, offering it, answering it, its print."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.permissions import workers_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import case_for, check_may_leave
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.documents.xlsx import workbook

from . import arrival, forms, handover_actions, prints, queries, wording
from .models import Handover
from .permissions import (
    can_hand_over,
    case_to_hand_over,
    handover_for,
    handover_to_answer,
    handover_to_work_on,
)

State = Handover.State
EXPORT_LIMIT = 5000


@require_http_methods(["GET", "POST"])
def case_handover(request, key):
    """Handovers and moves of a case, and to whom it could go; POST prepares a page for a worker."""
    case = case_to_hand_over(request.user, key) if request.method == "POST" else case_for(request.user, key)
    form = forms.GiveForm(request.POST or None, workers=workers_of(case.organisation))
    handover = form.is_valid() and done(
        form, lambda: handover_actions.prepare(case, by=request.user, **form.cleaned_data)
    )
    if handover:
        messages.success(request, "Przygotowano kartę z zapisów sprawy. Popraw ją i przekaż.")
        return redirect(handover)
    able = can_hand_over(request.user, case)
    context = case_context(case, wording.SECTION) | {
        "handovers": [(one, wording.BADGES[one.state]) for one in queries.handovers_of(case)],
        "moves": case.moves.order_by("-pk"),
        "candidates": queries.candidates(case, wording.today()) if able else [],
        "form": form if able else None,
    }
    return render(request, "moves/case_handover.html", context, status=422 if form.is_bound else 200)


@require_GET
def handover_list(request):
    """Handovers to accept and handed over."""
    chosen = forms.HandoverFilter(request.GET).chosen()
    page = queries.handover_list(request.user, cursor=request.GET.get("po", ""), **chosen)
    titles = queries.titles(page.rows, request.user)
    context = {"page": page, "rows": [wording.listed(row, titles) for row in page.rows], "chosen": chosen}
    return render(request, "moves/handover_list.html", context | {"states": State.choices})


@require_GET
@step_up
def handover_export(request):
    """The filtered list as XLSX."""
    chosen = forms.HandoverFilter(request.GET).chosen()
    page = queries.handover_list(request.user, size=EXPORT_LIMIT, leaving=True, **chosen)
    titles = queries.titles(page.rows, request.user)
    rows = [wording.exported_handover(row, titles) for row in page.rows]
    return attachment(workbook("Przekazania", wording.HANDOVER_COLUMNS, rows, name="przekazania"))


@require_GET
def handover_page(request, key):
    """The page that both sides sign."""
    handover, side = handover_for(request.user, key)
    return _page(request, handover, side)


def _page(request, handover, side, form=None):
    old = side == "old"
    context = {
        "handover": handover,
        "sections": wording.sections(handover),
        "badge": wording.BADGES[handover.state],
        "side": side,
        "case": handover.case if old else None,
        "able": old and can_hand_over(request.user, handover.case),
        "handed": arrival.words(handover) if handover.state != State.DRAFT else [],
        "concerns": wording.whom_it_concerns(handover),
        "form": form or forms.QuestionsForm(),
    }
    return render(request, "moves/handover_page.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
@drafted
def handover_edit(request, key):
    """Change the page before it is offered."""
    handover = handover_to_work_on(request.user, key)
    form = forms.BriefForm(request.POST or None, initial=handover.brief | request.draft.data)
    if form.is_valid():
        brief = form.cleaned_data
        if done(form, lambda: handover_actions.edit_brief(handover, brief=brief, by=request.user)):
            messages.success(request, "Zapisano kartę.")
            return redirect(handover)
    context = {"handover": handover, "form": form, "case": handover.case}
    return render(request, "moves/brief_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def handover_offer(request, key):
    """Sign the page and pass it on."""
    return _acted(
        request, handover_to_work_on(request.user, key), handover_actions.offer, "Przekazano do przyjęcia."
    )


@require_POST
def handover_withdraw(request, key):
    """Give a handover up."""
    return _acted(
        request, handover_to_work_on(request.user, key), handover_actions.withdraw, "Wycofano przekazanie."
    )


@require_POST
@step_up
def handover_accept(request, key):
    """Accept: the case is now of the new worker, or of the new centre."""
    handover = handover_to_answer(request.user, key)
    act = arrival.accept if handover.to_organisation_id else handover_actions.accept
    return _acted(request, handover, act, "Przyjęto sprawę.")


@require_POST
def handover_return(request, key):
    """Send the page back with questions."""
    handover = handover_to_answer(request.user, key)
    form = forms.QuestionsForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data["questions"]
        if done(form, lambda: handover_actions.send_back(handover, questions=asked, by=request.user)):
            messages.success(request, "Zwrócono z pytaniami. Odpowiedź zobaczysz na „Dziś”.")
            return redirect(handover)
    return _page(request, handover, "new", form)


def _acted(request, handover, act, said):
    try:
        handover = act(handover, by=request.user)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, said)
    return redirect(handover)


@require_GET
def handover_print(request, key):
    """The page as PDF."""
    handover, side = handover_for(request.user, key)
    if side == "old":
        check_may_leave(handover.case)
    document = prints.brief_pdf(handover)
    response = HttpResponse(document.content, content_type=document.media_type)
    response["Content-Disposition"] = f'attachment; filename="{document.name}"'
    return response


def done(form, act):
    """What the act answers; its refusal goes to the form."""
    try:
        return act()
    except ValidationError as error:
        known = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for name, said in known.items():
            form.add_error(name if name in form.fields else None, said)
        return None
