"""Sharing a case with a partner, withdrawing it, and what the partner sees."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.permissions import check_partner
from kladka.accounts.step_up import step_up
from kladka.casework.cases.drafts import drafted, kept
from kladka.casework.cases.openings import BreakGlass
from kladka.casework.cases.permissions import can_write, case_for
from kladka.casework.cases.wording import case_context

from . import actions, address_actions, queries
from .forms import GlassForm, PartnerNoteForm, ShareForm
from .permissions import check_may_note, check_may_share, share_for, share_of, share_to_ask_about
from .wording import SHARE_STATES, scope_of

SECTION = "udostepnienia/"


@require_http_methods(["GET", "POST"])
@drafted
def case_shares(request, key):
    """With whom a case is and was shared; POST shares it."""
    case = case_for(request.user, key)
    form = None
    if request.method == "POST":
        check_may_share(request.user, case)
    if can_write(request.user, case):
        adults = queries.adults_of(case, timezone.localdate())
        choices = {"recipients": queries.recipients_for(case), "adults": adults}
        form = ShareForm(request.POST or None, initial=request.draft.data, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            share = actions.share_case(case, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"Udostępniono sprawę: {share.organisation.short_name}.")
            return redirect("case-shares", key=key)
    shares = [(one, SHARE_STATES[one.state], scope_of(one)) for one in queries.shares_of(case)]
    context = case_context(case, section=SECTION) | {"shares": shares, "form": form}
    status = 422 if form and form.is_bound else 200
    return render(request, "access/case_shares.html", context, status=status)


@require_http_methods(["GET", "POST"])
def share_withdraw(request, key, share):
    """Withdraw a share: what will happen, then the act."""
    case = case_for(request.user, key)
    check_may_share(request.user, case)
    found = share_of(case, share)
    if request.method == "POST":
        actions.withdraw(found, by=request.user)
        messages.success(request, f"Cofnięto udostępnienie: {found.organisation.short_name}.")
        return redirect("case-shares", key=key)
    context = case_context(case, section=SECTION) | {"share": found, "scope": scope_of(found)}
    return render(request, "access/share_withdraw.html", context)


@require_GET
def shared_list(request):
    """Udostępnione mi: live shares with the partner's organisation."""
    check_partner(request.user)
    page = queries.shared_with(request.user, cursor=request.GET.get("po", ""))
    return render(
        request, "access/shared_list.html", {"page": page, "ended": queries.ended_shares(request.user)}
    )


@require_GET
def shared_case(request, key):
    """A shared case as far as its scope goes."""
    return _shared_page(request, share_for(request.user, key))


def _shared_page(request, share, form=None, status=200):
    contacts, notes = queries.shared_contacts(share)
    draft = kept(request.user, "shared-note", share.key)
    if share.may_note and form is None:
        form = PartnerNoteForm(initial=draft.data)
    context = {
        "share": share,
        "scope": scope_of(share),
        "family": queries.shared_family(share),
        "goals": queries.shared_goals(share),
        "contacts": contacts,
        "notes": notes,
        "form": form,
        "draft": draft,
    }
    return render(request, "access/shared_case.html", context, status=status)


@require_http_methods(["GET", "POST"])
@step_up
def shared_glass(request, key):
    """Ask for emergency access to a case that is no longer shared; nothing of it is shown here."""
    share = share_to_ask_about(request.user, key)
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opens = BreakGlass.Opens.CASE
        address_actions.ask_glass(share.case, opens=opens, by=request.user, **form.cleaned_data)
        messages.success(request, "Prośbę zobaczy kierownik jednostki. Sprawa otworzy się po zatwierdzeniu.")
        return redirect("shared-list")
    status = 422 if form.is_bound else 200
    return render(request, "access/shared_glass.html", {"share": share, "form": form}, status=status)


@require_POST
@drafted
def shared_note(request, key):
    """Add a note to a shared case."""
    share = share_for(request.user, key)
    check_may_note(share)
    form = PartnerNoteForm(request.POST)
    if not form.is_valid():
        return _shared_page(request, share, form, status=422)
    actions.add_partner_note(share, by=request.user, **form.cleaned_data)
    messages.success(request, "Zapisano notatkę. Widzi ją także realizator programu.")
    return redirect(share)
