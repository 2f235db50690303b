"""The first page of data protection, the record of processing, the catalogue, the unit's own data."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kladka.casework.cases.views import attachment
from kladka.documents import pdf
from kladka.documents.xlsx import workbook

from . import actions, queries, record
from .forms import OfficeForm
from .permissions import can_lead, led_organisation, watched_organisation
from .wording import COLUMNS, catalogue_rows, incident_row, request_row


@require_GET
def home(request):
    """What waits: requests, incidents, cases to erase."""
    organisation, today, now = watched_organisation(request.user), timezone.localdate(), timezone.now()
    leads = can_lead(request.user, organisation.pk)
    rows = queries.open_requests(organisation) if leads else []
    context = {
        "unit": organisation,
        "leads": leads,
        "requests": [request_row(row, today) for row in rows],
        "incidents": [incident_row(one, now) for one in queries.open_incidents(organisation)[:10]],
        "due": queries.due_cases(organisation, today).count() if leads else 0,
    }
    return render(request, "rights/home.html", context)


@require_GET
def record_page(request):
    """The record of processing activities, made from the catalogue."""
    organisation = watched_organisation(request.user)
    context = {"unit": organisation, "activities": record.activities(organisation)}
    return render(request, "rights/record.html", context)


@require_GET
def record_print(request):
    """The record as PDF."""
    organisation = watched_organisation(request.user)
    return attachment(pdf.print_letter(record.as_report(organisation, on=timezone.localdate())))


@require_GET
def record_export(request):
    """The record as XLSX."""
    rows = record.as_rows(watched_organisation(request.user))
    return attachment(workbook("Rejestr czynności", record.COLUMNS, rows, name="rejestr-czynnosci"))


@require_GET
def catalogue_file(request):
    """The catalogue of every field as XLSX."""
    watched_organisation(request.user)
    return attachment(workbook("Katalog danych", COLUMNS, catalogue_rows(), name="katalog-danych"))


@require_http_methods(["GET", "POST"])
def office(request):
    """Inspector and retention of the unit."""
    organisation = led_organisation(request.user)
    names = ("inspector", "inspector_contact", "retention_years", "retention_source")
    form = OfficeForm(request.POST or None, initial={name: getattr(organisation, name) for name in names})
    if form.is_valid():
        actions.describe_office(organisation, **form.cleaned_data, by=request.user)
        messages.success(request, "Zapisano dane do klauzuli i okres przechowywania.")
        return redirect("rights")
    context = {
        "form": form,
        "title": "Inspektor i okres przechowywania",
        "button": "Zapisz",
        "back": "/rodo/",
    }
    return render(request, "rights/form.html", context, status=422 if form.is_bound else 200)
