"""Who keeps the register of people. To load is to be permitted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.accounts.models import Authorisation, Control, Membership


def organisation_to_keep(user):
    """The organisation whose people the user keeps. Raises PermissionDenied."""
    organisation = accounts.organisation_of(user)
    if organisation is None or not accounts.can_keep_people(user, organisation.pk):
        raise PermissionDenied("Osoby i upoważnienia prowadzi kierownik jednostki albo administrator kont.")
    return organisation


def organisation_of_controls(user):
    """The centre whose head the user is, or the office for which they inspect. Raises PermissionDenied."""
    found = accounts.organisation_of(user)
    if found and (
        accounts.can_approve(user, found.pk) or accounts.has_role(user, found.pk, accounts.Role.INSPECTOR)
    ):
        return found
    raise PermissionDenied("Kontrole widzi kierownik jednostki i inspektor wojewody.")


def membership_for(user, key):
    """A membership of the organisation the user keeps; otherwise it does not exist for them."""
    kept = [m.organisation_id for m in accounts.memberships_of(user) if m.role in accounts.KEEPERS]
    found = Membership.objects.filter(key=key, organisation__in=kept)
    return _one(found.select_related("user", "organisation"))


def account_for(user, key):
    """The membership, when its account is the user's to keep: not one's own, no role in force elsewhere."""
    membership = membership_for(user, key)
    elsewhere = accounts.all_memberships_of(membership.user)
    if membership.user_id == user.pk:
        raise PermissionDenied("Własne hasło i drugi składnik zmienia się na stronie „Moje konto”.")
    if any(one.organisation_id != membership.organisation_id for one in elsewhere):
        raise PermissionDenied("Ta osoba pracuje też w innej organizacji: hasło odzyska tylko pocztą.")
    return membership


def authorisation_of(membership, pk):
    """An open authorisation of a membership that was loaded with permission."""
    return _one(Authorisation.objects.filter(membership=membership, pk=pk, ended_on=None))


def centre_to_open(user):
    """The centre whose head records and closes controls. Raises PermissionDenied."""
    organisation = accounts.organisation_of(user)
    if organisation is None or not accounts.can_approve(user, organisation.pk):
        raise PermissionDenied("Kontrolę zapisuje kierownik jednostki.")
    return organisation


def control_for(user, key):
    """An open control of the centre whose head the user is."""
    found = Control.objects.filter(key=key, ended_at=None).select_related("centre").first()
    if found is None or not accounts.can_approve(user, found.centre_id):
        raise Http404("Nie ma takiej kontroli.")
    return found


def _one(found):
    row = found.first()
    if row is None:
        raise Http404("Nie ma takiego wpisu w rejestrze.")
    return row
