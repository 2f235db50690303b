"""An agreed amount in one month: days covered and not withheld, never above what the law allows."""

from datetime import date

import pytest

from kladka.law.agreed import Payable, payable, payable_by_month
from kladka.law.explain import explain
from kladka.law.facts import Facts, PersonFacts, Withheld

DECEMBER = date(2026, 12, 1)


def one_person(withheld=(), **person):
    people = (PersonFacts("anna", date(1990, 1, 1), "refugee", "applicant", date(2026, 9, 1), **person),)
    return Facts(filed_on=date(2026, 9, 14), people=people, withheld=withheld)


def test_a_whole_month_gives_the_agreed_amount():
    assert payable(one_person(), DECEMBER, {"anna": 100000}) == {
        "anna": Payable(
            agreed=100000,
            ceiling=167900,
            cash=100000,
            health=11061,
            number=4,
            covered_days=31,
            withheld_days=0,
            paid_days=31,
            month_days=31,
        )
    }


def test_withheld_days_are_taken_off_the_agreed_amount():
    withheld = (Withheld("anna", "misuse", date(2026, 12, 10), date(2026, 12, 26)),)
    found = payable(one_person(withheld), DECEMBER, {"anna": 100000})["anna"]
    # 1000,00 ÷ 31 × 14
    assert (found.cash, found.withheld_days, found.paid_days) == (45161, 17, 14)


def test_a_person_who_leaves_within_the_month_gets_the_days_before():
    found = payable(one_person(covered_until=date(2026, 12, 13)), DECEMBER, {"anna": 167900})["anna"]
    assert (found.cash, found.covered_days) == (70410, 13)


def test_a_month_withheld_as_a_whole_gives_nothing_and_no_contribution():
    withheld = (Withheld("anna", "criminal_proceedings", date(2026, 11, 2)),)
    found = payable(one_person(withheld), DECEMBER, {"anna": 167900})["anna"]
    assert (found.cash, found.health, found.withheld_days, found.paid_days) == (0, 0, 31, 0)


def test_an_amount_above_the_ceiling_is_lowered_to_it():
    found = payable(one_person(), DECEMBER, {"anna": 200000})["anna"]
    assert (found.cash, found.lowered) == (167900, True)


@pytest.mark.parametrize("month", [date(2026, 8, 1), date(2027, 9, 1)])
def test_a_month_outside_the_programme_gives_nothing(month):
    found = payable(one_person(), month, {"anna": 167900})["anna"]
    assert (found.cash, found.health, found.covered_days) == (0, 0, 0)


def test_at_the_ceiling_it_is_the_amount_of_the_explanation_in_every_month():
    withheld = (Withheld("anna", "untrue_information", date(2026, 11, 20), date(2027, 2, 9)),)
    facts = one_person(withheld)
    for month in explain(facts).months:
        line = month.person("anna")
        found = payable(facts, month.first, {"anna": line.ceiling})["anna"]
        assert (found.cash, found.health) == (line.cash, line.health)


def test_a_person_who_is_not_in_the_facts_is_refused():
    with pytest.raises(KeyError):
        payable(one_person(), DECEMBER, {"piotr": 100000})


def test_months_counted_together_are_the_months_counted_one_by_one():
    people = (
        PersonFacts("anna", date(1990, 1, 1), "refugee", "applicant", date(2026, 9, 1)),
        PersonFacts("piotr", date(2018, 1, 1), "refugee", "child", date(2026, 9, 1)),
        PersonFacts("ola", date(2020, 1, 1), "refugee", "child", covered_until=date(2027, 2, 13)),
    )
    withheld = (Withheld("anna", "misuse", date(2026, 12, 10), date(2027, 1, 8)),)
    facts = Facts(filed_on=date(2026, 9, 14), people=people, withheld=withheld)
    months = [date(2026 + number // 12, number % 12 + 1, 1) for number in range(7, 22)]
    agreed = {month: {"anna": 90000, "ola": 200000, "piotr": 80000 + month.month} for month in months}
    del agreed[date(2027, 3, 1)]["ola"]
    assert payable_by_month(facts, agreed) == {
        month: payable(facts, month, amounts) for month, amounts in agreed.items()
    }


def test_no_months_give_nothing():
    assert payable_by_month(one_person(), {}) == {}
