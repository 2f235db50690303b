"""Payments made elsewhere: history read from a file, without paying anybody."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from kladka.casework.exchange import actions
from kladka.casework.exchange.columns import PAYMENTS
from kladka.casework.exchange.models import EarlierPayment, ImportRun
from kladka.casework.rights.actions import restrict
from kladka.casework.rights.erasure_actions import erase_case
from tests.casework.intake.families import filed

HEADINGS = [column.heading for column in PAYMENTS]


@pytest.fixture
def paid(centre, caseworker):
    case = filed(centre, caseworker).case
    return {
        "Znak sprawy": case.number, "Nazwisko": "Kowalczuk", "Imiona": "Olena", "Za miesiąc": "2026-03",
        "Kwota": "1 679,00", "Kto wypłacił": "PCPR w Innym Mieście", "Dzień wypłaty": "10.03.2026",
    }  # fmt: skip


def read(centre, head, *rows):
    lines = ["\t".join(HEADINGS), *("\t".join(row[one] for one in HEADINGS) for row in rows)]
    content = "\n".join(lines).encode()
    run = actions.start(centre, "payments", content, name="x", by=head, pasted=True)
    return ImportRun.objects.get(pk=run.pk)


def outcomes(run):
    return [line.outcome for line in run.lines.order_by("number")]


def test_history_is_written_once_and_a_corrected_amount_is_shown_old_and_new(client, centre, head, paid):
    actions.confirm(read(centre, head, paid), None, by=head)
    client.force_login(head)
    shown = client.get(f"/sprawy/{EarlierPayment.objects.get().case.key}/wyplaty/").content.decode()
    assert "PCPR w Innym Mieście" in shown and "1\u00a0679,00" in shown
    assert EarlierPayment.objects.get().amount_pln == Decimal("1679.00")
    assert outcomes(read(centre, head, paid)) == ["same"]
    changed = read(centre, head, paid | {"Kwota": "1600"})
    (note,) = changed.lines.get().notes
    assert (note["column"], note["old"], note["new"]) == ("Kwota", "1\u00a0679,00 zł", "1\u00a0600,00 zł")
    actions.confirm(changed, None, by=head)
    assert EarlierPayment.objects.get().amount_pln == Decimal("1600.00")


@pytest.mark.parametrize(
    "column, cell, text",
    [
        ("Kwota", "dużo", "to nie kwota"),
        ("Kwota", "12,345", "więcej niż dwa miejsca"),
        ("Kwota", "-5", "nie może być ujemna"),
        ("Kwota", "0", "większa od zera"),
        ("Za miesiąc", "marzec", "to nie miesiąc"),
        ("Za miesiąc", "2099-01", "w przyszłości"),
        ("Dzień wypłaty", "1.01.2099", "w przyszłości"),
        ("Dzień wypłaty", "wczoraj", "Podaj datę"),
        ("Znak sprawy", "IPI.S.99.2026", "Nie ma sprawy"),
        ("Nazwisko", "Obca", "nie ma takiej osoby"),
        ("Kto wypłacił", "", "nie może być pusta"),
    ],
)
def test_a_fault_of_a_payment_is_told_by_its_column(centre, head, paid, column, cell, text):
    run = read(centre, head, paid | {column: cell})
    told = [note["text"] for note in run.lines.get().notes if note["column"] == column]
    assert outcomes(run) == ["fault"] and text in told[0]


def test_the_same_payment_twice_in_a_file(centre, head, paid):
    assert outcomes(read(centre, head, paid, paid)) == ["new", "fault"]


def test_the_list_leaves_as_xlsx_without_restricted_cases_and_goes_with_the_case(client, centre, head, paid):
    actions.confirm(read(centre, head, paid), None, by=head)
    client.force_login(head)
    assert "PCPR w Innym Mieście" in client.get("/wymiana/wyplaty/").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get("/wymiana/wyplaty/lista.xlsx").content))
    assert [cell.value for cell in book.active[2]][1] == "Kowalczuk"
    case = EarlierPayment.objects.get().case
    restrict(case, reason="x", starts=timezone.localdate(), by=head)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/wymiana/wyplaty/lista.xlsx").content))
    assert "Kowalczuk" not in str(list(book.active.values))
    erase_case(case, by=head)
    assert not EarlierPayment.objects.exists()
