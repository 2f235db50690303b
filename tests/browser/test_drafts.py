"""Typing survives a crash of the tab and the end of the session, in a real browser."""

import sys

import pytest

from .conftest import walked

pytestmark = pytest.mark.browser


def test_what_was_typed_survives_a_crash_of_the_tab_and_a_timeout_of_the_session(
    demo_address, demo_environment
):
    environment = {**demo_environment, "DJANGO_SETTINGS_MODULE": "kladka.config.settings"}
    (told,) = walked("drafts.mjs", demo_address, sys.executable, environment=environment)
    assert told["complaints"] == []
