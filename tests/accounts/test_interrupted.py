"""A form sent after the session ended is shown to its author after sign-in, and to nobody else."""

import datetime

import pytest
from django.test import Client

from kladka.casework.cases.actions import open_case
from kladka.casework.cases.models import Contact
from kladka.casework.people.actions import register_household, register_person
from tests.accounts.signing import sign_in

TYPED = {"kind": "phone", "on": "2026-03-05", "text": "Rozmowa o szkole.\nDrugi wiersz.", "interpreter": ""}


@pytest.fixture
def address(centre, caseworker):
    person = register_person(
        centre,
        by=caseworker,
        given_names="Olena",
        family_name="Kowalczuk",
        born=datetime.date(1990, 5, 17),
        sex="f",
        citizenship="Ukraina",
        pesel_missing="w trakcie nadawania",
    )
    day = datetime.date(2026, 3, 2)
    household = register_household(centre, members=[(person, "applicant")], starts=day, by=caseworker)
    case = open_case(household, opened_on=day, worker=caseworker, by=caseworker)
    return f"/sprawy/{case.key}/kontakt/"


@pytest.fixture
def expired(client, caseworker, address):
    """The browser of a worker whose session ended while a contact was typed, and who sent it then."""
    sign_in(client, caseworker)
    client.get("/")
    del client.cookies["session"]
    answer = client.post(address, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/konto/zaloguj/?next=/")
    return client


def test_the_author_sees_the_form_after_sign_in_and_saves_it_as_it_was_typed(expired, caseworker, address):
    assert sign_in(expired, caseworker)["Location"] == "/konto/niezapisany-formularz/"
    page = expired.get("/konto/niezapisany-formularz/").content.decode()
    assert "Rozmowa o szkole.\nDrugi wiersz.</textarea>" in page
    assert f'action="{address}"' in page
    assert expired.post(address, TYPED).status_code == 302
    assert Contact.objects.get().text == "Rozmowa o szkole.\nDrugi wiersz."
    assert expired.get("/konto/niezapisany-formularz/")["Location"] == "/"


def test_another_person_at_the_same_computer_does_not_see_it(expired, head):
    assert sign_in(expired, head)["Location"] == "/"
    answer = expired.get("/konto/niezapisany-formularz/")
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_the_author_may_drop_it(expired, caseworker):
    sign_in(expired, caseworker)
    expired.post("/konto/niezapisany-formularz/")
    assert expired.get("/konto/niezapisany-formularz/").status_code == 302
    assert Contact.objects.count() == 0


def test_the_draft_of_a_page_is_told_that_the_session_ended(client, db):
    answer = client.post("/szkic/contact:x/", TYPED, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401


def test_a_form_of_an_earlier_sign_in_waits_with_a_new_token(caseworker, address):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(caseworker)
    browser.get("/")
    ours = {"Origin": "http://testserver"}
    answer = browser.post(address, TYPED | {"csrfmiddlewaretoken": "x" * 64}, headers=ours)
    assert (answer.status_code, answer["Location"]) == (302, "/konto/niezapisany-formularz/")
    assert "Rozmowa o szkole." in browser.get("/konto/niezapisany-formularz/").content.decode()
    assert Contact.objects.count() == 0


def test_a_form_from_a_strange_page_is_refused_and_not_kept(caseworker, address):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(caseworker)
    browser.get("/")
    answer = browser.post(address, TYPED, headers={"Origin": "https://obcy.test"})
    assert answer.status_code == 403
    assert browser.get("/konto/niezapisany-formularz/").status_code == 302
