"""Who may see an application and who may act on it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts.permissions import can_handle_cases, organisation_ids, organisation_of

from .models import Application


def organisation_to_file(user):
    """The organisation in which the user may take an application in. Raises PermissionDenied."""
    organisation = organisation_of(user)
    if organisation is None or not can_handle_cases(user, organisation.pk):
        raise PermissionDenied("Wnioski przyjmuje realizator programu albo kierownik jednostki.")
    return organisation


def application_for(user, key):
    """The application with this key if the user may see it; otherwise it does not exist for them."""
    return _one(_visible_to(user).filter(key=key))


def application_of_case(user, case_key):
    """The latest application of a case if the user may see the case."""
    return _one(_visible_to(user).filter(case__key=case_key).order_by("-pk"))


def application_to_handle(user, case_key):
    """The same for an act: raises PermissionDenied when the user may only look."""
    application = application_of_case(user, case_key)
    if not can_write(user, application):
        raise PermissionDenied("Czynności w sprawie wykonuje realizator programu albo kierownik jednostki.")
    return application


def can_write(user, application):
    return can_handle_cases(user, application.organisation_id)


def _visible_to(user):
    return Application.objects.filter(organisation_id__in=organisation_ids(user)).select_related(
        "organisation", "case__worker", "case__household", "received_by"
    )


def _one(applications):
    application = applications.first()
    if application is None:
        raise Http404("Nie ma takiego wniosku.")
    return application
