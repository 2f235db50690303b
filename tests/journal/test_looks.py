"""Who looked at a case: the page, its files, and what others ask the journal."""

import datetime

import openpyxl
import pytest

from kladka.documents.document import XLSX
from kladka.journal.models import Entry
from kladka.journal.queries import affected, distinct_per_hour, looks_at
from tests.casework.intake.families import member
from tests.casework.programmes.build import application

DAY = datetime.timedelta(days=1)


@pytest.fixture
def case(centre, caseworker):
    return application(centre, caseworker).case


@pytest.fixture
def looked(client, case, caseworker, accountant):
    """The caseworker opened the case and the list, the accountant its payments; the caseworker looks on."""
    client.force_login(caseworker)
    client.get(f"/sprawy/{case.key}/")
    client.get("/sprawy/")
    client.force_login(accountant)
    client.get(f"/sprawy/{case.key}/wyplaty/")
    client.force_login(caseworker)
    return client


def page(client, case, query=""):
    return client.get(f"/sprawy/{case.key}/wglady/{query}").content.decode()


def test_the_case_page_leads_to_who_looked(looked, case):
    assert f'href="/sprawy/{case.key}/wglady/"' in looked.get(f"/sprawy/{case.key}/").content.decode()


def test_the_page_names_who_looked_where_and_on_what_basis(looked, case):
    text = page(looked, case)
    assert text.count("otwarto stronę") == 2  # this page's own look is written after it
    for words in (
        "Maria Testowa",
        "Zofia Testowa",
        "Wypłaty",
        "praca w jednostce",
        "złożono wniosek",
    ):
        assert words in text


def test_looks_are_told_by_kind_and_by_person(looked, case, caseworker, accountant):
    rows = page(looked, case, f"?rodzaj=read&kto={caseworker.pk}").split("<tbody>")[1]
    assert rows.count("otwarto stronę") == 1
    assert "złożono wniosek" not in rows
    assert "lista spraw" in page(looked, case, "?rodzaj=list")
    assert "Nie ma takich wpisów" in page(looked, case, f"?rodzaj=act&kto={accountant.pk}")


@pytest.mark.parametrize("query", ["?rodzaj=zly&kto=x", "?kto=99999999999999999999"])
def test_a_strange_filter_shows_everything(query, looked, case):
    assert "złożono wniosek" in page(looked, case, query)


def test_the_files_hold_the_same_rows_with_typed_days(looked, case, tmp_path):
    answer = looked.get(f"/sprawy/{case.key}/wglady/plik/xlsx/?rodzaj=read")
    assert answer["Content-Type"] == XLSX
    path = tmp_path / "wglady.xlsx"
    path.write_bytes(answer.content)
    head, *rows = openpyxl.load_workbook(path).active.values
    assert head[0] == "Dzień"
    assert [type(row[0]) for row in rows] == [datetime.datetime] * 2
    assert {row[2] for row in rows} == {"Maria Testowa", "Zofia Testowa"}
    assert "Maria Testowa" in looked.get(f"/sprawy/{case.key}/wglady/plik/csv/").content.decode("utf-8-sig")
    assert looked.get(f"/sprawy/{case.key}/wglady/plik/exe/").status_code == 404


def test_looks_are_found_by_the_keys_of_their_subjects(looked, case):
    found = [(row["actor__name"], row["act"]) for row in looks_at([case.key], kind="read")]
    assert found == [("Zofia Testowa", "case.read"), ("Maria Testowa", "case.read")]
    assert [row["act"] for row in looks_at([case.key], kind="list")] == ["case_list.read"]
    assert not looks_at(["a" * 16]).exists()


def test_for_an_incident_the_cases_somebody_saw_or_changed_are_listed(
    looked, centre, case, caseworker, accountant, head
):
    other = application(centre, head, member("Maria")).case
    looked.force_login(accountant)
    looked.get("/sprawy/")
    at = Entry.objects.latest("id").at
    assert affected(at - DAY, at)["case"] == sorted({case.key, other.key})
    assert affected(at - DAY, at, actor=caseworker)["case"] == [case.key]
    assert affected(at - DAY, at, actor=head)["case"] == [other.key]  # changed, and opened on no page
    assert affected(at + DAY, at + 2 * DAY) == {}


def test_distinct_cases_are_counted_by_user_and_hour(looked, centre, case, caseworker):
    other = application(centre, caseworker, member("Maria")).case
    looked.force_login(caseworker)
    for one in (case, case, other):
        looked.get(f"/sprawy/{one.key}/")
    rows = distinct_per_hour(centre, Entry.objects.latest("id").at - DAY)
    assert {(row["actor__name"], row["cases"]) for row in rows} == {
        ("Maria Testowa", 2),
        ("Zofia Testowa", 1),
    }
