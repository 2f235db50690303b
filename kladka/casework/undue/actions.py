"""Acts on an undue benefit: claim it by a decision, deduct, record a repayment, end the claim.

An act that may not be done raises ValidationError with a Polish message (by field where one is to blame) and
changes nothing. Reliefs: relief_actions.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.benefits.deduction_actions import limit_deductions, order_deductions
from kladka.casework.benefits.due_actions import check_nothing_waits, enter_claimed, enter_recalculated
from kladka.casework.cases.actions import add_event, complete_deadline, refuse_restricted, set_deadline
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.ledger.actions import Line, post
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.steps import locked
from kladka.documents.polish import month_name, short_day, zl
from kladka.journal.actions import record
from kladka.law.terms import Term
from kladka.law.undue import may_claim

from . import content, queries
from .models import Claim, ClaimPart, Repayment

State = Programme.State
ACCOUNTS = {Repayment.Way.BANK: "bank", Repayment.Way.DESK: "desk"}


@transaction.atomic
def propose(programme, *, amounts, debtor, ground, facts, due_on, by, on=None):
    """Draft the decision that claims an undue benefit back (ups art. 104 ust. 3); returns the Claim.

    `amounts` maps the names of `queries.Overpaid` to zł, each at most what was paid above what is due.
    """
    programme = locked(programme, State.RUNNING, State.ENDED)
    refuse_restricted(programme.case)
    on = on or timezone.localdate()
    chosen = _chosen(programme, amounts)
    outcome = may_claim(ground, {one.month: one.collected_on or on for one, _ in chosen}, on)
    if not outcome.allowed:
        raise ValidationError({"ground": outcome.reasons[0].text})
    if due_on <= on:
        raise ValidationError({"due_on": "Termin zwrotu przypada po dniu wydania decyzji."})
    claim = Claim(programme=programme, debtor=debtor, ground=ground, facts=facts, due_on=due_on, by=by)
    claim.organisation, claim.case = programme.organisation, programme.case
    claim.total_pln = sum(amount for _, amount in chosen)
    said = content.content(claim, chosen), content.grounds(claim, chosen)
    claim.decision = decisions.prepare(
        programme.case, Decision.Kind.UNDUE, content=said[0], grounds=said[1], by=by, on=on
    )
    claim.save()
    ClaimPart.objects.bulk_create(_part(claim, one, amount) for one, amount in chosen)
    done("undue.proposed", claim, "Przygotowano decyzję o zwrocie", by=by, on=on)
    return claim


def _chosen(programme, amounts):
    """[(Overpaid, zł)] of what is claimed. Refused where a changing decision comes first."""
    found = {one.name: one for one in queries.overpaid(programme)}
    chosen = [(found[name], amount) for name, amount in amounts.items() if amount and name in found]
    if not chosen:
        raise ValidationError("Wskaż co najmniej jedną osobę i miesiąc z kwotą do zwrotu.")
    for one, amount in chosen:
        if one.waits_for_change:
            raise ValidationError(
                f"{one.person.full_name}, {one.month:%m.%Y}: najpierw wydaj decyzję zmieniającą kwotę "
                "(ups art. 106 ust. 5), potem decyzję o zwrocie."
            )
        if not 0 < amount <= one.amount_pln:
            most = zl(one.amount_pln)
            raise ValidationError(
                {one.name: f"Za ten miesiąc wypłacono o {most} zł więcej, niż się należało."}
            )
    return chosen


def _part(claim, one, amount):
    of = {"person": one.person, "month": one.month, "amount_pln": amount}
    return ClaimPart(claim=claim, paid_pln=one.row.paid_pln, due_pln=one.row.new_due_pln, **of)


@transaction.atomic
def take_effect(decision, *, by, on):
    """The decision is issued: what was had above what is due is a claim, in the ledger and the book."""
    claim = _locked(Claim.objects.get(decision=decision))
    programme = locked(claim.programme, State.RUNNING, State.ENDED)
    parts = list(claim.parts.all())
    check_nothing_waits(programme, {part.month for part in parts})
    found = {(one.person.pk, one.month): one for one in queries.overpaid(programme)}
    less = {}
    for part in parts:
        one = found.get((part.person_id, part.month))
        if one is None or part.amount_pln > one.amount_pln or one.waits_for_change:
            raise ValidationError(
                "Po przygotowaniu projektu zmieniło się, co się należy albo co wypłacono. Zwróć projekt, "
                "wycofaj go i przygotuj decyzję jeszcze raz. Decyzji nie wydano."
            )
        if one.row.change_pln < 0:
            less[part.person_id, part.month] = one.row.change_pln
    enter_recalculated(programme, less, decision=decision, on=on, by=by)
    claimed = {(part.person_id, part.month): part.amount_pln for part in parts}
    enter_claimed(programme, claimed, decision=decision, on=on, by=by)
    claim.effective_on = on
    claim.save(update_fields=["effective_on"])
    set_deadline_of(claim, claim.due_on)
    done("undue.claimed", claim, "Ustalono nienależnie pobrane świadczenie", by=by, on=on)


def set_deadline_of(claim, day):
    """The day by which the family repays, among the dates of the case."""
    label = f"Zwrot nienależnie pobranego świadczenia: {zl(claim.total_pln)} zł"
    term = Term(day, day, "ups art. 104 ust. 3")
    set_deadline(claim.case, "undue", label=label, term=term, subject_key=claim.key)


@transaction.atomic
def deduct(claim, *, starts, by, person=None, monthly=None):
    """Let the payment lists deduct the claim from the list of a month on (ups art. 104 ust. 2).

    From the payments of the debtor, or of everybody in the case for `person` None; only once the decision is
    final, because before that nothing is carried out (KPA art. 130).
    """
    claim = open_claim(claim)
    final = queries.final_on(claim)
    if final is None or final > timezone.localdate():
        raise ValidationError(
            "Potrąca się dopiero, gdy decyzja jest ostateczna: po doręczeniu i upływie terminu odwołania "
            "(KPA art. 130)."
        )
    _check_relief(claim, starts, monthly)
    limit = queries.account_of(claim).limit
    terms = {"person": person, "starts": starts, "limit": limit, "monthly": monthly}
    order_deductions(claim.decision, by=by, **terms)
    done("undue.deducting", claim, "Zlecono potrącanie należności z wypłat", by=by)


def _check_relief(claim, starts, monthly):
    """Nothing is deducted before the term that a relief gave, nor more in a month than its instalment."""
    since, most = queries.put_off(claim) or (starts, None)
    if starts < since:
        said = f"Po uldze potrąca się najwcześniej z listy za {month_name(since)} (ups art. 104 ust. 4)."
        raise ValidationError({"starts": said})
    if most and (monthly is None or monthly > most):
        raise ValidationError(
            {"monthly": f"Rata wynosi {zl(most)} zł: tyle najwyżej potrąca się w miesiącu."}
        )


@transaction.atomic
def stop_deducting(claim, *, by):
    """No further list deducts for this claim."""
    claim = open_claim(claim)
    limit = queries.account_of(claim).limit
    limit_deductions(claim.decision, limit=limit, ended_on=timezone.localdate(), by=by)
    done("undue.not_deducting", claim, "Zakończono potrącanie należności z wypłat", by=by)


@transaction.atomic
def record_repayment(claim, *, on, amount, way, by):
    """Record money that came in for a claim; a claim that is paid off ends."""
    claim = open_claim(claim)
    if not claim.effective_on <= on <= timezone.localdate():
        since = short_day(claim.effective_on)
        raise ValidationError({"on": f"Spłata przypada od dnia ustalenia należności ({since}) do dziś."})
    account = queries.account_of(claim)
    if amount > account.free:
        waits = f", z czego {zl(account.reserved)} zł potrąci lista, która czeka" if account.reserved else ""
        raise ValidationError({"amount": f"Do spłaty pozostało {zl(account.left)} zł{waits}."})
    made = Repayment.objects.create(claim=claim, on=on, amount_pln=amount, way=way, by=by)
    lines = [Line(ACCOUNTS[way], amount), Line("undue", -amount)]
    title = f"spłata, decyzja {claim.decision.number}"
    post(claim.organisation, kind="undue_paid", document=made.key, title=title, on=on, lines=lines, by=by)
    limit_deductions(claim.decision, limit=queries.account_of(claim).limit, by=by)
    done("undue.repaid", claim, "Spłacono część należności", by=by, on=on, amount=amount)
    end_when_paid(claim, on=on, by=by)
    return made


def end_when_paid(claim, *, on, by):
    """A claim of which nothing is left is ended."""
    if not queries.account_of(claim).left:
        _end(claim, Claim.End.PAID, on=on, by=by)


@transaction.atomic
def settle_deducted(claim, *, by):
    """Note that the lists have deducted everything."""
    claim = open_claim(claim)
    if queries.account_of(claim).left:
        raise ValidationError("Należność nie jest jeszcze spłacona.")
    _end(claim, Claim.End.PAID, on=timezone.localdate(), by=by)


@transaction.atomic
def write_off(claim, *, why, by, on=None):
    """End a claim that is barred, whose debtor died, or whose decision fell; what is left is written off."""
    claim = open_claim(claim)
    on = on or timezone.localdate()
    account = queries.account_of(claim)
    if account.reserved:
        raise ValidationError("Lista, która czeka na wysłanie, potrąca tę należność. Najpierw ją przelicz.")
    post_waived(claim, account.left, document=claim.key, on=on, by=by)
    _end(claim, why, on=on, by=by)


def post_waived(claim, amount, *, document, on, by):
    """In the book, what is not claimed any more is a cost of the months it was paid for again."""
    lines, left = [Line("undue", -amount)], amount
    for part in claim.parts.all():
        cost = min(left, part.amount_pln)
        lines.append(Line("cost_cash", cost, claim.programme_id, part.month))
        left -= cost
    title = f"umorzenie, decyzja {claim.decision.number}"
    post(claim.organisation, kind="undue_waived", document=document, title=title, on=on, lines=lines, by=by)


def _end(claim, why, *, on, by):
    claim.ended_on, claim.ended = on, why
    claim.save(update_fields=["ended_on", "ended"])
    limit_deductions(claim.decision, limit=queries.account_of(claim).limit, ended_on=on, by=by)
    complete_deadline(claim.case, "undue", on=on, subject_key=claim.key)
    done("undue.ended", claim, f"Zakończono sprawę należności: {claim.get_ended_display()}", by=by, on=on)


def end_waived(claim, *, on, by):
    """A claim waived in whole is ended."""
    _end(claim, Claim.End.WAIVED, on=on, by=by)


def _locked(claim):
    found = Claim.objects.select_for_update(of=("self",)).select_related("case__organisation", "decision")
    found = found.select_related("organisation", "debtor", "programme").prefetch_related("parts")
    return found.get(pk=claim.pk)


def open_claim(claim):
    """The claim under a lock; refused before it is established and after it ended."""
    claim = _locked(claim)
    if claim.effective_on is None:
        raise ValidationError("Decyzji ustalającej tę należność jeszcze nie wydano.")
    if claim.ended_on:
        raise ValidationError(f"Sprawę tej należności zakończono {short_day(claim.ended_on)}.")
    return claim


def done(act, claim, title, *, by, on=None, amount=None):
    case, amount = claim.case, amount or claim.total_pln
    record(act, case, by=by, organisation=claim.organisation, amount=str(amount))
    text, url = f"{zl(amount)} zł", claim.get_absolute_url()
    add_event(case, title, on=on or timezone.localdate(), by=by, text=text, url=url)
