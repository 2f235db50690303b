"""Editing a draft: situation, forms of aid, obligations of both sides, readings of the law."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.accounts.models import Membership, Organisation
from kladka.casework.programmes import agreement_actions, amount_actions, proof_actions, queries
from kladka.casework.programmes.models import FormOfAid, Obligation, Programme
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import agreed, drafted
from tests.conftest import gave_reason, make_user


@pytest.fixture
def programme(centre, caseworker):
    return drafted(centre, caseworker)


@pytest.fixture
def page(client, programme, caseworker):
    client.force_login(caseworker)
    base = f"/sprawy/{programme.case.key}/program/"
    return lambda tail, **data: client.post(base + tail, data) if data else client.get(base + tail)


def test_situation_and_institutions_are_saved(page, programme):
    answer = page("sytuacja/", life_situation="Matka z dzieckiem.", institutions="PUP: rejestracja")
    programme.refresh_from_db()
    assert answer.status_code == 302
    assert (programme.life_situation, programme.institutions) == ("Matka z dzieckiem.", "PUP: rejestracja")


def scopes(programme):
    return [(one.code, one.scope) for one in FormOfAid.objects.filter(programme=programme)]


def test_forms_of_aid_are_chosen_with_their_scope(page, programme):
    page(
        "formy/", cash="on", health="on", **{"counselling": "on", "counselling-zakres": "prawnik, 10 godzin"}
    )
    chosen = scopes(programme)
    assert chosen == [("cash", ""), ("health", ""), ("counselling", "prawnik, 10 godzin")]


def test_forms_of_aid_without_cash_are_refused_and_stay_as_they_were(page, programme):
    before = scopes(programme)
    answer = page("formy/", **{"health": "on", "health-zakres": "cała rodzina"})
    assert answer.status_code == 422
    assert "Świadczenie pieniężne należy do programu" in answer.content.decode()
    assert 'value="cała rodzina"' in answer.content.decode()
    assert scopes(programme) == before


def test_an_obligation_of_either_side_is_added_changed_and_removed(page, programme):
    page("zobowiazania/nowe/", who="participant", text="Zapisać dziecko do szkoły", due_on="2026-12-01")
    added = Obligation.objects.latest("pk")
    assert added.text == "Zapisać dziecko do szkoły"
    assert (added.programme, added.owed_by, added.due_on) == (
        programme,
        "participant",
        datetime.date(2026, 12, 1),
    )
    page(f"zobowiazania/{added.pk}/", who="centre", text="Pomóc zapisać dziecko do szkoły", due_on="")
    added.refresh_from_db()
    assert (added.owed_by, added.text, added.due_on) == ("centre", "Pomóc zapisać dziecko do szkoły", None)
    assert page(f"zobowiazania/{added.pk}/usun/", tak="1").status_code == 302
    assert not Obligation.objects.filter(pk=added.pk).exists()


def test_the_date_of_registration_in_the_labour_office_is_changed_without_losing_its_provision(
    page, programme
):
    duty = programme.obligations.get(code="labour_office")
    page(f"zobowiazania/{duty.pk}/", who="participant", text=duty.text, due_on="2026-12-15")
    duty.refresh_from_db()
    assert (duty.due_on, duty.provision) == (datetime.date(2026, 12, 15), "ups art. 93 ust. 1 pkt 2 lit. b")


def test_an_obligation_with_a_wrong_date_keeps_what_was_typed(page, programme):
    answer = page("zobowiazania/nowe/", who="centre", text="Coś ważnego", due_on="31.02.2027")
    assert answer.status_code == 422
    assert "Coś ważnego" in answer.content.decode() and "Podaj datę" in answer.content.decode()
    assert "Coś ważnego" not in {one.text for one in Obligation.objects.all()}


def test_an_obligation_of_another_programme_does_not_exist_here(page, programme, centre, caseworker):
    other = drafted(centre, caseworker, member("Iryna", "Iwanenko", received=REFUGEE_COPIES))
    foreign = other.obligations.first()
    assert page(f"zobowiazania/{foreign.pk}/usun/", tak="1").status_code == 404
    assert Obligation.objects.filter(pk=foreign.pk).exists()


def test_an_agreed_obligation_is_marked_as_met_and_not_removed(client, centre, caseworker):
    programme = agreed(centre, caseworker)
    duty = programme.obligations.first()
    proof_actions.fulfil_obligation(duty, on=datetime.date(2026, 11, 16), by=caseworker)
    duty.refresh_from_db()
    assert duty.done_on == datetime.date(2026, 11, 16)
    with pytest.raises(ValidationError):
        agreement_actions.remove_obligation(duty, by=caseworker)
    assert Obligation.objects.filter(pk=duty.pk).exists()


def test_the_head_switches_the_readings_and_both_results_are_shown(client, programme, head):
    client.force_login(head)
    address = f"/sprawy/{programme.case.key}/program/odczytania/"
    # 6 × 1679,00 + 6 × 1511,10 and 6 × 1376,00 + 6 × 1238,40
    before = client.get(address).content.decode().replace("\u00a0", " ")
    assert "19 140,60 zł" in before and "15 686,40 zł" in before
    client.post(address, {"base": "regulation", "floor": "tak"})
    programme.refresh_from_db()
    assert programme.base_reading == "regulation"
    assert programme.amounts.get(number=1).amount_pln == Decimal("1376.00")
    programme.organisation.refresh_from_db()
    assert programme.organisation.base_reading == "verified"


def test_a_switch_for_the_whole_centre_holds_for_its_next_programmes(client, programme, head, centre):
    client.force_login(head)
    data = {"base": "regulation", "floor": "nie", "for_centre": "on"}
    client.post(f"/sprawy/{programme.case.key}/program/odczytania/", data)
    centre.refresh_from_db()
    assert (centre.base_reading, centre.floor_reading) == ("regulation", False)


def test_a_lower_amount_with_a_reason_survives_a_switch_when_it_fits(programme, caseworker, head):
    low, high = programme.amounts.get(number=1), programme.amounts.get(number=2)
    chosen = {low.pk: (Decimal("1000"), "mieszka u rodziny"), high.pk: (Decimal("1600"), "praca")}
    amount_actions.agree_amounts(programme, chosen, by=caseworker)
    amount_actions.choose_readings(queries.loaded(programme.key), base="regulation", floor=True, by=head)
    rows = [(one.amount_pln, one.reason) for one in programme.amounts.order_by("month")[:2]]
    assert rows == [(Decimal("1000.00"), "mieszka u rodziny"), (Decimal("1376.00"), "")]


def test_a_caseworker_may_not_switch_the_readings(page):
    assert page("odczytania/", base="regulation", floor="tak").status_code == 403


@pytest.mark.parametrize("tail", ["sytuacja/", "formy/", "zobowiazania/nowe/", "kwoty/", "uzgodnij/"])
def test_an_accountant_may_look_and_not_edit(client, programme, accountant, tail):
    client.force_login(accountant)
    gave_reason(accountant, programme.case)
    assert client.get(f"/sprawy/{programme.case.key}/program/").status_code == 200
    assert client.post(f"/sprawy/{programme.case.key}/program/{tail}", {"x": "1"}).status_code == 403


def test_nothing_of_it_exists_for_another_centre(client, programme):
    other = Organisation.objects.create(kind="city_centre", name="MOPR Inny", short_name="MOPR")
    client.force_login(make_user("Ewa Obca", "obca@przyklad.test", other, "head"))
    for tail in ("", "program.pdf", "kwoty/", "okres/"):
        assert client.get(f"/sprawy/{programme.case.key}/program/{tail}").status_code == 404
    assert Programme.objects.count() == 1


def test_addresses_stay_whole_when_the_numbers_of_rows_pass_a_thousand(page, programme):
    Obligation.objects.create(pk=1234, programme=programme, owed_by="centre", text="Późne zobowiązanie")
    assert 'href="zobowiazania/1234/"' in page("").content.decode()


def test_who_has_left_the_centre_does_not_sign_for_it(client, centre, caseworker):
    programme = drafted(centre, caseworker)
    left = make_user("Była Pracownica", "byla@przyklad.test", centre, Membership.Role.HEAD)
    left.memberships.update(ends=datetime.date(2021, 1, 1))
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{programme.case.key}/program/uzgodnij/").content.decode()
    assert "Maria Testowa" in page and "Była Pracownica" not in page


def test_an_obligation_is_not_met_before_the_application(centre, caseworker):
    duty = agreed(centre, caseworker).obligations.first()
    with pytest.raises(ValidationError, match="przed złożeniem wniosku"):
        proof_actions.fulfil_obligation(duty, on=datetime.date(1950, 1, 1), by=caseworker)
    duty.refresh_from_db()
    assert duty.done_on is None
