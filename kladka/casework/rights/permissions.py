"""Who may do what about rights and retention. To load is to be permitted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.journal.reading import noticed, noticed_list

from .models import ErasureProtocol, Incident, LegalHold, RightsRequest

HEADS = "To robi kierownik jednostki."


def can_lead(user, organisation_id):
    """The head answers requests, copies, restricts, holds and erases."""
    return accounts.can_approve(user, organisation_id)


def can_watch(user, organisation_id):
    """Head and administrator: the record of processing and incidents, which show no family."""
    return accounts.can_watch_data(user, organisation_id)


def watched_organisation(user):
    """The organisation whose record and incidents the user may see. Raises PermissionDenied."""
    organisation = accounts.organisation_of(user)
    if organisation is None or not can_watch(user, organisation.pk):
        raise PermissionDenied("Tę stronę widzi kierownik i administrator jednostki.")
    return organisation


def led_organisation(user):
    """The organisation that the user heads. Raises PermissionDenied."""
    organisation = accounts.organisation_of(user)
    if organisation is None or not can_lead(user, organisation.pk):
        raise PermissionDenied(HEADS)
    return organisation


def require_head(user, organisation_id):
    if not can_lead(user, organisation_id):
        raise PermissionDenied(HEADS)


def request_for(user, key):
    """The request of a person with this key, for the head of its organisation."""
    found = _led(user, RightsRequest.objects.select_related("case", "organisation", "by"), key)
    noticed("rights_request", found.key, organisation_id=found.organisation_id)
    if found.case:
        noticed("case", found.case.key, organisation_id=found.organisation_id)
    return found


def protocol_for(user, key):
    """The protocol of erasure with this key, for the head of its organisation."""
    protocols = ErasureProtocol.objects.select_related("organisation", "proposed_by", "approved_by")
    found = _led(user, protocols, key)
    shown = list(found.lines.values_list("case__key", flat=True))
    noticed_list("erasure", shown, organisation_id=found.organisation_id)
    return found


def incident_for(user, key):
    """The incident with this key, for the head or the administrator of its organisation."""
    incident = _own(user, Incident.objects.select_related("organisation", "actor", "by"), key)
    if not can_watch(user, incident.organisation_id):
        raise PermissionDenied("Incydenty widzi kierownik i administrator jednostki.")
    return incident


def hold_of(case, pk):
    """The open hold of a case. Raises Http404."""
    found = LegalHold.objects.filter(case=case, pk=pk, ends=None).first()
    if found is None:
        raise Http404("To wstrzymanie już zakończono.")
    found.case = case
    return found


def restriction_of(case):
    """The open restriction of a case. Raises Http404."""
    found = case.restrictions.in_force().order_by("pk").first()
    if found is None:
        raise Http404("Przetwarzanie nie jest ograniczone.")
    found.case = case
    return found


def _led(user, rows, key):
    row = _own(user, rows, key)
    require_head(user, row.organisation_id)
    return row


def _own(user, rows, key):
    here = accounts.organisation_of(user)
    row = here and rows.filter(organisation=here, key=key).first()
    if row is None:
        raise Http404("Nie ma takiej strony.")
    return row
