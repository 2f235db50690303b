"""What somebody types into an address by hand is answered by a page, never by an error of the program."""

import base64
import json

import pytest
from django.template import Context, Template

from kladka.casework.cases.models import Draft

LISTS = ["/", "/sprawy/", "/sprawy/?kolejnosc=nazwisko", "/sprawy/?q=kow", "/wnioski/", "/programy/"]
LISTS += ["/decyzje/", "/wyplaty/"]
CURSORS = [["abc", "x"], ["2026-13-45", "1"], [None, None], [{}, []], [1, 1], ["\0", "\0"], ["9" * 40, "1"]]


def cursor(values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("values", CURSORS, ids=str)
@pytest.mark.parametrize("length", [1, 2])
def test_a_cursor_that_is_not_ours_is_a_bad_request(client, caseworker, address, values, length):
    client.force_login(caseworker)
    joined = "&" if "?" in address else "?"
    answer = client.get(f"{address}{joined}po={cursor(values[:length])}")
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("year", ["²²²²", "0000", "٢٠٢٦", "abcd", "20261"])
def test_a_year_that_is_none_shows_all_payment_lists(client, accountant, year):
    client.force_login(accountant)
    assert client.get("/wyplaty/", {"rok": year}).status_code == 200


@pytest.mark.parametrize("user", ["", "abc", "1 OR 1=1", "²", "-1"])
def test_a_demo_account_that_is_none_does_not_exist(client, caseworker, settings, user):
    settings.DEMO = True
    assert client.post("/konto/pokaz/", {"user": user}).status_code == 404


@pytest.mark.parametrize(
    "back", ["today", "abc", "//obcy.test/", "https://obcy.test/", "javascript:alert(1)"]
)
def test_the_look_of_the_screens_leads_back_into_the_house_alone(client, caseworker, back):
    client.force_login(caseworker)
    answer = client.post("/konto/wyglad/", {"theme": "dark", "back": back})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize(
    "address", ["/sprawy/?q=%00", "/sprawy/%00/", "/wyplaty/?osoba=a%00b", "/prawo/przepis/?p=%00"]
)
def test_an_address_with_a_nul_is_a_bad_request(client, caseworker, address):
    client.force_login(caseworker)
    assert client.get(address).status_code == 400


def test_a_draft_is_kept_without_its_nul(client, caseworker):
    client.force_login(caseworker)
    assert client.post("/szkic/contact:x/", {"text": "a\0b", "\0": "c"}).status_code == 200
    assert Draft.objects.get().data == {"text": "ab"}


def test_a_reference_names_its_act_in_full(client, caseworker):
    page = Template('{% load law %}{% provision "ups art. 91 ust. 3" %}').render(Context())
    assert 'title="ustawa z dnia 12 marca 2004 r. o pomocy społecznej"' in page


def test_what_stands_in_an_address_is_decoded_once(client, head):
    client.force_login(head)
    page = client.get("/sprawy/?q=%253Cb%253E%2526").content.decode()
    assert 'value="%3Cb%3E%26"' in page
    assert "<b>" not in page
