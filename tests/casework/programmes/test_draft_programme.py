"""Drafting: everything is proposed from the application and the law; nothing is by half."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.programmes import queries
from kladka.casework.programmes.actions import draft_programme
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.journal.models import Entry
from tests.casework.intake.families import filed
from tests.casework.programmes.build import OLENA, SOFIJA, application, drafted
from tests.conftest import gave_reason

DAY = datetime.date


def test_a_draft_proposes_twelve_months_at_the_ceiling_from_the_month_of_the_application(centre, caseworker):
    programme = drafted(centre, caseworker)
    amounts = list(programme.amounts.values_list("number", "month", "amount_pln", "floor_pln", "health_pln"))
    full, later = Decimal("1679.00"), Decimal("1511.10")
    assert (programme.starts, programme.ends, programme.state) == (
        DAY(2026, 11, 1),
        DAY(2027, 10, 31),
        "draft",
    )
    assert amounts == [
        (
            number,
            DAY(2026 + (10 + number - 1) // 12, (10 + number - 1) % 12 + 1, 1),
            full if number <= 6 else later,
            Decimal("950.00"),
            Decimal("110.61"),
        )
        for number in range(1, 13)
    ]


def test_a_draft_takes_forms_of_aid_and_duties_of_both_sides_from_the_file_of_the_programme(
    centre, caseworker
):
    programme = drafted(centre, caseworker)
    codes = list(programme.forms_of_aid.values_list("code", flat=True))
    sides = [(one.owed_by, one.code) for one in programme.obligations.order_by("pk")]
    assert codes == ["cash", "health", "social_work", "counselling", "information", "other"]
    assert sides == [
        *(("centre", code) for code in ("inform", "contacts", "housing", "social_work", "other", "worker")),
        *(
            ("participant", code)
            for code in ("residence", "labour_office", "polish_course", "contact", "other", "keep")
        ),
    ]
    assert programme.obligations.get(code="labour_office").due_on is not None
    assert programme.realizator == caseworker


def test_two_persons_get_seventy_per_cent_each(centre, caseworker):
    programme = drafted(centre, caseworker, OLENA, SOFIJA)
    first = programme.amounts.filter(number=1).values_list("amount_pln", flat=True)
    assert list(first) == [Decimal("1175.30"), Decimal("1175.30")]


def test_the_readings_of_the_centre_are_used(centre, caseworker):
    centre.base_reading, centre.floor_reading = "regulation", False
    centre.save()
    programme = drafted(centre, caseworker)
    assert (programme.base_reading, programme.floor_reading) == ("regulation", False)
    assert programme.amounts.get(number=1).ceiling_pln == Decimal("1376.00")


def test_an_incomplete_application_gets_no_programme(centre, caseworker):
    with pytest.raises(ValidationError, match="wniosek jest kompletny"):
        draft_programme(filed(centre, caseworker), caseworker)
    assert Programme.objects.count() == 0


def test_a_second_programme_of_the_same_application_is_refused_and_the_first_stays_whole(centre, caseworker):
    programme = drafted(centre, caseworker)
    with pytest.raises(ValidationError, match="ma już program"):
        draft_programme(programme.application, caseworker)
    assert (Programme.objects.count(), AgreedAmount.objects.count()) == (1, 12)


def test_a_draft_is_in_the_journal_and_on_the_timeline(centre, caseworker):
    programme = drafted(centre, caseworker)
    assert Entry.objects.get(act="programme.drafted").subject_key == programme.key
    assert programme.case.events.filter(title="Przygotowano projekt programu").count() == 1


def test_a_person_covered_until_the_middle_of_a_month_is_due_by_days(centre, caseworker):
    programme = drafted(centre, caseworker, OLENA, SOFIJA, until=DAY(2027, 1, 13))
    last = [one for one in queries.dues(programme) if one.month == DAY(2027, 1, 1)]
    child = next(one for one in last if one.person.given_names == "Sofija")
    # 1175,30 ÷ 31 × 13
    assert (child.agreed_pln, child.cash_pln, child.ends) == (
        Decimal("1175.30"),
        Decimal("492.87"),
        DAY(2027, 1, 13),
    )


def test_the_page_offers_to_prepare_a_programme_only_when_the_application_is_ready(
    client, centre, caseworker
):
    client.force_login(caseworker)
    incomplete = filed(centre, caseworker)
    page = client.get(f"/sprawy/{incomplete.case.key}/program/").content.decode()
    assert "Przygotuj projekt programu" not in page and "wniosek jest kompletny" in page


def test_preparing_from_the_page_leads_to_the_programme(client, centre, caseworker):
    client.force_login(caseworker)
    ready = application(centre, caseworker, OLENA)
    address = f"/sprawy/{ready.case.key}/program/"
    answer = client.post(f"{address}przygotuj/", follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "Przygotowano projekt programu" in answer.content.decode()


def test_an_accountant_sees_a_programme_and_may_not_prepare_one(client, centre, caseworker, accountant):
    ready = application(centre, caseworker, OLENA)
    client.force_login(accountant)
    gave_reason(accountant, ready.case)
    assert client.get(f"/sprawy/{ready.case.key}/program/").status_code == 200
    assert client.post(f"/sprawy/{ready.case.key}/program/przygotuj/").status_code == 403
    assert Programme.objects.count() == 0
