"""Wygaśnięcie decyzji o pomocy, której nikt nie odbiera (ups art. 106a ust. 3): drafted, issued, carried out.

Until the decision may be carried out the hold stays open: the family may still explain, or appeal. An act
that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.benefits.hold_actions import end_hold
from kladka.casework.benefits.models import PaymentHold
from kladka.casework.cases.actions import refuse_restricted
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.insurance.actions import set_tasks
from kladka.casework.programmes import taking_letters
from kladka.casework.programmes.covered import staying
from kladka.casework.programmes.execution import affects_from
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.revocation_actions import carry_out, revoke_as_decided
from kladka.casework.programmes.steps import locked
from kladka.casework.programmes.withholding_actions import programme_of
from kladka.documents.polish import short_day
from kladka.law.uncollected import EXPIRED, may_expire

FIELDS = {
    "interview_possible": "interview_failed",
    "no_summons": "delivered_on",
    "term_before_delivery": "appear_by",
    "term_runs": "appear_by",
    "explained": "absent",
}


@transaction.atomic
def draft_expiry(
    hold, *, interview_failed, delivered_on, appear_by, absent, facts, starts, by, evidence=(),
    execution="term", on=None,
):  # fmt: skip
    """Draft the decision that states that the grant expired, for everybody it covers.

    `delivered_on` is the day of delivery of the summons, `appear_by` its term, `starts` the day from which
    the decision says so, `execution` a reading of `law.withholding.EXECUTION`. Returns the Decision.
    """
    hold = _locked(hold)
    programme = Programme.objects.filter(case=hold.case, state=Programme.State.RUNNING).first()
    if programme is None:
        raise ValidationError("W tej sprawie nie trwa żaden program; nie ma decyzji, która mogłaby wygasnąć.")
    programme = locked(programme, Programme.State.RUNNING)
    refuse_restricted(hold.case)
    _check(hold, programme, interview_failed, delivered_on, appear_by, absent, starts, on)
    people = [person.key for person in staying(programme, starts)]
    kept = {"people": people, "ground": EXPIRED, "facts": facts, "execution": execution}
    days = {"delivered_on": delivered_on, "appear_by": appear_by}
    letter = taking_letters.expiry(programme, starts=starts, withheld_on=hold.starts, **days)
    return decisions.prepare(
        hold.case,
        Decision.Kind.EXPIRE,
        content=letter | {"revoke": kept | {"starts": starts.isoformat()}, "hold": hold.key},
        grounds=taking_letters.grounds(
            programme, facts=facts, evidence=evidence, law=taking_letters.LAW_OF_EXPIRY
        ),
        by=by,
        on=on,
    )


def _check(hold, programme, interview_failed, delivered_on, appear_by, absent, starts, on):
    outcome = may_expire(
        on or timezone.localdate(),
        withheld=hold.ended_on is None,
        interview_failed=interview_failed,
        summons_delivered_on=delivered_on,
        appear_by=appear_by,
        absent=absent,
    )
    if not outcome.allowed:
        reason = outcome.reasons[0]
        raise ValidationError({FIELDS[reason.code]: reason.text} if reason.code in FIELDS else reason.text)
    if delivered_on < hold.starts:
        text = "Wezwanie doręcza się w postępowaniu wyjaśniającym, czyli po wstrzymaniu wypłaty."
        raise ValidationError({"delivered_on": text})
    if not max(appear_by, programme.starts) < starts <= programme.ends:
        text = "Ten dzień przypada po terminie stawienia się i w czasie programu."
        raise ValidationError({"starts": text})


@transaction.atomic
def expire_as_decided(decision, *, by, on):
    """The decision is issued. Refused when the family explained meanwhile and the hold was ended."""
    hold = _locked(PaymentHold.objects.get(key=decision.content["hold"]))
    if hold.ended_on:
        raise ValidationError("Wstrzymanie wypłaty zakończono: wyjaśniono przyczynę. Decyzji nie wydano.")
    if revoke_as_decided(decision, by=by, on=on):
        _end(hold, decision, by=by, on=on)


@transaction.atomic
def carry_out_expiry(decision, *, by, on):
    """Carry the decision out once it may be executed: the programme ends, and with it the insurance."""
    hold = _locked(PaymentHold.objects.get(key=decision.content["hold"]))
    first = affects_from(decision.revocations.select_related("decision__delivery").first())
    if first and first > on:
        raise ValidationError(f"Tę decyzję można wykonać od {short_day(first)} (KPA art. 130).")
    carry_out(decision, on=on, by=by)
    _end(hold, decision, by=by, on=on)
    set_tasks(programme_of(decision), on)


def _end(hold, decision, *, by, on):
    said = f"Decyzja nr {decision.number}. {decision.content['revoke']['facts']}"[:1000]
    end_hold(hold, on=max(on, hold.starts), outcome=PaymentHold.Outcome.EXPIRED, explanation=said, by=by)


def _locked(hold):
    found = PaymentHold.objects.select_for_update(of=("self",)).select_related("case__organisation")
    return found.get(pk=hold.pk)
