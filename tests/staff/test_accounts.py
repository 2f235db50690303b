"""Accounts of people: a one-time link for a new one, a lost factor, sessions of who leaves."""

import datetime
import re

import pytest
from allauth.mfa.models import Authenticator

from kladka.accounts.models import Membership, Organisation
from kladka.journal.models import Entry
from kladka.staff import actions
from tests.accounts.signing import give_password, with_codes
from tests.conftest import Browser, make_user

Role = Membership.Role
TODAY = datetime.date.today


@pytest.fixture
def new(centre, head):
    person = {"email": "nowa@przyklad.test", "name": "Nowa Osoba", "position": ""}
    return actions.add_person(centre, **person, role=Role.CASEWORKER, starts=TODAY(), by=head)


@pytest.fixture
def office(client, head):
    client.force_login(head)
    return client


def test_a_new_account_opens_by_the_link_shown_to_who_made_it(office, new, head):
    page = office.post(f"/osoby/{new.key}/odnosnik/").content.decode()
    link = re.search(r'value="http://testserver(/konto/haslo/ustaw/[^"]+)"', page)[1]
    person = Browser()
    person.post(person.get(link)["Location"], {"password1": "cztery zielone schody"})
    assert give_password(person, new.user, "cztery zielone schody")["Location"] == "/"
    assert person.get("/")["Location"] == "/konto/zabezpieczenia/"
    assert Entry.objects.filter(act="account.link", actor=head, subject_key=new.key).count() == 1


def test_nobody_gets_both_the_link_and_the_factors_of_one_person(office, centre, caseworker, head):
    with_codes(caseworker)
    key = caseworker.memberships.get().key
    office.post(f"/osoby/{key}/odnosnik/")
    page = office.post(f"/osoby/{key}/drugi-skladnik/", follow=True).content.decode()
    assert "Drugi składnik usunie ktoś inny" in page
    assert Authenticator.objects.filter(user=caseworker).exists()
    second = make_user("Adam Kontowy", "administrator@przyklad.test", centre, Role.ADMINISTRATOR)
    actions.remove_factors(caseworker.memberships.get(), by=second)
    assert not Authenticator.objects.filter(user=caseworker).exists()


def test_nobody_opens_an_account_that_works_elsewhere_too(office, caseworker):
    other = Organisation.objects.create(kind="ngo", name="Fundacja Most", short_name="Most")
    Membership.objects.create(
        user=caseworker, organisation=other, role=Role.ADMINISTRATOR, starts=datetime.date(2020, 1, 1)
    )
    key = caseworker.memberships.get(organisation__name="Fundacja Most").key
    assert office.post(f"/osoby/{key}/odnosnik/").status_code == 404
    mine = caseworker.memberships.exclude(key=key).get().key
    assert office.post(f"/osoby/{mine}/odnosnik/").status_code == 403
    assert office.post(f"/osoby/{mine}/drugi-skladnik/").status_code == 403


def test_who_leaves_is_signed_out_at_once(office, caseworker, head):
    worker = Browser()
    worker.force_login(caseworker)
    assert worker.get("/sprawy/").status_code == 200
    actions.end_role(caseworker.memberships.get(), on=TODAY(), by=head)
    assert worker.get("/sprawy/")["Location"].startswith("/konto/zaloguj/")


def test_the_head_ends_every_session_of_a_person(office, caseworker, head):
    browsers = [Browser(), Browser()]
    for browser in browsers:
        browser.force_login(caseworker)
        assert browser.get("/sprawy/").status_code == 200
    key = caseworker.memberships.get().key
    assert "Zakończono wszystkie sesje" in office.post(f"/osoby/{key}/sesje/", follow=True).content.decode()
    assert [browser.get("/sprawy/").status_code for browser in browsers] == [302, 302]
    assert office.get("/sprawy/").status_code == 200
    assert Entry.objects.filter(act="account.sessions_ended", actor=head, subject_key=key).count() == 1
