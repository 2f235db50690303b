"""Issue a decision: approve it and let it take effect, in one transaction.

A new kind of decision brings its effect as one more line of EFFECTS. An effect is an act of the wing whose
data it changes, called as `effect(decision, by=, on=)` with the day of issue; what it needs to know the
decision carries in its content. It raises ValidationError when the decision may no longer be issued.
"""

from django.db import transaction
from django.utils import timezone

from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.intake import actions as intake
from kladka.casework.intake.models import Application
from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes.revocation_actions import grant_remaining_as_decided, revoke_as_decided
from kladka.casework.programmes.withholding_actions import resume_as_decided, withhold_as_decided
from kladka.casework.recalculation import actions as recalculation

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


EFFECTS = {
    Kind.GRANT: _grant,
    Kind.REFUSE: _refuse,
    Kind.TRANSFER: _grant,
    Kind.WITHHOLD: withhold_as_decided,
    Kind.RESUME: resume_as_decided,
    Kind.REVOKE: revoke_as_decided,
    Kind.REMAINING: grant_remaining_as_decided,
    Kind.CHANGE: recalculation.take_effect,
}
