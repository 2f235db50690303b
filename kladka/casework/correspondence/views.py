"""Letters of a case: the list, a draft to correct, issuing, files, voiding."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import can_write, case_for, check_may_leave
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.casework.letters.queries import titles_in_use
from kladka.documents import pdf
from kladka.documents.document import DOCX, PDF, Document, file_name

from . import actions, queries
from .forms import LetterForm, VoidForm
from .models import CaseLetter
from .permissions import case_to_write_from, letter_of
from .wording import BADGES, BUILT_IN

SECTION = "pisma/"
Kind = CaseLetter.Kind
State = CaseLetter.State


@require_GET
def letters(request, key):
    """Letters of the case, the newest first, and what may be written."""
    case = case_for(request.user, key)
    found = case.case_letters.defer("pdf", "docx", "text").select_related("person", "by")
    context = case_context(case, SECTION) | {
        "rows": [(one, BADGES[one.state]) for one in found],
        "certificates": [(one, Kind(one).label) for one in queries.OF_PERSON],
        "built_in": BUILT_IN.items(),
        "people": queries.people_of(case),
        "titles": titles_in_use(case.organisation_id),
        "can_write": can_write(request.user, case),
        "certificate_days": queries.term_days("certificate_days"),
    }
    return render(request, "correspondence/letters.html", context)


@require_http_methods(["GET", "POST"])
@drafted
def letter_new(request, key, kind, about):
    """A new letter, with the text proposed from the facts of the case.

    `about` is the key of the person of a certificate, or of the office's own letter ("pismo" for none).
    """
    case = case_to_write_from(request.user, key)
    people = queries.people_of(case)
    person, own = queries.chosen(case, kind, about, people)
    begins = queries.proposed(case, kind, person, own, about) | request.draft.data
    form = LetterForm(request.POST or None, initial=begins, people=people, certificate=kind != Kind.LETTER)
    if form.is_bound and form.is_valid():
        said = {"person": person, "template_title": own} | form.content()
        letter = actions.prepare(case, kind=kind, by=request.user, **said)
        messages.success(request, "Przygotowano projekt. Obejrzyj go i wydaj.")
        return redirect(letter)
    return _form(request, case, form, own or Kind(kind).label)


def _form(request, case, form, title):
    context = case_context(case, SECTION) | {"form": form, "form_title": title[:1].upper() + title[1:]}
    return render(request, "correspondence/letter_form.html", context, status=422 if form.is_bound else 200)


@require_GET
def letter_page(request, key, letter):
    """One letter: its text, files and the next step."""
    case = case_for(request.user, key)
    return _page(request, case, letter_of(case, letter), VoidForm())


def _page(request, case, letter, form, status=200):
    context = case_context(case, SECTION) | {
        "letter": letter,
        "letter_badge": BADGES[letter.state],
        "paragraphs": (letter.text or "").splitlines(),
        "form": form,
        "can_write": can_write(request.user, case),
    }
    return render(request, "correspondence/letter.html", context, status=status)


@require_http_methods(["GET", "POST"])
@drafted
def letter_edit(request, key, letter):
    """Correct a draft."""
    case = case_to_write_from(request.user, key)
    found = letter_of(case, letter)
    names = ("title", "addressee", "text", "purpose", "requested_on")
    begins = {name: getattr(found, name) for name in names} | {"person": found.person and found.person.key}
    form = LetterForm(
        request.POST or None, initial=begins | request.draft.data, people=queries.people_of(case),
        certificate=found.kind != Kind.LETTER,
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            about = {"person": found.person} | form.content()
            return redirect(actions.change(found, by=request.user, **about))
        except ValidationError as error:
            form.add_error(None, error)
    return _form(request, case, form, found.title)


def _act(request, key, letter, act, said, **more):
    """An act on a letter, then its page, with the reason when it may not be done."""
    case = case_to_write_from(request.user, key)
    found = letter_of(case, letter)
    try:
        act(found, by=request.user, **more)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    gone = act is actions.drop
    return redirect("case-letters", key) if gone else redirect(found)


@require_POST
def letter_issue(request, key, letter):
    """Issue the letter."""
    return _act(request, key, letter, actions.issue, "Wydano pismo. Pobierz je i wydrukuj.")


@require_POST
def letter_drop(request, key, letter):
    """Drop a draft."""
    return _act(request, key, letter, actions.drop, "Odrzucono projekt.")


@require_POST
def letter_void(request, key, letter):
    """Void an issued letter, with the reason."""
    form = VoidForm(request.POST)
    if not form.is_valid():
        case = case_to_write_from(request.user, key)
        return _page(request, case, letter_of(case, letter), form, status=422)
    return _act(request, key, letter, actions.void, "Unieważniono pismo.", **form.cleaned_data)


@require_GET
def letter_file(request, key, letter, form):
    """The letter as PDF or DOCX: what was issued, or the draft as it would be."""
    case = case_for(request.user, key)
    found = letter_of(case, letter)
    if form not in ("pdf", "docx") or (form == "pdf" and found.template_title):
        raise Http404("Nie ma takiego pliku.")
    check_may_leave(case)
    if found.state == State.DRAFT:
        return attachment(
            queries.word_of(found) if form == "docx" else pdf.print_letter(queries.printed_letter(found))
        )
    content, media = (found.docx, DOCX) if form == "docx" else (found.pdf, PDF)
    return attachment(Document.of(f"{file_name(found.title, found.number)}.{form}", media, bytes(content)))
