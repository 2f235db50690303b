"""What an answer shows is recorded before it leaves; what cannot be recorded is not shown."""

import pytest

from kladka.journal.models import Entry
from kladka.journal.reading import noticed
from tests.casework.programmes.build import application


@pytest.fixture
def case(centre, caseworker):
    return application(centre, caseworker).case


def reads():
    return Entry.objects.filter(kind__in=["read", "list"]).order_by("id")


def test_a_page_of_a_case_leaves_one_entry_that_says_who_what_and_where(client, case, caseworker):
    client.force_login(caseworker)
    client.get(f"/sprawy/{case.key}/")
    (entry,) = reads()
    assert (entry.kind, entry.actor, entry.organisation_id) == ("read", caseworker, case.organisation_id)
    assert (entry.subject, entry.subject_key, entry.basis, entry.address) == ("case", case.key, "own", "case")


def test_a_list_leaves_one_entry_with_the_keys_of_the_cases_shown(client, case, caseworker):
    client.force_login(caseworker)
    client.get("/sprawy/")
    (entry,) = reads()
    assert (entry.kind, entry.subject, entry.shown, entry.details) == ("list", "case_list", case.key, {})


def test_a_search_is_recorded_without_its_words_also_when_nothing_was_found(client, case, caseworker):
    client.force_login(caseworker)
    for asked in ("kowalczuk", "Kowalczuk", "92010112345"):
        client.get("/sprawy/", {"q": asked})
    one, same, other = [entry.details["query"] for entry in reads()]
    assert one == same != other
    assert [entry.shown for entry in reads()] == [case.key, case.key, ""]
    assert "kowal" not in str(list(reads().values())).lower()


def test_a_form_with_mistakes_shows_the_case_and_is_recorded(client, case, caseworker):
    client.force_login(caseworker)
    assert client.post(f"/sprawy/{case.key}/kontakt/", {}).status_code == 422
    assert [entry.address for entry in reads()] == ["contact-new"]


@pytest.mark.parametrize("address", ["/sprawy/aaaaaaaaaaaaaaaa/", "/prawo/", "/konto/wyloguj/"])
def test_an_answer_that_shows_nobody_leaves_no_entry(address, client, case, caseworker):
    client.force_login(caseworker)
    client.get(address)
    assert not reads().exists()


def test_an_act_that_leads_elsewhere_is_recorded_as_an_act_alone(client, case, caseworker):
    client.force_login(caseworker)
    typed = {"kind": "phone", "on": "2026-01-02", "text": "Umówiono spotkanie."}
    assert client.post(f"/sprawy/{case.key}/kontakt/", typed).status_code == 302
    assert not reads().exists()
    assert Entry.objects.get(act="contact.added").address == "contact-new"


def test_work_outside_a_browser_notices_nothing(case):
    noticed("case", case.key, organisation_id=case.organisation_id)
    assert not reads().exists()
