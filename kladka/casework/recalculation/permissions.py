"""Who sees recalculations of a case and who proposes a changing decision."""

from django.core.exceptions import PermissionDenied

from kladka.accounts import permissions as accounts
from kladka.casework.cases.permissions import case_for
from kladka.casework.programmes.models import Programme


def money_case_for(user, key):
    """The case with this key for whoever may see its money; coordinators may not."""
    case = case_for(user, key, payments=True)
    if not accounts.can_read_money(user, case.organisation_id):
        raise PermissionDenied("Kwot nie widzi koordynator: widzą je realizator, księgowość i kierownik.")
    return case


def can_change_coverage(user, programme):
    """The worker and the head, while the programme runs."""
    runs = programme.state == Programme.State.RUNNING
    return runs and accounts.can_handle_cases(user, programme.organisation_id)


def can_propose(user, case):
    """The worker and the head; the head approves the decision of another person."""
    return accounts.can_handle_cases(user, case.organisation_id)
