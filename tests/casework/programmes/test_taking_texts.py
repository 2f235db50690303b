"""What decisions that take aid away or give it back say: whom they name, why, until when, to whom they go."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes import withholding_actions
from kladka.casework.programmes.queries import loaded
from kladka.casework.programmes.revocation_actions import draft_revocation
from kladka.casework.programmes.withholding_forms import WithholdingForm
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import OLENA, SOFIJA, running, withheld

DAY = datetime.date
TARAS = member("Taras", relation="spouse", born=DAY(1988, 1, 1), received=REFUGEE_COPIES)


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA, TARAS)


@pytest.fixture
def people(programme):
    return [one.person for one in programme.application.people.order_by("pk")]


def revoke(programme, people, by, **changes):
    told = {"ground": "convicted", "facts": "Wyrok z 3.01.2027.", "starts": DAY(2027, 1, 15)} | changes
    return draft_revocation(loaded(programme.key), people=people, by=by, **told)


def withhold(programme, people, by, **changes):
    told = {"ground": "misuse", "facts": "x", "starts": DAY(2027, 3, 1), "ends": DAY(2027, 3, 10)} | changes
    return withholding_actions.draft_withholding(loaded(programme.key), people=people, by=by, **told)


def test_who_was_revoked_is_neither_granted_aid_again_nor_named_nor_withheld(
    programme, people, caseworker, head
):
    olena, sofija, taras = people
    for draft in revoke(programme, [olena], caseworker, immediate_reason="ważny interes społeczny"):
        issue(submit(draft, by=caseworker), head, on=DAY(2027, 1, 10))
    revocation, others = revoke(programme, [sofija], caseworker, starts=DAY(2027, 3, 1))
    assert [party["name"] for party in others.content["parties"]] == ["Taras Kowalczuk"]
    assert {line["person"] for line in others.content["amounts"]} == {taras.key}
    # The only one left: 1679 zł and 90 % of it.
    assert [line["monthly"] for line in others.content["amounts"]] == ["1679.00", "1511.10"]
    for draft in (revocation, others):
        decisions.withdraw(draft, by=caseworker)
    named = withhold(programme, [sofija], caseworker).content["operative"][0]
    assert "(Taras Kowalczuk)" in named
    with pytest.raises(ValidationError, match="pomoc tej osoby kończy się wcześniej"):
        withhold(programme, [olena], caseworker)
    programme.application.people.filter(person=olena).update(covered_until=DAY(2026, 11, 1))
    assert olena.key not in dict(WithholdingForm(programme=loaded(programme.key)).fields["people"].choices)


def test_a_decision_about_an_adult_goes_to_that_adult_and_about_a_child_to_the_applicant(
    programme, people, caseworker
):
    _, sofija, taras = people
    draft = withhold(programme, [taras], caseworker)
    assert [who.split(",")[0] for who in draft.content["recipients"]] == ["Taras Kowalczuk", "a/a"]
    decisions.withdraw(draft, by=caseworker)
    draft = withhold(programme, [sofija], caseworker)
    assert [who.split(",")[0] for who in draft.content["recipients"]] == ["Olena Kowalczuk", "a/a"]


def test_grounds_of_a_revocation_for_leaving_say_what_the_act_says_and_name_others_only_if_any_stay(
    programme, people, caseworker
):
    alone, nobody = revoke(programme, people, caseworker, ground="resigned")
    assert nobody is None and "4b" not in str(alone.grounds)
    assert "oznacza rezygnację z programu" in str(alone.grounds)
    assert "nie pozostawia organowi uznania" not in str(alone.grounds)
    assert alone.content["legal_basis"].startswith("art. 94 ust. 3 i art. 106 ust. 5 oraz")
    decisions.withdraw(alone, by=caseworker)
    some, _ = revoke(programme, people[:1], caseworker)
    assert "art. 95 ust. 4b" in str(some.grounds)


def test_a_resumption_says_until_when_the_aid_lasts_and_a_month_once_added_is_not_taken_away(
    programme, people, caseworker, head
):
    withheld(programme, caseworker, head, people=people, ground="untrue_information")

    def resume(rows, **told):
        return withholding_actions.draft_resumption(rows, by=caseworker, **told)

    rows = list(programme.withholdings.select_related("person", "programme"))
    days = {"on": DAY(2027, 2, 1), "requested_on": DAY(2027, 1, 30), "ceased_on": DAY(2027, 1, 31)}
    draft = resume(rows, **days, extension=True)
    said = " ".join((*draft.content["operative"], str(draft.grounds)))
    assert "przedłuża się o miesiące wstrzymania, do 31 grudnia 2027 r." in said
    assert "nie przedłuża" not in said and "r.." not in said
    issue(submit(draft, by=caseworker), head, on=DAY(2027, 2, 1))
    again = withheld(loaded(programme.key), caseworker, head, starts=DAY(2027, 3, 1), ends=DAY(2027, 3, 9))
    days = {"on": DAY(2027, 3, 8), "requested_on": DAY(2027, 3, 7)}
    with pytest.raises(ValidationError, match="odbiera tylko decyzja zmieniająca"):
        resume([again], **days, extension=False)
    assert loaded(programme.key).ends == DAY(2027, 12, 31)


def test_a_withholding_that_follows_one_never_given_back_is_drafted_with_a_warning(
    client, programme, people, caseworker, head
):
    withheld(programme, caseworker, head, starts=DAY(2026, 12, 1), ends=DAY(2026, 12, 30))
    client.force_login(caseworker)
    typed = {
        "people": [people[0].key], "ground": "misuse", "facts": "x", "starts": "2026-12-31",
        "ends": "2027-01-20", "execution": "term",
    }  # fmt: skip
    page = client.post(f"/sprawy/{programme.case.key}/program/wstrzymaj/", typed, follow=True)
    assert "podstawą uchylenia (art. 95 ust. 3), nie następnego wstrzymania" in page.content.decode()
