"""Nobody works without a second factor, a code works once, and codes are kept sealed."""

import os

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.core import mail
from django.urls import get_resolver

from kladka.accounts.actions import remove_factors
from kladka.accounts.models import SignIn
from tests.accounts.signing import SECRET, code_now, give_password, sign_in, spare_code, with_codes
from tests.architecture.test_public_pages import PUBLIC, addresses, filled

SET_UP = "/konto/zabezpieczenia/"
STEP = "/konto/zaloguj/drugi-krok/"


def test_with_a_password_alone_every_address_leads_to_the_set_up_page(client, caseworker):
    """Iterates the whole resolver: a new address without the second factor would fail here."""
    give_password(client, caseworker)
    allowed = {
        "konto/zabezpieczenia/",
        "konto/zabezpieczenia/klucz/",
        "konto/zabezpieczenia/aplikacja/",
        "konto/zabezpieczenia/kody/",
        "konto/potwierdz/",
        "konto/wyglad/",
    }
    open_to_all = set()
    for address, _ in addresses(get_resolver()):
        for ask in (client.get, client.post):
            answer = ask("/" + filled(address))
            if not (answer.status_code == 302 and answer["Location"] == SET_UP):
                open_to_all.add(address)
            if address.endswith("wyloguj/"):
                give_password(client, caseworker)
    signed_in_goes_on = {"konto/zaloguj/", "konto/zaloguj/drugi-krok/", "konto/zaloguj/klucz/"}
    assert open_to_all == allowed | PUBLIC | signed_in_goes_on


def test_a_form_sent_before_the_set_up_is_kept(client, caseworker):
    give_password(client, caseworker)
    answer = client.post("/konto/", {"name": "Maria Nowa"})
    assert answer["Location"] == SET_UP
    caseworker.refresh_from_db()
    assert caseworker.name == "Maria Testowa"
    assert client.session["interrupted"]["path"] == "/konto/"


def test_the_application_is_set_up_and_its_codes_are_seen_before_work_begins(client, caseworker):
    give_password(client, caseworker)
    page = client.get("/konto/zabezpieczenia/aplikacja/")
    secret = client.session["mfa.totp.secret"]
    assert secret in page.content.decode()
    wrong = client.post("/konto/zabezpieczenia/aplikacja/", {"code": "000000"})
    assert "Kod jest nieprawidłowy" in wrong.content.decode()
    done = client.post("/konto/zabezpieczenia/aplikacja/", {"code": code_now(secret)})
    assert done["Location"] == "/konto/zabezpieczenia/kody/"
    assert client.get("/sprawy/")["Location"] == "/konto/zabezpieczenia/kody/"
    shown = client.get("/konto/zabezpieczenia/kody/").content.decode()
    assert spare_code(caseworker) in shown
    assert client.get("/sprawy/").status_code == 200
    again = client.get("/konto/zabezpieczenia/kody/").content.decode()
    assert spare_code(caseworker) not in again
    assert "Niewykorzystane: <strong>10</strong>" in again


def test_the_secret_is_not_in_the_database_in_clear(caseworker):
    with_codes(caseworker)
    assert SECRET not in str(list(Authenticator.objects.values()))


def test_a_code_opens_once(client, caseworker):
    with_codes(caseworker)
    with time_machine.travel("2026-11-21T10:00:05Z", tick=False):
        give_password(client, caseworker)
        assert client.post(STEP, {"code": code_now()})["Location"] == "/"
        client.post("/konto/wyloguj/")
        give_password(client, caseworker)
        again = client.post(STEP, {"code": code_now()})
        assert "Kod jest nieprawidłowy albo był już użyty" in again.content.decode()
        assert client.get("/sprawy/").status_code == 302


def test_the_code_of_the_last_half_minute_is_too_old(client, caseworker):
    with_codes(caseworker)
    with time_machine.travel("2026-11-21T10:00:05Z", tick=False) as clock:
        old = code_now()
        clock.shift(30)
        give_password(client, caseworker)
        assert client.post(STEP, {"code": old}).status_code == 200


def test_a_recovery_code_opens_once(client, caseworker):
    with_codes(caseworker)
    code = spare_code(caseworker)
    give_password(client, caseworker)
    assert client.post(STEP, {"code": code})["Location"] == "/"
    assert SignIn.objects.get().way == SignIn.Way.RECOVERY_CODE
    client.post("/konto/wyloguj/")
    give_password(client, caseworker)
    assert client.post(STEP, {"code": code}).status_code == 200


def test_the_last_factor_stays(client, caseworker):
    sign_in(client, caseworker)
    page = client.post("/konto/zabezpieczenia/aplikacja/usun/")
    assert "To jedyny drugi składnik" in page.content.decode()
    assert Authenticator.objects.filter(user=caseworker, type="totp").exists()


def test_who_lost_the_factors_sets_up_new_ones(client, caseworker):
    sign_in(client, caseworker)
    remove_factors(caseworker)
    assert client.get("/sprawy/")["Location"].startswith("/konto/zaloguj/")
    give_password(client, caseworker)
    assert client.get("/sprawy/")["Location"] == SET_UP


def test_one_click_needs_no_second_factor_in_the_demo_and_nowhere_else(client, caseworker, settings):
    settings.DEMO = True
    client.post("/konto/pokaz/", {"user": caseworker.pk})
    assert client.get("/sprawy/").status_code == 200
    assert client.get("/sprawy/", REMOTE_ADDR="10.0.0.7")["Location"] == SET_UP
    assert client.get("/sprawy/", HTTP_X_FORWARDED_FOR="127.0.0.1")["Location"] == SET_UP
    settings.DEMO = False
    assert client.get("/sprawy/")["Location"] == SET_UP


@pytest.mark.parametrize("host", ["", "poczta.test"])
def test_a_new_factor_is_told_by_mail_when_there_is_a_post(
    client, caseworker, settings, host, django_capture_on_commit_callbacks
):
    settings.EMAIL_HOST = host
    give_password(client, caseworker)
    client.get("/konto/zabezpieczenia/aplikacja/")
    code = code_now(client.session["mfa.totp.secret"])
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/konto/zabezpieczenia/aplikacja/", {"code": code})
    subjects = [letter.subject for letter in mail.outbox]
    assert ("Kładka: nowa aplikacja z kodami" in subjects) == bool(host)


def test_secrets_of_factors_are_long_and_drawn_by_the_system(caseworker, monkeypatch):
    """20 bytes for the application, 40 for the recovery codes, of eight digits each (26 bits)."""
    drawn = []
    monkeypatch.setattr("secrets.token_bytes", lambda size=32: drawn.append(size) or os.urandom(size))
    one, other = generate_totp_secret(), generate_totp_secret()
    codes = with_codes(caseworker)
    assert drawn == [20, 20, 40]
    assert len({one, other}) == 2
    assert {len(code) for code in codes.generate_codes()} == {8}
    assert len(set(codes.generate_codes())) == 10
