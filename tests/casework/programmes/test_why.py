"""Dlaczego: every amount, sum and date opens its trace, as a page and as a fragment."""

import pytest

from tests.casework.programmes.build import OLENA, SOFIJA, drafted, running
from tests.conftest import JOURNAL


@pytest.fixture
def programme(centre, caseworker):
    return drafted(centre, caseworker, OLENA, SOFIJA)


def page(client, user, programme, tail, **headers):
    client.force_login(user)
    return client.get(f"/sprawy/{programme.case.key}/program/{tail}", headers=headers)


def person(programme):
    return programme.application.people.first().person


def test_an_amount_shows_its_steps_provisions_figures_and_both_readings(client, programme, caseworker):
    answer = page(client, caseworker, programme, f"kwoty/{person(programme).key}/2027-05/")
    text = answer.content.decode().replace("\u00a0", " ")
    for part in (
        "1 057,77 zł",
        "rozporządzenie § 3 ust. 1 pkt 2",
        "od 1.01.2025",
        "Dz.U. 2024 poz. 1044",
        "Punkt sporny",
        "Drugie odczytanie",
        "110,61 zł",
    ):
        assert part in text


def test_for_the_dialog_it_is_a_fragment_with_the_title_the_dialog_names(client, programme, caseworker):
    tail = f"kwoty/{person(programme).key}/2026-11/"
    fragment = page(client, caseworker, programme, tail, HX_Request="true").content.decode()
    whole = page(client, caseworker, programme, tail).content.decode()
    assert fragment.lstrip().startswith('<h2 class="h3" id="why-title">')
    assert "<html" in whole and 'id="why-title"' in whole


def test_a_month_shows_its_persons_and_sum(client, programme, caseworker):
    text = page(client, caseworker, programme, "kwoty/2026-11/").content.decode().replace("\u00a0", " ")
    assert "Olena Kowalczuk" in text and "Sofija Kowalczuk" in text and "2 350,60 zł" in text


def test_the_period_shows_how_its_first_and_last_day_were_found(client, programme, caseworker):
    text = page(client, caseworker, programme, "okres/").content.decode().replace("\u00a0", " ")
    assert "1.11.2026" in text and "31.10.2027" in text and "ups art. 91 ust. 9" in text


@pytest.mark.parametrize("tail", ["kwoty/2031-01/", "kwoty/bzdura/", "kwoty/nikogo/2026-11/"])
def test_what_the_programme_does_not_have_is_not_found(client, programme, caseworker, tail):
    assert page(client, caseworker, programme, tail).status_code == 404


def test_a_figure_of_the_page_is_beside_its_explanation(client, programme, caseworker):
    text = page(client, caseworker, programme, "").content.decode()
    assert text.count('class="why-link"') >= 4 + 12 + 1


def test_the_page_asks_a_steady_number_of_queries(
    client, centre, caseworker, head, django_assert_max_num_queries
):
    programme = running(centre, caseworker, head, OLENA, SOFIJA)
    client.force_login(caseworker)
    with django_assert_max_num_queries(13 + JOURNAL):
        assert client.get(f"/sprawy/{programme.case.key}/program/").status_code == 200
