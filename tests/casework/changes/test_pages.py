"""Pages of changes: recording, deciding, the list of a centre, who turns eighteen."""

import datetime
import io

import openpyxl
import pytest
from django.utils import timezone

from kladka.casework.changes.models import LifeChange, Proposal
from kladka.casework.people.models import Person
from tests.casework.access.build import partner, shared
from tests.conftest import gave_reason

from .build import born, changed, family

DAY = datetime.date


@pytest.fixture
def home(centre, caseworker, head):
    return family(centre, caseworker, head)


def page(case, tail=""):
    return f"/sprawy/{case.key}/zmiany/{tail}"


TYPED = {
    "family_name": "Kowalczuk", "given_names": "Marko", "born": "2026-11-20", "sex": "m",
    "citizenship": "Ukraina", "pesel_missing": "w trakcie nadawania", "relation": "child",
    "on": "2026-11-20", "learnt_on": "2026-11-21", "told_by": "matka dziecka", "kind": "",
}  # fmt: skip


def test_a_birth_is_typed_and_its_proposals_are_decided(client, home, caseworker):
    case, _, _ = home
    client.force_login(caseworker)
    assert client.get(page(case, "nowa/birth/")).status_code == 200
    assert client.post(page(case, "nowa/birth/"), TYPED).status_code == 302
    change = LifeChange.objects.get()
    assert "zapisz status ochrony" in client.get(page(case)).content.decode()
    asked = change.proposals.get(code="insure")
    address = f"/sprawy/{case.key}/propozycje/{asked.key}/"
    answer = client.post(address, {"odrzuc_propozycje": "1", "reason": ""})
    assert answer.status_code == 422
    assert client.post(address, {"reason": ""}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "confirmed"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(client, home, caseworker):
    case, _, _ = home
    client.force_login(caseworker)
    answer = client.post(page(case, "nowa/birth/"), TYPED | {"on": "2026-11-19"})
    assert answer.status_code == 422
    assert "przed swoim urodzeniem" in answer.content.decode()
    assert not Person.objects.filter(given_names="Marko").exists()
    assert not LifeChange.objects.exists()


def test_a_mistake_is_taken_back_on_its_page(client, home, caseworker):
    case, _, (_, sofija) = home
    change = changed(case, "left", sofija, on=DAY(2026, 11, 20), by=caseworker)
    client.force_login(caseworker)
    assert client.post(page(case, f"{change.key}/wycofaj/"), {"reason": "pomyłka"}).status_code == 302
    assert "wycofano" in client.get(page(case)).content.decode()


def test_the_list_has_what_waits_filtered_and_in_a_file(client, home, caseworker):
    case, _, (_, sofija) = home
    born(case, caseworker)
    changed(case, "left", sofija, on=DAY(2026, 12, 10), by=caseworker)
    client.force_login(caseworker)
    said = client.get("/zmiany/?rodzaj=birth").content.decode()
    assert "zapisz status ochrony" in said
    assert "zapytaj o nowe miejsce" not in said
    file = io.BytesIO(client.get("/zmiany/lista.xlsx?rodzaj=left").content)
    rows = list(openpyxl.load_workbook(file).active.values)
    assert len(rows) == 1 + Proposal.objects.filter(change__kind="left").count()


def test_who_turns_eighteen_within_90_days_is_found_ahead_and_not_twice(client, home, caseworker):
    case, _, (_, sofija) = home
    soon = timezone.localdate() + datetime.timedelta(days=40)
    Person.objects.filter(pk=sofija.pk).update(born=soon.replace(year=soon.year - 18))
    sofija.refresh_from_db()
    client.force_login(caseworker)
    assert "Kończą 18 lat w ciągu 90 dni" in client.get("/zmiany/").content.decode()
    assert "Przygotuj się wcześniej" in client.get(page(case)).content.decode()
    changed(case, "adult", sofija, on=soon, by=caseworker)
    assert "Kończą 18 lat" not in client.get("/zmiany/").content.decode()


def test_pages_ask_few_questions(client, home, caseworker, django_assert_max_num_queries):
    case, _, _ = home
    for _ in range(3):
        born(case, caseworker)
    client.force_login(caseworker)
    client.get(page(case))
    for address in (page(case), "/zmiany/"):
        with django_assert_max_num_queries(13):  # three of them write the journal
            assert client.get(address).status_code == 200


def test_a_partner_sees_no_change(client, home, caseworker):
    shared(home[0], caseworker)
    client.force_login(partner())
    assert client.get(page(home[0])).status_code == 404


def test_another_worker_says_why_and_may_not_decide(client, home, caseworker, accountant):
    case, _, _ = home
    asked = born(case, caseworker).proposals.first()
    client.force_login(accountant)
    assert client.get(page(case)).status_code == 302
    gave_reason(accountant, case)
    assert client.get(page(case)).status_code == 200
    assert client.post(f"/sprawy/{case.key}/propozycje/{asked.key}/", {}).status_code == 403
