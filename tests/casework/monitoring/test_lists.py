"""The tab of a case, the list of families and „Dziś”: what waits, counted and exported."""

import datetime
import io
import re

import openpyxl
import pytest
from django.utils import timezone

from kladka.casework.cases.actions import add_contact
from kladka.casework.cases.models import Case, Contact
from kladka.casework.monitoring import queries
from kladka.casework.monitoring.wording import following_rows
from tests.casework.programmes.build import running
from tests.conftest import JOURNAL
from tests.documents.reading import one_line


@pytest.fixture
def case(centre, caseworker, head):
    found = running(centre, caseworker, head).case
    today = timezone.localdate()
    Case.objects.filter(pk=found.pk).update(aid_from=today.replace(day=1), aid_until=today)
    return Case.objects.get(pk=found.pk)


def told(case, by, **changes):
    said = {"kind": "meeting", "on": timezone.localdate(), "text": "Rozmowa o szkole"}
    return add_contact(case, by=by, **said | changes)


def test_contacts_are_filtered_ordered_paged_and_exported(client, case, caseworker):
    day = timezone.localdate() - datetime.timedelta(days=40)
    for number in range(30):
        told(case, caseworker, on=day + datetime.timedelta(days=number), text=f"Rozmowa {number}")
    told(case, caseworker, kind="phone", missed=True, absence="Choroba", excused=True)
    client.force_login(caseworker)
    first = client.get(f"/sprawy/{case.key}/kontakty/").content.decode()
    assert "Powód: Choroba (usprawiedliwiona)" in first
    assert "Rozmowa 2<" not in first
    oldest = client.get(f"/sprawy/{case.key}/kontakty/", {"kolejnosc": "stare"}).content.decode()
    assert "Rozmowa 2<" in oldest
    absent = client.get(f"/sprawy/{case.key}/kontakty/", {"nieobecnosci": "on"}).content.decode()
    assert ("Choroba" in absent, "Rozmowa 2" in absent) == (True, False)
    book = client.get(f"/sprawy/{case.key}/kontakty/lista.xlsx", {"rodzaj": "phone"}).content
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.values)
    assert [row[1] for row in rows[1:2]] == ["rozmowa telefoniczna"]
    assert rows[1][6] == "usprawiedliwiona: Choroba"


def test_families_waiting_for_a_contact_are_found_in_the_reading_of_the_centre(
    client, centre, case, caseworker, head
):
    today = timezone.localdate()
    told(case, caseworker)
    told(case, caseworker, kind="message")
    assert not queries.waiting_in(centre, today)["contacts"].exists()
    client.force_login(head)
    client.post("/monitorowanie/kontakty/", {})  # neither messages nor attempts count
    centre.refresh_from_db()
    assert list(queries.waiting_in(centre, today)["contacts"]) == [case]
    page = client.get("/monitorowanie/", {"czego": "contacts"}).content.decode()
    assert "1 z 2" in page
    assert "2, gdyby wiadomość liczy się jak kontakt" in page


def test_today_names_missing_contacts_only_late_in_the_month():
    found = {"contacts": 3, "note": 1, "notice": 0}
    early, late = datetime.date(2026, 3, 19), datetime.date(2026, 3, 20)
    assert [row[1] for row in following_rows(found, whose="moje", day=early)] == [1]
    assert [row[1] for row in following_rows(found, whose="moje", day=late)] == [3, 1]


def test_the_list_asks_few_queries_and_is_exported_without_restricted_cases(
    client, case, caseworker, django_assert_max_num_queries
):
    client.force_login(caseworker)
    with django_assert_max_num_queries(10 + JOURNAL):
        assert case.title in client.get("/monitorowanie/").content.decode()
    case.restrictions.create(reason="x", starts=timezone.localdate(), by=caseworker)
    book = client.get("/monitorowanie/lista.xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.values)
    assert len(rows) == 1


def test_the_tab_of_a_case_asks_few_queries(client, case, caseworker, django_assert_max_num_queries):
    for _ in range(20):
        told(case, caseworker)
    client.force_login(caseworker)
    with django_assert_max_num_queries(12 + JOURNAL):
        client.get(f"/sprawy/{case.key}/kontakty/")


def test_a_contact_from_the_list_leads_back_to_it(client, case, caseworker):
    client.force_login(caseworker)
    typed = {"kind": "phone", "on": timezone.localdate().isoformat(), "text": "x"}
    assert client.post(f"/sprawy/{case.key}/kontakt/?lista=1", typed).url == "/monitorowanie/"
    assert Contact.objects.filter(case=case).exists()


def test_the_contacts_of_each_month_stand_beside_the_article_that_asks_for_two(client, case, caseworker):
    told(case, caseworker)
    client.force_login(caseworker)
    for address in (f"/sprawy/{case.key}/kontakty/", f"/sprawy/{case.key}/"):
        page = one_line(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))
        assert re.search(r"\b1 z (co najmniej )?2\b", page), address
        assert "ups art. 93 ust. 1 pkt 2 lit. d" in page, address
