"""Goals with steps: in one form, from a set in one click, saved as the office's own set without people."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kladka.casework.needs.domains import domains
from kladka.casework.programmes import agreement_actions, goal_set_actions, letters, queries
from kladka.casework.programmes.agreement import Goal, GoalSet, ProofKind
from kladka.casework.programmes.goal_sets import built_in
from kladka.casework.programmes.models import Obligation
from kladka.casework.programmes.themes import AREAS, THEMES, area_of
from kladka.documents import pdf
from tests.casework.programmes.build import OLENA, SOFIJA, drafted
from tests.documents.reading import pdf_words


@pytest.fixture
def programme(centre, caseworker):
    return drafted(centre, caseworker, OLENA, SOFIJA)


@pytest.fixture
def page(client, programme, caseworker):
    client.force_login(caseworker)
    base = f"/sprawy/{programme.case.key}/program/"
    return lambda tail, data=None: client.post(base + tail, data) if data else client.get(base + tail)


def test_a_goal_with_its_steps_is_one_form(page, programme):
    olena = programme.application.people.first().person
    answer = page(
        "cele/nowy/",
        {
            "theme": "work", "text": "Olena pracuje", "person": olena.key,
            "krok-1": "da adresy kursów", "kto-1": "partner", "instytucja-1": "Fundacja Most",
            "przeszkoda-1": "wolne miejsce",
            "krok-2": "zrobi kurs", "kto-2": f"person:{olena.key}", "do-2": "2027-03-01",
            "dowod-2": "certificate", "po-2": "on",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    goal = Goal.objects.get()
    first, second = goal.steps.order_by("pk")
    assert (first.owed_by, first.partner, first.hindrance) == ("partner", "Fundacja Most", "wolne miejsce")
    assert (second.person, second.due_on, second.proof_kind, second.hangs_on) == (
        olena, datetime.date(2027, 3, 1), "certificate", first,
    )  # fmt: skip
    shown = page("").content.decode()
    assert "Olena pracuje" in shown and "Czeka na: wolne miejsce" in shown


def test_a_goal_with_a_fault_keeps_what_was_typed(page):
    answer = page("cele/nowy/", {"theme": "work", "text": "Cel", "krok-1": "coś zrobi", "kto-1": "partner"})
    assert answer.status_code == 422
    assert "podaj nazwę instytucji" in answer.content.decode() and "coś zrobi" in answer.content.decode()
    assert not Goal.objects.exists()


def test_a_set_adds_goals_with_steps_proofs_and_days_once(page, programme):
    assert "Rodzic samotnie wychowujący" in page("zestawy/").content.decode()
    for _ in range(2):
        assert page("zestawy/", {"zestaw": "school_family"}).status_code == 302
    goals = built_in()["school_family"]["goals"]
    assert [one.text for one in Goal.objects.all()] == [one["text"] for one in goals]
    enrol = Obligation.objects.get(proof_kind="school", owed_by="participant")
    assert enrol.due_on == timezone.localdate() + datetime.timedelta(days=30)
    assert enrol.hangs_on.owed_by == "centre" and enrol.hindrance


def test_every_built_in_set_can_be_added_and_names_known_themes_and_proofs(programme, caseworker):
    for one in built_in().values():
        goal_set_actions.add_goal_set(programme, one["goals"], by=caseworker)
    assert set(Goal.objects.values_list("theme", flat=True)) <= set(THEMES)
    assert set(Obligation.objects.values_list("proof_kind", flat=True)) <= {"", *ProofKind.values}
    assert all(one.rhythm in {"", *Obligation.Rhythm.values} for one in Obligation.objects.all())


def test_an_own_set_keeps_no_name_and_no_number_and_is_retired(page, programme, caseworker, centre):
    agreement_actions.add_goal(
        programme, theme="children", text="Córka Sofiji i Oleny Kowalczuk chodzi do szkoły",
        steps=[
            {"owed_by": "participant", "text": "zapisze Sofiję, PESEL 12345678901",
             "person": programme.application.people.first().person,
             "due_on": timezone.localdate() + datetime.timedelta(days=14)},
            {"owed_by": "centre", "text": "pomoże", "after": 0},
        ],
        by=caseworker,
    )  # fmt: skip
    goal = Goal.objects.get()
    assert page("zestawy/zapisz/", {"name": "Szkoła", "goals": [goal.key]}).status_code == 302
    kept = GoalSet.objects.get()
    said = str(kept.content)
    assert not any(word in said for word in ("Sofij", "Olen", "Kowalczuk", "12345678901", "person"))
    steps = kept.content[0]["steps"]
    assert (steps[0]["days"], steps[1]["after"]) == (14, 0)
    assert page("zestawy/zapisz/", {"name": "Szkoła", "goals": [goal.key]}).status_code == 422

    other = drafted(centre, caseworker)
    goal_set_actions.add_goal_set(other, kept.content, by=caseworker)
    assert other.goals.get().steps.count() == 2
    goal_set_actions.retire_goal_set(kept, by=caseworker)
    assert "Szkoła</h3>" not in page("zestawy/").content.decode()
    assert Goal.objects.filter(programme=other).exists()


def test_the_last_step_takes_its_goal_along(programme, caseworker):
    goal = agreement_actions.add_goal(
        programme, theme="work", text="x", steps=[{"owed_by": "centre", "text": "y"}], by=caseworker
    )
    agreement_actions.remove_obligation(goal.steps.get(), by=caseworker)
    assert not Goal.objects.exists()


def test_a_tick_says_who_heard_what_and_can_be_taken_back(page, programme, caseworker):
    first, second = programme.obligations.order_by("pk")[:2]
    today = timezone.localdate().isoformat()
    page("powtorzenie/", {"on": today, "repeated": [str(first.pk), str(second.pk)]})
    page("powtorzenie/", {"on": today, "repeated": [str(first.pk)]})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.heard_by, first.repeated_on, second.repeated_on) == (
        caseworker, timezone.localdate(), None,
    )  # fmt: skip
    missing = page("uzgodnij/").content.decode()
    assert second.text in missing and "Bez powtórzenia własnymi słowami" in missing


def test_what_is_told_of_violence_is_no_theme_of_a_programme_the_family_signs():
    assert set(THEMES) == {code for code, one in domains().items() if not one.restricted} | {"society"}
    assert {area_of(theme) for theme in THEMES} == set(AREAS)


def test_the_page_with_many_goals_asks_no_more_queries(page, programme, caseworker):
    first, *others = built_in().values()
    goal_set_actions.add_goal_set(queries.loaded(programme.key), first["goals"], by=caseworker)
    with CaptureQueriesContext(connection) as few:
        page("")
    for one in others:
        goal_set_actions.add_goal_set(queries.loaded(programme.key), one["goals"], by=caseworker)
    with CaptureQueriesContext(connection) as many:
        assert page("").status_code == 200
    assert len(many) == len(few)


def test_the_polish_print_says_whose_step_it_is_and_what_an_institution_promised(programme, caseworker):
    olena = programme.application.people.first().person
    steps = [
        {"owed_by": "partner", "partner": "Fundacja Most", "text": "poprowadzi kurs"},
        {"owed_by": "participant", "person": olena, "text": "zrobi kurs", "proof_kind": "certificate"},
    ]
    agreement_actions.add_goal(programme, theme="work", text="Praca", steps=steps, by=caseworker)
    fresh = queries.loaded(programme.key)
    said = pdf_words(pdf.print_letter(letters.programme_letter(fresh, queries.agreed_dues(fresh))))
    assert "Olena Kowalczuk: zrobi kurs – cel: Praca; potwierdzi to: certyfikat lub świadectwo" in said
    assert "Fundacja Most" in said and "poprowadzi kurs – cel: Praca" in said
