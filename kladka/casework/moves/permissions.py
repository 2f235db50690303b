"""Who may hand a case over, and who sees and answers a handover. To load is to be permitted."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.accounts.models import Membership
from kladka.casework import walls
from kladka.casework.cases.permissions import admit, can_write, case_for
from kladka.journal.reading import noticed_list

from .models import Handover

Role = Membership.Role


def can_hand_over(user, case):
    """The worker of the case, the head, and the coordinator, who says whose case it is."""
    return can_write(user, case) or accounts.can_distribute_cases(user, case.organisation_id)


def case_to_hand_over(user, key):
    """The case for an act on it; PermissionDenied when the user may only look."""
    case = case_for(user, key)
    if not can_hand_over(user, case):
        raise PermissionDenied("Sprawę przekazuje realizator programu, koordynator albo kierownik jednostki.")
    return case


def centre_to_distribute(user):
    """The centre whose cases the user distributes. Raises PermissionDenied."""
    organisation = accounts.organisation_of(user)
    if organisation is None or not accounts.can_distribute_cases(user, organisation.pk):
        raise PermissionDenied("Sprawy rozdziela kierownik albo koordynator.")
    return organisation


def membership_to_describe(user, key):
    """The role of somebody who leads cases in the centre whose cases the user distributes."""
    organisation = accounts.organisation_of(user)
    if organisation is None or not accounts.can_distribute_cases(user, organisation.pk):
        raise Http404("Nie ma takiej osoby w tej jednostce.")
    leads = Membership.objects.filter(organisation=organisation, role__in=(Role.CASEWORKER, Role.HEAD))
    found = leads.filter(key=key).select_related("user", "organisation", "work").first()
    if found is None:
        raise Http404("Nie ma takiej osoby w tej jednostce.")
    return found


def side_of(user, handover):
    """ "new" for who is to answer, "old" for the centre that hands over, "" for everybody else.

    The page is all that the new side sees of the family; who is of both sides answers as the new one.
    """
    if handover.state in Handover.SEEN:
        if handover.to_worker_id == user.pk:
            return "new"
        if handover.to_organisation_id and accounts.can_approve(user, handover.to_organisation_id):
            return "new"
    return "old" if accounts.can_read_cases(user, handover.organisation_id) else ""


def handover_for(user, key):
    """A handover and the side the user is on; the old side must be entitled to the case. 404 otherwise."""
    found = Handover.objects.select_related(
        "organisation", "from_worker", "to_worker", "to_organisation", "signed_by", "decided_by"
    )
    handover = found.filter(key=key).first()
    side = side_of(user, handover) if handover else ""
    if not side:
        raise Http404("Nie ma takiego przekazania.")
    if side == "old":
        admit(user, handover.case)
    else:
        walls.open_known(connection, handover.case_id)  # its row, nothing of the family
    noticed_list("handover", [handover.case.key], organisation_id=handover.organisation_id, key=handover.key)
    return handover, side


def handover_to_work_on(user, key):
    """A handover of the own centre, for the side that prepares it."""
    handover, side = handover_for(user, key)
    if side != "old" or not can_hand_over(user, handover.case):
        raise PermissionDenied("Kartę przygotowuje strona, która przekazuje sprawę.")
    return handover


def handover_to_answer(user, key):
    """A handover that this user accepts or sends back."""
    handover, side = handover_for(user, key)
    if side != "new":
        raise PermissionDenied("Odpowiada osoba albo kierownik jednostki, której sprawę przekazano.")
    return handover
