"""Who rates, and the few who read red flags. To load is to be permitted, and noted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts.permissions import can_approve, can_handle_cases, workers_of
from kladka.casework.cases.permissions import can_write, case_for
from kladka.casework.people.models import HouseholdMember
from kladka.journal.reading import noticed

from .domains import domains

HOUSEHOLD = "rodzina"


def sees_flags(user, case):
    """The worker of the case, the head, and people named; nobody by a share, a control or accounting."""
    if not can_handle_cases(user, case.organisation_id):
        return False
    if can_approve(user, case.organisation_id) or case.worker_id == user.pk:
        return True
    return case.flag_readers.filter(user=user, removed_at=None).exists()


def case_with_flags(user, key):
    """A case whose red flags the user may read. Raises PermissionDenied."""
    case = case_for(user, key)
    if not sees_flags(user, case):
        raise PermissionDenied(
            "Czerwone flagi widzi realizator sprawy, kierownik i osoby, które oni wskazali."
        )
    return case


def case_to_assess(user, key):
    """A case in which the user writes. Raises PermissionDenied."""
    case = case_for(user, key)
    if not can_write(user, case):
        raise PermissionDenied("Potrzeby ocenia realizator programu albo kierownik jednostki.")
    return case


def wave_of(case, key):
    """An assessment of a case that was loaded with permission."""
    return _of(case.waves, case, key, "Nie ma takiej oceny.")


def need_of(case, key):
    """A need of a case that was loaded with permission."""
    return _of(case.needs.select_related("person"), case, key, "Nie ma takiej potrzeby.")


def flag_of(case, key):
    """A red flag of a case loaded by `case_with_flags`; reading it leaves an entry under its own key."""
    flag = _of(
        case.red_flags.select_related("person", "raised_by", "closed_by"), case, key, "Nie ma takiej flagi."
    )
    note_flag(flag, case)
    return flag


def note_flag(flag, case):
    """A flag is being shown. Noted under its own key: the looks of the case do not tell that there is one."""
    noticed("red_flag", flag.key, organisation_id=case.organisation_id)


def _of(rows, case, key, lost):
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404(lost)
    found.case = case
    return found


def subject_of(case, key):
    """The person of a case with this key, or None for the household. Raises Http404."""
    if key == HOUSEHOLD:
        return None
    members = HouseholdMember.objects.filter(household=case.household_id, person__key=key)
    member = members.select_related("person").first()
    if member is None:
        raise Http404("W tej rodzinie nie ma takiej osoby.")
    return member.person


def domain_for(user, case, code):
    """The domain with this code if the user may see its ratings in this case. Raises Http404."""
    found = domains().get(code)
    if found is None:
        raise Http404("Nie ma takiego obszaru.")
    if found.restricted and not sees_flags(user, case):
        raise PermissionDenied("Ten obszar oceniają i widzą osoby, które widzą czerwone flagi.")
    return found


def people_to_name(case):
    """Users who may be named to read the flags of a case: those who run cases in its centre."""
    return workers_of(case.organisation).exclude(pk=case.worker_id)
