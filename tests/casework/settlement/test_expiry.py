"""A grant that nobody collects: stated by a decision to have expired, and what that ends (ups art. 106a)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.casework.benefits.hold_actions import end_hold, hold_payment
from kladka.casework.benefits.lines import held_cases
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.letter import letter_of
from kladka.casework.insurance.models import InsuranceFiling
from kladka.casework.insurance.queries import tasks_of
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes.execution_actions import record_execution
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.queries import loaded
from kladka.casework.settlement.expiry_actions import carry_out_expiry, draft_expiry
from kladka.documents import pdf
from tests.casework.benefits.build import family
from tests.documents.reading import pdf_words

DAY = datetime.date
HELD, DELIVERED, TERM, ISSUED = DAY(2027, 1, 5), DAY(2027, 1, 11), DAY(2027, 1, 25), DAY(2027, 1, 28)
SAID = {
    "interview_failed": True, "delivered_on": DELIVERED, "appear_by": TERM, "absent": True,
    "facts": "Dwie wizyty, nikogo nie zastano", "evidence": ("zwrot z kasy",), "starts": DAY(2027, 2, 1),
}  # fmt: skip


@pytest.fixture
def hold(centre, caseworker, head):
    programme = family(centre, caseworker, "Amina Sadig", "Omar Sadig", account="")
    return hold_payment(programme.case, on=HELD, reason="Nikt nie odbiera", by=head)


def drafted(hold, by, **changes):
    return draft_expiry(hold, by=by, on=DAY(2027, 1, 26), **(SAID | changes))


def issued(hold, caseworker, head):
    decision = decisions.submit(drafted(hold, caseworker), by=caseworker)
    return issue(decision, head, on=ISSUED)


def test_the_decision_names_the_grant_the_grounds_and_the_way_of_appeal(hold, caseworker, head):
    decision = issued(hold, caseworker, head)
    assert decision.content["legal_basis"].startswith("art. 106a ust. 3 oraz art. 106 ust. 1 ustawy")
    words = pdf_words(pdf.print_letter(letter_of(decision, on=ISSUED)))
    for said in (
        "stwierdzam",
        "wygaśnięcie decyzji o przyznaniu pomocy",
        "Amina Sadig, Omar Sadig",
        "do 25 stycznia 2027 r. nikt się nie stawił",
        "Dwie wizyty, nikogo nie zastano",
        "Przepis nie pozostawia organowi uznania",
        "w terminie 14 dni",
    ):
        assert said in words, said


def test_until_it_may_be_carried_out_the_hold_stays_and_the_programme_runs(hold, caseworker, head):
    decision = issued(hold, caseworker, head)
    hold.refresh_from_db()
    assert (hold.ended_on, Programme.objects.get().state) == (None, "running")
    with pytest.raises(ValidationError, match="nie minął termin odwołania"):
        carry_out_expiry(decision, on=ISSUED, by=head)
    decisions.deliver(decision, method="in_person", on=DAY(2027, 2, 1), by=caseworker)
    assert Deadline.objects.get(kind="appeal").day == DAY(2027, 2, 15)
    decision.refresh_from_db()
    with pytest.raises(ValidationError, match=r"można wykonać od 16\.02\.2027"):
        carry_out_expiry(decision, on=DAY(2027, 2, 15), by=head)


def test_carried_out_it_ends_the_programme_its_lists_and_the_insurance(hold, centre, caseworker, head):
    decision = issued(hold, caseworker, head)
    decisions.deliver(decision, method="in_person", on=DAY(2027, 2, 1), by=caseworker)
    decision.refresh_from_db()
    carry_out_expiry(decision, on=DAY(2027, 2, 16), by=head)
    hold.refresh_from_db()
    assert (hold.ended_on, hold.outcome) == (DAY(2027, 2, 16), "expired")
    assert f"Decyzja nr {decision.number}" in hold.explanation
    programme = loaded(Programme.objects.get().key)
    assert programme.state == "ended"
    case = Case.objects.get(pk=hold.case_id)
    assert (case.state, case.aid_until) == ("ended", DAY(2027, 2, 15))
    assert hold.case_id in held_cases(centre)
    gone = [
        one for one in tasks_of(programme, DAY(2027, 3, 1)) if one.kind == InsuranceFiling.Kind.DEREGISTER
    ]
    assert [(one.person.given_names, one.effective_on) for one in gone] == [
        ("Amina", DAY(2027, 2, 16)), ("Omar", DAY(2027, 2, 16)),
    ]  # fmt: skip
    titles = list(case.events.order_by("pk").values_list("title", flat=True))
    assert "Stwierdzono wygaśnięcie decyzji o pomocy" in titles
    assert "Wykonano decyzję o wygaśnięciu" in titles


def test_who_explains_meanwhile_or_appeals_keeps_the_aid(hold, caseworker, head):
    decision = decisions.submit(drafted(hold, caseworker), by=caseworker)
    end_hold(hold, on=DAY(2027, 1, 27), outcome="explained", explanation="Szpital", by=head)
    with pytest.raises(ValidationError, match="wyjaśniono przyczynę"):
        issue(decision, head, on=ISSUED)
    again = hold_payment(hold.case, on=HELD, reason="x", by=head)
    decisions.withdraw(decisions.send_back(decision, reason="x", by=head), by=caseworker)
    second = issued(again, caseworker, head)
    decisions.deliver(second, method="in_person", on=DAY(2027, 2, 1), by=caseworker)
    record_execution(second, way="appealed", on=DAY(2027, 2, 10), by=caseworker)
    second.refresh_from_db()
    with pytest.raises(ValidationError, match="odwołanie jest"):
        carry_out_expiry(second, on=DAY(2027, 3, 10), by=head)
    end_hold(again, on=DAY(2027, 3, 11), outcome="explained", explanation="SKO uchyliło", by=head)
    assert Programme.objects.get().state == "running"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"interview_failed": False}, "interview_failed"),
        ({"absent": False}, "absent"),
        ({"appear_by": DAY(2027, 1, 26)}, "appear_by"),
        ({"delivered_on": DAY(2027, 1, 4)}, "delivered_on"),
        ({"starts": DAY(2027, 1, 25)}, "starts"),
    ],
)
def test_what_the_act_asks_for_is_asked_for_at_its_field(hold, caseworker, changes, field):
    with pytest.raises(ValidationError) as refused:
        drafted(hold, caseworker, **changes)
    assert list(refused.value.message_dict) == [field]


def test_pages_lead_from_the_desk_to_the_draft_and_back(client, centre, caseworker, accountant, head):
    programme, today = family(centre, caseworker, "Amina Sadig", account=""), timezone.localdate()
    hold = hold_payment(programme.case, on=today - datetime.timedelta(40), reason="Nikt nie odbiera", by=head)
    address = f"/rozliczenia/kasa/{programme.case.key}/wstrzymanie/{hold.key}/wygasniecie/"
    client.force_login(caseworker)
    assert address in client.get("/rozliczenia/kasa/").content.decode()
    typed = {
        "interview_failed": "on", "absent": "on", "delivered_on": str(today - datetime.timedelta(30)),
        "appear_by": str(today), "facts": "Dwie wizyty", "starts": str(today), "execution": "term",
    }  # fmt: skip
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Termin stawienia się jeszcze nie minął" in refused.content.decode()
    typed["appear_by"] = str(today - datetime.timedelta(10))
    made = client.post(address, typed)
    assert made.status_code == 302
    assert client.get(made.url).status_code == 200
    assert "Decyzja o wygaśnięciu" in client.get("/rozliczenia/kasa/").content.decode()
