"""Every address that takes a form, from the table of rights: without a key nothing is done, twice is once."""

import secrets

from django.db import transaction
from django.test import Client
from django.urls import reverse

from kladka.accounts.models import OnceKey
from kladka.journal.models import Entry
from tests.accounts.test_once import REPEATABLE

from .matrix import rows
from .test_roles import names

# Sign-in, one's own account, drafts: they make no money and no event of a case (kladka.accounts.once).
ANY_TIME = REPEATABLE | {"mfa_login_webauthn"}


# Found by a secret address, without a sign-in: what comes twice changes nothing more (tests of their wings).
BY_LINK = {"after-questions", "school-month"}
# Shows a link, each time a new one: to set a password, or for a school; or gives the trial file of a format,
# two grosz from the centre to itself that no bank is sent. Neither money nor a case.
SHOWN_AGAIN = {"staff-link", "course-link", "bank-format-try"}


def forms(world):
    """{name: address} of every address that takes a form which may not come twice."""
    takes = {name for name, method in rows() if method == "post"}
    parameters = names()
    return {
        name: reverse(name, kwargs=world[name] if parameters[name] else {})
        for name in sorted(takes - ANY_TIME - BY_LINK)
    }


def acts():
    return Entry.objects.filter(kind=Entry.Kind.ACT).count()


def test_every_form_sent_without_a_key_is_refused_and_does_nothing(world, head):
    browser = Client()
    browser.force_login(head)
    before, found = acts(), forms(world)
    assert len(found) > 70
    for once in ({}, {"once": "x"}):
        answered = {
            name: browser.post(address, {"text": "x"} | once).status_code for name, address in found.items()
        }
        assert {name: status for name, status in answered.items() if status != 422} == {}
    assert acts() == before
    assert not OnceKey.objects.exists()


def test_every_form_sent_again_with_its_key_is_done_once(world, head, caseworker):
    """Sent as they stand, with nothing typed: what takes effect so, as an approval does, takes it once."""
    done = set()
    for user in (head, caseworker):
        browser = Client(raise_request_exception=False)
        browser.force_login(user)
        for name, address in forms(world).items():
            sent = {"once": secrets.token_hex(16)}
            with transaction.atomic():
                before = acts()
                first = browser.post(address, sent)
                after = acts()
                again = browser.post(address, sent)
                assert acts() == after or name in SHOWN_AGAIN, name
                if after > before and first.status_code == 302:
                    done.add(name)
                    assert (again.status_code, again["Location"]) == (302, first["Location"]), name
                transaction.set_rollback(True)
    assert {"decision-approve", "payment-list-approve", "programme-decision", "share-withdraw"} <= done
    assert len(done) > 15
