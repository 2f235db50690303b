"""Incidents: the register, one incident with its clocks and steps, the persons affected, draft notices."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.views import attachment
from kladka.documents import pdf
from kladka.documents.xlsx import Column, workbook

from . import incident_actions, notices, queries
from .forms import IncidentForm, StepForm
from .permissions import can_lead, incident_for, require_head, watched_organisation
from .wording import clock_rows, incident_row

PEOPLE = [
    Column("Znak sprawy"),
    Column("Osoba"),
    Column("Urodzona", "day"),
    *(Column(title) for title in ("Telefon", "E-mail", "Adres", "Język")),
]


@require_GET
def incident_list(request):
    """Every incident, the newest first."""
    organisation, now = watched_organisation(request.user), timezone.now()
    page = queries.incident_list(organisation, cursor=request.GET.get("po", ""))
    context = {"page": page, "rows": [incident_row(one, now) for one in page.rows]}
    return render(request, "rights/incident_list.html", context)


@require_http_methods(["GET", "POST"])
@drafted
def incident_new(request):
    """Enter an incident; the clocks start."""
    organisation = watched_organisation(request.user)
    form = IncidentForm(request.POST or None, organisation=organisation, initial=request.draft.data)
    if form.is_valid():
        found = incident_actions.report_incident(organisation, by=request.user, **form.cleaned_data)
        messages.success(request, "Zapisano incydent. Terminy biegną od chwili stwierdzenia.")
        return redirect(found)
    context = {
        "form": form,
        "title": "Nowy incydent",
        "button": "Zapisz incydent",
        "back": "/rodo/incydenty/",
    }
    return render(request, "rights/form.html", context, status=422 if form.is_bound else 200)


@require_GET
def incident_page(request, key):
    """One incident: clocks, steps, what may be done."""
    return _page(request, incident_for(request.user, key))


def _page(request, incident, *, form=None, status=200):
    leads = can_lead(request.user, incident.organisation_id)
    context = {
        "incident": incident,
        "clocks": clock_rows(incident, timezone.now()),
        "steps": incident.steps.select_related("by"),
        "form": form or StepForm(),
        "leads": leads,
        "affected": queries.affected_cases(incident).count(),
    }
    return render(request, "rights/incident_page.html", context, status=status)


@require_POST
def incident_step(request, key):
    """Record a step."""
    incident = incident_for(request.user, key)
    form = StepForm(request.POST)
    try:
        if form.is_valid():
            incident_actions.add_step(incident, by=request.user, **form.cleaned_data)
            messages.success(request, "Zapisano czynność.")
            return redirect(incident)
    except ValidationError as error:
        form.add_error("at", error)
    return _page(request, incident, form=form, status=422)


@require_POST
def incident_close(request, key):
    """Close an incident."""
    incident = incident_for(request.user, key)
    incident_actions.close_incident(incident, by=request.user)
    messages.success(request, "Zamknięto incydent. Zostaje w rejestrze.")
    return redirect(incident)


@require_GET
@step_up
def incident_people(request, key):
    """Persons whose data were seen, from the journal, as XLSX: the head alone."""
    incident = incident_for(request.user, key)
    require_head(request.user, incident.organisation_id)
    rows = queries.affected_people(incident)
    return attachment(workbook("Osoby", PEOPLE, rows, name=f"incydent-{incident.key}"))


@require_GET
def incident_notice(request, key, kind):
    """A draft of a notice as PDF."""
    incident = incident_for(request.user, key)
    if kind not in notices.KINDS:
        raise Http404("Nie ma takiego pisma.")
    return attachment(pdf.print_letter(notices.report_of(incident, kind, on=timezone.localdate())))
