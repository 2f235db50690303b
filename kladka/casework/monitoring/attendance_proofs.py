"""Hours from a school as proofs of the obligation they are about: obligation → proof → money."""

from django.db.models import Q
from django.utils import timezone

from kladka.casework.programmes.agreement import Proof, ProofKind
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.proof_actions import record_proof, withdraw_proof
from kladka.law.contacts import last_day

from . import course_queries
from .wording import LOW_ATTENDANCE, hours

CHANGED = "Szkoła podała inne godziny."


def prove(changed, *, by):
    """Record a proof for every person and month of the changed rows of attendance (monitoring.Attendance).

    A month that was proved already is proved anew when its hours differ; the former proof is withdrawn.
    Attendance never closes an obligation: the course goes on.
    """
    for enrolment, month in dict.fromkeys((one.enrolment, one.month) for one in changed):
        running = Programme.objects.filter(case=enrolment.case_id, state=Programme.State.RUNNING)
        programme = running.order_by("-pk").first()
        duty = programme and _duty(programme, enrolment.person_id, month)
        if duty:
            _prove_month(duty, enrolment, month, by=by)


def _duty(programme, person, month):
    """The obligation of a person, or of the whole family, that attendance proves; None when there is none."""
    about = Q(code="polish_course") | Q(proof_kind=ProofKind.ATTENDANCE)
    found = programme.obligations.filter(
        about, Q(person=person) | Q(person=None), owed_by="participant", ended_with=None
    )
    return found.order_by("person_id", "pk").first()


def _prove_month(duty, enrolment, month, *, by):
    found = course_queries.sums(Q(enrolment=enrolment, month=month)).get((enrolment.pk, month))
    who = f"{enrolment.person.full_name}, {enrolment.course}: "
    said = f"{who}{_hours(*found)}"
    kept = duty.proofs.filter(kind=ProofKind.ATTENDANCE, starts=month, withdrawn_at=None)
    for earlier in kept.select_related("programme__application", "obligation"):
        if earlier.said == said:
            return
        if earlier.said.startswith(who):
            withdraw_proof(earlier, reason=CHANGED, by=by, reopens=False)
    record_proof(
        duty, kind=ProofKind.ATTENDANCE, outcome=_outcome(found), came_on=max(timezone.localdate(), month),
        starts=month, ends=last_day(month), said=said, by=by, closes=False,
    )  # fmt: skip


def _hours(planned, attended, excused):
    said = f"obecność {hours(attended)} z {hours(planned)} godz."
    return f"{said}, usprawiedliwiono {hours(excused)}" if excused else said


def _outcome(found):
    """None to attend is no breach; below the share at which a worker asks, it shows a part."""
    share = course_queries.percent([found])
    if share is None or share >= LOW_ATTENDANCE:
        return Proof.Outcome.MET
    return Proof.Outcome.PARTLY if share else Proof.Outcome.NOT_MET
