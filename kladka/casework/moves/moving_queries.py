"""Reads of moves: the running programme, whether the law allows, both readings of the month in zł."""

from dataclasses import dataclass, replace
from decimal import Decimal

from kladka.casework.decisions.models import Decision
from kladka.casework.programmes import queries as programmes
from kladka.casework.programmes.models import Programme
from kladka.law import acts, moving
from kladka.law.explain import explain


def programme_of(case):
    """The running programme of a case, or None."""
    return Programme.objects.filter(case=case, state=Programme.State.RUNNING).order_by("-pk").first()


def is_revoked(move):
    """Whether the revocation for the move is drafted or issued; a draft that was withdrawn is neither."""
    return move.decision is not None and move.decision.state != Decision.State.WITHDRAWN


def may_move(move):
    """Whether the law allows the move with what came so far (kladka.law.acts.may_move)."""
    came = {one.code: one.received_on is not None for one in move.proofs.all()}
    return acts.may_move(move.ground, declaration=came["declaration"], proof=came["proof"])


def share_of(move, programme):
    """The months of both centres under the reading that was chosen."""
    found = moving.shares(programme.starts, programme.ends, move.moves_on)
    return next(one for one in found if one.reading == move.payer)


@dataclass(frozen=True)
class Reading:
    """One reading of the month of the move with what each centre would pay, in zł."""

    share: moving.Share
    old_pln: Decimal
    new_pln: Decimal
    months: tuple


def readings(move, programme):
    """Both readings, each with the months of the new centre: (month, number of the programme, sum)."""
    found = moving.shares(programme.starts, programme.ends, move.moves_on)
    due = programmes.month_totals(programmes.dues(programme))
    return [_reading(share, programme, due) for share in found]


def _reading(share, programme, due):
    old = sum((cash for month, _, cash, _ in due if share.old_until and month <= share.old_until), Decimal(0))
    months = _months(share, programme)
    return Reading(share, old, sum((total for *_, total in months), Decimal(0)), months)


def _months(share, programme):
    """What the law gives in the new centre: the months count on, so the lower rate holds from the seventh."""
    if share.new_from is None:
        return ()
    facts = programmes.facts_of_programme(programme)
    people = tuple(replace(one, covered_from=share.new_from) for one in facts.people)
    months = explain(replace(facts, people=people, withheld=())).months
    return tuple((one.first, one.number, programmes.zlote(one.cash_total)) for one in months)
