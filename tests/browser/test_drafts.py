"""Typing survives a crash of the tab and the end of the session, in a real browser."""

import json
import shutil
import subprocess
import sys

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.browser


def test_what_was_typed_survives_a_crash_of_the_tab_and_a_timeout_of_the_session(
    demo_address, demo_environment
):
    if shutil.which("chromium") is None:
        pytest.skip("nie ma Chromium (apt-get install chromium)")
    script = str(ROOT / "tests/browser/drafts.mjs")
    done = subprocess.run(
        ["node", script, demo_address, shutil.which("chromium"), sys.executable],
        cwd=ROOT, env={**demo_environment, "DJANGO_SETTINGS_MODULE": "kladka.config.settings"},
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    assert json.loads(done.stdout)["complaints"] == []
