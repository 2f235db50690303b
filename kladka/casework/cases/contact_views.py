"""Nowy kontakt: one screen, begun with what was true the last time."""

from functools import cache, partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from . import actions, contact_queries, queries
from .drafts import drafted
from .forms import ContactForm
from .permissions import can_write, case_for
from .wording import case_context


@require_http_methods(["GET", "POST"])
@drafted
def contact_new(request, key):
    """Record a contact or a note; `lista` brings back to the list of families."""
    case = case_for(request.user, key)
    if not can_write(request.user, case):
        raise PermissionDenied
    members = cache(partial(queries.family_of, case))  # asked for when somebody of them was there
    if request.method == "POST":
        form = ContactForm(request.POST, members=members)
        if form.is_valid():
            actions.add_contact(case, by=request.user, **form.cleaned_data)
            messages.success(request, f"Zapisano kontakt. {next_said(form.cleaned_data['next_on'])}".strip())
            return redirect("/monitorowanie/" if "lista" in request.GET else case)
    else:
        contacts = contact_queries.recent(case, timezone.localdate())
        form = ContactForm(initial=begun(contacts, request.draft), members=members)
    context = case_context(case) | {"form": form, "draft": request.draft}
    return render(request, "cases/contact_new.html", context, status=422 if form.is_bound else 200)


def begun(contacts, draft):
    """What the form begins with: what its author was typing, or what was true the last time."""
    if not draft.data:
        return contact_queries.proposed(contacts)
    present = draft.data.get("present", [])
    return draft.data | {"present": [present] if isinstance(present, str) else present}


def next_said(day):
    """When the next contact is, in a sentence."""
    return f"Następny: {day:%-d.%m.%Y}." if day else ""
