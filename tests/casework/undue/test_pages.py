"""The pages of undue benefits: proposed by the worker, repaid at accounting, listed for the centre."""

import datetime
import io

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from kladka.casework.decisions.models import Decision
from kladka.casework.undue.models import Claim
from tests.casework.benefits.build import DAY

from .build import FACTS, established, overpaid


@pytest.fixture(autouse=True)
def _a_day_after_the_term_for_an_appeal():
    with time_machine.travel(datetime.datetime(2027, 2, 12, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def programme(centre, caseworker, accountant, head):
    return overpaid(centre, caseworker, accountant, head)


def plain(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_the_worker_proposes_what_was_paid_above_what_is_due(client, programme, caseworker):
    address = f"/sprawy/{programme.case.key}/nienalezne/"
    client.force_login(caseworker)
    page = plain(client.get(address))
    assert "Pomyłka urzędu nim nie jest" in page
    assert "866,58" in page
    person = programme.application.people.get().person
    typed = {"debtor": person.key, "ground": "uninformed", "facts": FACTS, "due_on": "2027-03-31"}
    assert client.post(f"{address}decyzja/", typed | {f"{person.key}-2026-12": "900"}).status_code == 422
    answer = client.post(f"{address}decyzja/", typed | {f"{person.key}-2026-12": "866,58"})
    assert answer.url == Decision.objects.get(kind="undue").get_absolute_url()
    printed = client.get(reverse("decision-preview", args=[Decision.objects.get(kind="undue").key]))
    assert printed.status_code == 200


def test_accounting_records_a_repayment_and_orders_deductions(
    client, programme, caseworker, head, accountant, django_assert_max_num_queries
):
    claim = established(programme, caseworker, head)
    address = f"/sprawy/{programme.case.key}/nienalezne/"
    client.force_login(accountant)
    client.get(address)
    with django_assert_max_num_queries(22):
        page = plain(client.get(address))
    assert "2030" in page
    paid = client.post(f"{address}{claim.key}/splata/", {"amount": "900", "on": "2027-02-01", "way": "bank"})
    assert paid.status_code == 422
    assert "pozostało 866,58 zł" in plain(paid)
    typed = {"amount": "66,58", "on": "2027-02-01", "way": "bank"}
    assert client.post(f"{address}{claim.key}/splata/", typed).status_code == 302
    ordered = {"starts": "2027-02-01", "whose": "osoba", "monthly": "200"}
    assert client.post(f"{address}{claim.key}/potracaj/", ordered).status_code == 302
    page = plain(client.get(address))
    assert "800,00" in page
    assert "200,00" in page
    assert client.post(f"{address}{claim.key}/nie-potracaj/").status_code == 302
    assert client.post(f"{address}{claim.key}/zakoncz/", {"why": "death"}).status_code == 403
    client.force_login(head)
    assert client.post(f"{address}{claim.key}/zakoncz/", {"why": "death"}).status_code == 302
    assert Claim.objects.get().ended == "death"


def test_a_plan_of_instalments_is_proposed_on_the_page(client, programme, caseworker, head):
    claim = established(programme, caseworker, head)
    client.force_login(caseworker)
    address = f"/sprawy/{programme.case.key}/nienalezne/{claim.key}/ulga/"
    typed = {"kind": "instalments", "count": "3", "due_on": "2027-03-31", "reason": "Niski dochód"}
    assert client.post(address, typed | {"count": "1"}).status_code == 422
    answer = client.post(address, typed)
    assert answer.url == Decision.objects.get(kind="relief").get_absolute_url()
    assert [one.due_on for one in claim.reliefs.get().instalments.all()] == [
        DAY(2027, 3, 31), DAY(2027, 4, 30), DAY(2027, 5, 31),
    ]  # fmt: skip


def test_the_list_of_the_centre_says_what_is_left_and_since_when(
    client, programme, caseworker, head, accountant
):
    established(programme, caseworker, head)
    client.force_login(accountant)
    page = plain(client.get("/nienalezne/?stan=otwarte&kolejnosc=kwota"))
    assert "Amina Sadig" in page
    assert "866,58" in page
    assert "Amina" not in plain(client.get("/nienalezne/?stan=zakonczone"))
    book = openpyxl.load_workbook(io.BytesIO(client.get("/nienalezne/lista.xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1][4:6] == (866.58, 866.58)
    assert rows[1][8] == 35
