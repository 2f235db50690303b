"""The list of decisions: what waits for a head comes first; filter, order, export, few queries."""

import io

import openpyxl
import pytest

from kladka.casework.programmes.actions import draft_grant
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import accepted, issued, submitted
from tests.conftest import JOURNAL


def person(given, family):
    return member(given, family, received=REFUGEE_COPIES)


@pytest.fixture
def decisions(centre, caseworker, head):
    return [
        issued(centre, caseworker, head),
        submitted(centre, caseworker, person("Iryna", "Iwanenko")),
        draft_grant(accepted(centre, caseworker, person("Amina", "Sadig")), caseworker),
    ]


def test_what_waits_for_approval_comes_first_for_a_head_and_only_for_a_head(
    client, decisions, caseworker, head
):
    client.force_login(head)
    page = client.get("/decyzje/").content.decode()
    assert page.index("Do zatwierdzenia</h2>") < page.index("Lista decyzji")
    client.force_login(caseworker)
    assert "Do zatwierdzenia</h2>" not in client.get("/decyzje/").content.decode()


def test_a_heads_own_draft_does_not_wait_for_that_head(client, centre, head):
    submitted(centre, head)
    client.force_login(head)
    assert "Do zatwierdzenia</h2>" not in client.get("/decyzje/").content.decode()


def test_the_list_filters_and_orders(client, decisions, caseworker):
    client.force_login(caseworker)
    only_issued = client.get("/decyzje/", {"stan": "issued", "rodzaj": "grant"}).content.decode()
    assert "Kowalczuk" in only_issued and "Iwanenko" not in only_issued
    oldest = client.get("/decyzje/", {"kolejnosc": "stare"}).content.decode()
    assert oldest.index("Kowalczuk") < oldest.index("Iwanenko") < oldest.index("Sadig")


def test_the_export_has_every_decision_of_the_filter(client, decisions, caseworker):
    client.force_login(caseworker)
    content = client.get("/decyzje/lista.xlsx", {"kolejnosc": "stare"}).content
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active]
    assert [row[2] for row in rows[1:]] == ["wydana", "do zatwierdzenia", "projekt"]
    assert rows[1][0] == decisions[0].number


def test_the_list_asks_few_queries_whatever_the_number_of_rows(
    client, decisions, head, django_assert_max_num_queries
):
    client.force_login(head)
    with django_assert_max_num_queries(8 + JOURNAL):
        assert client.get("/decyzje/").status_code == 200


def test_the_decisions_of_a_case_stand_on_its_page(client, decisions, caseworker):
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{decisions[0].case.key}/decyzje/").content.decode()
    assert decisions[0].number in page and "Iwanenko" not in page


def test_an_accepted_programme_offers_its_decision_on_the_page_of_the_case(client, centre, caseworker):
    programme = accepted(centre, caseworker)
    client.force_login(caseworker)
    address = f"/sprawy/{programme.case.key}/decyzje/"
    assert "Przygotuj decyzję" in client.get(address).content.decode()
    answer = client.post(f"/sprawy/{programme.case.key}/program/decyzja/")
    assert answer["Location"].startswith("/decyzje/")
    assert "Przygotuj decyzję" not in client.get(address).content.decode()


def test_an_empty_list_says_where_decisions_come_from(client, caseworker):
    client.force_login(caseworker)
    assert "Nie ma decyzji" in client.get("/decyzje/").content.decode()


def test_a_decision_of_another_centre_does_not_exist(client, decisions, stranger):
    client.force_login(stranger)
    for tail in ("", "projekt.pdf", "wydana.pdf", "uzasadnienie/"):
        assert client.get(f"/decyzje/{decisions[0].key}/{tail}").status_code == 404
