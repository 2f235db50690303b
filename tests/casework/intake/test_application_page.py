"""The application page: terms counted, reasons and warnings, and the answer to every Dlaczego."""

import datetime

import pytest

from kladka.casework.intake import actions, queries
from tests.conftest import JOURNAL

from .families import FILED_ON, complete, filed, member


@pytest.fixture
def page(client, caseworker):
    client.force_login(caseworker)
    return client


def at(application, tail=""):
    return f"/sprawy/{application.case.key}/wniosek/{tail}"


def test_the_sixty_days_are_counted_to_the_day_of_filing():
    counted = queries.clock(datetime.date(2026, 9, 22), FILED_ON)
    assert (counted.number, counted.length, counted.left, counted.late) == (41, 60, 21, False)
    assert counted.term.raw_day == datetime.date(2026, 11, 21)
    assert counted.term.day == datetime.date(2026, 11, 23)


def test_a_filing_on_the_shifted_last_day_is_in_time_and_the_next_day_is_late():
    delivered = datetime.date(2026, 9, 22)
    assert not queries.clock(delivered, datetime.date(2026, 11, 23)).late
    assert queries.clock(delivered, datetime.date(2026, 11, 24)).over == 1


def test_the_page_shows_the_day_the_raw_and_the_shifted_end(page, centre, caseworker):
    text = page.get(at(filed(centre, caseworker))).content.decode()
    assert "dzień 41 z 60" in text
    assert "ostatni dzień 23.11.2026" in text
    assert "wyliczony 21.11.2026, przesunięty" in text


def test_the_page_says_which_condition_failed_and_offers_a_refusal(page, centre, caseworker):
    text = page.get(at(filed(centre, caseworker, member(kind="humanitarian")))).content.decode()
    assert "Warunki, których nie spełniono" in text
    assert "Osoba nie ma statusu uchodźcy" in text
    assert "Nikt z rodziny nie spełnia warunków. Sprawdź dane albo przygotuj projekt odmowy." in text


def test_why_tells_each_step_of_the_term_with_its_provision(page, centre, caseworker):
    application = filed(centre, caseworker)
    key = application.people.get().person.key
    text = page.get(at(application, f"dlaczego/termin/{key}/")).content.decode()
    for words in (
        "Decyzję doręczono 22 września 2026 r.",
        "Dnia doręczenia nie wlicza się do terminu.",
        "Termin wynosi 60 dni; ostatni z nich to 21 listopada 2026 r.",
        "termin upływa 23 listopada 2026 r.",
        "Wniosek złożono 2 listopada 2026 r., w dniu 41 z 60.",
        "Termin został zachowany.",
    ):
        assert words in text
    assert "KPA art. 57 § 1" in text


def test_why_is_a_whole_page_alone_and_a_fragment_for_the_dialog(page, centre, caseworker):
    application = filed(centre, caseworker)
    url = at(application, f"dlaczego/objecie/{application.people.get().person.key}/")
    whole = page.get(url).content.decode()
    fragment = page.get(url, headers={"HX-Request": "true"}).content.decode()
    assert whole.startswith("<!doctype html>")
    assert fragment.startswith('<h2 id="why-title">Objęcie wnioskiem: Olena Kowalczuk</h2>')
    assert "Wnioskodawca ma status uprawniający do pomocy" in fragment


def test_why_of_the_letter_counts_from_its_delivery(page, centre, caseworker):
    application = filed(centre, caseworker)
    missing = [{"what": "kopia karty pobytu", "provision": "ups art. 91 ust. 6 pkt 3"}]
    letter = actions.send_supply_letter(
        application, missing=missing, term_days=7, issued_on=FILED_ON, by=caseworker
    )
    url = at(application, f"dlaczego/wezwanie/{letter.key}/")
    assert page.get(url).status_code == 404
    actions.record_supply_delivery(letter, on=datetime.date(2026, 11, 4), by=caseworker)
    assert "Wyznaczono 7 dni, czyli do 11 listopada 2026 r." in page.get(url).content.decode()


def test_a_person_without_a_delivery_day_is_shown_without_a_term(page, centre, caseworker):
    application = filed(centre, caseworker, member(delivered_on=None))
    text = page.get(at(application)).content.decode()
    assert "Nie podano dnia doręczenia decyzji" in text
    key = application.people.get().person.key
    assert page.get(at(application, f"dlaczego/termin/{key}/")).status_code == 404


def test_the_page_of_a_large_family_asks_few_queries(page, centre, caseworker, django_assert_max_num_queries):
    children = [member(f"Dziecko{n}", relation="child") for n in "abcdefgh"]
    application = complete(centre, caseworker, member(), *children)
    with django_assert_max_num_queries(10 + JOURNAL):
        assert page.get(at(application)).status_code == 200
