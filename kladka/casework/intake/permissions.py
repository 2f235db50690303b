"""Who may see an application and who may act on it."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404

from kladka.accounts.permissions import (
    can_handle_cases,
    organisation_ids,
    organisation_of,
    own_organisation,
)
from kladka.casework.cases.permissions import admit, kept

from .models import Application


def organisation_to_file(user):
    """The organisation in which the user may take an application in. Raises PermissionDenied."""
    organisation = organisation_of(user)
    if organisation is None or not can_handle_cases(user, organisation.pk):
        raise PermissionDenied("Wnioski przyjmuje realizator programu albo kierownik jednostki.")
    return organisation


def application_for(user, key):
    """The application with this key if the user may see it; otherwise it does not exist for them."""
    return _one(user, key=key)


def application_of_case(user, case_key):
    """The latest application of a case if the user may see the case."""
    return _one(user, case__key=case_key)


def application_to_handle(user, case_key):
    """The same for an act: raises PermissionDenied when the user may only look."""
    application = application_of_case(user, case_key)
    if not can_write(user, application):
        raise PermissionDenied("Czynności w sprawie wykonuje realizator programu albo kierownik jednostki.")
    return application


def can_write(user, application):
    return can_handle_cases(user, application.organisation_id)


def _one(user, **which):
    # By the centre of the case: that of the application would lead a database through all applications.
    visible = Application.objects.filter(case__organisation_id__in=organisation_ids(user), **which)
    visible = visible.select_related("case__worker", "case__household", "received_by")
    found = visible.annotate(programme_agreed_on=F("programme__agreed_on")).order_by("-pk").first()
    if found is None:
        raise Http404("Nie ma takiego wniosku.")
    kept(found.case)
    admit(user, found.case)
    found.organisation = found.case.organisation = own_organisation(user, found.organisation_id)
    return found
