"""Zgodność na dzień: decisions, lists, the book and the bank's files are one figure, whatever happened."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks._money import ACTS, Office
from kladka.casework import guards
from kladka.casework.benefits.ledger_actions import record_return
from kladka.casework.benefits.models import LedgerEntry, Payment
from kladka.casework.ledger.models import PostingLine
from kladka.casework.settlement.agreement_queries import agreement
from tests.casework.benefits.build import approved_list, family
from tests.casework.benefits.test_ledger import send

DAY = datetime.date
ALWAYS = DAY(2030, 1, 1)


def figures(organisation, on=ALWAYS):
    """{what is compared: (zł of every place, difference)}"""
    return {
        one.title: ({figure.amount for figure in one.figures}, one.difference)
        for one in agreement(organisation, on)
    }


@pytest.fixture
def paid(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig")
    family(centre, caseworker, "Yusuf Rahimi", account="")
    send(approved_list(centre, accountant, head), accountant)
    return Payment.objects.get(month=DAY(2026, 12, 1), method="transfer")


def test_four_places_say_the_same_on_every_day(paid, centre, accountant):
    record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    nothing, all_paid = ({Decimal("0.00")}, 0), ({Decimal("3358.00")}, 0)
    assert figures(centre, DAY(2026, 12, 14)) == dict.fromkeys(["Wypłacono", "Koszt", "Do wypłaty"], nothing)
    assert figures(centre, DAY(2026, 12, 15)) == {
        "Wypłacono": all_paid, "Koszt": all_paid, "Do wypłaty": nothing,
    }  # fmt: skip
    assert figures(centre, DAY(2026, 12, 18)) == {
        "Wypłacono": all_paid, "Koszt": all_paid, "Do wypłaty": ({Decimal("1679.00")}, 0),
    }  # fmt: skip


@pytest.fixture
def office(db):
    return Office()


def play(office, acts, choose):
    office.begin(choose)
    for name in acts:
        office.act(name)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from([*ACTS, "pay", "pay"]), min_size=1, max_size=8), data=st.data())
def test_whatever_happens_every_day_agrees_to_the_grosz(office, acts, data):
    with transaction.atomic():
        play(office, acts, lambda below: data.draw(st.integers(0, below - 1)))
        for on in (DAY(2027, 1, 14), DAY(2027, 1, 15), DAY(2027, 11, 30), ALWAYS):
            assert [one.difference for one in agreement(office.centre, on)] == [0, 0, 0]
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (lambda: LedgerEntry.objects.filter(kind="paid"), "Do wypłaty"),
        (lambda: PostingLine.objects.filter(account="cost_cash"), "Koszt"),
        (lambda: Payment.objects.filter(payment_list__state="sent"), "Wypłacono"),
    ],
)
def test_a_grosz_that_was_moved_is_shown(paid, centre, rows, title):
    with guards.lifted(connection):
        row = rows().first()
        rows().filter(pk=row.pk).update(amount_pln=row.amount_pln - Decimal("0.01"))
    assert figures(centre)[title][1] == Decimal("0.01")


def test_the_list_behind_a_number_adds_up_to_it(client, paid, centre, accountant):
    record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    client.force_login(accountant)
    page = client.get("/rozliczenia/", {"dzien": "2026-12-18"}).content.decode()
    assert "różnica" in page
    assert "bg-red-lt" not in page
    sums = {"decyzje": 3358, "listy": 3358, "pliki": 3358, "ksiega": -3358, "wyplaty": 1679, "osoby": -1679}
    for figure, amount in sums.items():
        answer = client.get("/rozliczenia/zgodnosc.xlsx", {"liczba": figure, "dzien": "2026-12-18"})
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        last = [row for row in sheet.values if row[0] == "Razem"][-1]
        assert last[-1] == amount, figure
    assert client.get("/rozliczenia/zgodnosc.xlsx", {"liczba": "x"}).status_code == 404
