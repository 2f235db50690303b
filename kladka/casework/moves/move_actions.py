"""Acts on a move (ups art. 94): asked for, proved, allowed or not, its decision, its notices.

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from kladka.casework.attachments import actions as attachments
from kladka.casework.cases.actions import (
    add_event,
    change_state,
    complete_deadline,
    end_deadlines,
    next_number,
    refuse_restricted,
    set_deadline,
)
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.intake.leaving_actions import leave
from kladka.casework.letters.actions import pin
from kladka.casework.letters.queries import print_docx
from kladka.casework.monitoring.notice_actions import draft_notice
from kladka.casework.monitoring.wording import duties_of
from kladka.casework.needs.actions import end_waves
from kladka.casework.people.actions import change_home
from kladka.casework.programmes import queries as programmes
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.steps import due_changed
from kladka.documents import pdf
from kladka.documents.polish import short_day
from kladka.documents.translated import TAGS
from kladka.journal.actions import record
from kladka.law import moving, terms

from . import move_letters, moving_queries
from .models import Handover, Move, MoveNotice, MoveProof

State = Move.State
# Terms that stay the old centre's: its money, its insurance duties, its certificates, requests about data.
STAYING = Q(kind__in=(*Deadline.NO_TASKS, "undue", "health_insurance", "certificate", "rights"))
ANSWER_DAYS = 14  # for the explanation of a family that left; no act sets the term


@transaction.atomic
def ask_to_move(case, *, by, **details):
    """Enter that a family wants to move, with what its ground asks for. `details` are fields of Move."""
    programme = moving_queries.programme_of(case)
    if programme is None:
        raise ValidationError("Przeniesienie dotyczy rodziny, której program trwa.")
    move = Move(organisation=case.organisation, case=case, by=by, **details)
    if not programme.starts <= move.moves_on <= programme.ends:
        last = short_day(programme.ends)
        raise ValidationError({"moves_on": f"Dzień musi przypadać w czasie programu, do {last}."})
    try:
        with transaction.atomic():
            move.save()
    except IntegrityError as error:
        raise ValidationError("W tej sprawie jest już przeniesienie w toku.") from error
    MoveProof.objects.bulk_create(
        MoveProof(move=move, code=one.code, label=one.label, provision=one.provision)
        for one in moving.asked_for(move.ground)
    )
    _done("move.asked", move, "Rodzina chce się przenieść", on=timezone.localdate(), by=by)
    return move


@transaction.atomic
def receive_proof(proof, *, on, by, file=None, kind="other"):
    """Record that a declaration or a document came, with its file if there is one."""
    move = locked(proof.move, State.OPEN)
    if file:
        proof.attachment = attachments.attach(move.case, file, kind=kind, by=by)
    proof.received_on, proof.note = on, ""
    proof.save(update_fields=["received_on", "note", "attachment"])
    if proof.code == "declaration":
        move.declared_on = on
        move.save(update_fields=["declared_on"])
    _done("move.proof", move, "Wpłynął dokument do przeniesienia", on=on, by=by, text=proof.label)
    return proof


@transaction.atomic
def note_missing(proof, *, note, by):
    """Say what is missing, or why the family refused to bring it."""
    move = locked(proof.move, State.OPEN)
    proof.note, proof.received_on = note, None
    proof.save(update_fields=["note", "received_on"])
    if proof.code == "declaration":
        move.declared_on = None
        move.save(update_fields=["declared_on"])
    _record("move.proof_missing", move, by=by)
    return proof


@transaction.atomic
def allow(move, *, payer, reason, by):
    """Allow the move: its ground is declared and proved. `payer` is the reading of the month of the move."""
    move = locked(move, State.OPEN)
    outcome = moving_queries.may_move(move)
    if not outcome.allowed:
        raise ValidationError(outcome.reasons[0].text)
    move.payer = payer
    _decide(move, State.ALLOWED, reason=reason, by=by)
    for notice in moving.notices(move.reach):
        day = timezone.localdate()
        term = terms.Term(day, day, notice.provision)
        label = f"Zawiadom o przeniesieniu: {notice.text}"
        set_deadline(move.case, Deadline.LIFE, label=label, term=term, subject_key=_task(move, notice.code))
    _done("move.allowed", move, "Dopuszczono przeniesienie", on=move.moves_on, by=by, text=move.centre_name)
    return move


@transaction.atomic
def refuse_move(move, *, reason, by):
    """Not allowed: the case is not specially justified. The family is told what leaving would mean."""
    move = locked(move, State.OPEN)
    _decide(move, State.REFUSED, reason=reason, by=by)
    _done("move.refused", move, "Nie dopuszczono przeniesienia", on=move.decided_on, by=by)
    return move


@transaction.atomic
def withdraw_move(move, *, reason, by):
    """The family stays after all."""
    move = locked(move, State.OPEN, State.ALLOWED)
    if moving_queries.is_revoked(move):
        raise ValidationError("Jest już decyzja uchylająca. Najpierw wycofaj jej projekt.")
    _nobody_takes_over(move)
    _decide(move, State.WITHDRAWN, reason=reason, by=by)
    for notice in moving.notices(move.reach):
        key = _task(move, notice.code)
        complete_deadline(move.case, Deadline.LIFE, on=timezone.localdate(), subject_key=key)
    _done("move.withdrawn", move, "Rodzina zrezygnowała z przeniesienia", on=move.decided_on, by=by)
    return move


def _nobody_takes_over(move):
    """Refuse while another centre has the case offered or already leads it: the family is aided once."""
    there = Handover.State
    open_ones = move.handovers.select_for_update().filter(state__in=(there.OFFERED, there.ACCEPTED))
    states = {one.state for one in open_ones}
    if there.ACCEPTED in states:
        raise ValidationError(
            "Sprawę przejęło już nowe centrum. Jeżeli rodzina wraca, przeniesienie zapisuje nowe centrum."
        )
    if there.OFFERED in states:
        raise ValidationError("Sprawa czeka na przyjęcie w nowym centrum. Najpierw wycofaj przekazanie.")


def _decide(move, state, *, reason, by):
    move.state, move.decided_reason = state, reason
    move.decided_by, move.decided_on = by, timezone.localdate()
    move.save(update_fields=["state", "decided_reason", "decided_by", "decided_on", "payer"])


@transaction.atomic
def draft_revocation(move, *, by):
    """Draft the decision by which the old starosta revokes the grant (ups art. 94 ust. 6)."""
    move = locked(move, State.ALLOWED)
    if moving_queries.is_revoked(move):
        raise ValidationError("Decyzja uchylająca jest już przygotowana.")
    programme = programmes.loaded(moving_queries.programme_of(move.case).key)
    share = moving_queries.share_of(move, programme)
    content = move_letters.revocation(move, programme, share)
    grounds = move_letters.revocation_grounds(move, programme, share)
    decision = decisions.prepare(
        move.case, Decision.Kind.REVOKE, content=content | {"move": move.key}, grounds=grounds, by=by
    )
    move.decision = decision
    move.save(update_fields=["decision"])
    _record("move.revocation_drafted", move, by=by)
    return decision


@transaction.atomic
def revoke_as_decided(decision, *, by, on):
    """Let the revocation take effect: the old centre pays until its last day, the case stays to be read."""
    kept = decision.content["moved"]
    move = locked(Move.objects.get(key=decision.content["move"]), State.ALLOWED)
    programme = Programme.objects.select_for_update(of=("self",)).get(key=decision.content["programme"])
    last = date.fromisoformat(kept["until"])
    application = programme.application
    people = [one.person for one in application.people.select_related("person") if one.covered]
    leave(application, people=people, until=last, by=by)
    programme.state = Programme.State.ENDED
    programme.save(update_fields=["state"])
    due_changed(programme)
    case = move.case
    end_waves(case, ends=None, by=by)
    # The receiving centre plans its own; the notices about the move (ust. 7 and 8) are still to be sent.
    end_deadlines(case, ~STAYING & ~Q(subject_key__startswith=_task(move, "")), on=on)
    until = max(last, programme.starts)
    change_state(case, Case.State.ENDED, by=by, aid_from=programme.starts, aid_until=until)
    move.state = State.DONE
    move.save(update_fields=["state"])
    _done("move.done", move, "Zakończono program po przeniesieniu", on=on, by=by, text=move.centre_name)


@transaction.atomic
def prepare_notices(move, *, on, by):
    """Print and freeze the notices to the new starosta and the voivodes (ups art. 94 ust. 7 and 8)."""
    move = locked(move, State.ALLOWED, State.DONE)
    refuse_restricted(move.case)
    if move.notices.exists():
        raise ValidationError("Zawiadomienia już przygotowano.")
    programme = programmes.loaded(case__key=move.case.key)
    share = moving_queries.share_of(move, programme)
    for one in moving.notices(move.reach):
        number = next_number(move.organisation, "P", on)
        letter = move_letters.notice(move, one, programme, share, number=number, on=on, by=by)
        made, word = pdf.print_letter(letter), print_docx(move.organisation_id, letter, "move_notice")
        notice = MoveNotice.objects.create(
            move=move, code=one.code, addressee=letter.addressee, provision=one.provision, number=number,
            issued_on=on, pdf=made.content, docx=word.content, sha256=made.sha256, by=by,
        )  # fmt: skip
        pin(move.organisation_id, "move_notice", notice.key)
    _done("move.notices", move, "Przygotowano zawiadomienia o przeniesieniu", on=on, by=by)


@transaction.atomic
def send_notice(notice, *, on, by):
    """Record that a notice was sent; its task is done."""
    move = locked(notice.move, State.ALLOWED, State.DONE)
    notice.sent_on = on
    notice.save(update_fields=["sent_on"])
    complete_deadline(move.case, Deadline.LIFE, on=on, subject_key=_task(move, notice.code))
    _done(
        "move.notice_sent", move, "Wysłano zawiadomienie o przeniesieniu", on=on, by=by, text=notice.addressee
    )


@transaction.atomic
def move_within_county(case, *, address, town, on, by):
    """A new place of residence in the same county: only the address changes; art. 94 is not touched."""
    change_home(case.household, address=address, town=town, by=by)
    record("move.within", case, by=by, organisation=case.organisation, on=on.isoformat())
    add_event(case, "Zmiana adresu w powiecie", on=on, by=by)


@transaction.atomic
def note_departure(case, *, on, told_by, by):
    """The family left the place indicated without a move allowed: first it is asked why (art. 94 ust. 3).

    Returns the draft of the notice that asks, with what is known; None when no programme runs. Only an
    answer that does not excuse it leads to the draft of a revocation.
    """
    _, provision = moving.left_without_leave(on)
    day = timezone.localdate()
    label = "Zapytaj rodzinę, dlaczego opuściła wskazane miejsce, zanim uznasz to za rezygnację"
    term = terms.Term(day, day, provision)
    set_deadline(case, Deadline.LIFE, label=label, term=term, subject_key="departure")
    record("move.departure", case, by=by, organisation=case.organisation, reason=told_by)
    add_event(case, "Rodzina opuściła wskazane miejsce", on=on, by=by, text=f"Od kogo: {told_by}")
    return _ask_why(case, on=on, told_by=told_by, by=by)


def _ask_why(case, *, on, told_by, by):
    """The notice to the applicant about the duty to live at the place indicated."""
    programme = Programme.objects.filter(case=case, state=Programme.State.RUNNING).order_by("-pk").first()
    duty = programme and duties_of(programme).get("residence")
    if duty is None:
        return None
    person = programme.application.people.order_by("pk").first().person
    facts = (
        f"Według informacji ({told_by}) od {short_day(on)} rodzina nie mieszka we wskazanym miejscu. Zmiany "
        "miejsca zamieszkania nie uzgodniono z centrum (art. 94 ust. 4 i 5 ustawy o pomocy społecznej)."
    )
    language = TAGS.get(person.language, "")
    about = {"duty": "residence", "provision": duty.provision, "facts": facts, "days": ANSWER_DAYS}
    return draft_notice(programme, person=person, language=language, by=by, **about)


def _task(move, code):
    return f"{move.key}-{code}"


def locked(move, *states):
    """The move read again under a lock, in one of the states."""
    fresh = Move.objects.select_for_update(of=("self",))
    fresh = fresh.select_related("case__organisation", "case__household", "case__worker", "organisation")
    fresh = fresh.get(pk=move.pk)
    if fresh.state not in states:
        raise ValidationError(f"To przeniesienie jest już {fresh.get_state_display()}.")
    return fresh


def _record(act, move, *, by):
    record(act, move, by=by, organisation=move.organisation, case=move.case.key)


def _done(act, move, title, *, on, by, text=""):
    _record(act, move, by=by)
    add_event(move.case, title, on=on, by=by, text=text, url=move.get_absolute_url())
