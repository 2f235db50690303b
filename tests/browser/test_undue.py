"""An undue benefit in a real browser: from what was overpaid to a claim that is paid and closed."""

import json
import shutil
import subprocess

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.browser


def test_an_undue_benefit_is_claimed_deducted_within_the_half_waived_in_part_and_paid(travelled, tmp_path):
    if shutil.which("chromium") is None:
        pytest.skip("nie ma Chromium (apt-get install chromium)")
    address, day = travelled
    command = ["node", ROOT / "tests/browser/undue.mjs", address, shutil.which("chromium"), tmp_path, day]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["claimed"] == told["deducted"] + told["waived"] + told["repaid"] == sum(told["plan"])
    assert told["deducted"] == 117530  # grosze: half of 1175,30 zł of each of two persons
    assert told["complaints"] == []
    print(f"kliknięcia: {told['clicks']}")
    assert told["clicks"] <= 40
