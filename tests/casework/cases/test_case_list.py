"""Finding a case: by name in any spelling, by number, by filter, page by page."""

import datetime
import io

import openpyxl
import pytest

from kladka.casework.cases import queries
from kladka.casework.cases.actions import open_case
from kladka.casework.people.actions import register_household, register_person
from tests.conftest import JOURNAL


def make_case(centre, caseworker, given, family, original="", day=datetime.date(2026, 3, 2)):
    person = register_person(
        centre,
        by=caseworker,
        given_names=given,
        family_name=family,
        original_name=original,
        born=datetime.date(1990, 5, 17),
        sex="f",
        citizenship="Ukraina",
        pesel_missing="w trakcie nadania",
    )
    household = register_household(centre, members=[(person, "applicant")], starts=day, by=caseworker)
    return open_case(household, opened_on=day, worker=caseworker, by=caseworker)


@pytest.mark.parametrize("text", ["kowalc", "KOWALCZ", "Ковальчук", "ołena kow", "olena", "ow"])
def test_a_case_is_found_by_a_part_of_a_name_in_any_spelling(centre, caseworker, text):
    case = make_case(centre, caseworker, "Ołena", "Kowalczuk", "Олена Ковальчук")
    make_case(centre, caseworker, "Amina", "Sadig")
    found = queries.search_cases(caseworker, text).rows
    assert [row["number"] for row in found] == [case.number]


def test_a_search_that_matches_nothing_answers_with_an_empty_page(client, centre, caseworker):
    make_case(centre, caseworker, "Ołena", "Kowalczuk")
    client.force_login(caseworker)
    answer = client.get("/sprawy/", {"q": 'Nikt"*'})
    assert answer.status_code == 200
    assert "Nic nie znaleziono" in answer.content.decode()


def test_pages_follow_each_other_without_gaps_or_repeats(centre, caseworker):
    for number in range(7):
        make_case(centre, caseworker, f"Imię{number}", "Testowa", day=datetime.date(2026, 1, 1 + number // 2))
    seen, cursor = [], ""
    while True:
        page = queries.case_list(caseworker, cursor=cursor, size=3)
        seen += [row["id"] for row in page.rows]
        cursor = page.next
        if not cursor:
            break
    everything = queries.case_list(caseworker, size=100).rows
    assert seen == [row["id"] for row in everything]
    assert len(set(seen)) == 7


def test_the_list_asks_the_same_number_of_queries_for_one_case_and_for_many(
    client, centre, caseworker, django_assert_max_num_queries
):
    for number in range(30):
        make_case(centre, caseworker, f"Imię{number}", "Testowa")
    client.force_login(caseworker)
    with django_assert_max_num_queries(6 + JOURNAL):
        assert client.get("/sprawy/").status_code == 200


def test_a_foreign_cursor_is_refused_and_not_a_crash(client, caseworker):
    client.force_login(caseworker)
    assert client.get("/sprawy/", {"po": "abc"}).status_code == 400


def test_the_list_can_be_taken_as_a_spreadsheet(client, centre, caseworker):
    case = make_case(centre, caseworker, "Ołena", "Kowalczuk")
    client.force_login(caseworker)
    answer = client.get("/sprawy/lista.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    opened = datetime.datetime(2026, 3, 2)
    assert rows == [[case.number, "Ołena Kowalczuk", "wniosek w toku", "Maria Testowa", opened, None, None]]
