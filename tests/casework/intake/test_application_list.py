"""The list: by state and order, page by page, as XLSX, in a fixed number of queries."""

import datetime
import io

import openpyxl
import pytest

from kladka.casework.intake import queries
from tests.conftest import JOURNAL

from .families import complete, filed, member


@pytest.fixture
def page(client, caseworker):
    client.force_login(caseworker)
    return client


def test_the_list_shows_the_term_what_is_missing_and_the_deadline(page, centre, caseworker):
    filed(centre, caseworker)
    text = page.get("/wnioski/").content.decode()
    assert "Olena Kowalczuk" in text
    assert "dzień 41 z 60" in text
    assert "<td>6</td>" in text
    assert "2.12.2026" in text


def test_a_late_application_is_marked(page, centre, caseworker):
    filed(centre, caseworker, member(delivered_on=datetime.date(2026, 5, 4)))
    assert "po terminie" in page.get("/wnioski/").content.decode()


def test_the_list_is_filtered_by_state(page, centre, caseworker):
    filed(centre, caseworker, member("Olena"))
    complete(centre, caseworker)
    kept = queries.application_list(caseworker, state="complete").rows
    assert [one["state"] for one in kept] == ["complete"]
    assert page.get("/wnioski/", {"stan": "nonsens"}).status_code == 200


def test_pages_follow_each_other_in_both_orders(centre, caseworker):
    for number in range(7):
        day = datetime.date(2026, 10, 1 + number // 2)
        filed(centre, caseworker, member(f"Imię{'abcdefg'[number]}"), filed_on=day)
    for order in queries.ORDERS:
        seen, cursor = [], ""
        while True:
            part = queries.application_list(caseworker, order=order, cursor=cursor, size=3)
            seen += [one["id"] for one in part.rows]
            cursor = part.next
            if not cursor:
                break
        whole = queries.application_list(caseworker, order=order, size=100).rows
        assert seen == [one["id"] for one in whole]
        assert len(set(seen)) == 7


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_many(
    page, centre, caseworker, django_assert_max_num_queries
):
    for number in range(30):
        filed(centre, caseworker, member(f"Imię{number}"))
    with django_assert_max_num_queries(6 + JOURNAL):
        assert page.get("/wnioski/").status_code == 200


def test_the_export_has_typed_days(page, centre, caseworker):
    application = filed(centre, caseworker)
    answer = page.get("/wnioski/lista.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[2]] == [
        application.receipt_number,
        application.case.number,
        "Olena Kowalczuk",
        datetime.datetime(2026, 11, 2),
        None,
        "złożony",
        41,
        datetime.datetime(2026, 11, 23),
        "Maria Testowa",
    ]


def test_an_empty_list_says_what_will_be_there(page):
    text = page.get("/wnioski/").content.decode()
    assert "Nie ma wniosków" in text
    assert "Nowy wniosek" in text


def test_a_foreign_cursor_is_refused_and_not_a_crash(page):
    assert page.get("/wnioski/", {"po": "abc"}).status_code == 400
