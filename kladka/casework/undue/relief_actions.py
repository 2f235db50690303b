"""Ulga w zwrocie (ups art. 104 ust. 4): drafted as a decision, and done when it is issued."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.benefits.deduction_actions import limit_deductions
from kladka.casework.cases.actions import refuse_restricted
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.programmes.queries import grosze, zlote
from kladka.documents.polish import zl
from kladka.law.undue import plan

from . import content, queries
from .actions import done, end_waived, open_claim, post_waived, set_deadline_of
from .models import Claim, Instalment, Relief

Kind = Relief.Kind


@transaction.atomic
def propose_relief(claim, *, kind, reason, by, amount=None, due_on=None, count=None, on=None):
    """Draft the decision on a relief; returns the Relief.

    `waive`: `amount` zł are no longer claimed. `defer`: to the day `due_on`. `instalments`: everything left
    in `count` monthly parts from `due_on` on; the sum is exact, the last part takes what is left over.
    """
    claim = open_claim(claim)
    refuse_restricted(claim.case)
    on = on or timezone.localdate()
    account = queries.account_of(claim)
    amount = amount if kind == Kind.WAIVE else account.left
    _check(kind, account, amount, due_on, count, on)
    relief = Relief(claim=claim, kind=kind, amount_pln=amount, due_on=due_on, reason=reason, by=by)
    parts = plan(grosze(amount), count, due_on) if kind == Kind.INSTALMENTS else ()
    relief.decision = decisions.prepare(
        claim.case,
        Decision.Kind.RELIEF,
        content=content.relief_content(relief, parts),
        grounds=content.relief_grounds(relief),
        by=by,
        on=on,
    )
    relief.save()
    Instalment.objects.bulk_create(
        Instalment(relief=relief, number=one.number, due_on=one.due_on, amount_pln=zlote(one.amount))
        for one in parts
    )
    done("undue.relief_proposed", claim, "Przygotowano decyzję o uldze", by=by, on=on, amount=amount)
    return relief


def _check(kind, account, amount, due_on, count, on):
    if kind == Kind.WAIVE:
        if not amount or not 0 < amount <= account.free:
            raise ValidationError({"amount": f"Umorzyć można najwyżej {zl(account.free)} zł."})
        return
    if not account.left:
        raise ValidationError("Należność jest już spłacona.")
    if due_on is None or due_on <= on:
        raise ValidationError({"due_on": "Podaj dzień późniejszy niż dzień decyzji."})
    if kind == Kind.INSTALMENTS and not (count and 2 <= count <= 120):
        raise ValidationError({"count": "Podaj od 2 do 120 rat."})


@transaction.atomic
def take_effect(decision, *, by, on):
    """The relief is granted: the sum, the day or the instalments of the claim are these."""
    relief = Relief.objects.select_for_update(of=("self",)).get(decision=decision)
    claim = open_claim(Claim.objects.get(pk=relief.claim_id))
    account = queries.account_of(claim)
    if relief.amount_pln != account.left and relief.kind == Kind.INSTALMENTS:
        raise ValidationError(
            f"Po przygotowaniu projektu zmieniła się należność: pozostało {zl(account.left)} zł. Zwróć "
            "projekt, wycofaj go i przygotuj plan rat jeszcze raz. Decyzji nie wydano."
        )
    if relief.kind == Kind.WAIVE and relief.amount_pln > account.free:
        raise ValidationError(f"Umorzyć można już najwyżej {zl(account.free)} zł. Decyzji nie wydano.")
    relief.effective_on = on
    relief.save(update_fields=["effective_on"])
    EFFECTS[relief.kind](claim, relief, on=on, by=by)
    title = f"Udzielono ulgi: {relief.get_kind_display()}"
    done("undue.relief", claim, title, by=by, on=on, amount=relief.amount_pln)


def _waive(claim, relief, *, on, by):
    post_waived(claim, relief.amount_pln, document=relief.key, on=on, by=by)
    account = queries.account_of(claim)
    limit_deductions(claim.decision, limit=account.limit, by=by)
    if not account.left:
        end_waived(claim, on=on, by=by)


def _put_off(claim, relief, *, on, by):
    last = relief.instalments.last()
    claim.due_on = last.due_on if last else relief.due_on
    claim.save(update_fields=["due_on"])
    set_deadline_of(claim, claim.due_on)
    since, monthly = queries.put_off(claim)
    limit = queries.account_of(claim).limit
    limit_deductions(claim.decision, limit=limit, monthly=monthly, starts=since, by=by)


EFFECTS = {Kind.WAIVE: _waive, Kind.DEFER: _put_off, Kind.INSTALMENTS: _put_off}
