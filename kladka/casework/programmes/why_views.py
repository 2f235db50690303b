"""Dlaczego: the trace behind an amount of a person and month, behind a month's sum, behind the period."""

import datetime

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kladka.casework.cases.wording import case_context
from kladka.documents.polish import month_name

from . import permissions, queries
from .wording import grouped, traced

PERIOD = ("starts_on", "first_month", "term_months", "covered_from_day", "covered_until_day")


def _why(request, programme, context):
    template = "programmes/_why.html" if request.htmx else "programmes/why.html"
    return render(request, template, case_context(programme.case, section="program/") | context)


def _month(text):
    try:
        return datetime.date.fromisoformat(f"{text[:7]}-01")
    except ValueError as error:
        raise Http404("Nie ma takiego miesiąca.") from error


def _explained(programme, person, month):
    for one in queries.explanation_of(programme).months:
        if one.first == month and (found := one.person(person.key)):
            return found
    raise Http404("W tym miesiącu program nie obejmuje tej osoby.")


@require_GET
def why_amount(request, key, person, month):
    """Every step that led to the bounds and the amount of one person in one month."""
    programme = permissions.programme_for(request.user, key)
    person, month = permissions.person_of(programme, person), _month(month)
    explained = _explained(programme, person, month)
    due = next(one for one in queries.dues(programme, month=month) if one.person.pk == person.pk)
    context = {
        "why_title": f"{person.full_name}, {month_name(month)}",
        "due": due,
        "amount": programme.amounts.get(person=person, month=month),
        "withheld": programme.withholdings.filter(person=person) if due.law.withheld_days else [],
        "groups": grouped(explained.trace),
        "book": programme.book_version,
    }
    return _why(request, programme, context)


@require_GET
def why_month(request, key, month):
    """The sum of a month, person by person."""
    programme = permissions.programme_for(request.user, key)
    month = _month(month)
    due = queries.dues(programme, month=month)
    if not due:
        raise Http404("W tym miesiącu program nie daje pomocy.")
    totals = queries.month_totals(due)[0]
    context = {"why_title": f"Koszt: {month_name(month)}", "lines": due, "totals": totals, "month": month}
    return _why(request, programme, context)


@require_GET
def why_period(request, key):
    """How the first and the last day of the programme were found."""
    programme = permissions.programme_for(request.user, key)
    months = queries.explanation_of(programme).months
    if not months:
        raise Http404("Program nie obejmuje teraz nikogo, kto spełnia warunki.")
    steps = traced(step for step in months[0].people[0].trace if step.figure in PERIOD)
    groups = [{"title": "Skąd wynika okres", "steps": steps, "open": True}]
    return _why(request, programme, {"why_title": "Okres programu", "groups": groups, "period": programme})
