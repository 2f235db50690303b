"""Uchylenie decyzji o pomocy i odrębna decyzja dla pozostałych (ups art. 95 ust. 3, 4 i 4b).

An act that may not be done raises ValidationError with a Polish message (by field where one is to blame) and
changes nothing.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.cases.actions import change_state, complete_deadline
from kladka.casework.cases.models import Case
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.intake.leaving_actions import leave
from kladka.documents import polish
from kladka.law.uncollected import EXPIRED, TAKEN_AWAY
from kladka.law.withholding import may_revoke

from . import remaining, taking_letters, withholding_queries
from .covered import covered_on, staying
from .execution import affects_from
from .models import Programme, Revocation
from .steps import done as _done
from .steps import due_changed
from .steps import locked as _locked
from .term_actions import end_terms
from .withholding_actions import people_named, programme_of

State = Programme.State
Kind = Decision.Kind
ONE_DAY = timedelta(days=1)
REVOKED = "programme.revoked", "Uchylono decyzję o pomocy"
EXPIRY = "programme.expired", "Stwierdzono wygaśnięcie decyzji o pomocy"


@transaction.atomic
def draft_revocation(
    programme, *, people, ground, starts, facts, by, evidence=(), execution="term", immediate_reason="",
    size="smaller", on=None,
):  # fmt: skip
    """Draft the revocation for some persons and, in the same step, the decision for the others.

    `size` is a reading of `law.withholding.REMAINING`. Returns (revocation, decision for the others or None).
    """
    programme = _locked(programme, State.RUNNING)
    _check(programme, people, ground, starts)
    said = {"ground": ground, "starts": starts, "immediate_reason": immediate_reason}
    kept = {
        "people": [person.key for person in people], "ground": ground, "starts": starts.isoformat(),
        "facts": facts, "execution": execution,
    }  # fmt: skip
    revocation = decisions.prepare(
        programme.case,
        Kind.REVOKE,
        content=taking_letters.revocation(programme, people, **said) | {"revoke": kept},
        grounds=taking_letters.grounds(
            programme,
            facts=facts,
            evidence=evidence,
            law=taking_letters.law_of_revocation(ground, others=staying(programme, starts, people)),
        ),
        by=by,
        on=on,
    )
    return revocation, _draft_remaining(programme, people, starts, size, by, on)


def _check(programme, people, ground, starts):
    if not people:
        raise ValidationError({"people": "Wskaż co najmniej jedną osobę."})
    if not programme.starts <= starts <= programme.ends:
        raise ValidationError({"starts": "Ten dzień musi przypadać w czasie programu."})
    covered = {one.person_id for one in covered_on(programme, starts)}
    for person in people:
        if person.pk not in covered:
            raise ValidationError({"people": f"{person.full_name}: pomoc tej osoby kończy się wcześniej."})
        outcome = may_revoke(ground, starts, withholding_queries.history(programme, person))
        if not outcome.allowed:
            raise ValidationError({"ground": f"{person.full_name}: {outcome.reasons[0].text}"})
        if programme.revocations.filter(person=person, annulled_on=None).exists():
            raise ValidationError({"people": f"{person.full_name}: decyzję o pomocy już uchylono."})


def _draft_remaining(programme, people, starts, size, by, on):
    """The separate decision for the others (ust. 4b), or None when nobody remains or no month is left."""
    others = staying(programme, starts, people)
    rows = remaining.rows(programme, people, starts, size)
    if not rows:
        return None
    since = rows[0].month
    kept = {
        "people": [person.key for person in others],
        "revoked": [person.key for person in people],
        "amounts": [remaining.kept(row) for row in rows],
    }
    content = taking_letters.remaining(
        programme, others, since=since, amounts=remaining.lines(rows, others, programme.ends)
    )
    facts = f"Decyzję o udzieleniu pomocy uchyla się wobec: {', '.join(one.full_name for one in people)}."
    return decisions.prepare(
        programme.case,
        Kind.REMAINING,
        content=content | {"remaining": kept},
        grounds=taking_letters.grounds(
            programme, facts=facts, evidence=(), law=taking_letters.LAW_OF_REMAINING
        ),
        by=by,
        on=on,
    )


@transaction.atomic
def revoke_as_decided(decision, *, by, on):
    """Let a revocation take effect: a row for every person, carried out at once when it may be executed.

    Also a decision that states that the grant expired (ups art. 106a ust. 3). Returns whether carried out.
    """
    kept = decision.content["revoke"]
    programme = _locked(programme_of(decision), State.RUNNING)
    for person in people_named(kept):
        Revocation.objects.create(
            programme=programme,
            person=person,
            ground=kept["ground"],
            facts=kept["facts"],
            starts=date.fromisoformat(kept["starts"]),
            decision=decision,
            execution=kept["execution"],
            immediate=decision.content.get("immediate", False),
            by=by,
        )
        text = f"{person.full_name}: {TAKEN_AWAY[kept['ground']][1]}"
        act, title = EXPIRY if kept["ground"] == EXPIRED else REVOKED
        _done(act, programme, title, on=on, by=by, text=text)
    if affects_from(decision.revocations.select_related("decision__delivery").first()):
        carry_out(decision, on=on, by=by)
        return True
    return False


@transaction.atomic
def carry_out(decision, *, on, by):
    """Carry a revocation out: its persons leave the programme; with the last one the programme ends."""
    programme = _locked(programme_of(decision), State.RUNNING)
    waiting = decision.revocations.filter(carried_out_on=None, annulled_on=None)
    rows = list(waiting.select_related("decision", "person"))
    if not rows:
        raise ValidationError("Uchylenie wobec tych osób już wykonano.")
    first = affects_from(rows[0])
    if not first:
        raise ValidationError(
            "Tej decyzji nie można jeszcze wykonać: nie minął termin odwołania albo odwołanie jest "
            "rozpatrywane (KPA art. 130)."
        )
    last = first - ONE_DAY
    people = [row.person for row in rows]
    covered = dict(programme.application.people.values_list("person", "covered_until"))
    leave(programme.application, people=people, until=last, by=by)
    for row in rows:
        row.carried_out_on, row.covered_before = on, covered[row.person_id]
        row.save(update_fields=["carried_out_on", "covered_before"])
    _close_withholdings(programme, people, last, on)
    complete_deadline(programme.case, decisions.EXECUTION, on=on, subject_key=decision.key)
    due_changed(programme)
    if not programme.application.people.filter(covered=True, active=True).exists():
        _close(programme, last, on=on, by=by)
    text = f"{', '.join(one.full_name for one in people)}: bez pomocy od {polish.short_day(first)}"
    expired = rows[0].ground == EXPIRED
    title = "Wykonano decyzję o wygaśnięciu" if expired else "Wykonano uchylenie"
    act = "programme.expiry_carried_out" if expired else "programme.revocation_carried_out"
    _done(act, programme, title, on=on, by=by, text=text)
    return programme


def _close_withholdings(programme, people, last, on):
    for one in programme.withholdings.filter(person__in=people):
        complete_deadline(programme.case, "withholding", on=on, subject_key=one.key)
        if one.ends is None:
            one.ends = max(one.starts, last)
            one.save(update_fields=["ends", "changed_at"])


def _close(programme, last, *, on, by):
    """Nobody is left: the programme and the case end, and the assessment at the end is left to do."""
    programme.state = State.ENDED
    programme.save(update_fields=["state"])
    ends = max(last, programme.starts)
    end_terms(programme, ends=ends, on=on, by=by)
    change_state(programme.case, Case.State.ENDED, by=by, aid_from=programme.starts, aid_until=ends)


@transaction.atomic
def grant_remaining_as_decided(decision, *, by, on):
    """Let the decision for the others take effect: their agreed amounts from its first month."""
    kept = decision.content["remaining"]
    programme = _locked(programme_of(decision), State.RUNNING)
    revoked = set(programme.revocations.values_list("person__key", flat=True))
    if not set(kept["revoked"]) <= revoked:
        raise ValidationError("Najpierw wydaj decyzję o uchyleniu; ta z niej wynika (art. 95 ust. 4b).")
    amounts = {(row.person.key, row.month): row for row in programme.amounts.all()}
    for one in kept["amounts"]:
        row = amounts[one["person"], date.fromisoformat(one["month"])]
        remaining.restore(row, one)
        row.save(update_fields=["floor_pln", "ceiling_pln", "amount_pln", "reason"])
    due_changed(programme)
    names = ", ".join(person.full_name for person in people_named(kept))
    _done("programme.remaining", programme, "Pozostałe osoby kontynuują program", on=on, by=by, text=names)
