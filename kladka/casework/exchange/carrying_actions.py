"""Acts that carry a programme under way over from a file: one programme in one transaction.

The decision, whom it covers, the programme with its amounts and terms, the way of payment, what was filed
with ZUS; each by the act of its own wing. Raises ValidationError and writes nothing when one may not be done.
"""

from django.db import transaction
from django.utils import timezone

from kladka.casework.benefits.account_actions import set_account
from kladka.casework.cases.actions import assign
from kladka.casework.decisions import actions as decisions
from kladka.casework.insurance.actions import record_filed_before
from kladka.casework.intake import actions as intake
from kladka.casework.intake.family import Covered
from kladka.casework.intake.granted_actions import cover_as_granted
from kladka.casework.programmes import carried_actions as programmes
from kladka.documents.polish import short_day

from .carried import coverage
from .carried_rows import VALUES
from .models import EarlierPayment


@transaction.atomic
def carry_over(carried, *, by):
    """Write a new programme, or correct the one that was carried over before. Returns its case."""
    today, case = timezone.localdate(), carried.application.case
    decision = _decision(carried, by=by)
    _cover(carried, decision, by=by)
    worker = carried.worker or case.worker or by
    said = {"realizator": worker, "by": by, "on": today, **_voivode(carried)}
    if carried.programme:
        programme = programmes.correct(carried.programme, carried.granted, **said)
    else:
        intake.grant(carried.application, decision, by=by)
        programme = programmes.carry_over(carried.application, decision, carried.granted, **said)
    if carried.worker and case.worker_id != carried.worker.pk:
        assign(case, carried.worker, by=by)
    mark_earlier(case)
    _set_account(carried, case, on=today, by=by)
    _record_insured(carried, programme, by=by)
    return case


def mark_earlier(case, **where):
    """Months recorded as paid elsewhere are left out of our lists."""
    for paid in EarlierPayment.objects.filter(case=case, **where).select_related("person"):
        programmes.mark_paid_before(case, paid.person, paid.month)


def _decision(carried, *, by):
    told, days = carried.told, carried.days
    said = {
        "number": told["decision_number"],
        "issued_on": days["decided_on"],
        "issuer": told["issuer"][:120],
    }
    said |= {"delivered_on": days.get("delivered_on"), "by": by}
    if carried.programme:
        return decisions.correct_issued_before(carried.programme.decision, **said)
    content = {"application": carried.application.key}
    return decisions.record_issued_before(carried.application.case, content=content, **said)


def _cover(carried, decision, *, by):
    reason = f"według decyzji {decision.number} z {short_day(decision.issued_on)}"
    people = [
        Covered(one, is_covered, starts=one.covered_from, ends=one.covered_until)
        for one, is_covered in coverage(carried).items()
    ]
    cover_as_granted(carried.application, people, reason=reason, by=by)


def _voivode(carried):
    """The acceptance as the file tells it; an empty cell leaves what is known."""
    kept = carried.programme
    return {
        "accepted_on": carried.days.get("accepted_on") or (kept and kept.accepted_on),
        "reference": (carried.told["reference"] or (kept.voivode_reference if kept else ""))[:60],
    }


def _set_account(carried, case, *, on, by):
    method = VALUES["method"].get(carried.told["method"], "")
    if not method:
        return
    people = coverage(carried)
    applicant = next((one for one in people if one.relation == "applicant"), next(iter(people)))
    holder = carried.told["holder"] or applicant.person.full_name
    set_account(case, method=method, holder=holder[:120], account=carried.account, on=on, by=by)


def _record_insured(carried, programme, *, by):
    """What was filed with ZUS before, where the file tells it and it is not known yet."""
    for applicant in coverage(carried):
        if filed_on := carried.insured.get(applicant.person_id):
            since = applicant.covered_from or programme.starts
            said = {"person": applicant.person, "effective_on": since, "filed_on": filed_on}
            record_filed_before(programme, **said, by=by)
