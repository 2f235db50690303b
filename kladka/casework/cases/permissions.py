"""Who may see and write in a case. To load is to be permitted."""

from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.journal.reading import noticed

from .models import Case


def case_for(user, key):
    """The case with this key if the user may see it; otherwise it does not exist for them."""
    try:
        case = Case.objects.visible_to(user).select_related("worker").get(key=key)
    except Case.DoesNotExist as error:
        raise Http404("Nie ma takiej sprawy.") from error
    noticed("case", case.key, organisation_id=case.organisation_id)
    case.organisation = accounts.own_organisation(user, case.organisation_id)
    return case


def kept(case):
    """The case, unless its data were erased by protocol: then nothing of it is shown any more."""
    if case.state == Case.State.ERASED:
        raise Http404("Dane tej sprawy usunięto protokołem.")
    return case


def can_write(user, case):
    return accounts.can_handle_cases(user, case.organisation_id)
