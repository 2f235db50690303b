"""Who works where, and as what, on a given day."""

from django.db.models import Q
from django.utils import timezone

from .models import Membership

Role = Membership.Role
ADMINISTRATOR = "administrator"  # of accounts, without rights to cases


def memberships_of(user):
    """Memberships in force today, read once a request (the user object lives as long as the request)."""
    if not hasattr(user, "_memberships_today"):
        today = timezone.localdate()
        user._memberships_today = list(
            user.memberships.filter(Q(ends__isnull=True) | Q(ends__gte=today), starts__lte=today)
            .select_related("organisation")
            .order_by("starts", "pk")
        )
    return user._memberships_today


def organisation_of(user):
    """The organisation a user works for today, or None."""
    memberships = memberships_of(user)
    return memberships[0].organisation if memberships else None


def organisation_id_of(user):
    """Primary key of that organisation, or None."""
    return next(iter(organisation_ids(user)), None)


def organisation_ids(user):
    return [membership.organisation_id for membership in memberships_of(user)]


def own_organisation(user, organisation_id):
    """The organisation of a row the user may see, as their memberships hold it already."""
    return next(m.organisation for m in memberships_of(user) if m.organisation_id == organisation_id)


def has_role(user, organisation_id, *roles):
    return any(m.organisation_id == organisation_id and m.role in roles for m in memberships_of(user))


def can_handle_cases(user, organisation_id):
    """Realizator and head write in cases; accounting reads them."""
    return has_role(user, organisation_id, Role.CASEWORKER, Role.HEAD)


def can_approve(user, organisation_id):
    return has_role(user, organisation_id, Role.HEAD)


def can_watch_data(user, organisation_id):
    """Head and administrator: the record of processing and incidents, which show no family."""
    return has_role(user, organisation_id, Role.HEAD, ADMINISTRATOR)


def can_handle_payments(user, organisation_id):
    return has_role(user, organisation_id, Role.ACCOUNTANT, Role.HEAD)
