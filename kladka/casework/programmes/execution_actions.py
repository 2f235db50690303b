"""What happens to an issued decision that takes aid away: an appeal, its end, a waiver (KPA art. 130).

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.cases.actions import change_state, complete_deadline, reopen_deadlines
from kladka.casework.cases.models import Case
from kladka.casework.decisions import actions as decisions
from kladka.casework.intake.leaving_actions import stay
from kladka.law.acts import LIMITED
from kladka.law.terms import Term
from kladka.law.uncollected import EXPIRED

from .execution import affects_from
from .models import Programme
from .steps import done as _done
from .steps import due_changed
from .steps import locked as _locked
from .term_actions import OF_PROGRAMME, set_terms
from .withholding_actions import programme_of

State = Programme.State
WAYS = {
    "waived": ("Strony zrzekły się odwołania", "KPA art. 127a i 130 § 4"),
    "appealed": ("Wniesiono odwołanie", "KPA art. 130 § 2"),
    "dismissed": ("Odwołania nie uwzględniono", "KPA art. 130 § 1"),
    "upheld": ("Odwołanie uwzględniono, decyzję uchylono", "KPA art. 138 § 1 pkt 2"),
}
EXPIRY_DONE = (
    "Decyzję o wygaśnięciu już wykonano i wypłaty zamknięto (ups art. 106a ust. 3). Pomoc po uwzględnionym "
    "odwołaniu przyznaje nowa decyzja. Nic nie zostało zapisane."
)
FIELDS = {
    "waived": "enforceable_on",
    "appealed": "appealed_on",
    "dismissed": "enforceable_on",
    "upheld": "annulled_on",
}


@transaction.atomic
def record_execution(decision, *, way, on, by):
    """Record what changes the execution of a decision that takes aid away: `way` is one of WAYS.

    Persons whom a revocation already took out come back when it may not be carried out any more.
    """
    programme = _locked(programme_of(decision), State.RUNNING, State.ENDED)
    if decision.issued_on is None or on < decision.issued_on:
        raise ValidationError({"on": "Ten dzień nie może być wcześniejszy niż wydanie decyzji."})
    revocations = list(decision.revocations.select_related("person", "decision__delivery"))
    if way == "upheld" and any(row.ground == EXPIRED and row.carried_out_on for row in revocations):
        raise ValidationError(EXPIRY_DONE)
    for row in (withheld := list(decision.withholdings.all())) + revocations:
        setattr(row, FIELDS[way], on)
        row.save()
    if way == "upheld":
        _end_withheld(programme, withheld, on)
    back = [row for row in revocations if row.carried_out_on and not affects_from(row)]
    back = [row for row in back if row.ground != EXPIRED]  # its hold ended too; see EXPIRY_DONE
    if back:
        _give_back(programme, back, on=on, by=by)
    _renew_task(decision, way, on)
    due_changed(programme)
    title, _ = WAYS[way]
    _done("programme.execution", programme, title, on=on, by=by, text=f"decyzja {decision.number}", way=way)


def _renew_task(decision, way, on):
    """A revocation that may be carried out now is a task of that day; one that may not is none."""
    complete_deadline(decision.case, decisions.EXECUTION, on=on, subject_key=decision.key)
    waits = decision.revocations.filter(carried_out_on=None, annulled_on=None).exists()
    if waits and FIELDS[way] == "enforceable_on":
        provision = "KPA art. 130 § 4" if way == "waived" else "KPA art. 130 § 1"
        decisions.expect_execution(decision, Term(on, on, provision))


def _end_withheld(programme, withheld, on):
    """Withholdings that fell by an appeal are over; their days are paid, nothing is left to decide."""
    for one in withheld:
        complete_deadline(programme.case, "withholding", on=on, subject_key=one.key)
        if one.ends is None:
            one.ends = max(one.starts, on)
            one.save(update_fields=["ends", "changed_at"])


def _give_back(programme, rows, *, on, by):
    """Undo what carrying out did: persons are covered as before; the programme goes on when it ended so."""
    closed = _closed_by_revocation(programme)
    before = {row.person_id: row.covered_before for row in rows}
    for one in programme.application.people.filter(person__in=before):
        _open_withheld(programme, one)
    stay(programme.application, before, by=by)
    days = [row.carried_out_on for row in programme.revocations.exclude(carried_out_on=None)]
    for row in rows:
        row.carried_out_on = None
        row.save(update_fields=["carried_out_on"])
    if closed:
        _go_on(programme, days, on=on, by=by)
    names = ", ".join(row.person.full_name for row in rows)
    _done("programme.given_back", programme, "Cofnięto wykonanie uchylenia", on=on, by=by, text=names)


def _open_withheld(programme, applicant):
    """A withholding without a last day, which carrying out had closed on the last covered day, goes on."""
    closed = programme.withholdings.filter(
        person=applicant.person_id, ends=applicant.covered_until, resumed_on=None, annulled_on=None
    )
    for one in closed.exclude(ground__in=LIMITED):
        one.ends = None
        one.save(update_fields=["ends", "changed_at"])


def _closed_by_revocation(programme):
    """Whether the programme ended because the last person left by a revocation, not by a move."""
    gone = programme.revocations.exclude(carried_out_on=None).values("person")
    days = set(programme.application.people.filter(person__in=gone).values_list("covered_until", flat=True))
    return programme.state == State.ENDED and programme.case.aid_until in days


def _go_on(programme, days, *, on, by):
    """The programme and the case run again until the planned end, with the terms that had ended on `days`."""
    case, ended = programme.case, programme.case.aid_until
    runs = on <= programme.ends
    state = Case.State.RUNNING if runs else Case.State.ENDED
    change_state(case, state, by=by, aid_from=programme.starts, aid_until=programme.ends)
    if not runs:
        return
    programme.state = State.RUNNING
    programme.save(update_fields=["state"])
    reopen_deadlines(case, OF_PROGRAMME, after=ended, done_on=days)
    set_terms(programme, by=by)
