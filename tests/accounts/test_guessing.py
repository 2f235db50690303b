"""Guessing: few passwords are tried, and no page tells who has an account."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from tests.accounts.signing import PASSWORD, code_now, give_password, with_codes
from tests.conftest import Browser

SIGN_IN = "/konto/zaloguj/"
TRIED = "Adres e-mail lub hasło jest nieprawidłowe"
STOPPED = "Za dużo prób"


def guess(client, number, email="realizator@przyklad.test", **more):
    page = client.post(SIGN_IN, {"login": email, "password": f"zgaduję hasło {number}"}, **more)
    return page.content.decode()


def test_of_a_thousand_guesses_at_most_twenty_are_tried(client, caseworker):
    answers = [guess(client, number, REMOTE_ADDR=f"10.0.{number % 250}.7") for number in range(1000)]
    tried = sum(TRIED in answer for answer in answers)
    assert 0 < tried <= 20
    assert sum(STOPPED in answer for answer in answers) == 1000 - tried


@pytest.mark.parametrize("change", ["host", "case", "forwarded"])
def test_no_change_of_the_request_gives_more_guesses(client, caseworker, change):
    tried = 0
    for number in range(30):
        more = {"HTTP_HOST": f"localhost:{8000 + number}"} if change == "host" else {}
        more = {"HTTP_X_FORWARDED_FOR": f"10.9.8.{number}"} if change == "forwarded" else more
        email = "ReAlIzAtOr@przyklad.test"[: number % 10] + "realizator@przyklad.test"[number % 10 :]
        tried += TRIED in guess(client, number, email if change == "case" else caseworker.email, **more)
    assert tried == 5


def test_the_right_password_does_not_open_while_guesses_are_stopped_nor_tell_that_it_was_right(
    client, caseworker
):
    for number in range(6):
        guess(client, number)
    assert STOPPED in give_password(client, caseworker).content.decode()


def test_codes_are_guessed_no_faster_than_passwords(client, caseworker):
    with_codes(caseworker)
    give_password(client, caseworker)
    wrong = [f"{number:06}" for number in range(40) if f"{number:06}" != code_now()]
    answers = [client.post("/konto/zaloguj/drugi-krok/", {"code": one}).content.decode() for one in wrong]
    assert sum("Kod jest nieprawidłowy" in answer for answer in answers) == 5


def test_ordinary_sign_ins_of_one_office_are_not_stopped(centre, caseworker):
    for _ in range(40):
        assert give_password(Browser(), caseworker).status_code == 302


def kinds(make):
    """Addresses of an unknown person, of one without a password, of an inactive one, of an ordinary one."""
    User = get_user_model()
    User.objects.create_user("bez-hasla@przyklad.test", name="Bez Hasła")
    inactive = User.objects.create_user("nieczynne@przyklad.test", name="Nieczynne", password=PASSWORD)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    return ["nieznane@przyklad.test", "bez-hasla@przyklad.test", "nieczynne@przyklad.test", make.email]


def without_random_keys(page):
    return re.sub(r"[\w+/=]{22,}", "…", page)


def test_a_wrong_password_is_answered_the_same_to_everybody(caseworker):
    pages = []
    for email in kinds(caseworker):
        answer = Browser().post(SIGN_IN, {"login": email, "password": "nieprawidłowe hasło"})
        text = answer.content.decode().replace(email, "…")
        pages.append((answer.status_code, without_random_keys(text)))
    assert pages[1:] == pages[:-1]


def test_the_right_password_of_an_inactive_account_is_answered_as_a_wrong_one(caseworker):
    kinds(caseworker)
    answer = Browser().post(SIGN_IN, {"login": "nieczynne@przyklad.test", "password": PASSWORD})
    assert (answer.status_code, TRIED in answer.content.decode()) == (200, True)


def test_asking_for_a_link_is_answered_the_same_to_everybody(caseworker, settings):
    settings.EMAIL_HOST = "poczta.test"
    answers = {
        (answer.status_code, answer["Location"])
        for answer in (
            Browser().post("/konto/haslo/odnosnik/", {"email": email}) for email in kinds(caseworker)
        )
    }
    assert answers == {(302, "/konto/haslo/odnosnik/wyslany/")}
    assert sorted(letter.to[0] for letter in mail.outbox) == ["bez-hasla@przyklad.test", caseworker.email]


def test_behind_a_proxy_the_address_that_it_saw_counts_and_not_what_the_visitor_wrote(client, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    tried = 0
    for number in range(60):
        forged = f"10.9.8.{number}, 192.0.2.7"
        tried += TRIED in guess(client, number, f"x{number}@przyklad.test", HTTP_X_FORWARDED_FOR=forged)
    assert tried == 30  # the limit of one address in a minute
    elsewhere = guess(client, 61, "x61@przyklad.test", HTTP_X_FORWARDED_FOR="192.0.2.7, 192.0.2.8")
    assert TRIED in elsewhere
