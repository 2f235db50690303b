"""When the coverage of an application changes after the draft, the draft is counted again before agreeing."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.intake.actions import confirm_coverage
from kladka.casework.intake.family import Covered
from kladka.casework.programmes import agreement_actions, amount_actions, queries
from tests.casework.programmes.build import OLENA, SOFIJA, agree, agreed, drafted

DAY = datetime.date


def cover(programme, by, *covered):
    people = list(programme.application.people.order_by("pk"))
    said = [
        Covered(one, yes, reason="Dziecko mieszka z ojcem.") for one, yes in zip(people, covered, strict=True)
    ]
    confirm_coverage(programme.application, coverage=said, on=DAY(2026, 11, 6), by=by)
    return queries.loaded(programme.key)


def cash(programme):
    return {
        (a.person.given_names, a.month): a.amount_pln for a in programme.amounts.all() if a.number in (1, 12)
    }


def test_the_page_of_a_draft_whose_coverage_changed_says_so_and_offers_to_count_again(
    client, centre, caseworker
):
    programme = cover(drafted(centre, caseworker, OLENA, SOFIJA), caseworker, True, False)
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{programme.case.key}/program/")
    assert page.status_code == 200
    assert "Kwoty są nieaktualne" in page.content.decode()
    assert client.post(f"/sprawy/{programme.case.key}/program/przelicz/").status_code == 302
    page = client.get(f"/sprawy/{programme.case.key}/program/")
    assert "Kwoty są nieaktualne" not in page.content.decode()


def test_counting_again_gives_the_amounts_of_those_who_are_covered_now(centre, caseworker):
    programme = cover(drafted(centre, caseworker, OLENA, SOFIJA), caseworker, True, False)
    amount_actions.recount(programme, by=caseworker)
    assert cash(queries.loaded(programme.key)) == {
        ("Olena", DAY(2026, 11, 1)): Decimal("1679.00"),
        ("Olena", DAY(2027, 10, 1)): Decimal("1511.10"),
    }


def test_a_draft_that_is_not_counted_again_is_not_agreed(centre, caseworker):
    programme = cover(drafted(centre, caseworker, OLENA, SOFIJA), caseworker, True, False)
    with pytest.raises(ValidationError, match="Policz kwoty od nowa"):
        agree(programme, caseworker)
    programme.refresh_from_db()
    assert programme.state == "draft"


def test_the_coverage_of_an_agreed_programme_stays(client, centre, caseworker):
    programme = agreed(centre, caseworker, OLENA, SOFIJA)
    with pytest.raises(ValidationError, match="już uzgodniony"):
        cover(programme, caseworker, True, False)
    assert list(programme.application.people.order_by("pk").values_list("covered", flat=True)) == [True, True]
    client.force_login(caseworker)
    assert "objeci/" not in client.get(f"/sprawy/{programme.case.key}/wniosek/").content.decode()


def test_a_programme_taken_back_to_editing_may_cover_somebody_else(centre, caseworker):
    programme = agreed(centre, caseworker, OLENA, SOFIJA)
    agreement_actions.reopen(programme, reason="Wojewoda zakwestionował objęcie dziecka.", by=caseworker)
    programme = cover(programme, caseworker, True, False)
    amount_actions.recount(programme, by=caseworker)
    programme = agree(queries.loaded(programme.key), caseworker)
    assert {person for person, _ in cash(programme)} == {"Olena"}
