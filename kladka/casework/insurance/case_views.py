"""Insurance of the persons of one case: what was filed, what waits, other titles, contributions by month."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kladka.casework.cases.wording import case_context
from kladka.casework.programmes.permissions import programme_for

from . import actions, permissions, queries
from .forms import DependantForm, FilingForm, LastDayForm, OtherTitleForm
from .models import CLOSED, Contribution, InsuranceFiling
from .wording import KINDS

SECTION = "ubezpieczenie/"


@require_GET
def case_insurance(request, key):
    """Registered and deregistered days, terms, other titles, and contributions of the persons of a case."""
    programme = programme_for(request.user, key)
    case, today = programme.case, timezone.localdate()
    lines = Contribution.objects.filter(case=case, contribution_list__state__in=CLOSED)
    context = case_context(case, section=SECTION) | {
        "programme": programme,
        "rows": [
            {"task": one, "kind": KINDS[one.kind], "late": one.filing is None and one.due < today}
            for one in queries.case_tasks(programme, today)
        ],
        "titles": case.other_titles.select_related("person"),
        "family": InsuranceFiling.objects.filter(case=case, dependant__isnull=False).select_related(
            "person", "dependant"
        ),
        "lines": lines.select_related("contribution_list").order_by("-month", "position")[:60],
        "can_file": permissions.can_file(request.user, case.organisation_id),
    }
    return render(request, "insurance/case_insurance.html", context)


def _to_file(request, key):
    programme = programme_for(request.user, key)
    if not permissions.can_file(request.user, programme.organisation_id):
        raise PermissionDenied("Zgłoszenia zapisuje realizator, księgowość albo kierownik jednostki.")
    return programme


def _form(request, programme, form, act, *, title, button, done, lead=""):
    """A form of the insurance of a case: accepted and back to its page, or shown again with its errors."""
    if form.is_bound and form.is_valid():
        try:
            act(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, done)
            return redirect("case-insurance", key=programme.case.key)
    context = case_context(programme.case, section=SECTION) | {
        "form": form, "form_title": title, "button": button, "lead": lead,
    }  # fmt: skip
    return render(request, "insurance/form_page.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def filing(request, key, subject):
    """Record that a task was filed with ZUS."""
    programme = _to_file(request, key)
    found = [one for one in queries.case_tasks(programme, timezone.localdate()) if one.subject == subject]
    if not found:
        raise Http404("Nie ma takiego zgłoszenia.")
    task = found[0]
    return _form(
        request, programme, FilingForm(request.POST or None),
        lambda **data: actions.record_filing(task, by=request.user, **data),
        title=f"{KINDS[task.kind].capitalize()}: {task.person.full_name}, od {task.effective_on:%d.%m.%Y}",
        button="Zapisz", done="Zapisano, co złożono w ZUS.",
        lead="Dokument składa się w programie ZUS; tu zapisuje się, co i kiedy złożono.",
    )  # fmt: skip


def _people(programme):
    return [one.person for one in programme.application.people.all() if one.covered]


@require_http_methods(["GET", "POST"])
def other_title(request, key):
    """Record another title of a person."""
    programme = _to_file(request, key)
    return _form(
        request, programme, OtherTitleForm(request.POST or None, people=_people(programme)),
        lambda **data: actions.record_other_title(programme.case, by=request.user, **data),
        title="Inny tytuł do ubezpieczenia", button="Zapisz tytuł", done="Zapisano inny tytuł.",
        lead="Gdy jest inny tytuł, składki z programu się nie opłaca (ustawa zdrowotna art. 82 ust. 6).",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def end_title(request, key, title):
    """Record the last day of another title."""
    programme = _to_file(request, key)
    found = permissions.title_of(programme.case, title)
    return _form(
        request, programme, LastDayForm(request.POST or None),
        lambda on: actions.end_other_title(found, on=on, by=request.user),
        title=f"Koniec tytułu: {found.person.full_name}", button="Zapisz", done="Zapisano koniec tytułu.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def dependant(request, key):
    """Record a family member reported for an insured person."""
    programme = _to_file(request, key)
    return _form(
        request, programme, DependantForm(request.POST or None, people=_people(programme)),
        lambda **data: actions.record_dependant(programme, by=request.user, **data),
        title="Członek rodziny osoby ubezpieczonej", button="Zapisz", done="Zapisano zgłoszenie.",
        lead="Za zgłoszonego członka rodziny składki się nie opłaca (art. 67 ust. 3, art. 66 ust. 2).",
    )  # fmt: skip
