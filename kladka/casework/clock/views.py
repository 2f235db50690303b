"""The line of a case: the page, its XLSX and its calendar file; consents to reminders of meetings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.permissions import can_read_money
from kladka.accounts.step_up import step_up
from kladka.casework.cases.permissions import can_write, case_for, check_may_leave
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.casework.people.models import Person
from kladka.documents.xlsx import Column, workbook

from . import actions, queries, sms
from .calendars import calendar_of
from .forms import VisitConsentForm
from .line import KINDS, line_of, past_and_ahead
from .models import VisitConsent
from .wording import KIND_NAMES, STATES

COLUMNS = [Column("Dzień", "day"), Column("Co"), Column("Przepis"), Column("Stan"), Column("Kwota", "money")]


def _kinds(request, case):
    """Kinds of moments that were asked for and may be seen: without the right to money none of it."""
    seen = [one for one in KINDS if one != "money" or can_read_money(request.user, case.organisation_id)]
    asked = [one for one in request.GET.getlist("rodzaj") if one in seen]
    return asked or seen, seen


@require_GET
def case_line(request, key):
    """Every date of the case, past and future, with its provision."""
    case, today = case_for(request.user, key), timezone.localdate()
    kinds, seen = _kinds(request, case)
    whole = request.GET.get("calosc") == "1"
    past, ahead, hidden = past_and_ahead(line_of(case, today), today, kinds, whole=whole)
    context = case_context(case, section="os/") | {
        "past": [_row(one, today) for one in past],
        "ahead": [_row(one, today) for one in ahead],
        "hidden": hidden,
        "kinds": [(one, KIND_NAMES[one], one in kinds) for one in seen],
        "today": today,
        "whole": whole,
    }
    return render(request, "clock/case_line.html", context)


def _row(moment, today):
    badge, says = STATES[moment.state(today)]
    return {"moment": moment, "badge": badge, "says": says}


@require_GET
@step_up
def line_export(request, key):
    """The whole line as XLSX."""
    case, today = case_for(request.user, key), timezone.localdate()
    check_may_leave(case)
    kinds, _ = _kinds(request, case)
    rows = [
        [one.day, one.title, one.provision, STATES[one.state(today)][1], one.amount]
        for one in line_of(case, today)
        if one.kind in kinds
    ]
    return attachment(workbook("Oś sprawy", COLUMNS, rows, name=f"os-sprawy-{case.number}"))


@require_GET
@step_up
def case_calendar(request, key):
    """Open deadlines of one case for a calendar program."""
    case = case_for(request.user, key)
    check_may_leave(case)
    deadlines = list(queries.deadlines_of_case(case, timezone.localdate()))
    for one in deadlines:
        one.case = case
    base = request.build_absolute_uri("/").rstrip("/")
    return attachment(calendar_of(f"Kładka {case.number}", deadlines, base))


@require_GET
def visit_reminders(request, key):
    """Who of the family wants to be reminded of meetings."""
    case = case_for(request.user, key)
    people = list(Person.objects.filter(memberships__household=case.household_id, memberships__ends=None))
    agreed = queries.consents_of(case)
    context = case_context(case, section="os/") | {
        "rows": [(person, agreed.get(person.pk)) for person in people],
        "form": VisitConsentForm(people=[one for one in people if one.pk not in agreed]),
        "can_write": can_write(request.user, case),
        "sms": sms.is_set_up(),
    }
    return render(request, "clock/visit_reminders.html", context)


@require_POST
def visit_agree(request, key):
    """Record the consent of a person."""
    case = _case_to_write(request, key)
    people = Person.objects.filter(memberships__household=case.household_id, memberships__ends=None)
    form = VisitConsentForm(request.POST, people=people)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.agree_to_reminders(case, data["person"], way=data["way"], on=data["on"], by=request.user)
            messages.success(request, "Zapisano zgodę na przypomnienia.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        messages.error(request, "Wybierz osobę i dzień zgody.")
    return redirect("visit-reminders", key=key)


@require_POST
def visit_withdraw(request, key, consent):
    """Record that a person withdrew the consent."""
    case = _case_to_write(request, key)
    live = VisitConsent.objects.filter(person__memberships__household=case.household_id, withdrawn_on=None)
    found = get_object_or_404(live.select_related("person").distinct(), pk=consent)
    actions.withdraw_reminders(case, found, on=timezone.localdate(), by=request.user)
    messages.success(request, "Zgodę cofnięto; przypomnień już nie będzie.")
    return redirect("visit-reminders", key=key)


def _case_to_write(request, key):
    case = case_for(request.user, key)
    if not can_write(request.user, case):
        raise PermissionDenied("Zgody zapisuje realizator programu albo kierownik.")
    return case
