"""Every answer carries the whole set of headers: each address to anybody, errors, static files."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kladka.ui.headers import HEADERS

from .test_roles import names

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
SANDBOX = {"sandbox": "", "default-src": "'none'", "frame-ancestors": "'none'"}
NONCE = re.compile(r"'nonce-([0-9a-f]{32})'")


def policy_of(answer):
    """{directive: sources} of the content policy."""
    parts = [part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";")]
    return {name: sources for name, _, sources in parts}


def gaps(answer):
    """What of the set this answer lacks."""
    wrong = [name for name, value in HEADERS.items() if answer.get(name) != value]
    policy = policy_of(answer)
    script = policy.pop("script-src", "")
    if policy not in (POLICY, SANDBOX):
        wrong.append("Content-Security-Policy")
    if script not in ("", "'none'") and not NONCE.fullmatch(script):
        wrong.append("script-src")
    if "no-store" not in answer["Cache-Control"]:
        wrong.append("Cache-Control")
    return wrong


def test_every_address_answers_everybody_with_the_whole_set(world, caseworker):
    wrong, seen = {}, set()
    for user in (None, caseworker):
        client = Client()
        if user:
            client.force_login(user)
        for name, takes in names().items():
            address = reverse(name, kwargs=(world[name] or {"form": "x"}) if takes else {})
            for ask in (client.get, client.post):
                answer = ask(address)
                seen.add(answer.status_code)
                if gaps(answer):
                    wrong[name, bool(user), ask.__name__] = gaps(answer)
    assert wrong == {}
    assert {200, 302, 403, 404, 405, 422} <= seen


def test_errors_carry_it_too(client, caseworker, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.force_login(caseworker)
    client.raise_request_exception = False
    stale = Client(enforce_csrf_checks=True)
    answers = {
        404: client.get("/nie-ma/"),
        400: client.get("/", headers={"host": "obcy.example"}),
        413: client.post("/konto/wyglad/", {"back": "x" * 2000}),
        403: stale.post("/konto/zaloguj/", {"username": "x"}),
    }
    assert {status: (answer.status_code, gaps(answer)) for status, answer in answers.items()} == {
        status: (status, []) for status in answers
    }


def test_a_nonce_is_used_once(client, caseworker):
    client.force_login(caseworker)
    first, second = client.get("/"), client.get("/")
    nonces = [NONCE.fullmatch(policy_of(answer)["script-src"])[1] for answer in (first, second)]
    assert len(set(nonces)) == 2
    for answer, nonce in zip((first, second), nonces, strict=True):
        page = answer.content.decode()
        assert page.count("<script") == page.count(f'<script nonce="{nonce}"') > 0


def test_a_page_without_a_script_allows_none(client, db):
    assert policy_of(client.get("/konto/wyloguj/"))["script-src"] == "'none'"


@pytest.mark.parametrize("name", ["ui/kladka.css", "ui/kladka.js", "ui/icon.svg"])
def test_static_files_are_no_exception_but_may_be_kept(client, settings, name):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    answer = Client().get(f"/static/{name}")
    assert (answer.status_code, gaps(answer)) == (200, ["Cache-Control"])
    assert "public" in answer["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer


def test_signing_out_empties_the_browser(client, caseworker):
    client.force_login(caseworker)
    assert "Clear-Site-Data" not in client.get("/")
    answer = client.post(reverse("sign-out"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["session"]["max-age"] == 0
