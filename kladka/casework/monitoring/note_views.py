"""Notatka z monitorowania: proposed from what was recorded, corrected, signed, printed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.permissions import can_handle_cases
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import check_address, check_may_leave
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.casework.letters.queries import print_docx
from kladka.documents.document import PDF, Document, file_name
from kladka.law.terms import monitoring_period

from . import note_actions, permissions, proposing
from .forms import NoteForm
from .letters import note_letter
from .pages import assessed_areas
from .wording import AREAS


@require_http_methods(["GET", "POST"])
@drafted
def monitoring_note(request, key, number):
    """The note of a period: a form until it is signed, then what was signed."""
    case, programme = permissions.followed(request.user, key)
    note = permissions.note_of(programme, number)
    if note and note.signed_at and request.method == "GET":
        check_address(request.user, case, note.on)
        return _signed(request, case, note)
    permissions.check_write(request.user, case)
    found = proposing.proposal(programme, *monitoring_period(programme.starts, number))
    form = NoteForm(request.POST or None, initial=_begun(note, found, request.draft))
    if form.is_bound and form.is_valid() and (saved := _saved(request, programme, number, form, found)):
        return redirect("monitoring-note", key, saved.number)
    return _form_page(request, programme, number, form, found)


def _form_page(request, programme, number, form, found):
    starts, ends = monitoring_period(programme.starts, number)
    context = case_context(programme.case, "kontakty/") | {"form": form, "number": number}
    context |= {"starts": starts, "ends": ends, "sources": found.sources, "draft": request.draft}
    context["areas"] = [(area, form[f"{name}_progress"], form[name]) for name, area in AREAS.items()]
    return render(request, "monitoring/note_form.html", context, status=422 if form.is_bound else 200)


def _begun(note, found, draft):
    """What the form begins with: what is being typed, the saved note, or the proposal."""
    if draft.data:
        return draft.data
    if note:
        return {name: getattr(note, name) for name in NoteForm.base_fields}
    return {"language": found.language, "work": found.work, "social": found.social, "talked": found.talked}


def _saved(request, programme, number, form, found):
    """The note as saved or signed; None when it may not be, with the reason at the form."""
    try:
        note = note_actions.save_note(
            programme, number, by=request.user, sources=list(found.sources), **form.cleaned_data
        )
        if "podpisz" in request.POST:
            note_actions.sign_note(note, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, "Podpisano notatkę." if "podpisz" in request.POST else "Zapisano notatkę.")
    return note


def _signed(request, case, note):
    context = case_context(case, "kontakty/") | {"note": note}
    context["texts"] = [
        (area, badge, getattr(note, name))
        for (name, area), badge in zip(AREAS.items(), assessed_areas(note), strict=True)
    ]
    context["can_write"] = can_handle_cases(request.user, case.organisation_id)
    return render(request, "monitoring/note.html", context)


@require_POST
def monitoring_note_change(request, key, number):
    """One click: the draft of the annex that insufficient progress asks for."""
    case, programme = permissions.followed(request.user, key)
    permissions.check_write(request.user, case)
    note = permissions.note_of(programme, number)
    if note is None:
        raise Http404("Nie ma takiej notatki.")
    try:
        annex = note_actions.change_programme(note, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("monitoring-note", key, number)
    messages.success(request, "Przygotowano projekt aneksu z ustaleniami notatki. Zmień cele i zobowiązania.")
    return redirect(annex)


@require_GET
def monitoring_note_print(request, key, number, kind):
    """The note as PDF (the signed one, frozen) or DOCX."""
    case, programme = permissions.followed(request.user, key)
    check_may_leave(case)
    note = permissions.note_of(programme, number)
    if note is None or kind not in ("pdf", "docx") or not note.signed_at:
        raise Http404("Tej notatki jeszcze nie podpisano.")
    check_address(request.user, case, note.on)
    if kind == "docx":
        return attachment(print_docx(programme.organisation_id, note_letter(note), "note", issued=note.key))
    name = f"{file_name('Notatka', str(note.number), case.number)}.pdf"
    return attachment(Document.of(name, PDF, bytes(note.pdf)))
