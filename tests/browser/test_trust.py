"""Trust in a real browser: sharing, reasons, a protected address, broken glass, files, requests, sessions."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from .conftest import walked

pytestmark = pytest.mark.browser

# Pictures of the handbook: name there → page of the walk.
PICTURES = {
    "udostepnienie": "shares-light",
    "partner": "partner-case-light",
    "nadzor": "supervision-light",
    "potwierdz": "confirm-light",
    "konto": "account-light",
    "ochrona-danych": "rights-light",
}


@pytest.fixture(scope="module")
def walk(demo_address, demo_environment, tmp_path_factory):
    """Lines told by the walk: the pages looked at, and last the clicks and the complaints of the console."""
    folder = tmp_path_factory.mktemp("trust")
    pictures = [folder] if os.environ.get("KLADKA_PICTURES") else []
    environment = {**demo_environment, "DJANGO_SETTINGS_MODULE": "kladka.config.settings"}
    given = (folder, sys.executable, *pictures)
    told = walked("trust.mjs", demo_address, *given, environment=environment, seconds=900)
    for name, page in PICTURES.items() if pictures else ():
        shutil.copy(folder / f"{page}.png", Path(os.environ["KLADKA_PICTURES"]) / f"{name}.png")
    return told


def test_trust_is_walked_from_consent_to_a_session_ended_from_afar(walk):
    print(f"kliknięcia: {walk[-1]['clicks']}")
    assert walk[-1]["clicks"] <= 50
    assert {walk[-1]["copy"], walk[-1]["file"]} == {"Kopia-danych-osobowych.pdf", "pismo ze szkoły.txt"}


def test_axe_finds_nothing_on_any_page_of_trust_in_any_look(walk):
    pages = walk[:-1]
    assert {line["look"] for line in pages} == {"light", "dark", "rtl", "phone"}
    assert len({line["page"] for line in pages}) >= 30
    assert [line for line in pages if line["violations"]] == []


def test_no_page_of_trust_is_wider_than_the_screen(walk):
    wide = [line for line in walk[:-1] if line["overflow"] > 0]
    assert [(line["page"], line["look"], line["overflow"]) for line in wide] == []


def test_the_console_is_silent_on_the_pages_of_trust(walk):
    assert walk[-1]["complaints"] == []
