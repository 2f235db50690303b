"""Przeniesienie (ups art. 94): asked for, proved, decided, its decision, notices, handing over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.attachments.models import Attachment
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import can_write, case_for, check_may_leave
from kladka.casework.cases.wording import case_context
from kladka.casework.programmes import queries as programmes
from kladka.law import moving
from kladka.uploads import store

from . import arrival, handover_actions, move_actions, move_forms, moving_queries, prints, wording
from .handover_views import done
from .permissions import handover_to_work_on

EDIT = ["GET", "POST"]
KINDS = {"work": "work", "flat": "housing", "treatment": "health"}
MEDIA = {"pdf": "application/pdf"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _case(request, key):
    case = case_for(request.user, key)
    if not can_write(request.user, case):
        raise PermissionDenied("Przeniesienie prowadzi realizator programu albo kierownik jednostki.")
    return case


def _move(case, key):
    found = case.moves.select_related("centre", "decided_by", "by", "decision").filter(key=key).first()
    if found is None:
        raise Http404("Nie ma takiego przeniesienia w tej sprawie.")
    found.case, found.organisation = case, case.organisation
    return found


@require_http_methods(EDIT)
@drafted
def move_new(request, key):
    """The family wants to move: where to, on what ground."""
    case = _case(request, key)
    form = move_forms.MoveForm(
        request.POST or None, initial=request.draft.data, organisation=case.organisation
    )
    move = form.is_valid() and done(
        form, lambda: move_actions.ask_to_move(case, by=request.user, **form.cleaned_data)
    )
    if move:
        messages.success(request, "Zapisano. Zbierz oświadczenie i dowody.")
        return redirect(move)
    return _form_page(
        request, case, form, "Przeniesienie w czasie programu", "Zapisz", provision="ups art. 94 ust. 4"
    )


@require_http_methods(EDIT)
def home_change(request, key):
    """A new address in the same county."""
    case = _case(request, key)
    form = move_forms.HomeForm(request.POST or None)
    said = {"lead": "To nie jest przeniesienie z art. 94: program i decyzja się nie zmieniają."}
    if form.is_valid():
        act = move_actions.move_within_county
        if done(form, lambda: act(case, by=request.user, **form.cleaned_data) or True):
            messages.success(request, "Zapisano nowy adres.")
            return redirect("case-handover", key=key)
    provision = "ups art. 93 ust. 1 pkt 2 lit. a"
    return _form_page(
        request, case, form, "Nowy adres w tym samym powiecie", "Zapisz", provision=provision, **said
    )


@require_http_methods(EDIT)
def departure(request, key):
    """The family left without a move that was allowed: a task to ask why comes before anything else."""
    case = _case(request, key)
    form = move_forms.DepartureForm(request.POST or None)
    text, provision = moving.left_without_leave(wording.today())
    if form.is_valid():
        notice = move_actions.note_departure(case, by=request.user, **form.cleaned_data)
        said = "Zapisano. Na „Dziś” stoi zadanie: zapytaj rodzinę o przyczynę."
        messages.success(request, f"{said} Projekt wezwania jest gotowy." if notice else said)
        return redirect("duty-notice", key, notice.key) if notice else redirect("case-handover", key=key)
    lead = text.partition(". ")[2] if ". " in text else text
    return _form_page(
        request, case, form, "Rodzina opuściła wskazane miejsce", "Zapisz", provision=provision, lead=lead
    )


def _form_page(request, case, form, title, button, **more):
    context = case_context(case, wording.SECTION) | {
        "form": form,
        "form_title": title,
        "button": button,
        **more,
    }
    return render(request, "moves/move_form.html", context, status=422 if form.is_bound else 200)


@require_GET
def move_page(request, key, move):
    """One move: what is proved, both readings of its month, the decision, the notices, the handover."""
    case = case_for(request.user, key)
    return _page(request, _move(case, move))


def _page(request, move, *, status=200, **forms):
    programme = programmes.loaded(case__key=move.case.key)
    able = can_write(request.user, move.case)
    context = case_context(move.case, wording.SECTION) | {
        "move": move,
        "proofs": [
            (one, move_forms.ProofForm(prefix=one.code)) for one in move.proofs.select_related("attachment")
        ],
        "outcome": moving_queries.may_move(move),
        "readings": moving_queries.readings(move, programme) if programme else [],
        "month_provision": moving.MONTH_OF_MOVE,
        "notices": move.notices.all(),
        "handovers": move.handovers.order_by("-pk"),
        "able": able,
        "revoked": moving_queries.is_revoked(move),
        "allow": move_forms.AllowForm(),
        **forms,
    }
    return render(request, "moves/move_page.html", context, status=status)


@require_POST
def move_proof(request, key, move, proof):
    """A declaration or a document came, or is missing."""
    found = _move(_case(request, key), move)
    row = found.proofs.filter(code=proof).first()
    if row is None:
        raise Http404("Nie ma takiego dokumentu.")
    row.move = found
    form = move_forms.ProofForm(request.POST, request.FILES, prefix=row.code)
    if not form.is_valid():
        messages.error(request, " ".join(message for _, message in form.error_list()))
        return redirect(found)
    return _acted(request, found, lambda: _prove(request, row, form.cleaned_data), "Zapisano.")


def _prove(request, row, data):
    if data["on"] and not data["note"]:
        kind = KINDS.get(row.move.ground, "other")
        return move_actions.receive_proof(row, on=data["on"], file=data["file"], kind=kind, by=request.user)
    return move_actions.note_missing(row, note=data["note"], by=request.user)


@require_POST
def move_decide(request, key, move):
    """Allow the move with a reading of its month, refuse it, or note that the family stays."""
    found = _move(_case(request, key), move)
    form = move_forms.AllowForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    if not reason:
        return _page(request, found, status=422, allow=form)
    acts = {
        "dopusc": lambda: move_actions.allow(
            found, payer=form.cleaned_data["payer"], reason=reason, by=request.user
        ),
        "odmow": lambda: move_actions.refuse_move(found, reason=reason, by=request.user),
        "wycofaj": lambda: move_actions.withdraw_move(found, reason=reason, by=request.user),
    }
    chosen = next((name for name in acts if name in request.POST), "dopusc")
    return _acted(request, found, acts[chosen], "Zapisano rozstrzygnięcie.")


@require_POST
def move_revoke(request, key, move):
    """Draft the decision of the old starosta."""
    found = _move(_case(request, key), move)
    return _acted(
        request,
        found,
        lambda: move_actions.draft_revocation(found, by=request.user),
        "Przygotowano projekt decyzji.",
    )


@require_POST
def move_notices(request, key, move):
    """Print the notices."""
    found = _move(_case(request, key), move)
    act = move_actions.prepare_notices
    return _acted(
        request, found, lambda: act(found, on=wording.today(), by=request.user), "Przygotowano pisma."
    )


@require_GET
def notice_file(request, key, move, notice, form):
    """A notice as PDF or DOCX."""
    found = _notice(_move(case_for(request.user, key), move), notice)
    check_may_leave(found.move.case)
    if form not in ("pdf", "docx"):
        raise Http404("Nie ma takiego pliku.")
    content = bytes(found.pdf if form == "pdf" else found.docx)
    return _file(content, MEDIA.get(form, DOCX), f"zawiadomienie-{found.code}.{form}")


@require_POST
def notice_sent(request, key, move, notice):
    """Record that a notice was sent today."""
    found = _notice(_move(_case(request, key), move), notice)
    act = move_actions.send_notice
    return _acted(
        request, found.move, lambda: act(found, on=wording.today(), by=request.user), "Zapisano wysłanie."
    )


def _notice(move, key):
    found = move.notices.filter(key=key).first()
    if found is None:
        raise Http404("Nie ma takiego pisma.")
    found.move = move
    return found


@require_POST
def move_handover(request, key, move):
    """Prepare the page of the handover to the new centre."""
    found = _move(_case(request, key), move)
    to = {"to_organisation": found.centre} if found.centre else {"outside": found.centre_name}
    try:
        handover = handover_actions.prepare(found.case, move=found, by=request.user, **to)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    return redirect(handover)


@require_http_methods(EDIT)
def handover_pack(request, key):
    """Choose what else the new centre receives, see it, and offer the case."""
    handover = handover_to_work_on(request.user, key)
    if handover.to_organisation is None:
        raise Http404("Ta karta nie idzie do centrum w tej instalacji.")
    form = move_forms.OfferForm(request.POST or None)
    if form.is_valid() and request.method == "POST":
        scope = form.cleaned_data["scope"]
        if done(form, lambda: arrival.offer(handover, scope=scope, by=request.user)):
            messages.success(request, f"Zaproponowano przejęcie: {handover.to_organisation.short_name}.")
            return redirect(handover)
    context = {
        "handover": handover,
        "form": form,
        "always": arrival.ALWAYS,
        "sections": wording.sections(handover),
    }
    return render(request, "moves/pack.html", context, status=422 if form.is_bound else 200)


@require_http_methods(EDIT)
@step_up
def handover_file(request, key):
    """The page and the files of the case under a password, for a centre outside the installation."""
    handover = handover_to_work_on(request.user, key)
    if not handover.outside:
        raise Http404("Ta karta nie idzie poza tę instalację.")
    check_may_leave(handover.case)
    form = move_forms.LockForm(request.POST or None)
    if form.is_valid() and done(form, lambda: handover_actions.send_outside(handover, by=request.user)):
        files = Attachment.objects.filter(case=handover.case, removed_at=None).order_by("pk")
        kept = [(one.name, store.read(one.stored_as, one.place)) for one in files]
        made = prints.locked(prints.brief_pdf(handover), kept, password=form.cleaned_data["password"])
        return _file(made.content, made.media_type, made.name)
    return render(
        request, "moves/lock.html", {"handover": handover, "form": form}, status=422 if form.is_bound else 200
    )


@require_POST
def handover_confirmed(request, key):
    """The centre outside confirmed that it took the case over."""
    handover = handover_to_work_on(request.user, key)
    act = handover_actions.confirm_outside
    return _acted(request, handover, lambda: act(handover, by=request.user), "Zapisano potwierdzenie.")


def _acted(request, thing, act, said):
    try:
        act()
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, said)
    return redirect(thing)


def _file(content, media, name):
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
