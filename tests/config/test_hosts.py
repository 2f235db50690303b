"""Forum and casework on two hosts: each has its own addresses, and a session stays where it began."""

import re

import pytest
from django.urls import get_resolver

from tests.architecture.test_public_pages import addresses as every_address
from tests.architecture.test_public_pages import filled

FORUM, CASEWORK = {"host": "forum.example"}, {"host": "sprawy.example"}


@pytest.fixture(autouse=True)
def _two_hosts(settings):
    settings.FORUM_HOST, settings.ALLOWED_HOSTS = "forum.example", ["forum.example", "sprawy.example"]


def casework_addresses():
    found = ["/" + filled(address) for address, _ in every_address(get_resolver())]
    return [address for address in found if address != "/" and not address.startswith(("/prawo/", "/konto/"))]


def test_no_address_of_casework_exists_on_the_host_of_the_forum(client, caseworker):
    client.force_login(caseworker)
    found = casework_addresses()
    assert len(found) > 80
    for ask in (client.get, client.post):
        assert {ask(address, headers=FORUM).status_code for address in found} == {404}
    assert client.get("/sprawy/", headers=CASEWORK).status_code == 200


def test_the_law_and_the_account_are_on_both(client, db):
    for host in (FORUM, CASEWORK):
        assert client.get("/prawo/", headers=host).status_code == 200
        assert client.get("/konto/zaloguj/", headers=host).status_code == 200


def test_a_sign_in_on_the_forum_leads_to_a_page_there(client, caseworker):
    client.force_login(caseworker)
    answer = client.get("/", headers=FORUM)
    assert (answer.status_code, answer["Location"]) == (302, "/prawo/")
    assert client.get("/prawo/", headers=FORUM).status_code == 200


def test_no_cookie_names_a_domain(client, caseworker, settings):
    assert (settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN) == (None, None)
    for host in (FORUM, CASEWORK):
        answer = client.post("/konto/wyglad/", {"theme": "dark"}, headers=host)
        page = client.get("/konto/zaloguj/?jezyk=uk", headers=host)
        for cookie in [*answer.cookies.values(), *page.cookies.values()]:
            assert cookie["domain"] == ""


def test_another_port_is_the_same_host_and_an_unknown_host_is_none(client, db):
    assert client.get("/sprawy/", headers={"host": "forum.example:8443"}).status_code == 404
    assert client.get("/prawo/", headers={"host": "gdzie.example"}).status_code == 400


def test_no_page_on_the_host_of_the_forum_offers_casework(client, head):
    client.force_login(head)
    for address in ("/prawo/", "/konto/"):
        page = client.get(address, headers=FORUM).content.decode()
        offered = set(re.findall(r'(?:href|action)="(/[^"]*)"', page)) - {"/"}
        ours = {one for one in offered if not one.startswith(("/static/", "/prawo/", "/konto/"))}
        assert (ours, "Dziś" in page) == (set(), False)
        assert "/sprawy/" in client.get(address, headers=CASEWORK).content.decode()
