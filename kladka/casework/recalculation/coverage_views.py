"""Whom a running programme covers and who lives with whom: the table, and a form for every change of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kladka.casework.cases.wording import case_context
from kladka.casework.intake.homes import apart, away
from kladka.law.parameters import LawError

from . import pages, permissions, queries
from .coverage_forms import FORMS, OF_APART, members_of

SECTION = "sklad/"
SAVED = "Zapisano. Kwoty zmieni decyzja zmieniająca: sprawdź przeliczenie i przygotuj jej projekt."


@require_GET
def case_coverage(request, key):
    """Who is covered from when, who lives apart, who of the household is not covered."""
    case = permissions.money_case_for(request.user, key)
    programme = queries.to_compare(case)
    rows = [one for one in programme.application.people.all() if one.covered] if programme else []
    covered, anybody = {one.person_id for one in rows}, any(one.homes for one in rows)
    context = case_context(case, SECTION) | {
        "programme": programme,
        "rows": [(one, apart(one), away(one)) for one in rows],
        "others": [one for one in members_of(case) if one.person_id not in covered],
        "ways": [
            (what, form.title, form.lead)  # a class would be called
            for what, form in FORMS.items()
            if anybody or what not in OF_APART
        ],
        "can_change": bool(programme) and permissions.can_change_coverage(request.user, programme),
    }
    return render(request, "recalculation/coverage.html", context)


@require_http_methods(["GET", "POST"])
def coverage_change(request, key, what):
    """One change of whom the programme covers; „Pokaż skutek” counts the months before anything is saved."""
    case = permissions.money_case_for(request.user, key)
    if what not in FORMS:
        raise Http404("Nie ma takiej czynności.")
    programme = queries.to_compare(case)
    if programme is None or not permissions.can_change_coverage(request.user, programme):
        raise PermissionDenied("Skład zmienia realizator albo kierownik, gdy program trwa.")
    form = FORMS[what](
        request.POST or None, programme=programme, members=members_of(case), initial=_asked(request),
        keys=request.GET.getlist("osoba"),
    )  # fmt: skip
    context = case_context(case, SECTION) | {"form": form, "what": what}
    if form.is_valid() and "podglad" in request.POST:
        context |= _preview(programme, form)
    elif form.is_valid() and _saved(form, request.user):
        messages.success(request, SAVED)
        return redirect("case-recalculation", key=key)
    status = 422 if form.errors else 200
    return render(request, "recalculation/coverage_change.html", context, status=status)


def _asked(request):
    """The day that the address of a proposal fills in."""
    day = request.GET.get("dzien")
    return {"starts": day, "ends": day} if day else {}


def _preview(programme, form):
    facts = form.new_facts(queries.facts_of_programme(programme))
    try:
        comparison = queries.compared(programme, facts=facts)
    except LawError as error:
        return {"problem": str(error)}
    return {"comparison": comparison, "months": pages.months_of(comparison)}


def _saved(form, user):
    try:
        form.save(user)
    except ValidationError as error:
        known = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for name, said in known.items():
            form.add_error(name if name in form.fields else None, said)
        return False
    return True
