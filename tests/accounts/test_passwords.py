"""Passwords: long rather than complicated, not guessable, hashed by Argon2id; one-time links set them."""

import unicodedata

import pytest
import time_machine
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError

from kladka.accounts.links import password_link
from kladka.accounts.models import User
from kladka.accounts.passwords import DEMO
from tests.accounts.signing import PASSWORD, give_password, spare_code, with_codes

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
