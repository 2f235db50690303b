"""Dlaczego: how each date and each proposal on the application came about."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kladka.law.explain import explain

from . import queries, wording
from .permissions import application_of_case


def _why(request, application, title, lines):
    template = "intake/_why.html" if request.htmx else "intake/why.html"
    return render(request, template, {"case": application.case, "title": title, "lines": lines})


def _person(people, key):
    for one in people:
        if one.person.key == key:
            return one
    raise Http404("Nie ma takiej osoby na wniosku.")


@require_GET
def why_term(request, key, person):
    """How the sixty days of one person were counted."""
    application = application_of_case(request.user, key)
    applicant = _person(queries.people_of(application), person)
    clock = queries.clock(applicant.status.delivered_on, application.filed_on)
    if clock is None:
        raise Http404("Nie podano dnia doręczenia decyzji.")
    title = f"Termin na złożenie wniosku: {applicant.person.full_name}"
    return _why(request, application, title, wording.why_application_term(clock))


@require_GET
def why_coverage(request, key, person):
    """Why the application covers one person or not."""
    application = application_of_case(request.user, key)
    people = queries.people_of(application)
    applicant = _person(people, person)
    proposal = dict(queries.coverage_of(application, people))[applicant]
    found = explain(queries.facts_for(application, people)).warnings
    warnings = [warning for warning in found if warning.person == person]
    title = f"Objęcie wnioskiem: {applicant.person.full_name}"
    return _why(request, application, title, wording.why_covered(applicant, proposal, warnings))


@require_GET
def why_decision(request, key):
    """How the term of the decision was counted."""
    application = application_of_case(request.user, key)
    deadline = application.case.deadlines.filter(kind="decision").order_by("-pk").first()
    if deadline is None:
        raise Http404("Ta sprawa nie ma terminu załatwienia.")
    lines = wording.why_decision_term(application, deadline)
    return _why(request, application, "Termin załatwienia sprawy", lines)


@require_GET
def why_supply(request, key, letter):
    """How the term to supply was counted."""
    application = application_of_case(request.user, key)
    found = application.supply_letters.filter(key=letter, delivered_on__isnull=False).first()
    if found is None:
        raise Http404("Nie ma takiego doręczonego wezwania.")
    return _why(request, application, "Termin na uzupełnienie wniosku", wording.why_supply_term(found))
