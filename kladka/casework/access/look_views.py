"""The page that asks why somebody looks outside their own cases, before anything is shown."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django.views.defaults import permission_denied

from kladka.accounts.interrupted import keep, kept
from kladka.accounts.permissions import centres_to_read, organisation_of
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import ReasonNeeded, Restricted, basis_of, case_to_ask_about
from kladka.casework.cases.queries import words_digest

from . import actions
from .forms import LookForm

SEARCHES = {"case-list", "note-search"}


def refused(request, exception):
    """Answer to every refusal (handler403): a reason may open the page, and a form that was sent is kept."""
    if isinstance(exception, Restricted):
        return render(request, "access/restricted.html", {"case": exception.case}, status=409)
    if not isinstance(exception, ReasonNeeded):
        return permission_denied(request, exception)
    if request.method == "POST":
        keep(request, request.user.pk)
    address = _asking(exception, request)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _asking(needed, request):
    if needed.case is None:
        where = {} if needed.page == "case-list" else {"w": needed.page}
        return f"{reverse('look-search')}?{urlencode({'q': needed.text, **where})}"
    going = request.get_full_path() if request.method == "GET" and not request.htmx else ""
    address = reverse("look-case", args=[needed.case.key])
    return f"{address}?{urlencode({'dalej': going})}" if going else address


@require_http_methods(["GET", "POST"])
@drafted
def look_case(request, key):
    """Why a case of somebody else is opened; nothing of the family is shown here."""
    case = case_to_ask_about(request.user, key)
    going = request.GET.get("dalej", "")
    if not going.startswith("/") or not url_has_allowed_host_and_scheme(going, {request.get_host()}):
        going = case.get_absolute_url()
    if basis_of(request.user, case):
        return redirect(going)
    form = LookForm(request.POST or None, initial=request.draft.data)
    if request.method == "POST" and form.is_valid():
        actions.look_at(case, by=request.user, **form.cleaned_data)
        return redirect("resume") if kept(request) else redirect(going)
    context = {"case": case, "form": form}
    return render(request, "access/look.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def look_search(request):
    """Why all cases of the centre are searched."""
    centres_to_read(request.user)
    text = request.GET.get("q", "").strip()
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = organisation_of(request.user)
        actions.look_for(organisation, words_digest(text), by=request.user, **form.cleaned_data)
        page = request.GET.get("w") if request.GET.get("w") in SEARCHES else "case-list"
        return redirect(f"{reverse(page)}?{urlencode({'q': text, 'gdzie': 'cala'})}")
    context = {"text": text, "form": form}
    return render(request, "access/look.html", context, status=422 if form.is_bound else 200)
