"""Who may see a programme and act on it. To load is to be permitted."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.casework.cases.permissions import admit, case_for, kept
from kladka.casework.decisions.models import Decision

from . import queries
from .models import CostStatement, Obligation, Programme, Withholding

State = Programme.State
ONLY_WORKERS = "Czynności w programie wykonuje realizator programu albo kierownik jednostki."


def case_and_programme(user, key):
    """The case with this key and its programme (None before there is one); 404 unless visible."""
    visible = {"case__key": key, "case__organisation_id__in": accounts.organisation_ids(user)}
    programme = queries.loaded(**visible, own=partial(accounts.own_organisation, user))
    if programme is None:
        return case_for(user, key), None
    kept(programme.case)
    admit(user, programme.case)
    return programme.case, programme


def programme_for(user, key):
    """The programme of the case with this key; 404 unless the user may see it."""
    _, programme = case_and_programme(user, key)
    if programme is None:
        raise Http404("Ta sprawa nie ma jeszcze programu.")
    return programme


def programme_to_handle(user, key, *states):
    """The same for an act in one of the states; PermissionDenied when the user may only look."""
    programme = programme_for(user, key)
    if not can_write(user, programme):
        raise PermissionDenied(ONLY_WORKERS)
    if states and programme.state not in states:
        raise PermissionDenied(
            f"Program ma teraz stan „{programme.get_state_display()}”; tej czynności nie można teraz wykonać."
        )
    return programme


def can_write(user, programme):
    return accounts.can_handle_cases(user, programme.organisation_id)


def can_edit(user, programme):
    return programme.state == State.DRAFT and can_write(user, programme)


def can_switch_readings(user, programme):
    """Which reading of a disputed provision is used is for the head to decide."""
    return programme.state == State.DRAFT and accounts.can_approve(user, programme.organisation_id)


def obligation_of(programme, pk):
    """An obligation of a programme that was loaded with permission."""
    return _one(Obligation.objects.filter(programme=programme, pk=pk).select_related("programme"))


def person_of(programme, key):
    """A covered person of a programme that was loaded with permission."""
    for one in programme.application.people.all():
        if one.covered and one.person.key == key:
            return one.person
    raise Http404("Tej osoby nie obejmuje program.")


def withholding_of(programme, key):
    found = Withholding.objects.filter(programme=programme, key=key)
    return _one(found.select_related("programme", "person"))


def taking_decision_of(programme, key):
    """An issued decision of this programme's case that takes aid away."""
    found = Decision.objects.filter(case=programme.case, key=key, issued_on__isnull=False)
    return _one(found.filter(kind__in=(Decision.Kind.WITHHOLD, Decision.Kind.REVOKE)))


def cost_statement_of(programme, pk):
    return _one(CostStatement.objects.filter(programme=programme, pk=pk))


def _one(found):
    row = found.first()
    if row is None:
        raise Http404("Nie ma takiej pozycji w programie.")
    return row
