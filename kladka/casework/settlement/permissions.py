"""Who reads the settlement of a centre's money, who keeps it, who decides."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts import permissions as accounts

REFUSED = "Rozliczenia prowadzi księgowość i kierownik jednostki."
DECIDES = "Rozstrzyga kierownik jednostki."


def office_for(user):
    """The centre whose money the user reads now. Raises PermissionDenied when there is none."""
    return accounts.own_organisation(user, accounts.centres_to_pay(user)[0])


def found_for(user, rows, key):
    """The row with this key of a centre whose money the user reads; otherwise it does not exist for them."""
    found = rows.filter(organisation_id__in=accounts.money_organisation_ids(user), key=key).first()
    if found is None:
        raise Http404("Nie ma takiego zapisu.")
    found.organisation = accounts.own_organisation(user, found.organisation_id)
    return found


def kept_for(user, rows, key):
    """The same for whoever keeps the settlement."""
    found = found_for(user, rows, key)
    if not accounts.can_handle_payments(user, found.organisation_id):
        raise PermissionDenied(REFUSED)
    return found


def decided_for(user, rows, key):
    """The same for the head."""
    found = found_for(user, rows, key)
    if not accounts.can_approve(user, found.organisation_id):
        raise PermissionDenied(DECIDES)
    return found


def kept_by(user):
    """The centre whose settlement the user keeps: accounting and the head."""
    office = office_for(user)
    if not accounts.can_handle_payments(user, office.pk):
        raise PermissionDenied(REFUSED)
    return office


def decided_by(user):
    """The centre that the user heads."""
    office = office_for(user)
    if not accounts.can_approve(user, office.pk):
        raise PermissionDenied(DECIDES)
    return office


def can_check(user, office):
    """Whoever may propose a changing decision or pays the families orders a look over the centre."""
    return can_keep(user, office) or accounts.can_handle_cases(user, office.pk)


def checked_by(user):
    """The centre over which the user may order a look."""
    office = office_for(user)
    if not can_check(user, office):
        raise PermissionDenied("Sprawdzenie kwot zleca realizator, księgowość albo kierownik jednostki.")
    return office


def can_keep(user, office):
    return accounts.can_handle_payments(user, office.pk)


def can_decide(user, office):
    return accounts.can_approve(user, office.pk)
