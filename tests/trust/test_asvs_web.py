"""Every address as another site or a curious browser would ask it: docs/asvs.md, chapters 3 and 4."""

from django.urls import reverse

from tests.conftest import Browser
from tests.journal.test_fail_closed import contents

from .assaults import addresses, signed_in

HOSTILE = {"origin": "https://obcy.test", "referer": "https://obcy.test/"}


def test_neither_reading_nor_a_form_of_another_site_changes_anything(world, head):
    """GET of every page with the rights of the head; POST without a token, or with a foreign origin."""
    browser, forger = signed_in(head), Browser(enforce_csrf_checks=True, raise_request_exception=False)
    forger.force_login(head)
    forger.get("/")
    token = forger.cookies["csrf"].value  # which another site could not read
    before, passed = contents(), {}
    for name, address in addresses(world).items():
        assert browser.get(address).status_code < 500
        for data, headers in (({}, {}), ({"csrfmiddlewaretoken": token}, HOSTILE)):
            answer = forger.post(address, data, headers=headers)
            if answer.status_code not in (403, 405):
                passed[name] = answer.status_code
    assert contents() == before
    assert passed == {}


def test_every_answer_names_its_type_is_for_no_other_origin_and_shows_the_way_out(world, head):
    browser, wrong, pages = signed_in(head), {}, 0
    way_out = f'action="{reverse("sign-out")}"'
    for name, address in addresses(world).items():
        answer = browser.get(address, headers=HOSTILE)
        kind = answer.get("Content-Type", "")
        text = kind.startswith("text/") or kind.endswith("xml")
        if answer.content and (not kind or (text and "charset=utf-8" not in kind)):
            wrong[name] = kind
        if any(header.startswith("Access-Control-") for header in answer.headers):
            wrong[name] = "CORS"
        if answer.status_code == 200 and "text/html" in kind:
            pages += 1
            if way_out not in answer.content.decode():
                wrong[name] = "no way out"
        if browser.generic("TRACE", address).status_code == 200:
            wrong[name] = "TRACE"
    assert pages > 50
    assert wrong == {}
