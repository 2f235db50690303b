"""Annexes of a programme from the reason to the voivode's acceptance, and the history of agreed texts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import check_address, check_may_leave
from kladka.casework.cases.wording import case_context
from kladka.casework.decisions.views import attachment
from kladka.casework.letters.queries import print_docx
from kladka.documents import pdf

from . import agreement_forms, amendment_actions, bilingual, forms, pages, permissions, text_actions
from .agreement import Amendment
from .agreement_pages import annex_context, texts_context
from .agreement_views import EDIT, files_of
from .amendment_actions import CHANGEABLE
from .changes import changes_of

Draft = Amendment.State


@require_http_methods(EDIT)
@drafted
def annex_new(request, key):
    """Begin an annex with its reason."""
    programme = permissions.programme_to_handle(request.user, key, *CHANGEABLE)
    form = agreement_forms.AnnexNewForm(request.POST or None, initial=request.draft.data)
    if pages.accepted(form, lambda **data: amendment_actions.draft_annex(programme, by=request.user, **data)):
        messages.success(request, "Przygotowano projekt aneksu. Zmień w nim cele i zobowiązania.")
        return redirect(programme.amendments.get(state=Draft.DRAFT))
    lead = (
        "Aneks zmienia uzgodniony program: cele, zobowiązania, formy pomocy, instytucje. Obowiązuje, gdy "
        "podpiszą go obie strony; podpisanego tekstu nikt nie poprawia."
    )
    return pages.form_page(
        request,
        programme,
        form,
        title="Nowy aneks",
        button="Przygotuj aneks",
        lead=lead,
        provision="ups art. 93 ust. 1",
    )


def _annex(request, key, amendment, *states, write=True):
    load = permissions.programme_to_handle if write else permissions.programme_for
    programme = load(request.user, key)
    return programme, permissions.amendment_of(programme, amendment, *states)


@require_GET
def annex(request, key, amendment):
    """What an annex changes, and what comes next."""
    programme, amendment = _annex(request, key, amendment, write=False)
    context = case_context(programme.case, section="program/") | annex_context(programme, amendment)
    context["can_write"] = permissions.can_write(request.user, programme)
    return render(request, "programmes/annex.html", context)


@require_http_methods(EDIT)
@drafted
def annex_propose(request, key, amendment):
    """Reason in words, forms of aid, institutions and whether the costs change."""
    programme, amendment = _annex(request, key, amendment, Draft.DRAFT)
    form = forms.ProposalForm(request.POST or None, programme=programme, amendment=amendment)
    if pages.accepted(
        form, lambda **_: amendment_actions.propose(amendment, by=request.user, **form.proposal())
    ):
        messages.success(request, "Zapisano treść aneksu.")
        return redirect(amendment)
    return pages.form_page(
        request, programme, form, title="Treść aneksu", button="Zapisz", template="programmes/_proposal.html"
    )


@require_http_methods(EDIT)
def annex_sign(request, key, amendment):
    """Record the signatures of both sides."""
    programme, amendment = _annex(request, key, amendment, Draft.DRAFT)
    form = forms.SignAnnexForm(request.POST or None, request.FILES or None, programme=programme)
    if pages.accepted(form, lambda **data: amendment_actions.sign_annex(amendment, by=request.user, **data)):
        messages.success(request, "Aneks jest podpisany i ma numer.")
        return redirect(amendment)
    new = [one for one in programme.obligations.all() if one.begun_with_id == amendment.pk]
    return pages.form_page(
        request,
        programme,
        form,
        title="Podpisanie aneksu",
        button="Zapisz podpisanie",
        changes=changes_of(programme, amendment),
        unsaid=[one for one in new if not one.repeated_on],
    )


@require_http_methods(EDIT)
def annex_drop(request, key, amendment):
    """Give a draft annex up."""
    programme, amendment = _annex(request, key, amendment, Draft.DRAFT)
    form = agreement_forms.DropForm(request.POST or None)
    if pages.accepted(form, lambda **data: amendment_actions.drop_annex(amendment, by=request.user, **data)):
        messages.success(request, "Zaniechano aneksu. Program obowiązuje bez zmian.")
        return redirect(programme)
    return pages.form_page(request, programme, form, title="Zaniechanie aneksu", button="Zaniechaj")


@require_http_methods(EDIT)
def annex_send(request, key, amendment):
    """Send an annex that changes the costs to the voivode."""
    programme, amendment = _annex(request, key, amendment, Draft.SIGNED)
    form = forms.SendForm(request.POST or None)
    if pages.accepted(form, lambda **data: amendment_actions.send_annex(amendment, by=request.user, **data)):
        messages.success(request, "Zapisano wysłanie aneksu. Zestawienie kosztów jest zamrożone.")
        return redirect(amendment)
    return pages.form_page(
        request, programme, form, title="Wyślij aneks wojewodzie", button="Zapisz wysłanie",
        provision="ups art. 93 ust. 2",
    )  # fmt: skip


@require_http_methods(EDIT)
def annex_accept(request, key, amendment):
    """Record the voivode's acceptance of an annex."""
    programme, amendment = _annex(request, key, amendment, Draft.SIGNED)
    form = forms.AcceptanceForm(request.POST or None)
    if pages.accepted(
        form, lambda **data: amendment_actions.accept_annex(amendment, by=request.user, **data)
    ):
        messages.success(request, "Zapisano akceptację aneksu.")
        return redirect(amendment)
    return pages.form_page(request, programme, form, title="Akceptacja aneksu", button="Zapisz akceptację")


@require_GET
def texts(request, key):
    """Every agreed text of the programme and what changed from one to the next."""
    programme = permissions.programme_for(request.user, key)
    frozen = list(programme.texts.select_related("amendment", "represented_by", "signed_copy"))
    if frozen:
        check_address(request.user, programme.case, frozen[0].agreed_on)
    context = case_context(programme.case, section="program/") | texts_context(programme, frozen)
    context["can_write"] = permissions.can_write(request.user, programme)
    return render(request, "programmes/texts.html", context)


@require_http_methods(EDIT)
def signed_copy(request, key, number):
    """Name the scan of a signed text."""
    programme = permissions.programme_to_handle(request.user, key)
    text = permissions.text_of(programme, number)
    form = agreement_forms.SignedCopyForm(request.POST or None, attachments=files_of(programme))
    if pages.accepted(form, lambda **data: text_actions.attach_signed_copy(text, by=request.user, **data)):
        messages.success(request, "Wskazano skan podpisanego egzemplarza.")
        return redirect("programme-texts", key)
    lead = "Plik dodaje się najpierw w zakładce Załączniki (rodzaj: pismo)."
    return pages.form_page(
        request, programme, form, title="Skan podpisanego tekstu", button="Zapisz", lead=lead
    )


@require_GET
def programme_side_by_side(request, key, kind):
    """The programme in Polish and the family's language (`?jezyk=`), large print with `?druk=duzy`."""
    programme = permissions.programme_for(request.user, key)
    check_may_leave(programme.case)
    letter = bilingual.programme_letter(programme, **_asked(request, programme), on=timezone.localdate())
    return _printed(programme, letter, kind, programme.key if programme.agreed_on else "")


def _printed(programme, letter, kind, issued):
    if kind == "pdf":
        return attachment(pdf.print_letter(letter))
    return attachment(print_docx(programme.organisation_id, letter, "side_by_side", issued=issued))


@require_GET
def annex_print(request, key, amendment, kind):
    """An annex in Polish, or beside the family's language."""
    programme, amendment = _annex(request, key, amendment, write=False)
    check_may_leave(programme.case)
    if amendment.signed_on:
        check_address(request.user, programme.case, amendment.signed_on)
    letter = bilingual.annex_letter(programme, amendment, **_asked(request, programme))
    return _printed(programme, letter, kind, amendment.key if amendment.signed_on else "")


def _asked(request, programme):
    """{"language": tag, "large": whether}; without a known language Polish alone."""
    tag = request.GET.get("jezyk", "")
    return {
        "language": tag if tag in bilingual.LANGUAGES else "",
        "large": request.GET.get("druk") == "duzy",
    }
