"""The log names code and routes, never what was typed."""

import io
import logging
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from kladka.config.logs import WithoutData

CANARY = "Kanarek-Zofia-90051712345"


def broken(request, name):
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        raise ValueError(f"wiersz {CANARY}") from error


urlpatterns = [
    path("zepsute/<str:name>/", broken),
    path("dobre/", lambda request: HttpResponse()),
]
handler400 = "kladka.ui.errors.wrong_request"


@pytest.fixture
def log():
    """What was written, by the handler of the settings."""
    written, handler = io.StringIO(), logging.getLogger().handlers
    stream = logging.StreamHandler(written)
    stream.setFormatter(WithoutData())
    logging.getLogger().addHandler(stream)
    yield written
    logging.getLogger().removeHandler(stream)
    assert handler


def test_an_error_is_logged_by_its_kind_and_its_lines_of_code(db, settings, log):
    settings.ROOT_URLCONF = __name__
    own = [name for name in settings.MIDDLEWARE if "accounts" in name and not name.endswith(".Known")]
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name not in own]
    client = Client(raise_request_exception=False)
    answer = client.get(f"/zepsute/{CANARY}/?q={CANARY}")
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    told = log.getvalue()
    assert CANARY not in told
    assert "GET /zepsute/<str:name>/ 500" in told
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "test_logs.py" in told


def test_an_unknown_address_and_an_unknown_host_are_logged_without_their_text(db, log):
    client = Client()
    client.get(f"/{CANARY}/?q={CANARY}")
    client.get("/", headers={"host": "kanarek.example"})
    told = log.getvalue()
    assert CANARY not in told
    assert "kanarek" not in told
    assert "(unknown address) 404" in told
    assert "DisallowedHost" in told


def test_a_refusal_is_logged_with_the_time_in_utc_and_the_number_of_the_user(client, caseworker, log):
    client.force_login(caseworker)
    client.get("/sprawy/aaaaaaaaaaaaaaaa/")
    assert client.get("/osoby/").status_code == 403
    line = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 WARNING django.request GET %s user=%s"
    told = log.getvalue().splitlines()
    for route, status in (("/sprawy/<str:key>/", 404), ("/osoby/", 403)):
        asked = re.compile(line % (re.escape(f"{route} {status}"), caseworker.pk))
        assert [one for one in told if asked.fullmatch(one)]


def test_a_line_break_in_an_address_begins_no_line_of_the_log(client, db, log):
    client.get("/x%0D%0A2026-01-01T00:00:00.000+00:00%20ERROR%20forged/")
    (line,) = log.getvalue().splitlines()
    assert "forged" not in line


def test_guesses_that_were_stopped_are_logged(client, caseworker, log):
    for number in range(7):
        client.post("/konto/zaloguj/", {"login": caseworker.email, "password": f"zgaduję hasło {number}"})
    assert log.getvalue().count("kladka.accounts.adapter guessing was stopped") == 2
    assert caseworker.email not in log.getvalue()


def test_values_are_left_out_of_any_other_record(log):
    logging.getLogger("kladka.test").warning("Nie wysłano do %s", CANARY)
    assert CANARY not in log.getvalue()
    assert "Nie wysłano do %s" in log.getvalue()


def test_nothing_writes_beside_our_handler():
    loggers = map(logging.getLogger, [None, "django", "django.server", "django.request"])
    writers = [one for logger in loggers for one in logger.handlers if type(one) is logging.StreamHandler]
    assert [type(one.formatter) for one in writers] == [WithoutData]
