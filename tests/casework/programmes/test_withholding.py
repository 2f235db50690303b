"""Withholding and resumption of one person: five grounds, their time, no extension, no back-pay."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.casework.programmes import queries
from kladka.casework.programmes import withholding_actions as actions
from kladka.casework.programmes.models import Withholding
from tests.casework.programmes.build import OLENA, SOFIJA, accepted, running

DAY = datetime.date


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA)


@pytest.fixture
def olena(programme):
    return programme.application.people.get(person__given_names="Olena").person


def withhold(programme, person, by, **changes):
    facts = {
        "ground": "breach_of_duties",
        "facts": "Trzy nieobecności na kursie bez powodu.",
        "starts": DAY(2026, 12, 1),
        "ends": DAY(2026, 12, 30),
    }
    return actions.withhold(programme, person=person, by=by, **(facts | changes))


def due(programme, month, name):
    fresh = queries.loaded(programme.key)
    return next(one for one in queries.dues(fresh, month=month) if one.person.given_names == name)


def test_withheld_days_are_not_paid_and_the_others_are_paid_in_full(programme, olena, caseworker):
    withhold(programme, olena, caseworker)
    # 1175,30 ÷ 31 × 1
    assert due(programme, DAY(2026, 12, 1), "Olena").cash_pln == Decimal("37.91")
    assert due(programme, DAY(2026, 12, 1), "Sofija").cash_pln == Decimal("1175.30")
    assert due(programme, DAY(2027, 1, 1), "Olena").cash_pln == Decimal("1175.30")


def test_withholding_does_not_lengthen_the_programme(programme, olena, caseworker):
    withhold(programme, olena, caseworker)
    explanation = queries.explanation_of(queries.loaded(programme.key))
    assert (explanation.months[0].first, explanation.months[-1].first) == (DAY(2026, 11, 1), DAY(2027, 10, 1))


def test_the_last_lawful_day_becomes_a_deadline(programme, olena, caseworker):
    withholding = withhold(programme, olena, caseworker, ends=DAY(2026, 12, 10))
    deadline = programme.case.deadlines.get(kind="withholding")
    assert (deadline.day, deadline.subject_key, deadline.done_on, deadline.provision) == (
        DAY(2026, 12, 30),
        withholding.key,
        None,
        "ups art. 95 ust. 1 pkt 1",
    )


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"ends": DAY(2026, 12, 31)}, "ends", "ustawa pozwala na 30 dni"),
        ({"ends": None}, "ends", "Podaj koniec wstrzymania"),
        ({"ends": DAY(2026, 11, 30)}, "ends", "przed początkiem"),
        ({"ground": "misuse", "ends": None}, "ends", "Podaj koniec wstrzymania"),
        ({"ground": "health_facility", "ends": None}, "stay_began_on", "Podaj dzień rozpoczęcia pobytu"),
        (
            {"ground": "health_facility", "ends": None, "stay_began_on": DAY(2026, 11, 20)},
            "starts",
            "dopiero po 30 dni pobytu",
        ),
        ({"starts": DAY(2026, 10, 1), "ends": DAY(2026, 10, 5)}, "starts", "w czasie programu"),
        ({"starts": DAY(2028, 1, 1), "ends": DAY(2028, 1, 5)}, "starts", "w czasie programu"),
    ],
)
def test_what_the_act_does_not_allow_is_refused_at_its_field(
    programme, olena, caseworker, changes, field, message
):
    with pytest.raises(ValidationError) as caught:
        withhold(programme, olena, caseworker, **changes)
    found = caught.value.message_dict[field][0].replace("\u00a0", " ")
    assert message in found
    assert Withholding.objects.count() == 0
    assert programme.case.deadlines.filter(kind="withholding").count() == 0


@pytest.mark.parametrize("ground", ["untrue_information", "criminal_proceedings"])
def test_grounds_that_last_until_something_ends_have_no_last_day(programme, olena, caseworker, ground):
    withhold(programme, olena, caseworker, ground=ground, ends=None)
    assert programme.case.deadlines.filter(kind="withholding").count() == 0
    assert due(programme, DAY(2027, 1, 1), "Olena").cash_pln == Decimal("0.00")
    assert due(programme, DAY(2027, 1, 1), "Olena").health_pln == Decimal("0.00")


def test_a_stay_in_a_health_facility_is_withheld_after_thirty_days_of_it(programme, olena, caseworker):
    changes = {"ground": "health_facility", "ends": None, "stay_began_on": DAY(2026, 11, 1)}
    withholding = withhold(programme, olena, caseworker, **changes)
    assert (withholding.starts, withholding.stay_began_on) == (DAY(2026, 12, 1), DAY(2026, 11, 1))


def test_a_second_withholding_over_the_same_days_is_refused_by_the_action_and_by_the_database(
    programme, olena, caseworker
):
    first = withhold(programme, olena, caseworker, ground="criminal_proceedings", ends=None)
    with pytest.raises(ValidationError, match=r"już wstrzymana od 01\.12\.2026"):
        withhold(programme, olena, caseworker, starts=DAY(2027, 1, 1), ends=DAY(2027, 1, 5))
    with pytest.raises(IntegrityError), transaction.atomic():
        Withholding.objects.create(
            programme=programme, person=olena, ground="misuse", facts="x", starts=first.starts, by=caseworker
        )
    assert Withholding.objects.count() == 1


def test_resumption_pays_from_its_day_without_making_up_for_the_withheld_ones(programme, olena, caseworker):
    withholding = withhold(programme, olena, caseworker, ground="criminal_proceedings", ends=None)
    actions.resume(withholding, on=DAY(2026, 12, 11), ceased_on=DAY(2026, 12, 10), by=caseworker)
    withholding.refresh_from_db()
    assert (withholding.ends, withholding.resumed_on) == (DAY(2026, 12, 10), DAY(2026, 12, 11))
    # 1175,30 ÷ 31 × 21
    assert due(programme, DAY(2026, 12, 1), "Olena").cash_pln == Decimal("796.17")
    assert due(programme, DAY(2027, 1, 1), "Olena").cash_pln == Decimal("1175.30")


def test_resumption_completes_the_deadline(programme, olena, caseworker):
    withholding = withhold(programme, olena, caseworker)
    actions.resume(withholding, on=DAY(2026, 12, 15), by=caseworker)
    assert programme.case.deadlines.get(kind="withholding").done_on == DAY(2026, 12, 15)


@pytest.mark.parametrize(
    ("ground", "on", "ceased_on", "message"),
    [
        ("criminal_proceedings", DAY(2026, 12, 11), None, "Podaj dzień, w którym ustała przyczyna"),
        ("criminal_proceedings", DAY(2026, 12, 11), DAY(2026, 12, 12), "Przyczyna ustała dopiero"),
        ("breach_of_duties", DAY(2026, 11, 30), None, "nie była jeszcze wstrzymana"),
        ("breach_of_duties", DAY(2026, 12, 1), None, "najwcześniej dzień po wstrzymaniu"),
        ("breach_of_duties", DAY(2027, 2, 1), None, "już się skończyło"),
    ],
)
def test_a_wrong_resumption_is_refused_and_changes_nothing(
    programme, olena, caseworker, ground, on, ceased_on, message
):
    ends = DAY(2026, 12, 30) if ground == "breach_of_duties" else None
    withholding = withhold(programme, olena, caseworker, ground=ground, ends=ends)
    with pytest.raises(ValidationError, match=message):
        actions.resume(withholding, on=on, ceased_on=ceased_on, by=caseworker)
    withholding.refresh_from_db()
    assert (withholding.resumed_on, withholding.ends) == (None, ends)


def test_a_programme_that_does_not_run_cannot_be_withheld(centre, caseworker):
    programme = accepted(centre, caseworker)
    with pytest.raises(ValidationError, match="zaakceptowany"):
        withhold(programme, programme.application.people.first().person, caseworker)


def test_the_explanation_of_the_month_shows_the_withheld_days(client, programme, olena, caseworker):
    withhold(programme, olena, caseworker)
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{programme.case.key}/program/kwoty/{olena.key}/2026-12/").content.decode()
    assert "Pomoc wstrzymano od 1.12.2026 do 30.12.2026" in page
    assert "1 z 31 dni" in page


def test_the_print_of_the_agreement_stays_as_it_was_agreed(programme, olena, caseworker):
    before = [due.cash_pln for due in queries.agreed_dues(queries.loaded(programme.key))]
    withhold(programme, olena, caseworker)
    after = queries.loaded(programme.key)
    assert [due.cash_pln for due in queries.agreed_dues(after)] == before
    assert sum(due.cash_pln for due in queries.dues(after)) < sum(before)


@pytest.mark.parametrize("starts", [DAY(1950, 1, 1), DAY(2026, 10, 31), DAY(2027, 11, 1), DAY(2150, 12, 31)])
def test_withholding_begins_within_the_programme(programme, olena, caseworker, starts):
    with pytest.raises(ValidationError, match="w czasie programu"):
        withhold(programme, olena, caseworker, starts=starts, ends=starts)
    assert Withholding.objects.count() == 0


def test_withholding_ends_with_the_programme_at_the_latest(programme, olena, caseworker):
    with pytest.raises(ValidationError, match=r"Program trwa do 31\.10\.2027"):
        withhold(programme, olena, caseworker, ground="untrue_information", ends=DAY(2027, 11, 1))
    assert Withholding.objects.count() == 0


def test_a_cause_does_not_cease_before_it_began(programme, olena, caseworker):
    withholding = withhold(programme, olena, caseworker, ground="untrue_information", ends=None)
    with pytest.raises(ValidationError, match="nie mogła ustać wcześniej"):
        actions.resume(withholding, on=DAY(2026, 12, 20), ceased_on=DAY(2026, 11, 30), by=caseworker)
    withholding.refresh_from_db()
    assert (withholding.ends, withholding.resumed_on) == (None, None)
