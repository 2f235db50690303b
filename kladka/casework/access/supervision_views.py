"""Nadzór, for the head and the coordinator: busy hours, reasons given, emergency access."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.documents.xlsx import workbook

from . import actions, address_actions, supervision
from .forms import LookFilter
from .permissions import glass_for, look_for, organisation_to_supervise
from .wording import LOOK_COLUMNS, look_row

EXPORT_LIMIT = 5000


@require_GET
def supervision_page(request):
    """What the head looks at: busy hours, the week's sample, reasons, emergency access."""
    organisation = organisation_to_supervise(request.user)
    chosen = LookFilter(request.GET).chosen()
    context = {
        "page": supervision.looks(organisation, **chosen, cursor=request.GET.get("po", "")),
        "chosen": chosen,
        "reasons": LookFilter.REASONS,
        "busy": supervision.busy_hours(organisation),
        "threshold": organisation.looks_per_hour,
        "sample": supervision.sample_of_week(organisation, timezone.localdate()),
        "waiting": supervision.waiting(organisation),
        "glasses": supervision.past_glasses(organisation),
    }
    return render(request, "access/supervision.html", context)


@require_GET
@step_up
def looks_export(request):
    """The filtered reasons as XLSX."""
    organisation = organisation_to_supervise(request.user)
    page = supervision.looks(organisation, **LookFilter(request.GET).chosen(), size=EXPORT_LIMIT)
    return attachment(workbook("Wglądy", LOOK_COLUMNS, map(look_row, page.rows), name="wglady"))


@require_POST
def look_checked(request, key):
    """Mark a look as checked."""
    look = look_for(request.user, key)
    try:
        actions.check_look(look, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("supervision")


@require_POST
@step_up
def glass_approve(request, key):
    """Approve emergency access that somebody else asked for."""
    glass = glass_for(request.user, key)
    try:
        address_actions.approve_glass(glass, by=request.user)
        messages.success(request, f"Otwarto na {glass.minutes} min: {glass.by}.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("supervision")


@require_POST
def glass_refuse(request, key):
    """Refuse emergency access, or close it."""
    address_actions.refuse_glass(glass_for(request.user, key), by=request.user)
    messages.success(request, "Dostęp awaryjny jest zamknięty.")
    return redirect("supervision")
