"""Incydenty: entered, followed step by step, closed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import next_number
from kladka.journal.actions import record

from .models import Incident, IncidentStep


@transaction.atomic
def report_incident(organisation, *, by, **details):
    """Enter an incident; its clocks run from `found_at`."""
    day = timezone.localdate(details["found_at"])
    number = next_number(organisation, "N", day)
    incident = Incident.objects.create(organisation=organisation, number=number, by=by, **details)
    record("incident.reported", incident, by=by, organisation=organisation, kind=incident.kind)
    return incident


@transaction.atomic
def add_step(incident, *, kind, at, text, by):
    """Record what was done; a notice to an authority stops its clock."""
    if at < incident.found_at:
        raise ValidationError("Czynność nie może być wcześniejsza niż stwierdzenie incydentu.")
    step = IncidentStep.objects.create(incident=incident, kind=kind, at=at, text=text, by=by)
    record("incident.step", incident, by=by, organisation=incident.organisation, kind=kind)
    return step


@transaction.atomic
def close_incident(incident, *, by):
    """Close an incident; it stays in the register."""
    incident.closed_at = timezone.now()
    incident.save(update_fields=["closed_at"])
    record("incident.closed", incident, by=by, organisation=incident.organisation)
