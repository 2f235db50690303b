"""The list of programmes: filter, order, export, few queries."""

import io

import openpyxl
import pytest

from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import agreed, drafted
from tests.conftest import JOURNAL


@pytest.fixture
def programmes(centre, caseworker):
    return [
        drafted(centre, caseworker),
        agreed(centre, caseworker, member("Iryna", "Iwanenko", received=REFUGEE_COPIES)),
    ]


def test_the_list_filters_by_state_and_orders_both_ways(client, caseworker, programmes):
    client.force_login(caseworker)
    newest = client.get("/programy/").content.decode()
    oldest = client.get("/programy/", {"kolejnosc": "stare"}).content.decode()
    agreed_only = client.get("/programy/", {"stan": "agreed"}).content.decode()
    assert newest.index("Iwanenko") < newest.index("Kowalczuk")
    assert oldest.index("Kowalczuk") < oldest.index("Iwanenko")
    assert "Iwanenko" in agreed_only and "Kowalczuk" not in agreed_only


def test_a_filter_that_is_no_filter_shows_everything(client, caseworker, programmes):
    client.force_login(caseworker)
    page = client.get("/programy/", {"stan": "xyz", "kolejnosc": "abc"}).content.decode()
    assert "Iwanenko" in page and "Kowalczuk" in page


def test_an_empty_list_says_where_programmes_come_from(client, caseworker):
    client.force_login(caseworker)
    assert "Nie ma programów" in client.get("/programy/").content.decode()


def test_the_export_has_a_row_for_every_programme(client, caseworker, programmes):
    client.force_login(caseworker)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/programy/lista.xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert [row[1] for row in rows] == ["Iryna Iwanenko", "Olena Kowalczuk"]
    assert [row[2] for row in rows] == ["uzgodniony", "w przygotowaniu"]


def test_the_list_asks_few_queries_whatever_the_number_of_rows(
    client, caseworker, programmes, django_assert_max_num_queries
):
    client.force_login(caseworker)
    with django_assert_max_num_queries(6 + JOURNAL):
        assert client.get("/programy/").status_code == 200
