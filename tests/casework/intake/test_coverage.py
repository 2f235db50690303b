"""The law proposes whom the application covers; a person confirms, or changes it with a reason."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.intake import actions, queries
from kladka.casework.intake.family import Covered
from kladka.law.readings import Readings

from .families import FILED_ON, REFUGEE_COPIES, complete, filed, member

ADULT_CHILD = datetime.date(2005, 1, 1)
LATER = datetime.date(2026, 11, 9)


def family(**changes):
    mother = member(received=REFUGEE_COPIES)
    child = member("Sofija", relation="child", received=REFUGEE_COPIES)
    grown = member("Jurij", relation="child", born=ADULT_CHILD, sex="m", received=REFUGEE_COPIES)
    return mother, child, grown


@pytest.fixture
def application(centre, caseworker):
    return complete(centre, caseworker, *family())


def proposed(application):
    people = queries.people_of(application)
    return [
        (one.person.given_names, said.covered, said.reason.provision)
        for one, said in queries.coverage_of(application, people)
    ]


def confirm(application, by, *covered, **changes):
    people = queries.people_of(application)
    coverage = [
        Covered(applicant=one, covered=yes, **changes) for one, yes in zip(people, covered, strict=True)
    ]
    return actions.confirm_coverage(application, coverage=coverage, on=LATER, by=by)


def test_each_person_gets_a_proposal_with_its_provision(application):
    assert proposed(application) == [
        ("Olena", True, "ups art. 91 ust. 1"),
        ("Sofija", True, "ups art. 91 ust. 4 i 12"),
        ("Jurij", False, "ups art. 91 ust. 4"),
    ]


def test_confirming_a_complete_application_moves_the_case_to_the_programme(application, caseworker):
    confirm(application, caseworker, True, True, False)
    application.refresh_from_db()
    assert application.coverage_confirmed_by == caseworker
    assert application.case.state == "programme"
    assert [one.covered for one in queries.people_of(application)] == [True, True, False]


def test_a_person_left_out_is_free_for_an_application_of_their_own(application, centre, caseworker):
    confirm(application, caseworker, True, True, False)
    grown = queries.people_of(application)[2].person
    own = filed(centre, caseworker, member(known=grown), filed_on=LATER)
    assert own.people.get().person == grown


def test_an_incomplete_application_waits_and_moves_on_when_the_last_annex_comes(centre, caseworker):
    application = filed(
        centre,
        caseworker,
        member(received=REFUGEE_COPIES),
        declarations=("voivodeship", "no_other_application"),
    )
    confirm(application, caseworker, True)
    application.case.refresh_from_db()
    assert application.case.state == "application"
    actions.receive_declaration(application, "readiness", on=LATER, by=caseworker)
    application.case.refresh_from_db()
    assert application.case.state == "programme"


def test_annexes_of_somebody_not_covered_are_no_longer_missing(centre, caseworker):
    mother = member(received=REFUGEE_COPIES)
    grown = member("Jurij", relation="child", born=ADULT_CHILD, sex="m")
    application = complete(centre, caseworker, mother, grown)
    assert application.complete_on is None
    confirm(application, caseworker, True, False)
    application.refresh_from_db()
    assert (application.state, application.complete_on) == ("complete", FILED_ON)


def test_another_answer_than_proposed_needs_a_reason_and_nothing_is_saved_without(application, caseworker):
    with pytest.raises(ValidationError, match="Jurij Kowalczuk: podaj powód"):
        confirm(application, caseworker, True, True, True)
    assert [one.covered for one in queries.people_of(application)] == [None, None, None]


def test_nobody_covered_leads_to_a_refusal_and_not_to_a_programme(application, caseworker):
    with pytest.raises(ValidationError, match="przygotuj decyzję odmowną"):
        confirm(application, caseworker, False, False, False, reason="brak dokumentów")


def test_the_page_confirms_the_proposal_as_it_stands(client, application, caseworker):
    client.force_login(caseworker)
    url = f"/sprawy/{application.case.key}/wniosek/objeci/"
    text = client.get(url).content.decode()
    assert "propozycja: nie obejmować" in text
    keys = [one.person.key for one in queries.people_of(application)]
    answers = {f"{key}-covered": answer for key, answer in zip(keys, ("tak", "tak", "nie"), strict=True)}
    assert client.post(url, answers).status_code == 302
    application.case.refresh_from_db()
    assert application.case.state == "programme"


def test_the_page_keeps_what_was_typed_when_a_reason_is_missing(client, application, caseworker):
    client.force_login(caseworker)
    url = f"/sprawy/{application.case.key}/wniosek/objeci/"
    keys = [one.person.key for one in queries.people_of(application)]
    answers = {f"{key}-covered": "tak" for key in keys}
    answers |= {f"{keys[1]}-starts": "2026-12-01", f"{keys[1]}-ends": "2026-11-30"}
    answer = client.post(url, answers)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "podaj powód zmiany propozycji" in text
    assert "Koniec nie może być przed początkiem" in text
    assert 'value="2026-12-01"' in text


def test_facts_name_everybody_before_and_the_covered_after_confirmation(application, caseworker, centre):
    before = queries.facts_of(application)
    assert [one.relation for one in before.people] == ["applicant", "child", "child"]
    application = confirm(application, caseworker, True, True, False)
    after = queries.facts_of(application)
    keys = [one.person.key for one in queries.people_of(application)]
    assert [one.id for one in after.people] == keys[:2]
    assert (after.filed_on, after.complete_on) == (FILED_ON, FILED_ON)


def test_facts_use_the_readings_that_the_centre_chose(application, centre):
    centre.base_reading, centre.floor_reading = "regulation", False
    centre.save()
    application.organisation.refresh_from_db()
    assert queries.facts_of(application).readings == Readings(base="regulation", floor=False)


def test_a_person_is_not_covered_until_a_day_before_the_month_of_the_application(
    client, application, caseworker
):
    client.force_login(caseworker)
    answers = {f"{one.person.key}-covered": "tak" for one in queries.people_of(application)}
    last = queries.people_of(application)[1].person.key
    page = client.post(
        f"/sprawy/{application.case.key}/wniosek/objeci/", answers | {f"{last}-ends": "2026-10-31"}
    )
    assert page.status_code == 422
    assert "przed miesiącem złożenia wniosku" in page.content.decode()
    application.refresh_from_db()
    assert application.coverage_confirmed_by is None
