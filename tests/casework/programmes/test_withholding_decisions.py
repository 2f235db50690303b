"""Decisions that withhold and give back aid: drafted, approved by another person, effective when issued."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.cases.actions import keep_draft
from kladka.casework.decisions.actions import deliver, submit
from kladka.casework.decisions.letter import letter_of
from kladka.casework.decisions.models import Decision
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes import execution_actions, queries, withholding_queries
from kladka.casework.programmes import withholding_actions as actions
from kladka.casework.programmes.models import Withholding
from kladka.casework.programmes.withholding_forms import draft_name
from kladka.documents import pdf
from kladka.law.acts import GROUNDS
from tests.casework.programmes.build import ISSUED_ON, OLENA, SOFIJA, running, withheld
from tests.conftest import gave_reason
from tests.documents.reading import pdf_words

DAY = datetime.date


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA)


@pytest.fixture
def people(programme):
    return [one.person for one in programme.application.people.order_by("pk")]


def draft(programme, people, by, **changes):
    details = {
        "ground": "breach_of_duties",
        "facts": "Trzy nieobecności na kursie bez powodu.",
        "starts": DAY(2026, 12, 1),
        "ends": DAY(2026, 12, 30),
    }
    return actions.draft_withholding(programme, people=people, by=by, **(details | changes))


def issued(decision, worker, head, on=ISSUED_ON):
    return issue(submit(decision, by=worker), head, on=on)


def cash(programme, month, name):
    due = queries.dues(queries.loaded(programme.key), month=month)
    return next(one for one in due if one.person.given_names == name).cash_pln


def test_nothing_is_withheld_until_a_second_person_issues_the_decision(programme, people, caseworker, head):
    decision = draft(programme, people, caseworker, execution="stated")
    submit(decision, by=caseworker)
    assert Withholding.objects.count() == 0
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("1175.30")
    with pytest.raises(ValidationError):
        issue(decision, caseworker, on=ISSUED_ON)
    issue(decision, head, on=ISSUED_ON)
    assert [one.person.given_names for one in decision.withholdings.order_by("pk")] == ["Olena", "Sofija"]
    # 1175,30 ÷ 31 × 1, for each of the two
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("37.91")
    assert cash(programme, DAY(2026, 12, 1), "Sofija") == Decimal("37.91")


def test_a_decision_is_not_executed_before_the_term_for_appeal_ends(programme, people, caseworker, head):
    decision = issued(draft(programme, people[:1], caseworker), caseworker, head)
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("1175.30")
    deliver(decision, method="in_person", on=DAY(2026, 12, 1), by=caseworker)  # appeal until 15.12
    # 1175,30 ÷ 31 × (15 + 1): withheld from 16 to 30 December
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("606.61")
    assert cash(programme, DAY(2026, 12, 1), "Sofija") == Decimal("1175.30")


def test_an_appeal_stops_the_execution_until_it_is_dismissed(programme, people, caseworker, head):
    decision = issued(draft(programme, people[:1], caseworker), caseworker, head)
    deliver(decision, method="in_person", on=DAY(2026, 12, 1), by=caseworker)
    execution_actions.record_execution(decision, way="appealed", on=DAY(2026, 12, 10), by=caseworker)
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("1175.30")
    execution_actions.record_execution(decision, way="dismissed", on=DAY(2026, 12, 29), by=caseworker)
    # 1175,30 ÷ 31 × 29: withheld on 29 and 30 December
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("1099.47")


def test_immediate_enforceability_is_a_point_with_its_reason_and_stands_in_the_instruction(
    programme, people, caseworker, head
):
    reason = "ważny interes społeczny: pomoc trafia do osoby, która wyłudza ją dla innych"
    decision = draft(programme, people[:1], caseworker, immediate_reason=reason)
    text = pdf_words(pdf.print_letter(letter_of(decision, on=ISSUED_ON)))
    assert "wstrzymuję pomoc udzielaną decyzją nr" in text
    assert "rygor natychmiastowej wykonalności (art. 108 § 1" in text
    assert "art. 130 § 3 pkt 1" in text and "decyzja nie ulega wykonaniu" not in text
    issued(decision, caseworker, head)
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("37.91")


@pytest.mark.parametrize("ground", list(GROUNDS))
def test_every_ground_has_its_words_and_basis_and_names_those_whose_aid_goes_on(
    programme, people, caseworker, ground
):
    limited = ground in ("breach_of_duties", "misuse")
    stays = ("health_facility", "temporary_arrest", "imprisonment")
    stay = DAY(2026, 10, 1) if ground in stays else None
    ends = DAY(2026, 12, 30) if limited else None
    decision = draft(programme, people[:1], caseworker, ground=ground, ends=ends, stay_began_on=stay)
    found = GROUNDS[ground]
    assert found.label in decision.content["decided"]
    assert decision.content["legal_basis"].startswith(found.provision.removeprefix("ups "))
    assert "Sofija Kowalczuk" in decision.content["operative"][0]
    assert "Trzy nieobecności" in decision.grounds and "art. 95 ust. 4a" in decision.grounds


def test_both_readings_of_a_draft_are_shown_in_days_and_money(programme, people, caseworker):
    decision = draft(programme, people[:1], caseworker)
    term, stated = withholding_queries.withholding_results(programme, decision, DAY(2026, 12, 1))
    assert (term.first, term.used) == (DAY(2026, 12, 16), True)
    assert (stated.first, stated.used) == (DAY(2026, 12, 1), False)
    assert term.pln == Decimal("1175.30") - Decimal("606.61")
    assert stated.pln == Decimal("1175.30") - Decimal("37.91")


def test_resumption_is_asked_for_drafted_and_done_by_its_decision(programme, people, caseworker, head):
    withholding = withheld(programme, caseworker, head, ground="criminal_proceedings")
    days = {"on": DAY(2026, 12, 11), "ceased_on": DAY(2026, 12, 10), "requested_on": DAY(2026, 12, 10)}
    decision = actions.draft_resumption([withholding], by=caseworker, facts="Umorzono.", **days)
    withholding.refresh_from_db()
    assert (withholding.requested_on, withholding.resumed_on) == (DAY(2026, 12, 10), None)
    issued(decision, caseworker, head, on=DAY(2026, 12, 12))
    withholding.refresh_from_db()
    assert (withholding.resumed_on, withholding.ends) == (DAY(2026, 12, 11), DAY(2026, 12, 10))
    assert withholding.resumption == decision
    # 1175,30 ÷ 31 × 21
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("796.17")


def test_the_month_in_which_the_ground_ceased_may_be_read_as_a_whole_one(programme, people, caseworker, head):
    withholding = withheld(programme, caseworker, head, ground="untrue_information")
    fresh = queries.loaded(programme.key)
    found = withholding_queries.resumption_results(fresh, list(fresh.withholdings.all()), DAY(2026, 12, 11))
    (_, _, (by_days, whole)), (_, _, (plain, longer)) = found
    assert whole.pln - by_days.pln == Decimal("1175.30") - Decimal("796.17")
    assert (by_days.used, whole.used, plain.used) == (True, False, True)
    assert longer.pln == plain.pln  # no calendar month was withheld from end to end
    days = {"on": DAY(2026, 12, 11), "ceased_on": DAY(2026, 12, 10), "requested_on": DAY(2026, 12, 10)}
    decision = actions.draft_resumption([withholding], by=caseworker, resumption="month", **days)
    issued(decision, caseworker, head, on=DAY(2026, 12, 12))
    assert cash(programme, DAY(2026, 12, 1), "Olena") == Decimal("1175.30")


def test_the_other_reading_lengthens_the_programme_by_the_whole_withheld_months(
    programme, people, caseworker, head
):
    withholding = withheld(programme, caseworker, head, ground="untrue_information", starts=DAY(2026, 12, 1))
    days = {"on": DAY(2027, 2, 1), "ceased_on": DAY(2027, 1, 31), "requested_on": DAY(2027, 1, 31)}
    decision = actions.draft_resumption([withholding], by=caseworker, extension=True, **days)
    issued(decision, caseworker, head, on=DAY(2027, 2, 1))
    fresh = queries.loaded(programme.key)
    assert (fresh.ends, fresh.case.aid_until) == (DAY(2027, 12, 31), DAY(2027, 12, 31))
    assert fresh.case.deadlines.get(kind="programme_end").day == DAY(2027, 12, 31)
    # The voivode answers for the costs: an annex that changes them waits, its facts filled in.
    annex = fresh.amendments.get()
    assert (annex.state, annex.changes_costs) == ("draft", True)
    assert "nowy koniec programu 31.12.2027" in annex.explanation
    # Two months more for Olena, at 90 % of 70 % of 1679 zł; the others are lengthened by nothing.
    assert (
        cash(programme, DAY(2027, 12, 1), "Olena")
        == fresh.amounts.get(person=people[0], month=DAY(2027, 12, 1)).amount_pln
    )


def test_the_day_after_the_last_lawful_one_proposes_to_resume_or_revoke(programme, people, caseworker, head):
    withheld(programme, caseworker, head, ends=DAY(2026, 12, 30))
    fresh = queries.loaded(programme.key)
    assert withholding_queries.proposals_of(fresh, DAY(2026, 12, 30)) == []
    ((person, found),) = withholding_queries.proposals_of(fresh, DAY(2026, 12, 31))
    assert (person, found.code, found.on) == (people[0], "cause_persists", DAY(2026, 12, 31))
    ((what, _, address),) = withholding_queries.to_decide(fresh.organisation, DAY(2026, 12, 31))
    assert fresh.case.title in what and address.endswith("/program/wstrzymania/")
    assert withholding_queries.to_decide(fresh.organisation, DAY(2026, 12, 30)) == []


def test_the_page_drafts_for_two_persons_and_shows_both_results(client, programme, people, caseworker):
    client.force_login(caseworker)
    base = f"/sprawy/{programme.case.key}/program/"
    page = client.get(f"{base}wstrzymaj/?osoba={people[1].key}&podstawa=misuse").content.decode()
    assert "31. dzień pobytu w zakładzie" in page
    assert page.count(" checked") == 3  # the person, the ground and the reading
    data = {
        "people": [one.key for one in people], "ground": "misuse", "facts": "Fakty", "evidence": "notatka",
        "starts": "2026-12-01", "ends": "2026-12-05", "execution": "term",
    }  # fmt: skip
    page = client.post(f"{base}wstrzymaj/", data, follow=True).content.decode()
    assert "Do czasu wydania wypłaty się nie zmieniają" in page and "Mniej do wypłaty" in page
    assert Decision.objects.get(case=programme.case, kind="withhold").state == "draft"


def test_facts_of_another_page_come_from_a_kept_draft(client, programme, people, caseworker):
    keep_draft(caseworker, draft_name(programme.case), {"facts": "Ustalono po wyjaśnieniach."})
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{programme.case.key}/program/wstrzymaj/").content.decode()
    assert "Ustalono po wyjaśnieniach." in page


def test_the_page_keeps_what_was_typed_when_the_law_refuses(client, programme, people, caseworker):
    client.force_login(caseworker)
    data = {
        "people": [people[0].key], "ground": "misuse", "facts": "Ustalono to i owo",
        "starts": "2026-12-01", "ends": "2027-03-05", "execution": "term",
    }  # fmt: skip
    answer = client.post(f"/sprawy/{programme.case.key}/program/wstrzymaj/", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ustalono to i owo" in page and 'id="id_ends_error"' in page


def test_the_pages_resume_and_record_an_appeal(client, programme, people, caseworker, head):
    withholding = withheld(programme, caseworker, head, execution="term")
    client.force_login(caseworker)
    base = f"/sprawy/{programme.case.key}/program/"
    assert "decyzja nie podlega jeszcze wykonaniu" in client.get(f"{base}wstrzymania/").content.decode()
    appeal = {"way": "appealed", "on": "2026-11-21"}
    client.post(f"{base}wykonalnosc/{withholding.decision.key}/", appeal)
    assert "odwołanie z 21.11.2026" in client.get(f"{base}wstrzymania/").content.decode()
    data = {
        "people": [withholding.key], "requested_on": "2026-11-21", "on": "2026-12-02", "facts": "Ustało",
        "resumption": "day", "extension": "nie",
    }  # fmt: skip
    page = client.post(f"{base}przywroc/{withholding.key}/", data, follow=True).content.decode()
    assert "wznowienie pomocy" in page


def test_an_accountant_sees_and_does_nothing_here(client, programme, people, accountant, caseworker, head):
    withholding = withheld(programme, caseworker, head)
    client.force_login(accountant)
    gave_reason(accountant, programme.case)
    base = f"/sprawy/{programme.case.key}/program/"
    assert client.post(f"{base}wstrzymaj/", {}).status_code == 403
    assert client.post(f"{base}przywroc/{withholding.key}/", {}).status_code == 403
    assert client.post(f"{base}uchyl/", {}).status_code == 403
