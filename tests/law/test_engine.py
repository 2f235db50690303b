"""Silnik na kolumnach: what it takes, what it gives, and whom the conditions leave out."""

from datetime import date

import numpy as np
import pytest

from kladka.law.book import LawError, Reform, enacted_book
from kladka.law.columns import NEVER, day_number
from kladka.law.engine import evaluate
from kladka.law.readings import Readings
from kladka.law.rules.eligibility import CONDITIONS
from kladka.law.statuses import CODES

JANUARY = date(2026, 1, 1)


def _column(*days):
    return np.array([day_number(day) for day in days], dtype=np.int32)


def _people(*statuses, filed_on=date(2026, 1, 10)):
    return {
        "household": np.zeros(len(statuses), dtype=np.int32),
        "status": np.array([CODES[status] for status in statuses], dtype=np.int8),
        "filed_on": _column(*[filed_on] * len(statuses)),
    }


@pytest.mark.parametrize("name", ["status", "filed_on"])
def test_a_missing_column_is_named(name):
    columns = _people("refugee")
    del columns[name]
    with pytest.raises(ValueError, match=f"column {name} is missing"):
        evaluate(columns, [JANUARY])


def test_without_households_the_families_cannot_be_counted():
    columns = _people("refugee")
    del columns["household"]
    with pytest.raises(LawError, match="household"):
        evaluate(columns, [JANUARY])


def test_figures_are_by_month_and_person_and_whole():
    found = evaluate(_people("refugee", "subsidiary", "none"), [JANUARY, date(2026, 7, 1)])
    assert found["cash"].tolist() == [[117530, 117530, 0], [105777, 105777, 0]]
    assert found["health"].tolist() == [[11061, 11061, 0], [11061, 11061, 0]]
    assert {values.dtype.kind for values in found.values()} == {"i"}


def test_whom_each_condition_leaves_out():
    columns = {
        **_people("refugee", "temporary_protection", "refugee", "refugee", filed_on=date(2021, 5, 1)),
        "household": np.arange(4, dtype=np.int32),
        "spouse_of_polish_citizen": np.array([False, False, True, False]),
        "decision_delivered_on": _column(*[date(2021, 4, 1)] * 3, date(2021, 1, 1)),
    }
    found = evaluate(columns, [], figures=CONDITIONS)
    assert {name: values.tolist() for name, values in found.items()} == {
        "has_status": [True, False, True, True],
        "not_excluded_as_spouse": [True, True, False, True],
        "within_application": [True, True, True, True],
        "filed_in_time": [True, True, True, False],
    }


def test_late_applications_are_kept_unless_they_are_to_be_left_out():
    columns = {**_people("refugee"), "decision_delivered_on": _column(date(2025, 10, 1))}
    kept = evaluate(columns, [JANUARY])["cash"]
    left_out = evaluate(columns, [JANUARY], readings=Readings(late="leave_out"))["cash"]
    assert (kept.tolist(), left_out.tolist()) == ([[167900]], [[0]])


def test_a_figure_that_changed_is_read_on_the_day_of_each_application():
    columns = {
        **_people("refugee", "refugee"),
        "household": np.array([1, 2], dtype=np.int32),
        "filed_on": _column(date(2021, 5, 29), date(2021, 5, 30)),
        "spouse_of_polish_citizen": np.array([True, True]),
    }
    assert evaluate(columns, [date(2021, 6, 1)])["cash"].tolist() == [[0, 137600]]


def test_a_reform_of_groups_holds_from_its_day_on():
    text = (
        '[reform]\ntitle = "x"\nreason = "y"\nproposed_by = "z"\n[[figure.groups.values]]\n'
        'since = 2026-02-01\nvalue = ["tolerated"]\n'
    )
    columns = {
        **_people("refugee", "refugee", "tolerated", "tolerated"),
        "household": np.arange(4, dtype=np.int32),
        "filed_on": _column(date(2026, 1, 31), date(2026, 2, 1), date(2026, 1, 31), date(2026, 2, 1)),
    }
    book = enacted_book().with_reform(Reform.from_text(text))
    assert evaluate(columns, [], book, figures=("eligible",))["eligible"].tolist() == [
        True,
        False,
        False,
        True,
    ]


def test_several_withheld_spans_of_one_person():
    columns = {
        **_people("refugee"),
        "withheld_from": (_column(date(2026, 3, 1)), _column(date(2026, 3, 20))),
        "withheld_until": (_column(date(2026, 3, 5)), _column(date(2026, 3, 24))),
    }
    assert evaluate(columns, [date(2026, 3, 1)])["cash"].tolist() == [[113739]]


def test_no_rows_give_no_amounts():
    empty = {name: column[:0] for name, column in _people("refugee").items()}
    assert evaluate(empty, [JANUARY])["cash"].shape == (1, 0)


def test_people_who_never_leave_are_marked_with_never():
    columns = {**_people("refugee"), "covered_until": np.array([NEVER], dtype=np.int32)}
    assert evaluate(columns, [date(2026, 12, 1)])["cash"].tolist() == [[151110]]
