"""Who may share a case, and what a partner may open. To load is to be permitted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts.permissions import (
    can_approve,
    can_supervise,
    organisation_of,
    partner_organisation_ids,
)
from kladka.casework.cases.models import Case
from kladka.casework.cases.openings import BreakGlass, Look, Share
from kladka.casework.cases.permissions import basis_of_address, can_write
from kladka.journal.reading import noticed


def share_of(case, key):
    """A share of a case that was loaded with permission."""
    found = case.shares.filter(key=key).select_related("organisation").first()
    if found is None:
        raise Http404("Nie ma takiego udostępnienia.")
    found.case = case
    return found


def share_for(user, key):
    """A live share with the organisation that the user works in as a partner; otherwise it does not exist."""
    share = share_to_ask_about(user, key)
    basis = f"share:{share.key}"
    if share.state != "live":
        glass = (
            BreakGlass.objects.open_to(user).filter(case=share.case_id, opens=BreakGlass.Opens.CASE).first()
        )
        if glass is None:
            raise Http404("Tej sprawy nikt już nie udostępnia.")
        basis = f"break_glass:{glass.key}"
    noticed("case", share.case.key, organisation_id=share.case.organisation_id, basis=basis)
    return share


def share_to_ask_about(user, key):
    """A share, live or ended, with the user's organisation; nothing of the case may be shown from it."""
    shares = Share.objects.unrestricted().filter(key=key, organisation__in=partner_organisation_ids(user))
    shares = shares.exclude(case__state="erased")
    share = shares.select_related("case__organisation", "organisation").first()
    if share is None:
        raise Http404("Tej sprawy nikt nie udostępnia.")
    return share


def check_may_share(user, case):
    """Raises PermissionDenied unless the user writes in the case."""
    if not can_write(user, case):
        raise PermissionDenied("Sprawę udostępnia i cofa to realizator programu albo kierownik jednostki.")


def keeps_address(user, case):
    """Protect an address and name who sees it: the worker of the case and the head."""
    return can_approve(user, case.organisation_id) or (case.worker_id == user.pk and can_write(user, case))


def can_ask_glass(user, case):
    """Whoever works in the centre of the case; an inspector only reads."""
    here = organisation_of(user)
    return here is not None and here.pk == case.organisation_id


def address_to_show(user, case, *, noting=False):
    """The protected address of a case if the user is named or has emergency access; otherwise None."""
    protection = getattr(case.household, "protection", None)
    basis = basis_of_address(user, case)
    if protection is None or not basis:
        return None
    if noting:
        about = {"organisation_id": case.organisation_id, "basis": basis}
        noticed("protected_address", protection.key, **about)
    return protection


def organisation_to_supervise(user):
    """The centre whose looks the user supervises. Raises PermissionDenied."""
    organisation = organisation_of(user)
    if organisation is None or not can_supervise(user, organisation.pk):
        raise PermissionDenied("Nadzór prowadzi kierownik i koordynator.")
    return organisation


def look_for(user, key):
    """A look in the centre the user supervises."""
    return _supervised(user, Look.objects.filter(key=key).first(), lambda look: look.organisation_id)


def glass_for(user, key):
    """A request for emergency access to a case of the centre the user supervises."""
    found = BreakGlass.objects.filter(key=key).select_related("case__organisation", "by").first()
    return _supervised(user, found, lambda glass: glass.case.organisation_id)


def _supervised(user, found, centre_of):
    if found is None or not can_supervise(user, centre_of(found)):
        raise Http404("Nie ma takiego wpisu w nadzorze.")
    return found


def check_may_note(share):
    """Raises PermissionDenied unless the scope lets the partner write and the case still runs here.

    Behind the walls of the database a partner has no handovers: that a case is over is all there is to see.
    """
    if share.case.state in Case.CLOSED:
        raise PermissionDenied("Sprawa jest zakończona albo prowadzi ją inne centrum: tylko do odczytu.")
    if not share.may_note:
        raise PermissionDenied("Zakres tego udostępnienia nie obejmuje dopisywania notatek.")
