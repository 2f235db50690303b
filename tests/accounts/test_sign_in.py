"""Signing in: with a password and a code, with one click in the demo, in the visitor's language."""

import pytest

from kladka.accounts.models import Membership
from tests.accounts.signing import code_now, with_codes


def test_a_worker_signs_in_and_sees_today(client, caseworker):
    with_codes(caseworker)
    answer = client.post(
        "/konto/zaloguj/", {"login": "REALIZATOR@przyklad.test ", "password": "haslo-do-testow-1"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/konto/zaloguj/drugi-krok/")
    assert client.get("/")["Location"].startswith("/konto/zaloguj/")
    assert client.post("/konto/zaloguj/drugi-krok/", {"code": code_now()})["Location"] == "/"
    assert "Dziś" in client.get("/").content.decode()


def test_a_wrong_password_says_so_and_keeps_the_address(client, caseworker):
    page = client.post("/konto/zaloguj/", {"login": "realizator@przyklad.test", "password": "inne"})
    assert "Adres e-mail lub hasło jest nieprawidłowe" in page.content.decode()
    assert 'value="realizator@przyklad.test"' in page.content.decode()


@pytest.mark.parametrize(
    ("language", "direction", "words"), [("uk", "ltr", "Увійти"), ("ar", "rtl", "تسجيل الدخول")]
)
def test_the_sign_in_page_speaks_the_chosen_language(client, db, language, direction, words):
    client.get("/konto/zaloguj/", {"jezyk": language})
    page = client.get("/konto/zaloguj/").content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert words in page


def test_the_office_stays_polish_whatever_a_visitor_chose(client, caseworker):
    client.get("/konto/zaloguj/", {"jezyk": "ar"})
    client.force_login(caseworker)
    assert '<html lang="pl" dir="ltr"' in client.get("/").content.decode()


def test_one_click_sign_in_exists_in_the_demo_alone(client, caseworker, settings):
    assert client.post("/konto/pokaz/", {"user": caseworker.pk}).status_code == 404
    settings.DEMO = True
    assert client.post("/konto/pokaz/", {"user": caseworker.pk}, REMOTE_ADDR="10.0.0.7").status_code == 404
    assert client.post("/konto/pokaz/", {"user": caseworker.pk}).status_code == 302


def test_a_user_whose_membership_ended_sees_no_case(client, caseworker):
    Membership.objects.update(ends="2020-12-31")
    client.force_login(caseworker)
    assert client.get("/").status_code == 403
    assert "nie ma dziś przydziału" in client.get("/").content.decode()
