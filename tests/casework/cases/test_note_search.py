"""The text of notes: found in any form, sealed in the database, shown to who may read the case."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kladka.accounts.models import Organisation
from kladka.casework.access.address_actions import protect
from kladka.casework.cases.actions import add_contact
from kladka.casework.cases.models import Contact
from kladka.casework.cases.note_search import search_notes, snippet
from kladka.casework.people.actions import register_document
from kladka.casework.people.inflection import stems
from kladka.casework.rights import traces
from kladka.casework.rights.erasure_actions import erase_case
from kladka.journal.models import Entry
from kladka.vault import keys
from tests.conftest import JOURNAL, make_user

from .test_case_list import make_case

TEXT = (
    "Byliśmy w szkole. Nauczycielka mówi, że córka potrzebuje lekcji polskiego; umówiono lekarza na wtorek."
)


@pytest.fixture
def case(centre, caseworker):
    return make_case(centre, caseworker, "Olena", "Kowalczuk")


def note(case, text=TEXT, by=None, **more):
    return add_contact(case, kind="meeting", on=timezone.localdate(), text=text, by=by or case.worker, **more)


def found(user, text, **more):
    return [row["case__number"] for row in search_notes(user, text, **more).rows]


@pytest.mark.parametrize(
    "asked", ["szkoła", "SZKOLY", "nauczycielki lekcja", "córek", "corce", "lekarz wtorek"]
)
def test_a_note_is_found_by_other_forms_of_its_words(case, caseworker, asked):
    note(case)
    note(case, "Wpłacono czynsz.")
    assert found(caseworker, asked) == [case.number]


@pytest.mark.parametrize("asked", ["przedszkole", "szkoła czynsz", "nie", "w", "", '" OR 1', "a*"])
def test_what_is_not_in_a_note_is_not_found(case, caseworker, asked):
    note(case)
    assert found(caseworker, asked) == []


def test_the_snippet_shows_the_word_as_it_was_written_with_what_is_around():
    pieces = snippet("x " * 100 + "przed słowem, w szkołach po słowie " + "y " * 200, stems("szkoła"))
    assert [one.text for one in pieces if one.found] == ["szkołach"]
    assert pieces[0].text == "… " and pieces[-1].text.endswith(" …")
    assert "przed słowem, w " in "".join(one.text for one in pieces)


def test_the_database_holds_digests_that_differ_by_centre(case, caseworker):
    elsewhere = Organisation.objects.create(kind="county_centre", name="Inne Centrum", short_name="Inne")
    stranger = make_user("Inna Osoba", "inna@inne.test", elsewhere, "caseworker")
    other = make_case(elsewhere, stranger, "Amina", "Sadig")
    ours, theirs = note(case), note(other, by=stranger)
    kept = [set(row.split()) for row in Contact.objects.order_by("pk").values_list("words", flat=True)]
    assert all(len(words) == len(stems(TEXT)) + 1 for words in kept)
    assert kept[0] & kept[1] == {f"{keys.current('index')[0]:02x}"}
    assert not any(word in repr(kept) for word in stems(TEXT))
    assert found(caseworker, "szkoła") == [ours.case.number]
    assert found(stranger, "szkoła") == [theirs.case.number]


def test_the_index_follows_a_note_that_changes_or_goes(case, caseworker):
    written = note(case)
    written = Contact.objects.get(pk=written.pk)
    written.text = "Wpłacono czynsz."
    written.save(update_fields=["text"])
    assert found(caseworker, "szkoła") == []
    assert found(caseworker, "czynszu") == [case.number]
    erase_case(case, by=caseworker)
    assert found(caseworker, "czynszu") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cases_contact WHERE words IS NOT NULL")
        assert cursor.fetchone() == (0,)


def test_an_address_that_becomes_protected_is_found_no_more(case, caseworker):
    note(case, "Wizyta przy ul. Kryjówkowa 77, zastano matkę.")
    assert found(caseworker, "Kryjówkowej") == [case.number]
    home = {"address": "ul. Kryjówkowa 77", "town": "Brzozów", "correspondence": "skr. poczt. 5"}
    protect(case, by=caseworker, **home)
    assert found(caseworker, "Kryjówkowa") == []
    assert found(caseworker, "matka") == [case.number]


def test_a_new_key_of_the_index_and_an_index_that_was_lost(case, caseworker):
    written = note(case)
    keys.add("index")
    assert found(caseworker, "szkoła") == [case.number]  # rows carry the one key or the other
    call_command("keys", "reseal")
    assert Contact.objects.get(pk=written.pk).words.startswith(f"{keys.current('index')[0]:02x} ")
    assert found(caseworker, "szkoła") == [case.number]
    Contact.objects.update(words=None)
    assert found(caseworker, "szkoła") == []
    call_command("keys", "reindex")
    assert found(caseworker, "szkoła") == [case.number]


@pytest.mark.django_db(transaction=True)
def test_the_database_written_anew_keeps_the_index(centre, caseworker):
    case = make_case(centre, caseworker, "Olena", "Kowalczuk")
    note(case)
    traces.rewrite()
    assert found(caseworker, "szkoła") == [case.number]


def test_a_page_goes_on_where_the_last_one_ended(case, caseworker):
    for number in range(5):
        note(case, f"Wizyta w szkole {number}{number}{number}.")
    first = search_notes(caseworker, "szkoła", size=3)
    second = search_notes(caseworker, "szkoła", size=3, cursor=first.next)
    assert [len(first.rows), len(second.rows), second.next] == [3, 2, ""]
    assert [row["id"] for row in first.rows + second.rows] == sorted(
        Contact.objects.values_list("pk", flat=True), reverse=True
    )


def test_outside_the_own_cases_a_reason_is_asked_and_leads_back(client, centre, case, caseworker):
    note(case)
    colleague = make_user("Inna Osoba", "inna@przyklad.test", centre, "caseworker")
    client.force_login(colleague)
    page = client.get("/szukanie/", {"q": "szkoła"})
    assert "Żadna notatka nie ma tych słów" in page.content.decode()
    asked = client.get("/szukanie/", {"q": "szkoła", "gdzie": "cala"})
    assert asked.status_code == 302
    said = client.post(asked["Location"], {"reason": "substitute", "text": ""})
    page = client.get(said["Location"])
    assert "/szukanie/?" in said["Location"] and "<mark>szkole</mark>" in page.content.decode()
    read = Entry.objects.filter(act="note_search.read").latest("pk")
    assert "szko" not in repr(read.details)


def test_accounting_reads_no_notes(client, case, accountant):
    note(case)
    client.force_login(accountant)
    assert client.get("/szukanie/", {"q": "szkoła"}).status_code == 403


def test_a_page_of_results_costs_few_queries(client, case, caseworker, django_assert_max_num_queries):
    for number in range(30):
        note(case, f"Wizyta w szkole {number}.")
    client.force_login(caseworker)
    client.get(reverse("note-search"), {"q": "szkoła"})
    with django_assert_max_num_queries(7 + JOURNAL):
        page = client.get(reverse("note-search"), {"q": "szkoła"})
    assert page.content.decode().count("<mark>") == 25


def test_a_case_is_found_by_whole_numbers(client, centre, caseworker):
    case = make_case(centre, caseworker, "Olena", "Kowalczuk", day=datetime.date(2026, 3, 2))
    person = case.household.members.get().person
    register_document(person, by=caseworker, kind="passport", number="FX 123456")
    client.force_login(caseworker)
    assert case.number in client.get("/sprawy/", {"q": "fx123456"}).content.decode()
    assert case.number not in client.get("/sprawy/", {"q": "fx123457"}).content.decode()


def test_a_number_pesel_finds_its_case_whole_in_the_own_centre_and_stands_nowhere_in_the_open(
    client, centre, caseworker, head
):
    case = make_case(centre, caseworker, "Olena", "Kowalczuk", day=datetime.date(2026, 3, 2))
    person = case.household.members.get().person
    person.pesel, person.pesel_missing = "90051700000", ""
    person.save()
    other = Organisation.objects.create(kind="city_centre", name="Obcy", short_name="Obcy")
    stranger = make_user("X", "obca@tu.test", other, "caseworker")
    for user, finds in ((caseworker, True), (head, True), (stranger, False)):
        client.force_login(user)
        asked = (client.get("/sprawy/", {"q": number}) for number in ("90051700000", "9005170000"))
        assert [case.number in page.content.decode() for page in asked] == [finds, False]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        held = [
            bytes(value) if isinstance(value, memoryview) else str(value).encode()
            for value in cursor.fetchone()
        ]
    assert not any(b"90051700000" in value for value in held)
    client.force_login(make_user("Y", "admin@tu.test", centre, "administrator"))
    assert client.get("/sprawy/", {"q": "90051700000"}).status_code == 403
