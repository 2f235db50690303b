"""Months of a family of five in a real browser, on a calendar that moves: money to the grosz, lawful days."""

import json
import shutil
import subprocess

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.browser


def test_a_family_of_five_is_paid_warned_withheld_and_given_back_to_the_grosz(travelled, tmp_path):
    if shutil.which("chromium") is None:
        pytest.skip("nie ma Chromium (apt-get install chromium)")
    address, day = travelled
    command = ["node", ROOT / "tests/browser/year.mjs", address, shutil.which("chromium"), tmp_path, day]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["complaints"] == []
    print(f"kliknięcia: {told['clicks']}")
    assert told["clicks"] <= 120
