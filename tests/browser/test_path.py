"""The whole path in a real browser: sign-in, application, programme, decision, list, bank file."""

import csv
import datetime
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from .conftest import ROOT, walked

pytestmark = pytest.mark.browser

# Pictures of the handbook and of the README: name there → page of the walk.
PICTURES = {
    "dzis": "today-light",
    "wniosek": "application-light",
    "nowy-wniosek": "application-new-light",
    "program": "programme-light",
    "dlaczego": "why-amount-light",
    "decyzja": "decision-issued-light",
    "lista-wyplat": "payment-list-approved-light",
    "case": "case-light",
}

FACTS = """
[application]
filed_on = {filed_on}
[[person]]
id = "matka"
born = {applicant[born]}
status = "refugee"
decision_delivered_on = {delivered_on}
relation = "applicant"
[[person]]
id = "syn"
born = {child[born]}
status = "refugee"
decision_delivered_on = {delivered_on}
relation = "child"
"""


@pytest.fixture(scope="module")
def walk(demo_address, tmp_path_factory):
    """Lines told by the walk: the pages looked at, and last the file that went to the bank."""
    folder = tmp_path_factory.mktemp("walk")
    told = walked("path.mjs", demo_address, folder, folder, seconds=900)
    if target := os.environ.get("KLADKA_PICTURES"):
        for name, page in PICTURES.items():
            shutil.copy(folder / f"{page}.png", Path(target) / f"{name}.png")
    return told


def transfers(path):
    """(grosz, recipient) of every line, read without a word of our writer."""
    with open(path, encoding="cp852", newline="") as file:
        return [(int(row[2]), row[8]) for row in csv.reader(file)]


def test_axe_finds_nothing_on_any_page_light_and_on_a_phone(walk):
    pages = walk[:-1]
    assert {line["look"] for line in pages} == {"light", "phone"}
    assert len(pages) >= 50
    assert [line for line in pages if line["violations"]] == []


def test_the_content_policy_blocks_nothing_and_the_console_is_silent(walk):
    assert walk[-1]["complaints"] == []


def test_no_page_is_wider_than_a_phone(walk):
    assert [(line["page"], line["overflow"]) for line in walk[:-1] if line["overflow"] > 0] == []


def test_the_family_gets_in_the_bank_file_what_the_law_explains(walk, tmp_path):
    result = walk[-1]
    facts = tmp_path / "rodzina.toml"
    facts.write_text(FACTS.format(**result))
    done = subprocess.run(
        [sys.executable, "-m", "kladka", "explain", str(facts), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    filed = datetime.date.fromisoformat(result["filed_on"])
    due = {f"{filed:%Y-%m}", f"{filed.replace(day=1) + datetime.timedelta(days=32):%Y-%m}"}
    months = [month for month in json.loads(done.stdout)["months"] if month["month"] in due]
    expected = sum(Decimal(month["cash_total"]) for month in months)
    family = result["applicant"]["given"].split()[-1]
    paid = [grosz for grosz, recipient in transfers(result["file"]) if family in recipient]
    assert Decimal(sum(paid)) / 100 == expected > 0


def test_the_path_takes_no_more_clicks_than_it_has_steps(walk):
    assert walk[-1]["clicks"] <= 20
