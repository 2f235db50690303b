"""Money, decisions and exports ask who is there when the last proof is older than five minutes."""

import datetime

import pytest
import time_machine
from django.core.cache import cache

from kladka.casework.benefits.actions import prepare_list, submit
from kladka.casework.benefits.models import PaymentList
from tests.casework.benefits.build import family

PASSWORD = "haslo-do-testow-1"
LATER = datetime.timedelta(minutes=6)
CONFIRM = "/konto/potwierdz/?next="


@pytest.fixture
def later():
    """Six minutes after the sign-in."""
    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=True) as clock:
        yield lambda: clock.shift(LATER)


@pytest.fixture
def submitted(centre, caseworker, accountant):
    family(centre, caseworker, "Olena Kowalczuk")
    return submit(prepare_list(centre, datetime.date(2026, 12, 1), by=accountant), by=accountant)


def test_just_after_sign_in_nothing_is_asked(client, head):
    client.force_login(head)
    assert client.get("/sprawy/lista.xlsx").status_code == 200


@pytest.mark.parametrize("listing", ["sprawy", "wnioski", "programy", "decyzje"])
def test_an_export_asks_first_and_then_goes_on(client, head, later, listing):
    client.force_login(head)
    later()
    answer = client.get(f"/{listing}/lista.xlsx?q=x")
    assert answer["Location"] == f"{CONFIRM}%2F{listing}%2Flista.xlsx%3Fq%3Dx"
    assert "Potwierdź, że to Ty" in client.get(answer["Location"]).content.decode()
    done = client.post("/konto/potwierdz/", {"next": f"/{listing}/lista.xlsx?q=x", "password": PASSWORD})
    assert done["Refresh"] == f"0; url=/{listing}/lista.xlsx?q=x"
    assert client.get(f"/{listing}/lista.xlsx?q=x").status_code == 200


def test_a_wrong_password_proves_nothing(client, head, later):
    client.force_login(head)
    later()
    page = client.post("/konto/potwierdz/", {"next": "/sprawy/lista.xlsx", "password": "inne-haslo-do-testu"})
    assert page.status_code == 422
    assert "To nie jest aktualne hasło" in page.content.decode()
    assert client.get("/sprawy/lista.xlsx").status_code == 302


def test_the_password_of_somebody_else_proves_nothing(client, head, caseworker, later):
    caseworker.set_password("zupelnie-inne-haslo-2")
    caseworker.save()
    client.force_login(caseworker)
    later()
    client.post("/konto/potwierdz/", {"next": "/", "password": PASSWORD})
    assert client.get("/sprawy/lista.xlsx").status_code == 302


def test_an_approval_waits_until_it_is_confirmed(client, head, submitted, later):
    client.force_login(head)
    later()
    address = f"/wyplaty/{submitted.key}/zatwierdz/"
    answer = client.post(address)
    assert answer["Location"] == f"{CONFIRM}%2Fkonto%2Fniezapisany-formularz%2F"
    submitted.refresh_from_db()
    assert submitted.state == PaymentList.State.SUBMITTED
    done = client.post("/konto/potwierdz/", {"next": "/konto/niezapisany-formularz/", "password": PASSWORD})
    assert done["Location"] == "/konto/niezapisany-formularz/"
    assert f'action="{address}"' in client.get("/konto/niezapisany-formularz/").content.decode()
    client.post(address)
    submitted.refresh_from_db()
    assert submitted.state == PaymentList.State.APPROVED


def test_one_click_confirms_in_the_demo_on_this_computer_alone(client, head, settings, later):
    settings.DEMO = True
    client.post("/konto/pokaz/", {"user": head.pk})
    later()
    assert "wystarczy kliknąć" in client.get("/konto/potwierdz/").content.decode()
    elsewhere = client.post("/konto/potwierdz/", {"one_click": "1"}, REMOTE_ADDR="10.0.0.7")
    assert "wystarczy kliknąć" not in elsewhere.content.decode()
    assert client.get("/sprawy/lista.xlsx").status_code == 302
    client.post("/konto/potwierdz/", {"one_click": "1"})
    assert client.get("/sprawy/lista.xlsx").status_code == 200


def test_confirmation_goes_on_to_our_own_addresses_alone(client, head):
    client.force_login(head)
    done = client.post("/konto/potwierdz/", {"next": "https://obcy.test/", "password": PASSWORD})
    assert done["Refresh"] == "0; url=/"
    cache.clear()


@pytest.mark.parametrize(
    "page", ["haslo", "zabezpieczenia/klucz", "zabezpieczenia/aplikacja", "zabezpieczenia/kody/nowe"]
)
def test_a_change_of_what_proves_who_one_is_asks_first(client, head, later, page):
    client.force_login(head)
    later()
    for ask in (client.get, client.post):
        assert ask(f"/konto/{page}/")["Location"].startswith(CONFIRM)
