"""What belongs to a case that another centre took over is closed at every address."""

import datetime

from django.urls import get_resolver, reverse

from kladka.casework.decisions.actions import submit
from kladka.casework.decisions.models import Decision
from kladka.casework.exchange.columns import PAYMENTS
from kladka.casework.exchange.models import ImportRun
from kladka.casework.issuing.actions import issue
from kladka.casework.moves import arrival, handed, move_actions
from kladka.casework.moves.models import Move
from kladka.casework.settlement.models import DirectExpense
from tests.architecture.matrix import rows
from tests.casework.access.build import partner, shared
from tests.casework.settlement.test_expenses import BILL

from .test_move import offered, programme, there  # noqa: F401  fixtures

# Forms at addresses of their own that change the content of no case, each kind with its reason.
OTHER = {
    "money that the centre pays or paid": "payment-list contribution-list payment-hold expense "
    "statement expiry",
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
# Forms whose address names no thing: a case that one of them names is refused where it is looked up, or …
REFUSED_BY_NUMBER = {"expense-new", "import-list", "handover-many"}
NO_THING = {
    "a new case, of persons who apply": "application-new",
    "money that went out, is prepared or is counted": "payment-list-prepare contribution-list-prepare "
    "desk-settle expenses-pay statement-new grant- amounts-order own-funds-",
    "files and figures of what stands": "print-order report-file-order report-pack year-report-new",
    "the office: people, formats, closed years, rules": "staff-person-new bank-format settlement-year-close "
    "controls contact-counting course-new report-set rights-office",
    "data protection and who looked": "incident-new request-new erasure- look-search",
    "two records of one person, linked or not": "duplicate-say",
    "one's own account, draft, reminders, calendar": "account mfa_ appearance resume sign-out demo "
    "end-session feed- reminders choose",
}


def posted():
    """{name: route} of every form."""
    names, dictionary = {name for name, method in rows() if method == "post"}, get_resolver().reverse_dict
    return {name: dictionary[name][0][0][0] for name in names}


def addresses():
    """{name: route} of every form at an address that names one thing but is not a page of a case."""
    found = posted().items()
    return {name: route for name, route in found if "%(" in route and not route.startswith("sprawy/")}


def test_every_form_whose_address_names_nothing_refuses_such_a_case_or_says_why_it_touches_none():
    known = tuple(prefix for names in NO_THING.values() for prefix in names.split())
    bare = {name for name, route in posted().items() if "%(" not in route}
    assert {name for name in bare - REFUSED_BY_NUMBER if not name.startswith(known)} == set()
    assert bare >= REFUSED_BY_NUMBER
    assert not [prefix for prefix in known if not any(name.startswith(prefix) for name in bare)]


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
    assert programme.case.number in refused_by_number(client, programme.case, caseworker, head)
    kept = Decision.objects.get(pk=programme.decision_id)
    keys = {"decision": kept.key, "handover": handover.key, "shared": share.key}
    for name in handed.ELSEWHERE:
        client.force_login(partner() if name == "shared-note" else head)
        answer = client.post(reverse(name, kwargs={"key": keys[name.partition("-")[0]]}), {"text": "x"})
        assert (answer.status_code, SAID in answer.content.decode()) == (403, True), name
    client.force_login(head)
    assert SAID not in client.post(reverse("decision-deliver", kwargs={"key": kept.key})).content.decode()
    assert SAID not in client.post(reverse("decision-grounds", kwargs={"key": ending.key})).content.decode()


def refused_by_number(client, case, worker, head):
    """A bill, an import and a handover of many name the case; each refuses. Returns what was read."""
    client.force_login(head)
    person = case.household.members.first().person
    bill = BILL | {"number": case.number, "month": "2026-12-01", "agreed_on": str(BILL["agreed_on"])}
    answer = client.post(reverse("expense-new"), bill)
    assert answer.context["new_form"].errors["number"] == ["Nie ma sprawy o tym znaku z programem w toku."]
    many = {"z": worker.pk, "do": head.pk, "sprawa": case.key, "wykonaj": "1"}
    answer = client.post(reverse("handover-many"), many)
    assert (answer.status_code, answer.context["old"], answer.context["rows"]) == (422, worker, [])
    paid = [case.number, person.family_name, person.given_names, "2026-10", "100", "PCPR", "10.10.2026"]
    headings = [column.heading for column in PAYMENTS]
    pasted = "\n".join("\t".join(cells) for cells in (headings, paid))
    client.post(reverse("import-list"), {"kind": "payments", "rows": pasted})
    line = ImportRun.objects.get().lines.get()
    assert SAID in line.notes[0]["text"]
    assert (DirectExpense.objects.count(), case.handovers.count()) == (0, 1)
    return line.typed[0]["texts"]["case"]
