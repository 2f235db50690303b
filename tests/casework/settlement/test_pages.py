"""The book, costs of programmes and the year on their pages."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kladka.casework.ledger.actions import Line, post
from kladka.casework.ledger.models import BookYear
from tests.casework.benefits.build import approved_list, family
from tests.casework.benefits.test_ledger import send

DAY = datetime.date


@pytest.fixture
def programme(centre, caseworker, accountant, head):
    """A family of two whose December was paid; planned costs stand in a statement."""
    made = family(centre, caseworker, "Amina Sadig", "Idris Sadig")
    made.cost_statements.create(
        number="ZK.1.2026",
        cash_pln=26000,
        health_pln=2000,
        sent_on=DAY(2026, 11, 10),
        pdf=b"x",
        by=caseworker,
    )
    send(approved_list(centre, accountant, head), accountant)
    return made


def read(client, user, address, **typed):
    client.force_login(user)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address, typed)
    assert answer.status_code == 200, address
    assert len(queries) <= 22, address  # with sign-in, roles and the journal
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_the_book_is_filtered_ordered_and_taken_out(client, programme, accountant):
    page = read(client, accountant, "/rozliczenia/ksiega/")
    assert page.count("PK/") == 2
    assert "Koszty: świadczenia pieniężne" in page
    assert "Nie ma takich zapisów" in read(client, accountant, "/rozliczenia/ksiega/", rodzaj="grant")
    assert read(client, accountant, "/rozliczenia/ksiega/", konto="bank").count("PK/") == 1
    assert read(client, accountant, "/rozliczenia/ksiega/", do="2026-12-14").count("PK/") == 0
    assert client.get("/rozliczenia/ksiega.xlsx").content[:2] == b"PK"


def test_the_cost_of_a_programme_stands_against_its_statement(client, programme, accountant):
    page = read(client, accountant, "/rozliczenia/programy/")
    assert "28 000,00" in page
    assert "2 350,60" in page
    assert "25 649,40" in page
    months = read(client, accountant, f"/rozliczenia/programy/{programme.key}/")
    assert "12.2026" in months
    assert client.get("/rozliczenia/programy.xlsx").status_code == 200


def test_the_head_closes_a_year_and_opens_it_with_a_reason(client, programme, centre, head, accountant):
    lines = [Line("bank", 10), Line("grant_cash", -10)]
    post(centre, kind="grant", document="x", title="x", on=DAY(2025, 12, 30), lines=lines, by=accountant)
    client.force_login(accountant)
    assert client.post("/rozliczenia/rok/zamknij/", {"year": 2025}).status_code == 403
    client.force_login(head)
    assert client.post("/rozliczenia/rok/zamknij/", {"year": 2019}).status_code == 422
    assert client.post("/rozliczenia/rok/zamknij/", {"year": 2025}).status_code == 302
    closed = BookYear.objects.get()
    assert client.post(f"/rozliczenia/rok/{closed.key}/otworz/", {"reason": ""}).status_code == 422
    assert client.post(f"/rozliczenia/rok/{closed.key}/otworz/", {"reason": "Zwrot."}).status_code == 302
    assert "otwarty ponownie" in read(client, head, "/rozliczenia/rok/")
