"""Programmes in every state, made by the acts of the office from an application that is complete."""

import datetime

from kladka.casework.decisions.actions import submit
from kladka.casework.intake.actions import confirm_coverage
from kladka.casework.intake.family import Covered
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes import actions, agreement_actions, queries, withholding_actions
from tests.casework.intake.families import REFUGEE_COPIES, complete, member

AGREED_ON = datetime.date(2026, 11, 9)
SENT_ON = datetime.date(2026, 11, 10)
ACCEPTED_ON = datetime.date(2026, 11, 18)
ISSUED_ON = datetime.date(2026, 11, 20)
OLENA = member(received=REFUGEE_COPIES)
SOFIJA = member("Sofija", relation="child", received=REFUGEE_COPIES)


def application(centre, worker, *people, until=None, **changes):
    """A complete application with confirmed coverage; `until` is the last day of the last person."""
    filed = complete(centre, worker, *(people or (OLENA,)), **changes)
    named = list(filed.people.order_by("pk"))
    coverage = [Covered(one, True, ends=until if one == named[-1] else None) for one in named]
    return confirm_coverage(filed, coverage=coverage, on=filed.filed_on, by=worker)


def drafted(centre, worker, *people, **changes):
    programme = actions.draft_programme(application(centre, worker, *people, **changes), worker)
    return queries.loaded(programme.key)


def agreed(centre, worker, *people, **changes):
    programme = drafted(centre, worker, *people, **changes)
    return agree(programme, worker)


def agree(programme, worker):
    agreement_actions.agree(
        programme, on=AGREED_ON, represented_by=worker, signed_by="Olena Kowalczuk", by=worker
    )
    return queries.loaded(programme.key)


def sent(centre, worker, *people, **changes):
    programme = agreed(centre, worker, *people, **changes)
    actions.send_to_voivode(programme, on=SENT_ON, by=worker)
    return queries.loaded(programme.key)


def accepted(centre, worker, *people, **changes):
    return accept(sent(centre, worker, *people, **changes), worker)


def accept(programme, worker):
    actions.record_acceptance(programme, on=ACCEPTED_ON, reference="PS.9421.7.2026", by=worker)
    return queries.loaded(programme.key)


def submitted(centre, worker, *people, **changes):
    """A decision that waits for approval."""
    return submit(actions.draft_grant(accepted(centre, worker, *people, **changes), worker), by=worker)


def issued(centre, worker, head, *people, **changes):
    return issue(submitted(centre, worker, *people, **changes), head, on=ISSUED_ON)


def running(centre, worker, head, *people, **changes):
    decision = issued(centre, worker, head, *people, **changes)
    return queries.loaded(decision.programme.key)


def withheld(programme, worker, head, **changes):
    """The withholding of the first person by an issued decision; from its stated days unless told."""
    details = {
        "people": [programme.application.people.order_by("pk").first().person],
        "ground": "misuse",
        "facts": "Ustalenia",
        "starts": datetime.date(2026, 12, 1),
        "ends": None if "ground" in changes else datetime.date(2026, 12, 9),
        "execution": "stated",
    }
    draft = withholding_actions.draft_withholding(programme, by=worker, **(details | changes))
    decision = issue(submit(draft, by=worker), head, on=ISSUED_ON)
    return decision.withholdings.select_related("person").first()
