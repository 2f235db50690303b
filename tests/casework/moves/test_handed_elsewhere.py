"""What belongs to a case that another centre took over is closed at every address."""

import datetime

from django.urls import get_resolver, reverse

from kladka.casework.decisions.actions import submit
from kladka.casework.decisions.models import Decision
from kladka.casework.issuing.actions import issue
from kladka.casework.moves import arrival, handed, move_actions
from kladka.casework.moves.models import Move
from tests.architecture.matrix import rows
from tests.casework.access.build import partner, shared

from .test_move import offered, programme, there  # noqa: F401  fixtures

# Forms at addresses of their own that change the content of no case, each kind with its reason.
OTHER = {
    "money that the centre pays or paid": "payment-list contribution-list payment-hold expense statement",
    "money of the office": "grant bank-format settlement-year anomaly",
    "people, templates and reports of the office": "staff worker absence control template goal-set "
    "year-report report-set",
    "who looked and why": "look glass quality shared-glass duplicate",
    "courses, hours of all who attend, sent by the school": "course school",
    "data protection": "request erasure incident",
    "the other side of a handover, and its end": "handover-withdraw handover-accept handover-return "
    "handover-file handover-confirmed",
    "a delivery, from which the term to appeal runs": "decision-deliver",
    "running applications alone": "import",
    "a check after the programme, answered by the family": "after",
    "one's own account and draft": "draft choose account mfa end-session",
}
SAID = "tylko do odczytu"


def addresses():
    """{name: route} of every form at an address that names one thing but is not a page of a case."""
    posted, dictionary = {name for name, method in rows() if method == "post"}, get_resolver().reverse_dict
    found = {name: dictionary[name][0][0][0] for name in posted}
    return {name: route for name, route in found.items() if "%(" in route and not route.startswith("sprawy/")}


def test_every_form_at_an_address_of_its_own_is_closed_or_says_why_it_is_open():
    known = tuple(prefix for names in OTHER.values() for prefix in names.split())
    open_ones = {name for name in addresses() if name not in handed.ELSEWHERE}
    assert {name for name in open_ones if not name.startswith(known)} == set()
    assert set(handed.ELSEWHERE) <= set(addresses())
    assert not [name for name in handed.ELSEWHERE if name.startswith(known)]


def test_after_the_new_centre_took_over_no_address_changes_what_the_old_one_had(
    client, programme, caseworker, head, there  # noqa: F811
):  # fmt: skip
    handover = offered(programme, caseworker, there)
    share = shared(programme.case, caseworker, may_note=True)
    ending = submit(move_actions.draft_revocation(Move.objects.get(), by=caseworker), by=caseworker)
    issue(ending, head, on=datetime.date(2027, 5, 4))
    arrival.accept(handover, by=there[2])
    kept = Decision.objects.get(pk=programme.decision_id)
    keys = {"decision": kept.key, "handover": handover.key, "shared": share.key}
    for name in handed.ELSEWHERE:
        client.force_login(partner() if name == "shared-note" else head)
        answer = client.post(reverse(name, kwargs={"key": keys[name.partition("-")[0]]}), {"text": "x"})
        assert (answer.status_code, SAID in answer.content.decode()) == (403, True), name
    client.force_login(head)
    assert SAID not in client.post(reverse("decision-deliver", kwargs={"key": kept.key})).content.decode()
    assert SAID not in client.post(reverse("decision-grounds", kwargs={"key": ending.key})).content.decode()
