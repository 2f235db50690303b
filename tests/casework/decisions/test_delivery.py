"""Delivery: the appeal term runs from it, raw day and shifted day both kept."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.decisions import actions
from kladka.casework.decisions.models import Delivery
from tests.casework.programmes.build import ISSUED_ON, issued, submitted
from tests.conftest import gave_reason

DAY = datetime.date


@pytest.fixture
def decision(centre, caseworker, head):
    return issued(centre, caseworker, head)


@pytest.mark.parametrize(
    ("on", "raw", "day"),
    [
        (DAY(2026, 11, 20), DAY(2026, 12, 4), DAY(2026, 12, 4)),
        (DAY(2026, 12, 11), DAY(2026, 12, 25), DAY(2026, 12, 28)),
        (DAY(2027, 3, 14), DAY(2027, 3, 28), DAY(2027, 3, 30)),
    ],
)
def test_fourteen_days_are_counted_and_moved_past_days_off(decision, caseworker, on, raw, day):
    actions.deliver(decision, method="post", on=on, by=caseworker)
    delivery = Delivery.objects.get()
    deadline = decision.case.deadlines.get(kind="appeal")
    assert (delivery.appeal_raw_day, delivery.appeal_day) == (raw, day)
    assert (deadline.raw_day, deadline.day, deadline.subject_key) == (raw, day, decision.key)
    assert "KPA art. 129 § 2" in deadline.provision


def test_the_page_records_delivery_and_explains_the_term(client, decision, caseworker):
    client.force_login(caseworker)
    data = {"method": "in_person", "on": "2026-11-20"}
    page = client.post(f"/decyzje/{decision.key}/doreczenie/", data, follow=True).content.decode()
    why = client.get(f"/decyzje/{decision.key}/termin-odwolania/").content.decode()
    assert "Ostatni dzień na odwołanie: <strong>4.12.2026</strong>" in page
    assert "Termin wyliczony: <strong>4.12.2026</strong>" in why


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"method": "post", "on": "2026-11-19"}, "nie może być wcześniejsze niż wydanie"),
        ({"method": "post", "on": "2126-11-19"}, "nie może mieć daty w przyszłości"),
        ({"method": "post", "on": "wczoraj"}, "Podaj datę"),
        ({"method": "gołąb", "on": "2026-11-20"}, "Wybierz poprawną wartość"),
    ],
)
def test_a_wrong_delivery_gets_its_message_and_is_not_saved(client, decision, caseworker, data, message):
    client.force_login(caseworker)
    answer = client.post(f"/decyzje/{decision.key}/doreczenie/", data)
    assert answer.status_code == 422
    assert message in answer.content.decode() and f'value="{data["on"]}"' in answer.content.decode()
    assert Delivery.objects.count() == 0


def test_a_second_delivery_is_refused(client, decision, caseworker):
    actions.deliver(decision, method="post", on=ISSUED_ON, by=caseworker)
    with pytest.raises(ValidationError, match="doręczona"):
        actions.deliver(decision, method="post", on=ISSUED_ON, by=caseworker)
    client.force_login(caseworker)
    data = {"method": "post", "on": "2026-11-20"}
    assert client.post(f"/decyzje/{decision.key}/doreczenie/", data).status_code == 403


def test_a_decision_that_is_not_issued_is_not_delivered(centre, caseworker):
    decision = submitted(centre, caseworker)
    with pytest.raises(ValidationError, match="do zatwierdzenia"):
        actions.deliver(decision, method="post", on=ISSUED_ON, by=caseworker)


def test_an_accountant_does_not_deliver(client, decision, accountant):
    client.force_login(accountant)
    gave_reason(accountant, decision.case)
    data = {"method": "post", "on": "2026-11-20"}
    assert client.post(f"/decyzje/{decision.key}/doreczenie/", data).status_code == 403
