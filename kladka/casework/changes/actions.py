"""Acts on changes of life: recorded, taken back on the same day, a stay ended, proposals decided.

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.accounts.permissions import can_approve
from kladka.casework.attachments import actions as attachments
from kladka.casework.cases.actions import add_event, complete_deadline, describe_again
from kladka.casework.cases.models import Case
from kladka.casework.intake.queries import active_application_of
from kladka.casework.people import actions as people
from kladka.journal.actions import record
from kladka.law import life

from . import facts, following
from .models import LifeChange, Proposal

Kind, State = LifeChange.Kind, Proposal.State


@transaction.atomic
def record_change(
    case, kind, *, on, learnt_on, told_by, by, person=None, details=None, known=None, relation="",
    status=None, text="", proof=None,
):  # fmt: skip
    """Record what happened, enter what it changes, and propose what may follow.

    A birth and somebody who joins bring `details` (fields of Person), `relation`, and `known` when the
    register has the person already; `status` (fields of ProtectionStatus) belongs to those two and to a new
    status. `proof` is a file that was accepted.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    programme = facts.programme_of(case)
    if programme is None:
        raise ValidationError("Zmiany zapisuje się w sprawie, w której program jest uzgodniony lub trwa.")
    if kind in LifeChange.ENTERS:
        person = _newcomer(case, known, details, on=on, by=by)
    facts.check(case, kind, person, on)
    change = LifeChange(
        organisation=case.organisation, case=case, kind=kind, person=person, on=on, learnt_on=learnt_on,
        told_by=told_by, text=text, by=by,
    )  # fmt: skip
    _enter(change, relation=relation, status=status, by=by)
    if proof:
        change.proof = attachments.attach(case, proof, kind=facts.PROOFS[kind], by=by)
    change.full_clean()
    change.save()
    describe_again(case)
    _propose(change, life.consequences(kind, facts.life_of(change, programme)))
    _said("change.recorded", change, f"Zmiana: {change.get_kind_display()}", by=by, text=person.full_name)
    return change


def _newcomer(case, known, details, *, on, by):
    """The person who comes into the family: a new record, or the known one, who leaves a former home."""
    if known is None:
        return people.register_person(case.organisation, by=by, **details)
    if facts.membership_of(case, known):
        raise ValidationError(f"{known.full_name}: ta osoba należy już do tej rodziny.")
    elsewhere = active_application_of(known)
    if elsewhere and elsewhere.case_id != case.pk:
        raise ValidationError(
            f"{known.full_name} jest już objęty(-a) wnioskiem lub programem: sprawa {elsewhere.case.number}. "
            "Najpierw zakończ tam pomoc tej osoby."
        )
    people.leave_household(known, on=on, by=by)
    return people.fill_in_person(known, by=by, **details)


def _enter(change, *, relation, status, by):
    """What the registers of people and households need; each kind has its own."""
    kind, person, case = change.kind, change.person, change.case
    if kind in LifeChange.ENTERS:
        entered = {"relation": relation, "starts": change.on, "by": by}
        change.membership = people.join_household(case.household, person, **entered)
    if kind in LifeChange.LEAVES:
        change.membership = facts.membership_of(case, person)
        people.end_membership(change.membership, on=change.on, by=by)
    if kind == Kind.DEATH:
        people.note_death(person, on=change.on, by=by)
    if kind in (Kind.STATUS_LOST, Kind.STATUS_GIVEN):
        change.ended_status = facts.status_of(person)
        if change.ended_status:
            people.end_status(change.ended_status, on=change.on, by=by)
    if status:
        change.status = people.register_status(person, by=by, **status)


def _propose(change, consequences):
    Proposal.objects.bulk_create(
        Proposal(
            organisation=change.organisation, case=change.case, change=change, code=one.code, text=one.text,
            provision=one.provision, since=one.since,
            variants=[[v.code, v.text, v.since.isoformat() if v.since else ""] for v in one.variants],
        )
        for one in consequences
    )  # fmt: skip


@transaction.atomic
def end_stay(change, *, on, by):
    """Record that a stay in hospital, arrest or prison is over; aid is to be resumed at once."""
    change = _locked(change)
    if change.kind not in LifeChange.STAYS or change.over_on:
        raise ValidationError("Ten pobyt już się zakończył.")
    if on < change.on:
        raise ValidationError({"on": "Koniec pobytu nie może być przed jego początkiem."})
    change.over_on = on
    change.save(update_fields=["over_on"])
    following.drop_waiting(change, on=on)
    programme = facts.programme_of(change.case)
    if programme and facts.covered_in(programme, change.person):
        _propose(change, life.stay_over(facts.life_of(change, programme, on=on)))
    _said("change.stay_over", change, "Koniec pobytu", on=on, by=by, text=change.person.full_name)
    return change


@transaction.atomic
def undo(change, *, reason, by):
    """Take back a mistaken change while nothing followed from it: on its day anybody, later the head."""
    change = _locked(change)
    today = timezone.localdate(change.created_at) == timezone.localdate()
    if not today and not can_approve(by, change.organisation_id):
        raise ValidationError(
            "Zmianę wycofuje się w dniu jej zapisania. Zapisaną wcześniej wycofuje kierownik, podając powód."
        )
    if change.over_on or change.proposals.filter(state=State.CONFIRMED).exists():
        raise ValidationError("Z tej zmiany coś już wynikło. Zapisz nową zmianę zamiast wycofywać tę.")
    if change.membership:
        entered = change.kind in LifeChange.ENTERS
        people.take_back_membership(change.membership, entered=entered, by=by)
    if change.kind == Kind.DEATH:
        people.note_death(change.person, on=None, by=by)
    if change.ended_status:
        people.end_status(change.ended_status, on=None, by=by)
    if change.status:
        people.end_status(change.status, on=change.on, by=by)
    change.proposals.filter(state=State.OPEN).update(state=State.UNDONE)
    change.undone_at, change.undone_by, change.undone_reason = timezone.now(), by, reason
    change.membership = None
    change.save(update_fields=["undone_at", "undone_by", "undone_reason", "membership"])
    change.case.household.refresh_from_db()
    describe_again(change.case)
    _said("change.undone", change, "Wycofano zmianę zapisaną omyłkowo", by=by, reason=reason)
    return change


@transaction.atomic
def confirm(proposal, *, by, chosen="", reason="", together=()):
    """Accept a proposal; of two readings `chosen` names one. What the program can do itself, it does.

    `together` are persons who went along with the one who left the home.
    """
    proposal = _open(proposal)
    codes = [code for code, *_ in proposal.variants]
    if codes and chosen not in codes:
        raise ValidationError({"chosen": "Wybierz jedno z odczytań."})
    proposal.chosen = chosen if codes else ""
    following.follow(proposal, by=by, together=together)
    _decide(proposal, State.CONFIRMED, reason=reason, by=by)
    return proposal


@transaction.atomic
def dismiss(proposal, *, reason, by):
    """Refuse a proposal and say why."""
    proposal = _open(proposal)
    if not reason.strip():
        raise ValidationError({"reason": "Napisz, dlaczego tej czynności nie trzeba."})
    _decide(proposal, State.DISMISSED, reason=reason, by=by)
    complete_deadline(proposal.case, following.TASK, on=timezone.localdate(), subject_key=proposal.key)
    return proposal


def _decide(proposal, state, *, reason, by):
    proposal.state, proposal.reason = state, reason
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.save(update_fields=["state", "reason", "chosen", "decided_by", "decided_at"])
    act = "proposal.confirmed" if state == State.CONFIRMED else "proposal.dismissed"
    case, about = proposal.case, {"code": proposal.code, "chosen": proposal.chosen}
    record(act, proposal, by=by, organisation=case.organisation, case=case.key, reason=reason, **about)
    title = "Potwierdzono propozycję" if state == State.CONFIRMED else "Odrzucono propozycję"
    url = proposal.change.get_absolute_url()
    add_event(case, title, on=timezone.localdate(), by=by, text=proposal.text, url=url)


def _locked(change):
    fresh = LifeChange.objects.select_for_update(of=("self",)).select_related(
        "case__household", "case__organisation", "case__worker", "organisation", "person", "membership"
    )
    fresh = fresh.get(pk=change.pk)
    if fresh.undone_at:
        raise ValidationError("Tę zmianę już wycofano.")
    return fresh


def _open(proposal):
    fresh = Proposal.objects.select_for_update(of=("self",)).select_related(
        "case__organisation", "case__worker", "case__household", "change__person", "change__case"
    )
    fresh = fresh.get(pk=proposal.pk)
    if fresh.state != State.OPEN:
        raise ValidationError(f"Ta propozycja jest już {fresh.get_state_display()}.")
    return fresh


def _said(act, change, title, *, by, on=None, text="", reason=""):
    """Journal and timeline."""
    case = change.case
    about = {"case": case.key, "kind": change.kind, "person": change.person.key}
    record(act, change, by=by, organisation=case.organisation, reason=reason, **about)
    add_event(case, title, on=on or change.on, by=by, text=text, url=change.get_absolute_url())
