"""The decision for those who stay after a revocation, and what it makes due for months that were paid."""

from django.db import transaction

from kladka.casework.benefits.due_actions import check_nothing_waits, enter_recalculated
from kladka.casework.benefits.ledger_queries import due_and_paid
from kladka.casework.programmes import revocation_actions
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.queries import dues, loaded
from kladka.casework.programmes.steps import due_changed, locked
from kladka.casework.programmes.withholding_actions import programme_of


@transaction.atomic
def grant_remaining_as_decided(decision, *, by, on):
    """Let the decision for the others take effect (ups art. 95 ust. 4b), also for months on sent lists.

    A revocation from a day that was paid already makes the others' amounts of those months higher: what is
    due more goes on the next list. Refused while an approved list with the former amounts waits to be sent.
    """
    programme = locked(programme_of(decision), Programme.State.RUNNING)
    before = _due(programme.key)
    revocation_actions.grant_remaining_as_decided(decision, by=by, on=on)
    now = _due(programme.key)
    changes = {place: now[place] - before[place] for place in now if now[place] != before[place]}
    check_nothing_waits(programme, {month for _, month in changes})
    settled = due_and_paid(programme.case)
    changes = {place: amount for place, amount in changes.items() if place in settled}
    enter_recalculated(programme, changes, decision=decision, on=on, by=by)
    due_changed(programme)


def _due(key):
    """{(person id, month): zł due by the agreed amounts and the days of the facts}"""
    return {(one.person.pk, one.month): one.cash_pln for one in dues(loaded(key))}
