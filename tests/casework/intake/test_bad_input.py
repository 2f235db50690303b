"""What cannot be is refused at its field, what was typed stays, and nothing is saved."""

import datetime
import html

import pytest

from kladka.casework.intake.models import Application
from kladka.casework.people.models import Person

from .families import filed, member, right_pesel, typed, typed_child
from .test_filing import rows

BORN = datetime.date(1990, 5, 17)


@pytest.fixture
def page(client, caseworker):
    client.force_login(caseworker)
    return client


def wrong_checksum(number):
    return number[:-1] + str((int(number[-1]) + 1) % 10)


REFUSED = [
    ("osoba-0-pesel", wrong_checksum(right_pesel(BORN, "f")), "ma błędną cyfrę kontrolną"),
    ("osoba-0-pesel", right_pesel(datetime.date(1991, 5, 17), "f"), "nie zgadza się z datą urodzenia"),
    ("osoba-0-pesel", right_pesel(BORN, "m"), "nie zgadza się z płcią"),
    ("osoba-0-pesel", "12345", "Numer PESEL ma 11 cyfr"),
    ("osoba-0-pesel_missing", "", "Podaj numer PESEL albo wybierz powód"),
    ("osoba-0-born", "2050-01-01", "Data urodzenia nie może być w przyszłości"),
    ("osoba-0-born", "1850-01-01", "Sprawdź rok: 1850"),
    ("osoba-0-family_name", "Ковальчук", "Wpisz alfabetem łacińskim"),
    ("osoba-0-decided_on", "1980-01-01", "Decyzja nie może być wcześniejsza niż urodzenie"),
    ("osoba-0-delivered_on", "2026-09-13", "Doręczenie nie może być wcześniejsze niż decyzja"),
    ("osoba-0-delivered_on", "2050-01-01", "Data doręczenia nie może być w przyszłości"),
    ("osoba-0-delivered_on", "9999-12-31", "Sprawdź rok: 9999"),
    ("osoba-0-delivered_on", "1995-01-01", "nie sięgają tak dawnej daty"),
    ("osoba-0-delivered_on", "32.13.2026", "Podaj datę, na przykład 21.11.2026"),
    ("filed_on", "2050-01-01", "Wniosek nie może mieć daty w przyszłości"),
    ("filed_on", "1999-01-01", "nie sięgają tak dawnej daty"),
    ("filed_on", "9999-12-31", "Sprawdź rok: 9999"),
    ("filed_on", "0001-01-01", "Sprawdź rok: 1"),
    ("filed_on", "2026-02-31", "Podaj datę, na przykład 21.11.2026"),
    ("left_reception_centre_on", "1995-01-01", "nie sięgają tak dawnej daty"),
    ("left_reception_centre_on", "2050-01-01", "Data opuszczenia ośrodka nie może być w przyszłości"),
    ("phone", "12", "Numer telefonu ma za mało albo za dużo cyfr"),
    ("osoba-0-status", "", "Uzupełnij pole „Rodzaj ochrony”."),
]


@pytest.mark.parametrize(("field", "value", "message"), REFUSED)
def test_a_wrong_value_gets_a_message_at_its_field_and_nothing_is_saved(page, field, value, message):
    before = rows()
    answer = page.post("/wnioski/nowy/", typed(**{field: value}))
    text = html.unescape(answer.content.decode())
    at = "osoba-0-pesel" if field.endswith("pesel_missing") else field
    assert answer.status_code == 422
    assert message in text
    assert f'id="id_{at}_error"' in text
    assert f'href="#id_{at}"' in text
    assert rows() == before


def test_everything_typed_stays_on_the_page_that_comes_back(page):
    answer = page.post("/wnioski/nowy/", typed(osoby="2", readiness="on", town="", **typed_child()))
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    for value in ("Kowalczuk", "Олена Ковальчук", "1990-05-17", "600 100 200", "Sofija", "2016-03-08"):
        assert f'value="{value}"' in text
    assert '<option value="w trakcie nadawania" selected>' in text
    assert 'name="readiness"' in text.split("checked")[0]


def test_a_right_pesel_is_accepted_with_spaces(page):
    number = right_pesel(BORN, "f")
    spaced = f"{number[:6]} {number[6:]}"
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-pesel": spaced, "osoba-0-pesel_missing": ""}))
    assert answer.status_code == 302
    assert Person.objects.get().pesel == number


def test_a_child_older_than_the_applicant_is_refused_at_the_birth_date(page):
    answer = page.post("/wnioski/nowy/", typed(osoby="2", **typed_child(born="1980-01-01")))
    assert answer.status_code == 422
    assert "Osoba 2: Dziecko musi być młodsze od wnioskodawcy." in answer.content.decode()


def test_one_person_on_two_cards_is_refused(page):
    twin = typed_child(family_name="Kowalczuk", given_names="Olena", born="1990-05-17", relation="spouse")
    answer = page.post("/wnioski/nowy/", typed(osoby="2", **twin))
    assert answer.status_code == 422
    assert "Osoba 2: Ta osoba jest już wpisana na tym wniosku." in answer.content.decode()


def test_a_second_application_for_a_covered_person_is_refused_at_the_pesel(page, centre, caseworker):
    number = right_pesel(BORN, "f")
    first = filed(centre, caseworker, member(pesel=number, pesel_missing=""))
    before = rows()
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-pesel": number, "osoba-0-pesel_missing": ""}))
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert f"wniosek {first.receipt_number}, sprawa {first.case.number}" in text
    assert 'id="id_osoba-0-pesel_error"' in text
    assert rows() == before


def test_a_late_application_is_warned_about_and_filed(page):
    late = typed(**{"osoba-0-delivered_on": "2026-05-04", "osoba-0-decided_on": ""})
    assert page.post("/wnioski/nowy/", late).status_code == 302
    application = Application.objects.get()
    text = page.get(f"/sprawy/{application.case.key}/wniosek/").content.decode()
    assert "Wniosek złożono po upływie 60 dni" in text
    assert application.state == "filed"


def test_a_script_in_a_name_is_shown_as_text(page):
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-given_names": "<b>Olena</b>", "town": ""}))
    assert "<b>Olena" not in answer.content.decode()


def test_a_wrong_number_of_cards_falls_back_to_one(page):
    answer = page.post("/wnioski/nowy/", typed(osoby="-5"))
    assert answer.status_code == 302
    assert Application.objects.get().people.count() == 1
