"""Reformy: what a proposed change does to a family, and that the law in force stays as it is."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from kladka.law.book import FileError, LawError, Reform, compare, enacted_book
from kladka.law.columns import day_number
from kladka.law.engine import evaluate
from kladka.law.explain import explain
from kladka.law.facts import Facts, PersonFacts

REFORMS = Path(__file__).parents[2] / "examples" / "reforms"
FILES = sorted(REFORMS.glob("*.toml"))


def _facts(status="refugee", people=1, filed_on=date(2026, 1, 10), delivered=None):
    born = date(1990, 5, 1)
    relations = ["applicant", "spouse", *["child"] * 8][:people]
    return Facts(
        filed_on=filed_on,
        people=tuple(
            PersonFacts(
                id=f"osoba {number}",
                born=born if relation != "child" else date(2018, 1, 1),
                status=status,
                relation=relation,
                decision_delivered_on=delivered,
            )
            for number, relation in enumerate(relations, start=1)
        ),
    )


def _reformed(name):
    book = enacted_book()
    return book.with_reform(Reform.read(REFORMS / f"{name}.toml", book))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_example_has_title_reason_and_proposer_and_changes_something(path):
    reform = Reform.read(path)
    assert reform.title and reform.reason and reform.proposed_by
    assert reform.figures or reform.new_figures or reform.rules


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_reform_never_changes_the_enacted_book(path):
    book = enacted_book()
    before = {name: parameter.entries for name, parameter in book.parameters.items()}
    changed = book.with_reform(Reform.read(path, book))
    assert {name: parameter.entries for name, parameter in book.parameters.items()} == before
    assert (book.replaced, book.reforms) == (frozenset(), ())
    assert changed.version != book.version


def test_eighteen_months_add_six_at_ninety_per_cent():
    months = explain(_facts(), book=_reformed("18_months")).months
    assert len(months) == 18
    assert {month.cash_total for month in months[6:]} == {151110}


def test_a_longer_programme_does_not_reach_earlier_applications():
    months = explain(_facts(filed_on=date(2025, 12, 31)), book=_reformed("24_months")).months
    assert len(months) == 12


def test_indexation_raises_the_base_each_january():
    months = explain(_facts(filed_on=date(2026, 10, 1)), book=_reformed("yearly_indexation")).months
    assert [month.cash_total for month in months[:4]] == [173800, 173800, 173800, 179900]


def test_a_clear_floor_replaces_the_statutory_minimum():
    months = explain(_facts(people=4), book=_reformed("clear_floor")).months
    assert {person.cash for month in months for person in month.people} == {100740}


def test_without_the_term_a_late_application_has_no_warning_and_no_deadline():
    facts = _facts(delivered=date(2025, 1, 1))
    reformed = explain(facts, book=_reformed("no_application_term"))
    assert [one.code for one in explain(facts).warnings] == ["late_application"]
    assert [one.code for one in reformed.warnings] == []
    assert "application" not in {deadline.what for deadline in reformed.deadlines}


@pytest.mark.parametrize(
    ("name", "status", "health"),
    [("temporary_protection", "temporary_protection", 0), ("humanitarian", "humanitarian", 12 * 11061)],
)
def test_a_wider_circle_is_eligible_only_under_the_reform(name, status, health):
    facts = _facts(status=status)
    assert not explain(facts).eligible
    reformed = explain(facts, book=_reformed(name))
    assert (reformed.eligible, reformed.totals.cash, reformed.totals.health) == (True, 1914060, health)


def test_two_books_compare_to_what_differs_on_a_day():
    differences = compare(enacted_book(), _reformed("18_months"), day=date(2026, 1, 1))
    assert [(one.name, one.before, one.after) for one in differences] == [("length_months", 12, 18)]
    assert compare(enacted_book(), _reformed("18_months"), day=date(2025, 12, 31)) == ()


def test_the_trace_of_a_reform_says_that_the_figure_is_proposed():
    month = explain(_facts(), book=_reformed("18_months")).months[0]
    step = next(step for step in month.people[0].trace if step.figure == "term_months")
    assert [(used.value, used.status, used.source.act) for used in step.parameters] == [
        (18, "proposed", "propozycja")
    ]


HEAD = '[reform]\ntitle = "x"\nreason = "y"\nproposed_by = "z"\n'


def _line(figure, value):
    return f"[[figure.{figure}.values]]\nsince = 2026-01-01\nvalue = {value}\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[reform]\ntitle = "x"\nreason = "y"\n', 1, "proposed_by"),
        ('[reform]\ntitle = "x"\nreason = "y"\nproposed_by = "z"\n', 1, "niczego nie zmienia"),
        (
            '[reform]\ntitle = "x"\nreason = "y"\nproposed_by = "z"\n[figure.nonsense]\n'
            "[[figure.nonsense.values]]\nsince = 2026-01-01\nvalue = 1\n",
            5,
            "nonsense",
        ),
        (
            '[reform]\ntitle = "x"\nreason = "y"\nproposed_by = "z"\n[[figure.length_months.values]]\n'
            "since = 2026-01-01\nvalue = 1000\n",
            7,
            "poza zakresem",
        ),
        (
            '[reform]\ntitle = "x"\nreason = "y"\nproposed_by = "z"\nrules = ["magic"]\n',
            5,
            "magic",
        ),
        ('[reform]\ntitle = "x"\nreason = "y"\nproposed_by = "z"\n[other]\n', 5, "other"),
        ('reform = "x"\n', 1, "oczekiwano części"),
        (f"{HEAD}typo = 1\n", 5, "nieznany klucz „typo”"),
        (f"{HEAD}rules = 1\n", 5, "listy nazw reguł"),
        (f"{HEAD}rules = [['a']]\n", 5, "nieznana reguła"),
        (f'{HEAD}rules = ["floor_by_base"]\n', 5, "potrzebuje wielkości .figure.least_percent"),
        (f"{HEAD}[figure]\nlength_months = 18\n", 6, "oczekiwano części"),
        (f"{HEAD}[figure.length_months]\nvalues = [1]\n", 6, "oczekiwano wpisu"),
        (f'{HEAD}[figure.length_months]\nunit = "zł"\n', 6, "nieznany klucz „unit”"),
        (f"{HEAD}{_line('length_months', '18')}note = 1\n", 8, "„note”: oczekiwano tekstu"),
        (f"{HEAD}{_line('length_months', '18')}status = 'in force'\n", 8, "jednego z: proposed"),
        (f"{HEAD}{_line('length_months', '18') * 2}", 9, "muszą rosnąć"),
        (HEAD + _line("verified_maximum", '"-1.00"'), 7, "oczekiwano kwoty"),
        (HEAD + _line("verified_maximum", '"1.001"'), 7, "oczekiwano kwoty"),
        (HEAD + _line("verified_minimum", '"2000.00"'), 5, "dolna granica świadczenia byłaby wyższa"),
        (f"{HEAD}{_line('month', '1')}", 5, "żadna reguła jej nie czyta"),
        (f"{HEAD}{_line('base', '1')}", 5, "żadna reguła jej nie czyta"),
        (f"{HEAD}[figure.least_percent]\ntitle = 'x'\nunit = 'banany'\n", 7, "nieznana jednostka"),
        (f"{HEAD}[figure.least_percent]\ntitle = 1\nunit = '%'\n", 6, "„title”"),
    ],
)
def test_a_wrong_reform_is_refused_with_its_line(text, line, said):
    with pytest.raises(FileError, match=said) as refused:
        Reform.from_text(text)
    assert refused.value.line == line


def test_a_reform_holds_for_a_proposed_programme_too():
    reform = Reform.from_text(f"{HEAD}{_line('length_months', '24')}")
    book = enacted_book().with_reform(reform).for_programme("pl-temporary-protection")
    own = enacted_book().for_programme("pl-temporary-protection")
    days = (date(2025, 12, 31), date(2026, 1, 1))
    assert [own.parameter("length_months").at(day) for day in days] == [6, 6]
    assert [book.parameter("length_months").at(day) for day in days] == [6, 24]


def test_a_new_figure_has_no_value_before_its_first_day():
    new = "[figure.least_percent]\ntitle = 'x'\nunit = '%'\n"
    rules = 'rules = ["floor_by_base"]\n'
    reform = Reform.from_text(f"{HEAD}{rules}{new}{_line('least_percent', '60')}")
    book = enacted_book().with_reform(reform)
    columns = {
        "household": np.zeros(1, int),
        "status": np.ones(1, np.int8),
        "filed_on": day_number(date(2025, 12, 1)),
    }
    with pytest.raises(LawError, match="least_percent: brak wartości przed 2026-01-01"):
        evaluate(columns, (date(2025, 12, 1),), book)
    assert evaluate(columns, (date(2026, 1, 1),), book)["cash"].tolist() == [[167900]]
