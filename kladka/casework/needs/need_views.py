"""Needs opened and closed as met or unmet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from . import actions, pages
from .domains import domain
from .forms import NeedCloseForm, NeedForm
from .permissions import case_to_assess, need_of
from .wording import whose


@require_POST
def need_new(request, key):
    """Open a need."""
    case = case_to_assess(request.user, key)
    form = NeedForm(request.POST, people=pages.people_of(case))
    if not form.is_valid():
        return render(request, "needs/overview.html", pages.overview(request, case, form), status=422)
    told = form.cleaned_data
    actions.open_need(
        case, told["domain"], text=told["text"], on=told["on"], person=told["person"], by=request.user
    )
    messages.success(request, "Otwarto potrzebę.")
    return redirect("needs", key=key)


@require_http_methods(["GET", "POST"])
def need_close(request, key, need):
    """Close a need as met or unmet."""
    case = case_to_assess(request.user, key)
    found = need_of(case, need)
    form = NeedCloseForm(request.POST or None)
    try:
        if form.is_bound and form.is_valid():
            actions.close_need(found, by=request.user, **form.cleaned_data)
            messages.success(request, "Zamknięto potrzebę.")
            return redirect("needs", key=key)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    context = pages.context(case, request.user) | {"need": found, "form": form}
    context |= {"domain": domain(found.domain), "whose": whose(found.person)}
    return render(request, "needs/need_close.html", context, status=422 if form.is_bound else 200)
