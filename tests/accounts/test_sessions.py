"""Sessions end: idle, after a day of work, from another browser, with a new password, when a role ends."""

import datetime
import re

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from kladka.accounts.actions import end_sessions
from kladka.accounts.models import SignIn
from tests.accounts.signing import PASSWORD, sign_in
from tests.conftest import Browser

MINUTES = datetime.timedelta(minutes=1)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
SIGN_IN = "/konto/zaloguj/"


@pytest.fixture
def clock():
    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=True) as clock:
        yield clock


@pytest.fixture
def two(client, caseworker):
    """Two browsers of one person."""
    other = Browser(headers={"User-Agent": FIREFOX})
    sign_in(client, caseworker)
    sign_in(other, caseworker)
    return client, other


def is_in(client):
    return client.get("/sprawy/").status_code == 200


def test_half_an_hour_without_work_ends_a_session_and_says_so(client, caseworker, clock):
    sign_in(client, caseworker)
    clock.shift(29 * MINUTES)
    assert is_in(client)
    clock.shift(30 * MINUTES)
    answer = client.get("/sprawy/", follow=True)
    assert answer.redirect_chain[0][0] == SIGN_IN + "?next=/sprawy/"
    assert "zakończyła się z powodu bezczynności" in answer.content.decode()
    assert not UserSession.objects.exists()


def test_the_limit_is_a_setting(client, caseworker, clock, settings):
    settings.SESSION_IDLE = 15 * 60
    sign_in(client, caseworker)
    clock.shift(16 * MINUTES)
    assert not is_in(client)


def test_autosave_does_not_keep_a_session_alive(client, caseworker, clock):
    sign_in(client, caseworker)
    for _ in range(3):
        clock.shift(10 * MINUTES)
        answer = client.post("/szkic/x/", {"text": "x"}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401
    assert not is_in(client)


def test_twelve_hours_end_a_session_whatever_one_does(client, caseworker, clock):
    sign_in(client, caseworker)
    for _ in range(35):
        clock.shift(20 * MINUTES)
        assert is_in(client)
    clock.shift(20 * MINUTES)
    assert "po 12 godzinach" in client.get("/sprawy/", follow=True).content.decode()


def test_a_form_sent_after_half_an_hour_waits_for_its_author(client, caseworker, clock):
    sign_in(client, caseworker)
    client.get("/")
    clock.shift(31 * MINUTES)
    client.post("/konto/", {"name": "Maria Nowa"})
    assert sign_in(client, caseworker)["Location"] == "/konto/niezapisany-formularz/"
    assert "Maria Nowa" in client.get("/konto/niezapisany-formularz/").content.decode()


def test_one_session_is_ended_from_another(two):
    here, there = two
    page = here.get("/konto/").content.decode()
    assert "Firefox, Windows" in page
    away = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post("/konto/sesje/", {"session": away.pk})
    assert is_in(here)
    assert there.get("/sprawy/")["Location"].startswith(SIGN_IN)


def test_all_others_are_ended_at_once(two):
    here, there = two
    here.post("/konto/sesje/", {"session": "others"})
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_a_session_of_somebody_else(two, head):
    there = two[1]
    away = UserSession.objects.get(session_key=there.session.session_key)
    stranger = Browser()
    stranger.force_login(head)
    assert stranger.post("/konto/sesje/", {"session": away.pk}).status_code == 404
    assert is_in(there)


def test_a_new_password_ends_the_others(two):
    here, there = two
    new = "cztery zielone schody"
    here.post("/konto/haslo/", {"oldpassword": PASSWORD, "password1": new})
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_removed_factor_ends_the_others(two, caseworker):
    here, there = two
    key = caseworker.authenticator_set.create(type="webauthn", data={"name": "laptop"})
    here.post(f"/konto/zabezpieczenia/klucz/{key.pk}/usun/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_ending_all_sessions_of_a_person_ends_also_those_nobody_listed(two, caseworker):
    unlisted = Client()
    unlisted.force_login(caseworker)
    end_sessions(caseworker)
    assert [is_in(one) for one in (*two, unlisted)] == [False, False, False]


def test_a_new_browser_is_shown_and_told_by_mail_without_a_word_of_a_case(caseworker, settings):
    settings.EMAIL_HOST = "poczta.test"
    browser = Browser(headers={"User-Agent": FIREFOX})
    sign_in(browser, caseworker)
    letter = next(one for one in mail.outbox if "nowej przeglądarce" in one.subject)
    assert letter.to == [caseworker.email]
    assert "Firefox, Windows" in letter.body
    assert "Maria" not in letter.body
    assert "pierwszy raz tutaj" in browser.get("/konto/").content.decode()
    browser.post("/konto/wyloguj/")
    sign_in(browser, caseworker)
    told = [one for one in mail.outbox if "nowej przeglądarce" in one.subject]
    assert len(told) == 1
    assert list(SignIn.objects.order_by("at").values_list("new_browser", flat=True)) == [True, False]


def test_sign_ins_are_kept_90_days(client, caseworker, clock):
    sign_in(client, caseworker)
    clock.shift(datetime.timedelta(days=91))
    sign_in(client, caseworker)
    assert SignIn.objects.count() == 1


def replayed(token):
    """Whether a browser with this token is let in."""
    other = Browser()
    other.cookies["session"] = token
    return is_in(other)


def test_a_token_is_long_random_and_new_at_every_sign_in_and_every_proof(client, caseworker):
    client.get(SIGN_IN)
    tokens = [client.session.session_key]
    sign_in(client, caseworker)
    tokens.append(client.cookies["session"].value)
    client.post("/konto/potwierdz/", {"next": "/", "password": PASSWORD})
    tokens.append(client.cookies["session"].value)
    assert len(set(tokens)) == 3
    assert all(re.fullmatch("[a-z0-9]{32}", one) for one in tokens[1:])  # 36 ** 32: 165 bits
    assert [replayed(one) for one in tokens[1:]] == [False, True]
    assert UserSession.objects.get().session_key == tokens[2]


def test_a_token_that_the_server_does_not_hold_opens_nothing(client, caseworker):
    sign_in(client, caseworker)
    mine = client.cookies["session"].value
    assert replayed(mine)
    assert not any(replayed(one) for one in ("", "a" * 32, mine[:-1] + "_", mine.upper()))
    client.post("/konto/wyloguj/")
    assert not replayed(mine)


def test_ending_a_session_asks_who_is_there(two, clock):
    here, there = two
    clock.shift(6 * MINUTES)
    answer = here.post("/konto/sesje/", {"session": "others"})
    assert answer["Location"].startswith("/konto/potwierdz/")
    assert is_in(there)
