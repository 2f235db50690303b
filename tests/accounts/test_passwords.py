"""Passwords: long rather than complicated, not guessable, hashed by Argon2id; one-time links set them."""

import datetime
import re
import unicodedata

import pytest
import time_machine
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core import mail
from django.core.exceptions import ValidationError

from kladka.accounts.links import password_link
from kladka.accounts.models import User
from kladka.accounts.passwords import DEMO
from tests.accounts.signing import PASSWORD, give_password, spare_code, with_codes
from tests.conftest import Browser

GOOD = "cztery zielone schody"
ARGON = ["kladka.accounts.passwords.Argon2id"]


def path_of(user):
    return password_link(user, "http://testserver").removeprefix("http://testserver")


def open_link(client, user):
    """The address of the form behind a link."""
    return client.get(path_of(user))["Location"]


@pytest.fixture
def new(db):
    return User.objects.create_user("nowa@przyklad.test", name="Nowa Pracownica")


@pytest.mark.parametrize(
    "password",
    [
        "czternaścieznak",
        GOOD,
        "żółw żółw jeż kot",
        "e" + "xyzw" * 16,
        "日本語の長いパスワード十五文字以上です",
    ],
)
def test_any_signs_will_do_from_fifteen_to_far_beyond_sixty_four(password, caseworker):
    assert len(password) >= 15
    validate_password(password, caseworker)


@pytest.mark.parametrize(
    "password",
    [
        "czternaście zn",
        "kladkakladkakladka",
        "Kładka-2026-Kładka",
        "aaaaaaaaaaaaaaaaaaaa",
        "121212121212121212",
        "realizator2026realizator",
        "MariaTestowa1234",
        "BrzozowLesny2026!!",
        "passwordpassword1",
        DEMO,
    ],
)
def test_what_a_guesser_tries_first_is_refused(password, caseworker):
    with pytest.raises(ValidationError):
        validate_password(password, caseworker)


def test_a_password_is_hashed_by_argon2id_with_the_parameters_we_name(caseworker, settings):
    settings.PASSWORD_HASHERS = ARGON
    caseworker.set_password(GOOD)
    assert "argon2id$v=19$m=19456,t=2,p=1$" in caseworker.password
    assert identify_hasher(caseworker.password).algorithm == "argon2"


def test_the_same_letters_typed_on_another_system_open(caseworker, settings):
    settings.PASSWORD_HASHERS = ARGON
    word = "żółta łódź nad wodą"
    caseworker.set_password(unicodedata.normalize("NFD", word))
    assert caseworker.check_password(unicodedata.normalize("NFC", word))


def test_a_new_account_gets_its_password_by_a_link_that_works_once(client, new):
    assert not new.has_usable_password()
    form = open_link(client, new)
    assert client.post(form, {"password1": "krótkie"}).status_code == 200
    done = client.post(form, {"password1": GOOD}, follow=True)
    assert done.redirect_chain[-1][0] == "/konto/zaloguj/"
    assert "Hasło ustawione. Zaloguj się." in done.content.decode()
    again = client.get(form)
    assert (again.status_code, "Ten odnośnik już nie działa" in again.content.decode()) == (404, True)
    assert give_password(client, new, GOOD)["Location"] == "/"
    assert client.get("/")["Location"] == "/konto/zabezpieczenia/"


def test_a_link_expires_after_24_hours(client, new):
    with time_machine.travel("2026-11-21T10:00:00Z") as clock:
        link = path_of(new)
        clock.shift(23.9 * 3600)
        assert client.get(link).status_code == 302
        clock.shift(0.2 * 3600)
        assert client.get(link).status_code == 404


def test_a_link_of_one_person_does_not_open_the_account_of_another(client, new, caseworker):
    theirs, mine = path_of(new).rsplit("/", 2)[1], path_of(caseworker)
    assert client.get(mine.replace(mine.rsplit("/", 2)[1], theirs)).status_code == 404


def test_a_new_password_by_mail_leaves_the_second_factor(client, caseworker, settings):
    settings.EMAIL_HOST = "poczta.test"
    with_codes(caseworker)
    client.post("/konto/haslo/odnosnik/", {"email": "REALIZATOR@przyklad.test"})
    letter = mail.outbox[0]
    assert (letter.to, "Maria" in letter.body) == ([caseworker.email], False)
    link = next(line for line in letter.body.splitlines() if line.startswith("http://testserver/"))
    client.post(client.get(link)["Location"], {"password1": GOOD})
    assert give_password(client, caseworker, PASSWORD).status_code == 200
    assert give_password(client, caseworker, GOOD)["Location"] == "/konto/zaloguj/drugi-krok/"
    assert client.get("/sprawy/").status_code == 302
    client.post("/konto/zaloguj/drugi-krok/", {"code": spare_code(caseworker)})
    assert client.get("/sprawy/").status_code == 200


def test_without_a_post_the_page_says_whom_to_ask(client, db):
    assert "Poproś kierownika jednostki" in client.get("/konto/haslo/odnosnik/").content.decode()


def test_a_change_asks_for_the_present_password(client, caseworker):
    client.force_login(caseworker)
    page = client.post("/konto/haslo/", {"oldpassword": "inne", "password1": GOOD})
    assert "To nie jest aktualne hasło" in page.content.decode()
    caseworker.refresh_from_db()
    assert caseworker.check_password(PASSWORD)


def test_the_password_of_the_demo_opens_nothing_outside_the_demo(client, caseworker, settings):
    caseworker.set_password(DEMO)
    caseworker.save()
    assert give_password(client, caseworker, DEMO).status_code == 200
    settings.DEMO = True
    assert give_password(client, caseworker, DEMO).status_code == 302


def test_a_changed_password_opens_and_the_former_does_not(client, caseworker):
    client.force_login(caseworker)
    client.post("/konto/haslo/", {"oldpassword": PASSWORD, "password1": GOOD})
    assert give_password(Browser(), caseworker, PASSWORD).status_code == 200
    assert give_password(Browser(), caseworker, GOOD).status_code == 302


@pytest.mark.parametrize(
    "typed", ["Cztery zielone schody", " cztery zielone schody ", "cztery zielone schod"]
)
def test_a_password_is_compared_as_it_was_typed(caseworker, typed):
    caseworker.set_password("cztery zielone schody ")
    caseworker.save()
    assert give_password(Browser(), caseworker, typed).status_code == 200
    assert give_password(Browser(), caseworker, "cztery zielone schody ").status_code == 302


def test_a_password_does_not_age(caseworker):
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3 * 365)):
        assert give_password(Browser(), caseworker).status_code == 302


def fields_of(page):
    """{name: attributes} of what a page asks for."""
    inputs = re.findall(r"<(?:input|textarea|select)\b([^>]*)>", page)
    found = [dict(re.findall(r'([\w-]+)="([^"]*)"', one)) for one in inputs]
    return {one["name"]: one for one in found if one.get("type") != "hidden" and "name" in one}


def test_a_password_is_hidden_may_be_pasted_and_is_all_that_is_asked(client, new):
    """No secret question, no hint. That no script watches what is pasted: tests/trust/test_asvs_code.py."""
    pages = {
        "/konto/zaloguj/": {"login", "password"},
        "/konto/haslo/odnosnik/": set(),  # without a post it says whom to ask
        open_link(client, new): {"password1"},
    }
    for address, asked in pages.items():
        found = fields_of(client.get(address).content.decode())
        assert set(found) == asked
        for name in asked - {"login"}:
            assert found[name]["type"] == "password"
            assert found[name]["autocomplete"] in {"current-password", "new-password"}


def test_the_list_of_common_passwords_is_used(caseworker):
    """Of Django's 20 000 passwords few have 15 signs; all of those are refused."""
    common = [one for one in CommonPasswordValidator().passwords if len(one) >= 15]
    assert len(common) > 5
    for one in common:
        with pytest.raises(ValidationError):
            validate_password(one, caseworker)
