"""Two records of one person: found, linked with a reason, shown on both cases, undone; nothing is opened."""

import pytest
from django.core.exceptions import ValidationError

from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.cases.same_person import cases_of_same_person
from kladka.casework.people.actions import link_persons, undo_link
from kladka.casework.people.duplicates import likely_pairs
from kladka.casework.people.models import Person, PersonLink
from tests.casework.cases.test_case_list import make_case
from tests.conftest import JOURNAL, make_user


@pytest.fixture
def pair(centre, caseworker):
    return [make_case(centre, caseworker, name, "Kowalczuk") for name in ("Olena", "Ołena")]


def people():
    return list(Person.objects.order_by("pk"))


def test_alike_records_of_the_centre_are_listed_until_somebody_says(centre, caseworker, pair):
    one, other = people()
    assert likely_pairs([centre.pk]) == [(one.pk, other.pk)]
    link = link_persons(other, one, same=False, reason="bliźniaczki", by=caseworker)
    assert likely_pairs([centre.pk]) == []
    with pytest.raises(ValidationError, match="już rozstrzygnięto"):
        link_persons(one, other, same=True, reason="x", by=caseworker)
    undo_link(link, reason="pomyłka", by=caseworker)
    assert likely_pairs([centre.pk]) == [(one.pk, other.pk)]
    assert PersonLink.objects.get().undone_reason == "pomyłka"


def test_a_link_is_shown_on_both_cases_and_opens_neither(client, centre, head, pair):
    client.force_login(head)
    one, other = people()
    page = client.get("/wymiana/powtorzenia/").content.decode()
    assert "podobne nazwisko" in page or "imię i nazwisko" in page
    said = {"one": one.key, "other": other.key, "same": "tak", "reason": "ten sam dokument"}
    assert client.post("/wymiana/powtorzenia/rozstrzygnij/", said).status_code == 302
    for mine, theirs in (pair, pair[::-1]):
        assert theirs.number in client.get(mine.get_absolute_url()).content.decode()
    for mine in pair:  # one row with both cases, or the case that was found and the number of the other
        found = client.get("/sprawy/", {"q": mine.number}).content.decode()
        assert found.count("ta sama osoba") == 1
    found = client.get("/sprawy/", {"q": "Kowalczuk"}).content.decode()
    assert found.count("ta sama osoba") == 1
    assert found.count('data-label="Rodzina"') == 1
    assert all(found.count(f"/sprawy/{case.key}/") == 1 for case in pair)
    colleague = make_user("Inna Osoba", "inna@przyklad.test", centre, "caseworker")
    client.force_login(colleague)
    assert client.get(pair[1].get_absolute_url()).status_code == 302  # asks for a reason, as before
    assert client.get("/wymiana/powtorzenia/").status_code == 403


def test_nothing_is_said_without_a_reason(client, head, pair):
    client.force_login(head)
    one, other = people()
    sent = {"one": one.key, "other": other.key, "same": "tak", "reason": ""}
    assert client.post("/wymiana/powtorzenia/rozstrzygnij/", sent).status_code == 422
    assert not PersonLink.objects.exists()


def test_a_number_of_a_case_one_does_not_read_is_not_shown(centre, caseworker, head, pair):
    one, other = people()
    link_persons(one, other, same=True, reason="ten sam dokument", by=head)
    mine, theirs = pair
    assert cases_of_same_person(caseworker, [mine.household_id])[mine.household_id][0]["key"] == theirs.key
    Case.objects.filter(pk=theirs.pk).update(state=Case.State.ERASED)
    assert not any(cases_of_same_person(caseworker, [mine.household_id]).values())
    Case.objects.filter(pk=theirs.pk).update(state=theirs.state)
    elsewhere = Organisation.objects.create(name="Inne centrum", short_name="Inne")
    stranger = make_user("Obca Osoba", "obca@przyklad.test", elsewhere, "caseworker")
    assert not any(cases_of_same_person(stranger, [mine.household_id]).values())


def test_pages_with_links_ask_the_same_number_of_queries_for_one_and_for_many(
    client, centre, caseworker, head, django_assert_max_num_queries
):
    for number in range(12):
        make_case(centre, caseworker, f"Olena {number}", "Kowalczuk")
    someone, *others = people()
    for other in others[:6]:
        link_persons(someone, other, same=True, reason="ten sam dokument", by=head)
    client.force_login(head)
    with django_assert_max_num_queries(10 + JOURNAL):
        page = client.get("/wymiana/powtorzenia/").content.decode()
    assert page.count("Rozstrzygnięcia") == 1
    with django_assert_max_num_queries(10 + JOURNAL):
        client.get("/sprawy/", {"q": "Kowalczuk"})
    with django_assert_max_num_queries(16 + JOURNAL):
        client.get(f"/sprawy/{someone.memberships.get().household.cases.get().key}/")
