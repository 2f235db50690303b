"""Another centre sees nothing; accounting sees and does not act; nobody signed in gets in."""

import datetime

import pytest

from kladka.casework.intake import actions
from kladka.casework.intake.models import Annex, Application
from tests.conftest import gave_reason

from .families import FILED_ON, filed, typed

PAGES = [
    "",
    "wezwanie/{letter}.pdf",
    "dlaczego/zalatwienie/",
    "dlaczego/termin/{person}/",
    "dlaczego/objecie/{person}/",
    "dlaczego/wezwanie/{letter}/",
]
ACTS = [
    "wplynelo/",
    "wezwanie/",
    "wezwanie/{letter}/doreczenie/",
    "bez-rozpoznania/",
    "objeci/",
    "zawila/",
    "odmowa/",
    "zalacznik/{annex}/cofnij/",
]


@pytest.fixture
def application(centre, caseworker):
    application = filed(centre, caseworker)
    missing = [{"what": "kopia karty pobytu", "provision": "ups art. 91 ust. 6 pkt 3"}]
    letter = actions.send_supply_letter(
        application, missing=missing, term_days=7, issued_on=FILED_ON, by=caseworker
    )
    actions.record_supply_delivery(letter, on=datetime.date(2026, 11, 4), by=caseworker)
    return application


def at(application, tail):
    names = {
        "letter": application.supply_letters.get().key,
        "person": application.people.get().person.key,
        "annex": Annex.objects.first().pk,
    }
    return f"/sprawy/{application.case.key}/wniosek/{tail.format(**names)}"


@pytest.mark.parametrize("tail", [*PAGES, *ACTS])
def test_another_centre_gets_not_found(client, application, stranger, tail):
    client.force_login(stranger)
    url = at(application, tail)
    answer = client.get(url) if tail in PAGES else client.post(url, {})
    assert answer.status_code == 404


@pytest.mark.parametrize("tail", PAGES)
def test_accounting_may_look(client, application, accountant, tail):
    client.force_login(accountant)
    gave_reason(accountant, application.case)
    assert client.get(at(application, tail)).status_code == 200


@pytest.mark.parametrize("tail", ACTS)
def test_accounting_may_not_act(client, application, accountant, tail):
    client.force_login(accountant)
    gave_reason(accountant, application.case)
    assert client.post(at(application, tail), {}).status_code == 403


def test_accounting_gets_no_buttons(client, application, accountant):
    gave_reason(accountant, application.case)
    client.force_login(accountant)
    text = client.get(at(application, "")).content.decode()
    assert "Zapisz, co wpłynęło" not in text
    assert "Przygotuj odmowę" not in text
    assert "Nowy wniosek" not in client.get("/wnioski/").content.decode()


def test_accounting_may_not_file(client, accountant):
    client.force_login(accountant)
    assert client.get("/wnioski/nowy/").status_code == 403
    assert client.post("/wnioski/nowy/", typed()).status_code == 403
    assert not Application.objects.exists()


def test_receipts_of_another_centre_are_not_found(client, application, stranger):
    client.force_login(stranger)
    assert client.get(f"/wnioski/{application.key}/potwierdzenie/").status_code == 404
    assert client.get(f"/wnioski/{application.key}/potwierdzenie.pdf").status_code == 404


def test_the_list_of_another_centre_is_empty(client, application, stranger):
    client.force_login(stranger)
    assert "Nie ma wniosków" in client.get("/wnioski/").content.decode()


def test_without_signing_in_there_is_only_the_sign_in_page(client, application):
    answer = client.get("/wnioski/")
    assert answer.status_code == 302
    assert answer.url.startswith("/konto/")
