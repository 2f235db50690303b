"""Who keeps the templates of an office: its head."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts.permissions import can_approve, organisation_of

from .models import OfficeTemplate


def office_of(user):
    """The organisation whose templates the user keeps. Raises PermissionDenied."""
    organisation = organisation_of(user)
    if organisation is None or not can_approve(user, organisation.pk):
        raise PermissionDenied("Wzory pism prowadzi kierownik jednostki.")
    return organisation


def template_for(user, key):
    """The template with this key, for the head of its office; for everybody else there is none."""
    found = OfficeTemplate.objects.select_related("organisation").filter(key=key).first()
    if found is None or not can_approve(user, found.organisation_id):
        raise Http404("Nie ma takiego wzoru.")
    return found


def kind_or_404(kind):
    """The kind as it was asked for. Raises Http404 for one that has no templates."""
    if kind not in OfficeTemplate.Kind.values:
        raise Http404("Nie ma takiego rodzaju pisma.")
    return OfficeTemplate.Kind(kind)
