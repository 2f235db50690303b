"""Waves are planned with deadlines, rated by two raters, closed; what cannot be is refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kladka.casework.cases.models import Case, Deadline
from kladka.casework.needs import actions, queries
from kladka.casework.needs.models import Rating, Wave
from kladka.journal.models import Entry

from .build import DAY, family, people_of, rate, today, waves

START, END = datetime.date(2026, 12, 1), datetime.date(2027, 11, 30)


@pytest.fixture
def case(centre, caseworker):
    return family(centre, caseworker)


def days(case):
    return {one.kind: one.planned_on.isoformat() for one in case.waves.all()}


def test_a_programme_of_a_year_has_five_assessments_each_with_a_deadline(case, caseworker):
    actions.plan_waves(case, starts=START, ends=END, by=caseworker)
    planned = {
        "start": "2026-12-31", "half": "2027-06-01", "exit": "2027-11-30",
        "after_half": "2028-05-30", "after_year": "2028-11-30",
    }  # fmt: skip
    assert days(case) == planned
    due = case.deadlines.filter(kind="needs", done_on=None).order_by("day")
    assert [one.day.isoformat() for one in due] == sorted(planned.values())
    assert due[0].label == "Ocena potrzeb: początek programu"


def test_another_end_moves_what_was_not_held_and_drops_what_falls_away(case, caseworker):
    actions.plan_waves(case, starts=START, ends=END, by=caseworker)
    wave = case.waves.get(kind="start")
    rate(wave, "housing", 3, by=caseworker)
    actions.plan_waves(case, starts=START, ends=datetime.date(2027, 5, 31), by=caseworker)
    assert days(case) == {
        "start": "2026-12-31", "exit": "2027-05-31", "after_half": "2027-11-30", "after_year": "2028-05-31",
    }  # fmt: skip
    assert case.deadlines.filter(kind="needs", done_on=None).count() == 4


def test_a_longer_programme_has_an_assessment_after_twelve_months_too(case, caseworker):
    actions.plan_waves(case, starts=START, ends=datetime.date(2028, 5, 31), by=caseworker)
    assert days(case)["year"] == "2027-12-01"


def test_the_first_assessment_may_begin_before_there_is_a_programme(case, caseworker):
    wave = actions.begin(case, on=today(), by=caseworker)
    assert actions.begin(case, on=today(), by=caseworker) == wave
    actions.plan_waves(case, starts=START, ends=END, by=caseworker)
    assert case.waves.get(kind="start").held_on == today()
    assert case.waves.count() == 5


def test_both_raters_stand_side_by_side_and_a_gap_of_two_is_to_be_talked_about(case, caseworker):
    wave = waves(case, caseworker)["start"]
    olena = people_of(case)[0]
    for code, worker, own in (("language", 2, 4), ("work", 2, 3), ("health", 3, "refused")):
        rate(wave, code, worker, person=olena, by=caseworker)
        rate(wave, code, own, person=olena, rater="person", by=caseworker)
    subjects = queries.subjects_of(case, today())
    lines = dict(queries.table(case, [wave], subjects, restricted=True))[olena]
    cells = {line.domain.code: line.cells[0] for line in lines if line.cells[0].worker}
    assert {code: cell.to_talk for code, cell in cells.items()} == {
        "language": True, "work": False, "health": False,
    }  # fmt: skip
    assert cells["health"].person.get_answer_display() == "odmowa odpowiedzi"


def test_a_value_apart_from_the_anchor_needs_a_reason(case, caseworker):
    wave = waves(case, caseworker)["start"]
    with pytest.raises(ValidationError, match="zapisz, dlaczego"):
        rate(wave, "housing", 4, anchor=2, by=caseworker)
    rating = rate(wave, "housing", 4, anchor=2, reason="Umowa podpisana, przeprowadzka jutro", by=caseworker)
    assert (rating.anchor, rating.value) == (2, 4)
    rating.reason = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        rating.save()


@pytest.mark.parametrize("value", [0, 6, None])
def test_the_database_takes_no_value_outside_the_scale(case, caseworker, value):
    wave = waves(case, caseworker)["start"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(
            wave=wave, domain="money", rater="worker", answer="rated", value=value, by=caseworker
        )


@pytest.mark.parametrize("answer", ["not_asked", "refused", "na"])
def test_an_answer_without_a_rating_has_no_value(case, caseworker, answer):
    wave = waves(case, caseworker)["start"]
    rate(wave, "money", 2, by=caseworker)
    rating = rate(wave, "money", answer, by=caseworker)
    assert (rating.answer, rating.value, rating.anchor) == (answer, None, None)
    assert Rating.objects.count() == 1


def test_a_closed_assessment_does_not_change(case, caseworker):
    wave = waves(case, caseworker)["start"]
    with pytest.raises(ValidationError, match="choć jedną ocenę"):
        actions.close(wave, on=today(), by=caseworker)
    rate(wave, "housing", 3, by=caseworker)
    actions.close(wave, on=today(), by=caseworker)
    assert not Deadline.objects.filter(case=case, subject_key=wave.key, done_on=None).exists()
    assert case.events.filter(title="Oceniono potrzeby").get().text == "początek programu"
    with pytest.raises(ValidationError, match="się jej nie zmienia"):
        rate(wave, "housing", 5, by=caseworker)


def test_every_act_leaves_an_entry(case, caseworker):
    wave = waves(case, caseworker)["start"]
    rate(wave, "housing", 3, by=caseworker)
    actions.hold(wave, on=today(), language="ukraiński", interpreter="Anna Tłumacka", by=caseworker)
    actions.close(wave, on=today(), by=caseworker)
    need = actions.open_need(case, "housing", text="Większe mieszkanie", on=today(), by=caseworker)
    actions.close_need(need, outcome="met", reason="Mieszkanie z zasobu gminy", on=today(), by=caseworker)
    acts = Entry.objects.filter(act__startswith="need").order_by("id").values_list("act", flat=True)
    assert list(acts) == [
        "needs.planned", "needs.rated", "needs.held", "needs.closed", "need.opened", "need.closed",
    ]  # fmt: skip


def test_an_unmet_need_names_its_cause_and_a_met_one_has_none(case, caseworker):
    need = actions.open_need(case, "language", text="Kurs A1", on=today() - DAY, by=caseworker)
    with pytest.raises(ValidationError, match="Wskaż przyczynę"):
        actions.close_need(need, outcome="unmet", reason="Brak grupy", on=today(), by=caseworker)
    with pytest.raises(ValidationError, match="Potrzebę otwarto"):
        actions.close_need(need, outcome="met", reason="x", on=today() - 2 * DAY, by=caseworker)
    closed = actions.close_need(
        need, outcome="unmet", cause="no_service", reason="Brak grupy", on=today(), by=caseworker
    )
    assert (closed.outcome, closed.cause, closed.closed_on) == ("unmet", "no_service", today())
    with pytest.raises(ValidationError, match="już zamknięta"):
        actions.close_need(need, outcome="met", reason="x", on=today(), by=caseworker)


def test_what_is_typed_lies_sealed(case, caseworker):
    wave = waves(case, caseworker)["start"]
    rate(wave, "housing", 3, evidence="Kanarek w pokoju", by=caseworker)
    actions.open_need(case, "housing", text="Kanarek w potrzebie", on=today(), by=caseworker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT r.evidence, n.text FROM needs_rating r, needs_need n")
        assert all(b"Kanarek" not in bytes(value) for value in cursor.fetchone())


def test_children_are_rated_in_health_and_status_alone_and_an_unaccompanied_minor_in_all(centre, caseworker):
    from_home = family(centre, caseworker)
    listed = queries.subjects_of(from_home, today())
    assert [one.code for one in listed[0][1]] == ["money", "housing", "children"]
    olena = people_of(from_home)[0]
    child = queries.domains_for(olena, False, olena.born + 12 * 365 * DAY)
    assert [one.code for one in child] == ["health", "status"]
    assert len(queries.domains_for(olena, True, olena.born + 12 * 365 * DAY)) == 8


def test_nothing_in_the_wing_is_a_summed_score():
    """No column, and no word of what a page is given, holds a total or a mean over domains."""
    numbers = {
        (model.__name__, field.name)
        for model in (Wave, Rating, Case)
        for field in model._meta.local_fields
        if field.get_internal_type() in {"PositiveSmallIntegerField", "FloatField", "DecimalField"}
    }
    assert numbers == {("Rating", "value"), ("Rating", "anchor"), ("Case", "tier")}
