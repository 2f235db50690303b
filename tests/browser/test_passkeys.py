"""Passkeys in a real browser with a virtual authenticator: added, signed in with, refused."""

import pytest

from kladka.accounts.passwords import DEMO

from .conftest import walked

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def walk(demo_address, demo_environment, tmp_path_factory):
    """Lines told by the walk, one for each page looked at."""
    email = "ksiegowosc@mopr.test"  # nobody in the other walks
    named = demo_address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    return walked("passkeys.mjs", named, email, DEMO, tmp_path_factory.mktemp("passkeys"))


def test_a_passkey_is_added_and_opens_and_nothing_opens_without_it(walk):
    assert {line["page"] for line in walk} >= {"factors", "recovery-codes", "account", "second-step"}


def test_axe_finds_nothing_on_the_pages_of_sign_in(walk):
    assert [line for line in walk if line["violations"]] == []


def test_no_page_of_sign_in_is_wider_than_the_screen(walk):
    assert [(line["page"], line["look"], line["overflow"]) for line in walk if line["overflow"] > 0] == []
