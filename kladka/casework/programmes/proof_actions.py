"""Acts on obligations of an agreed programme: a proof came or was wrong, met, what it waits for.

Attendance lists and registrations are recorded through `record_proof` by whoever receives them.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.attachments.actions import attach
from kladka.casework.attachments.models import Attachment

from .agreement import Proof, ProofKind
from .models import Programme
from .steps import done, locked, note

State = Programme.State
# Where the file of a proof lies among those of the case.
FILES = {
    ProofKind.ATTENDANCE: Attachment.Kind.SCHOOL,
    ProofKind.SCHOOL: Attachment.Kind.SCHOOL,
    ProofKind.CERTIFICATE: Attachment.Kind.SCHOOL,
    ProofKind.HOUSING: Attachment.Kind.HOUSING,
    ProofKind.LABOUR_OFFICE: Attachment.Kind.WORK,
    ProofKind.WORK: Attachment.Kind.WORK,
    ProofKind.HEALTH: Attachment.Kind.HEALTH,
    ProofKind.OFFICE: Attachment.Kind.LETTER,
}
AGREED = (State.AGREED, State.SENT, State.ACCEPTED, State.RUNNING)


@transaction.atomic
def record_proof(
    obligation,
    *,
    kind,
    outcome,
    came_on,
    by,
    starts=None,
    ends=None,
    said="",
    attachment=None,
    done_on=None,
    closes=True,
    scan=None,
):
    """Record that a proof came: its kind, what it shows, the time it is about, the file of the case.

    One that shows a single obligation as met meets it, on `done_on` or on the day the proof came; an
    obligation that comes back in a rhythm stays open, and so does one when the proof `closes` nothing. `scan`
    is a new file (kladka.uploads.accepting.Accepted) for the case.
    """
    programme = locked(obligation.programme, *AGREED)
    if scan and attachment is None:
        attachment = attach(programme.case, scan, kind=FILES.get(kind, Attachment.Kind.OTHER), by=by)
    _check_proof(programme, came_on=came_on, starts=starts, ends=ends, attachment=attachment)
    proof = Proof.objects.create(
        programme=programme,
        obligation=obligation,
        kind=kind,
        outcome=outcome,
        came_on=came_on,
        starts=starts,
        ends=ends,
        said=said,
        attachment=attachment,
        by=by,
    )
    if closes and outcome == Proof.Outcome.MET and not obligation.rhythm and not obligation.done_on:
        obligation.done_on = done_on or came_on
        obligation.save(update_fields=["done_on"])
    text = f"{proof.get_kind_display()}: {proof.get_outcome_display()}"
    done("programme.proof", programme, "Wpłynął dowód", on=came_on, by=by, text=text, proof=proof.key)
    return proof


def _check_proof(programme, *, came_on, starts, ends, attachment):
    if came_on < programme.application.filed_on:
        raise ValidationError({"came_on": "Dowód nie mógł wpłynąć przed złożeniem wniosku."})
    if bool(starts) != bool(ends):
        raise ValidationError({"ends": "Podaj początek i koniec czasu, za który jest dowód, albo żaden."})
    if starts and ends < starts:
        raise ValidationError({"ends": "Koniec nie może być przed początkiem."})
    if attachment and (attachment.case_id != programme.case_id or attachment.removed_at):
        raise ValidationError({"attachment": "Wskaż plik z tej sprawy."})


@transaction.atomic
def withdraw_proof(proof, *, reason, by, reopens=True):
    """Withdraw a proof that was recorded by mistake; what only it met is open again if it `reopens`."""
    programme = locked(proof.programme, *AGREED)
    if proof.withdrawn_at:
        raise ValidationError("Ten dowód jest już wycofany.")
    proof.withdrawn_at, proof.withdrawn_by, proof.withdrawn_why = timezone.now(), by, reason
    proof.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    duty = proof.obligation
    others = duty.proofs.filter(withdrawn_at=None, outcome=Proof.Outcome.MET)
    if reopens and proof.outcome == Proof.Outcome.MET and duty.done_on and not others.exists():
        duty.done_on = None
        duty.save(update_fields=["done_on"])
    done("programme.proof_withdrawn", programme, "Wycofano dowód", by=by, proof=proof.key)


@transaction.atomic
def fulfil_obligation(obligation, *, on, by):
    """Record that an obligation was met, without a paper; `on` None takes the record back."""
    programme = locked(obligation.programme, *AGREED)
    if on and on < programme.application.filed_on:
        raise ValidationError({"on": "Zobowiązania nie można było wykonać przed złożeniem wniosku."})
    obligation.done_on = on
    obligation.save(update_fields=["done_on"])
    note("programme.obligation_met", programme, by=by, obligation=obligation.pk)


@transaction.atomic
def name_hindrance(obligation, *, hindrance, by, gone_on=None):
    """Record what outside the family an obligation waits for, and from when it no longer does."""
    programme = locked(obligation.programme, State.DRAFT, *AGREED)
    if gone_on and not hindrance:
        raise ValidationError({"hindrance": "Napisz, jaka przeszkoda ustała."})
    obligation.hindrance, obligation.hindrance_gone_on = hindrance, gone_on
    obligation.save(update_fields=["hindrance", "hindrance_gone_on"])
    note("programme.hindrance", programme, by=by, obligation=obligation.pk)
