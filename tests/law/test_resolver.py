"""Reguły: how they are entered, sorted, and what is refused."""

from datetime import date

import numpy as np
import pytest

from kladka.law import rule as rule_module
from kladka.law.book import enacted_book
from kladka.law.columns import day_number
from kladka.law.engine import evaluate
from kladka.law.parameters import LawError
from kladka.law.provisions import provision, references
from kladka.law.readings import DISPUTES, Readings
from kladka.law.resolver import RULES, make_plan, rule


@pytest.fixture
def rules(monkeypatch):
    """The rules of the law in a register that a test may add to."""
    copied = {figure: list(made) for figure, made in RULES.items()}
    monkeypatch.setattr(rule_module, "RULES", copied)
    monkeypatch.setattr("kladka.law.resolver.RULES", copied)
    make_plan.cache_clear()
    yield copied
    make_plan.cache_clear()


def _plan(*figures):
    return make_plan(figures, frozenset({"filed_on", "status"}), Readings(), enacted_book())


def test_a_branch_on_a_column_is_refused_when_the_rule_is_entered(rules):
    with pytest.raises(LawError, match=r"branching: rules work on columns: write where"):

        @rule("ups art. 1", "próba", unit="number")
        def branching(status):
            return 1 if status else 0


def test_and_between_columns_is_refused_too(rules):
    with pytest.raises(LawError, match="joining"):

        @rule("ups art. 1", "próba", unit="number")
        def joining(status, filed_on):
            return status and filed_on


def test_an_unknown_name_is_refused(rules):
    @rule("ups art. 1", "próba", unit="number")
    def lost(something_unheard_of):
        return something_unheard_of

    with pytest.raises(LawError, match="something_unheard_of: neither"):
        _plan("lost")


def test_rules_that_need_each_other_are_refused(rules):
    @rule("ups art. 1", "próba", unit="number")
    def hen(egg):
        return egg

    @rule("ups art. 1", "próba", unit="number")
    def egg(hen):
        return hen

    with pytest.raises(LawError, match="rules need each other: hen > egg"):
        _plan("hen")


def test_what_does_not_depend_on_the_month_runs_once():
    plan = make_plan(
        ("cash", "health"),
        frozenset({"filed_on", "status", "left_reception_centre_on", "covered_from", "covered_until"})
        | {"withheld_days", "within_application", "not_excluded_as_spouse", "household", "home_of_month"},
        Readings(),
        enacted_book(),
    )
    once, monthly = ({step.key for step in steps} for steps in (plan.once, plan.monthly))
    assert {"eligible", "first_month", "term_months", "covered_until_day", "insured"} <= once
    assert {"number", "family_size", "ceiling", "cash", "health"} <= monthly
    assert not once & monthly


def test_a_given_column_stands_in_place_of_its_rule():
    columns = {
        "status": np.array([1, 1], dtype=np.int8),
        "filed_on": np.array([day_number(date(2026, 1, 10))] * 2, dtype=np.int32),
        "family_size": np.array([1, 4]),
    }
    found = evaluate(columns, [date(2026, 1, 1)], figures=("share_amount",))
    assert found["share_amount"].tolist() == [[167900, 83950]]


def test_every_rule_cites_provisions_that_are_kept_word_by_word():
    cited = {
        made.provision for rules in RULES.values() for made in rules if "propozycja" not in made.provision
    }
    for text in cited:
        assert references(text), text
        for reference in references(text):
            assert provision(reference).text, text


def test_every_rule_of_a_disputed_point_exists_in_both_variants():
    for name, dispute in DISPUTES.items():
        variants = {
            made.when[1] for rules in RULES.values() for made in rules if made.when and made.when[0] == name
        }
        assert variants == set(dispute.variants), name


def test_every_condition_has_words_for_a_refusal():
    conditions = ("has_status", "not_excluded_as_spouse", "within_application", "filed_in_time")
    assert all(made.refusal for name in conditions for made in RULES[name] if made.when is None)
