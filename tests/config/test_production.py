"""An installation as people use it: over https, under its own name. Settings are read anew."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, django
django.setup()
from django.test import Client
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": "kladka.powiat.example"})
plain = client.get("/konto/zaloguj/")
page = client.get("/konto/zaloguj/?jezyk=uk", headers={"x-forwarded-proto": "https"})
from django.conf import settings
from kladka.accounts.models import User
strange = [
    "/admin/", "/.git/config", "/.env", "/static/", "/static/ui/", "/docs/", "/api/", "/metrics",
    "/__debug__/", "/static/../kladka/config/settings.py", "/static/%2e%2e/secret", "/kladka.sqlite3",
]
over = {"x-forwarded-proto": "https"}
users = User.objects.count()
trace = client.generic("TRACE", "/konto/zaloguj/", headers=over)
client.force_login(User.objects.create_user("a@b.test", name="A"))
entered = client.get("/konto/", headers=over)
print(json.dumps({
    "users": users,
    "debug": settings.DEBUG,
    "apps": settings.INSTALLED_APPS,
    "strange": sorted({client.get(one, headers=over).status_code for one in strange}),
    "trace": trace.status_code,
    "plain": [plain.status_code, plain["Location"]],
    "hsts": page["Strict-Transport-Security"],
    "cookies": [cookie.OutputString() for answer in (page, entered) for cookie in answer.cookies.values()],
}))
"""


@pytest.fixture
def place(tmp_path):
    return environment(tmp_path)


def environment(tmp_path):
    """The environment of a production installation in a folder of its own."""
    kept = {k: v for k, v in os.environ.items() if k not in ("KLADKA_DEMO", "KLADKA_HTTPS")}
    return kept | {
        "KLADKA_VAR": str(tmp_path),
        "KLADKA_HOSTS": "kladka.powiat.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/kladka.sqlite3",
        "DJANGO_SETTINGS_MODULE": "kladka.config.settings",
        "PYTHONPATH": str(ROOT),
    }


def run(place, *arguments):
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=place, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_django_finds_nothing_to_say_about_the_deployment(place, engine):
    if engine == "postgres":
        place["DATABASE_URL"] = "postgres://kladka@127.0.0.1:1/kladka"  # nothing is asked of it
    done = run(place, "-m", "kladka", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "no issues" in done.stdout


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """What a new installation says of itself, with every switch thrown that could turn on debugging."""
    switches = {"DEBUG": "1", "DJANGO_DEBUG": "1", "KLADKA_DEBUG": "1"}
    done = run(environment(tmp_path_factory.mktemp("place")) | switches, "-c", ASK)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_installation_has_no_account_no_debugging_and_nothing_but_its_pages(answer):
    assert (answer["users"], answer["debug"]) == (0, False)
    assert (answer["strange"], answer["trace"]) == ([404], 405)
    unwanted = ("admin", "debug", "silk", "browsable", "swagger", "graphene", "channels")
    assert [app for app in answer["apps"] if any(word in app for word in unwanted)] == []


def test_everything_goes_over_https_and_cookies_belong_to_this_host_alone(answer):
    assert answer["plain"] == [301, "https://kladka.powiat.example/konto/zaloguj/"]
    assert answer["hsts"] == "max-age=63072000; includeSubDomains"
    assert {cookie.split("=")[0] for cookie in answer["cookies"]} == {
        "__Host-csrf",
        "__Host-jezyk",
        "__Host-kto",
        "__Host-session",
    }
    for cookie in answer["cookies"]:
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
