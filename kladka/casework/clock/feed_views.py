"""A worker's calendar and reminders, and the secret address that a calendar program asks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.mail import is_set_up as mail_is_set_up
from kladka.accounts.permissions import organisation_ids, organisation_of
from kladka.accounts.step_up import step_up

from . import actions, queries, sms
from .calendars import calendar_of
from .forms import ReminderForm
from .permissions import feed_for


def _office(request):
    organisation = organisation_of(request.user)
    if organisation is None or not organisation_ids(request.user):
        raise PermissionDenied("Kalendarz mają osoby, które pracują ze sprawami.")
    return organisation


@require_http_methods(["GET", "POST"])
def reminders(request):
    """What reminders I get, and my calendar."""
    organisation = _office(request)
    choice = queries.choice_of(request.user)
    names = ("by_email", "by_sms", "phone", "days_ahead")
    form = ReminderForm(request.POST or None, initial={name: getattr(choice, name) for name in names})
    if form.is_valid():
        try:
            actions.choose_reminders(request.user, organisation=organisation, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Zapisano przypomnienia.")
            return redirect("reminders")
    return _page(request, form, status=422 if form.is_bound else 200)


def _page(request, form, status):
    context = {
        "form": form,
        "feed": queries.feed_of(request.user),
        "mail": mail_is_set_up(),
        "sms": sms.is_set_up(),
    }
    return render(request, "clock/reminders.html", context, status=status)


@require_POST
@step_up
def feed_open(request):
    """Make a secret address; it is shown once, on this page."""
    token = actions.open_feed(request.user, organisation=_office(request))
    request.session["calendar_address"] = request.build_absolute_uri(f"/kalendarz/{token}.ics")
    return redirect("feed-new")


@require_GET
def feed_new(request):
    """The new address, shown once."""
    _office(request)
    address = request.session.pop("calendar_address", "")
    if not address:
        return redirect("reminders")
    return render(request, "clock/feed_new.html", {"address": address})


@require_POST
def feed_close(request):
    """Revoke the address."""
    actions.close_feed(request.user, organisation=_office(request))
    messages.success(
        request, "Adres kalendarza unieważniono. Programy, które go mają, niczego już nie dostaną."
    )
    return redirect("reminders")


@login_not_required
@require_GET
def feed(request, token):
    """Open deadlines of the worker's own cases; nothing for whoever lost the role or revoked the address."""
    found, organisations = feed_for(token)
    today = timezone.localdate()
    deadlines = queries.deadlines_for_calendar(found.user, organisations, today)
    document = calendar_of("Kładka: terminy", deadlines, request.build_absolute_uri("/").rstrip("/"))
    actions.note_read(found, organisation=organisation_of(found.user), today=today)
    answer = HttpResponse(document.content, content_type=document.media_type)
    answer["Cache-Control"] = "private, no-store"
    return answer
