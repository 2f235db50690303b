"""Issue a decision: approve it and let it take effect, in one transaction.

A new kind of decision brings its effect as one more line of EFFECTS. An effect is an act of the wing whose
data it changes, called as `effect(decision, by=, on=)` with the day of issue; what it needs to know the
decision carries in its content. It raises ValidationError when the decision may no longer be issued.
"""

from django.db import transaction
from django.utils import timezone

from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.insurance.actions import set_tasks
from kladka.casework.intake import actions as intake
from kladka.casework.intake.models import Application
from kladka.casework.moves.move_actions import revoke_as_decided as revoke_after_move
from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes.revocation_actions import revoke_as_decided
from kladka.casework.programmes.withholding_actions import (
    programme_of,
    resume_as_decided,
    withhold_as_decided,
)
from kladka.casework.recalculation import actions as recalculation
from kladka.casework.recalculation.remaining_actions import grant_remaining_as_decided
from kladka.casework.settlement.expiry_actions import expire_as_decided
from kladka.casework.undue import actions as undue
from kladka.casework.undue import relief_actions as relief

Kind = Decision.Kind


@transaction.atomic
def issue(decision, by, on=None):
    """Approve a submitted decision on day `on` (today unless told) and let it take effect."""
    on = on or timezone.localdate()
    decision = decisions.approve(decision, on=on, by=by)
    EFFECTS[decision.kind](decision, by=by, on=on)
    return decision


def _grant(decision, *, by, on):
    intake.grant(_application(decision), decision, by=by)
    programmes.start(decision.programme, by=by, on=on)


def _refuse(decision, *, by, on):
    intake.refuse(_application(decision), decision, by=by)


def _application(decision):
    asked = Application.objects.select_related("case", "organisation")
    return asked.get(key=decision.content["application"])


def _with_insurance(effect):
    """The effect, and then what has to be filed with ZUS because of it (ustawa zdrowotna art. 67 ust. 3)."""

    def both(decision, *, by, on):
        effect(decision, by=by, on=on)
        set_tasks(programme_of(decision), on)

    return both


def _revoke(decision, *, by, on):
    """By art. 95, or because the family moves (art. 94 ust. 6)."""
    act = revoke_after_move if "move" in decision.content else revoke_as_decided
    act(decision, by=by, on=on)


EFFECTS = {
    Kind.GRANT: _grant,
    Kind.REFUSE: _refuse,
    Kind.TRANSFER: _grant,
    Kind.WITHHOLD: _with_insurance(withhold_as_decided),
    Kind.RESUME: _with_insurance(resume_as_decided),
    Kind.REVOKE: _with_insurance(_revoke),
    Kind.EXPIRE: _with_insurance(expire_as_decided),
    Kind.REMAINING: grant_remaining_as_decided,
    Kind.CHANGE: recalculation.take_effect,
    Kind.UNDUE: undue.take_effect,
    Kind.RELIEF: relief.take_effect,
}
