"""Cards of persons are added and removed without JavaScript, and a draft brings back every one of them."""

import html
import json

import pytest

from kladka.casework.cases.models import Draft

from .families import typed, typed_child
from .test_filing import rows


@pytest.fixture
def page(client, caseworker):
    client.force_login(caseworker)
    return client


def text_of(answer):
    return html.unescape(answer.content.decode())


def test_adding_a_person_keeps_what_was_typed_and_saves_nothing(page):
    before = rows()
    answer = page.post("/wnioski/nowy/", typed(dodaj="1"))
    text = text_of(answer)
    assert answer.status_code == 200
    assert 'name="osoby" value="2"' in text
    assert 'value="Kowalczuk"' in text
    assert 'name="osoba-1-family_name"' in text
    assert "Uzupełnij pole" not in text
    assert rows() == before


def test_removing_a_person_moves_the_following_ones_up(page):
    family = typed(
        osoby="3",
        **typed_child(1, given_names="Sofija"),
        **typed_child(2, given_names="Jurij", **{"annex_residence_card": "on"}),
    )
    text = text_of(page.post("/wnioski/nowy/", family | {"usun": "1"}))
    assert 'name="osoby" value="2"' in text
    assert "Sofija" not in text
    assert 'name="osoba-1-given_names" value="Jurij"' in text
    assert 'name="osoba-2-given_names"' not in text


def test_the_applicant_cannot_be_removed(page):
    text = text_of(page.post("/wnioski/nowy/", typed(usun="0")))
    assert 'name="osoba-0-given_names" value="Olena"' in text


def test_choosing_a_status_shows_its_annexes(page):
    shown = text_of(page.post("/wnioski/nowy/", typed(odswiez="1", **{"osoba-0-status": "subsidiary"})))
    assert "Kopia decyzji o udzieleniu ochrony uzupełniającej" in shown
    assert "Kopia genewskiego dokumentu podróży" not in shown


def test_the_term_is_counted_while_typing(page):
    shown = text_of(page.post("/wnioski/nowy/", typed(odswiez="1")))
    assert "dzień 41 z 60, termin do 23.11.2026" in shown


def test_a_draft_restores_all_rows_boxes_and_choices(page, caseworker):
    family = typed(osoby="2", readiness="on", **typed_child(annex_residence_card="on"))
    saved = page.post("/szkic/wniosek-nowy/", family)
    assert json.loads(saved.content) == {"saved": True}
    text = text_of(page.get("/wnioski/nowy/"))
    assert "Przywrócono szkic" in text
    for value in ("Olena", "Sofija", "1990-05-17", "2016-03-08", "600 100 200"):
        assert f'value="{value}"' in text
    for name in ("readiness", "osoba-1-annex_residence_card"):
        box = next(tag for tag in text.split("<input")[1:] if f'name="{name}"' in tag)
        assert "checked" in box.split(">")[0]
    assert '<option value="child" selected>' in text
    assert "is-invalid" not in text and "aria-invalid" not in text


def test_a_draft_is_seen_by_its_author_alone(page, client, head):
    page.post("/szkic/wniosek-nowy/", typed())
    client.force_login(head)
    assert "Kowalczuk" not in text_of(client.get("/wnioski/nowy/"))


def test_a_draft_can_be_thrown_away(page):
    page.post("/szkic/wniosek-nowy/", typed())
    assert page.post("/wnioski/nowy/", {"odrzuc": "1"}).status_code == 302
    assert not Draft.objects.exists()
    assert "Kowalczuk" not in text_of(page.get("/wnioski/nowy/"))


def test_adding_a_person_keeps_a_draft_too(page, caseworker):
    page.post("/wnioski/nowy/", typed(dodaj="1"))
    assert Draft.objects.get(user=caseworker).data["osoby"] == "2"
