"""Amounts: between floor and ceiling, a reason below the ceiling, what was typed is kept, nothing by half."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.casework.programmes import amount_actions, queries
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import OLENA, SOFIJA, agreed, drafted
from tests.conftest import gave_reason


@pytest.fixture
def programme(centre, caseworker):
    return drafted(centre, caseworker)


def typed(programme, **changes):
    """The form of amounts as it opens, with some fields typed over: kwota_0 is the first period."""
    data = {}
    for place, one in enumerate(queries.periods(programme)):
        data[f"kwota-{one.name}"] = changes.pop(f"kwota_{place}", f"{one.first.amount_pln}".replace(".", ","))
        data[f"powod-{one.name}"] = changes.pop(f"powod_{place}", one.first.reason)
    return data | changes


def amounts(programme):
    return [(one.amount_pln, one.reason) for one in programme.amounts.order_by("month")]


def post(client, programme, user, data):
    client.force_login(user)
    return client.post(f"/sprawy/{programme.case.key}/program/kwoty/", data)


def test_equal_months_are_one_row_and_the_rate_of_the_seventh_month_opens_another(programme):
    rows = [(one.first.number, one.last.number, one.first.ceiling_pln) for one in queries.periods(programme)]
    assert rows == [(1, 6, Decimal("1679.00")), (7, 12, Decimal("1511.10"))]


def test_a_lower_amount_with_a_reason_is_saved_for_the_whole_period(client, programme, caseworker):
    answer = post(
        client, programme, caseworker, typed(programme, kwota_0="1 500,00", powod_0="mieszka u rodziny")
    )
    assert answer.status_code == 302
    assert (
        amounts(programme) == [(Decimal("1500.00"), "mieszka u rodziny")] * 6 + [(Decimal("1511.10"), "")] * 6
    )


def test_one_month_may_differ_and_becomes_a_row_of_its_own(client, programme, caseworker):
    march = programme.amounts.get(number=5)
    changes = {f"miesiac-{march.pk}": "1000", "powod_0": "wyjazd"}
    assert post(client, programme, caseworker, typed(programme, **changes)).status_code == 302
    fresh = queries.loaded(programme.key)
    rows = [(one.first.number, one.last.number, one.first.amount_pln) for one in queries.periods(fresh)]
    assert rows == [
        (1, 4, Decimal("1679.00")),
        (5, 5, Decimal("1000.00")),
        (6, 6, Decimal("1679.00")),
        (7, 12, Decimal("1511.10")),
    ]
    assert fresh.amounts.get(number=5).reason == "wyjazd" and fresh.amounts.get(number=4).reason == ""


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        ("1679,01", "Kwota jest wyższa niż dopuszczalna (od 950,00 zł do 1 679,00 zł)."),
        ("949,99", "Kwota jest niższa niż dopuszczalna (od 950,00 zł do 1 679,00 zł)."),
        ("dużo", "Podaj kwotę, na przykład 1 679,00."),
        ("", "To pole jest wymagane."),
        ("1500,00", "Kwota niższa od najwyższej wymaga podania powodu."),
    ],
)
def test_a_wrong_amount_gets_its_message_and_keeps_what_was_typed(
    client, programme, caseworker, amount, message
):
    before = amounts(programme)
    answer = post(
        client, programme, caseworker, typed(programme, kwota_0=amount, kwota_1="1 400,00", powod_1="x")
    )
    page = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 422
    assert message in page
    assert f'value="{amount}"' in page or not amount
    assert 'value="1 400,00"' in page
    assert amounts(programme) == before


def test_a_wrong_amount_of_one_month_is_shown_at_that_month(client, programme, caseworker):
    march = programme.amounts.get(number=5)
    answer = post(client, programme, caseworker, typed(programme, **{f"miesiac-{march.pk}": "5000"}))
    assert f'id="id_miesiac-{march.pk}_error"' in answer.content.decode()
    assert answer.status_code == 422


def test_the_action_refuses_every_wrong_row_and_saves_none(programme, caseworker):
    first, second = programme.amounts.order_by("month")[:2]
    wrong = {first.pk: (Decimal("1000"), "powód"), second.pk: (Decimal("9999"), "")}
    with pytest.raises(ValidationError) as caught:
        amount_actions.agree_amounts(programme, wrong, by=caseworker)
    assert list(caught.value.error_dict) == [str(second.pk)]
    assert amounts(programme)[0] == (Decimal("1679.00"), "")


def test_the_database_itself_refuses_an_amount_outside_its_bounds_or_without_a_reason(programme):
    row = programme.amounts.get(number=1)
    for amount in (Decimal("1679.01"), Decimal("949.99"), Decimal("1500.00")):
        row.amount_pln = amount
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    assert amounts(programme)[0] == (Decimal("1679.00"), "")


def test_an_agreed_programme_is_not_edited_any_more(client, centre, caseworker):
    programme = agreed(centre, caseworker)
    assert post(client, programme, caseworker, typed(programme)).status_code == 403
    with pytest.raises(ValidationError, match="ma stan „uzgodniony”"):
        amount_actions.agree_amounts(programme, {}, by=caseworker)


def test_an_accountant_may_not_change_amounts(client, programme, accountant):
    gave_reason(accountant, programme.case)
    assert post(client, programme, accountant, typed(programme)).status_code == 403


def test_where_the_floor_is_the_ceiling_no_other_amount_fits(client, centre, caseworker):
    four = [OLENA, *[SOFIJA] * 3]
    four[2:] = [_child("Marko"), _child("Danyło")]
    programme = drafted(centre, caseworker, *four)
    bounds = {(a.floor_pln, a.ceiling_pln) for a in programme.amounts.all()}
    assert bounds == {(Decimal("950.00"), Decimal("950.00"))}
    answer = post(client, programme, caseworker, typed(programme, kwota_0="900", powod_0="x"))
    assert "Kwota jest niższa" in answer.content.decode()


def _child(name):
    return member(name, relation="child", received=REFUGEE_COPIES)
