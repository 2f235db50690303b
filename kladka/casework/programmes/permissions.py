"""Who may see a programme and act on it. To load is to be permitted."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.casework.cases.permissions import admit, case_for, kept
from kladka.casework.decisions.models import Decision

from . import queries
from .agreement import Amendment, GoalSet
from .models import CostStatement, Programme, Withholding

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


def programme_to_write(user, key):
    """The same while its first text is written: a draft, or an agreement on paper that is written out."""
    programme = programme_to_handle(user, key)
    return programme if written(programme) else programme_to_handle(user, key, State.DRAFT)


def programme_to_edit(user, key):
    """The same when its text may be edited: a draft, or an agreed programme with a draft annex."""
    programme = programme_to_handle(user, key)
    if not editable(programme):
        raise PermissionDenied("Uzgodnionego programu się nie poprawia. Przygotuj aneks i zmień w nim treść.")
    return programme


def editable(programme):
    return written(programme) or open_annex(programme) is not None


def written(programme):
    """Whether its first text is being written: a draft, or an agreement on paper that is written out."""
    return programme.state == State.DRAFT or programme.on_paper


def open_annex(programme):
    """The draft annex of a programme, or None."""
    drafts = (one for one in programme.amendments.all() if one.state == Amendment.State.DRAFT)
    return next(drafts, None)


def can_amend(user, programme):
    """Whether this user may begin an annex now."""
    agreed = programme.state in (State.ACCEPTED, State.RUNNING) and not programme.on_paper
    return agreed and open_annex(programme) is None and can_write(user, programme)


def can_write(user, programme):
    return accounts.can_handle_cases(user, programme.organisation_id)


def can_edit(user, programme):
    return written(programme) and can_write(user, programme)


def can_set_amounts(user, programme):
    return programme.state == State.DRAFT and can_write(user, programme)


def can_switch_readings(user, programme):
    """Which reading of a disputed provision is used is for the head to decide."""
    return programme.state == State.DRAFT and accounts.can_approve(user, programme.organisation_id)


def obligation_of(programme, pk):
    """An obligation of a programme that was loaded with permission."""
    return _found(one for one in programme.obligations.all() if one.pk == pk)


def goal_of(programme, key):
    return _found(one for one in programme.goals.all() if one.key == key)


def amendment_of(programme, key, *states):
    """An annex of a programme; PermissionDenied when it is in none of the states."""
    amendment = _found(one for one in programme.amendments.all() if one.key == key)
    if states and amendment.state not in states:
        raise PermissionDenied(f"To {amendment}; tej czynności nie można teraz wykonać.")
    return amendment


def proof_of(programme, key):
    return _one(programme.proofs.filter(key=key).select_related("obligation", "programme"))


def text_of(programme, number):
    return _one(programme.texts.filter(number=number).select_related("amendment", "represented_by"))


def goal_set_to_retire(user, key):
    """A set of goals of the user's own centre; 404 for others."""
    centres = [one for one in accounts.organisation_ids(user) if accounts.can_handle_cases(user, one)]
    return _one(GoalSet.objects.filter(key=key, organisation_id__in=centres))


def person_of(programme, key):
    """A covered person of a programme that was loaded with permission."""
    for one in programme.application.people.all():
        if one.covered and one.person.key == key:
            return one.person
    raise Http404("Tej osoby nie obejmuje program.")


def withholding_of(programme, key):
    found = Withholding.objects.filter(programme=programme, key=key)
    return _one(found.select_related("programme", "person"))


def taking_decision_of(programme, key, *also):
    """An issued decision of this programme's case that takes aid away, of art. 95 or of kinds `also`."""
    found = Decision.objects.filter(case=programme.case, key=key, issued_on__isnull=False)
    return _one(found.filter(kind__in=(Decision.Kind.WITHHOLD, Decision.Kind.REVOKE, *also)))


def cost_statement_of(programme, pk):
    return _one(CostStatement.objects.filter(programme=programme, pk=pk))


def _found(rows):
    row = next(rows, None)
    if row is None:
        raise Http404("Nie ma takiej pozycji w programie.")
    return row


def _one(found):
    row = found.first()
    if row is None:
        raise Http404("Nie ma takiej pozycji w programie.")
    return row
