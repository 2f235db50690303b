"""Requests of persons: the register, one request, its extension and answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.casework.cases.drafts import drafted, kept

from . import actions, queries
from .forms import AnswerForm, ExtendForm, RequestForm
from .permissions import led_organisation, request_for
from .wording import request_row


@require_GET
def request_list(request):
    """Every request, the newest first."""
    organisation, today = led_organisation(request.user), timezone.localdate()
    page = queries.request_list(organisation, cursor=request.GET.get("po", ""))
    context = {"page": page, "rows": [request_row(row, today) for row in page.rows]}
    return render(request, "rights/request_list.html", context)


@require_http_methods(["GET", "POST"])
@drafted
def request_new(request):
    """Enter a request that came."""
    organisation = led_organisation(request.user)
    form = RequestForm(request.POST or None, user=request.user, initial=request.draft.data)
    if form.is_valid():
        found = actions.receive_request(organisation, by=request.user, **form.cleaned_data)
        messages.success(request, "Zapisano żądanie i policzono termin odpowiedzi.")
        return redirect(found)
    context = {
        "form": form,
        "title": "Nowe żądanie osoby",
        "button": "Zapisz żądanie",
        "back": "/rodo/zadania/",
    }
    return render(request, "rights/form.html", context, status=422 if form.is_bound else 200)


@require_GET
def request_page(request, key):
    """One request, its term, what may be done."""
    return _page(request, request_for(request.user, key))


def _page(request, found, *, status=200, errors=(), **forms):
    names = ("kind", "outcome", "due_on", "answered_on")
    draft = kept(request.user, "request-answer", found.key)
    row = request_row({name: getattr(found, name) for name in names}, timezone.localdate())
    context = {
        "found": found,
        "row": row,
        "errors": errors,
        "extend": ExtendForm(),
        "answer": AnswerForm(initial=draft.data),
        "draft": draft,
        **forms,
    }
    return render(request, "rights/request_page.html", context, status=status)


@require_POST
def request_extend(request, key):
    """Give the answer two more months, with the reason."""
    found = request_for(request.user, key)
    form = ExtendForm(request.POST)
    try:
        if form.is_valid():
            day = timezone.localdate()
            actions.extend_request(found, reason=form.cleaned_data["reason"], on=day, by=request.user)
            messages.success(request, "Przedłużono termin. Powiadom osobę i podaj powód.")
            return redirect(found)
    except ValidationError as error:
        form.add_error(None, error)
    return _page(request, found, extend=form, errors=form.error_list(), status=422)


@require_POST
@drafted
def request_answer(request, key):
    """Record the answer."""
    found = request_for(request.user, key)
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            actions.answer_request(found, by=request.user, **form.cleaned_data)
            messages.success(request, "Zapisano odpowiedź.")
            return redirect(found)
    except ValidationError as error:
        form.add_error(None, error)
    return _page(request, found, answer=form, errors=form.error_list(), status=422)
