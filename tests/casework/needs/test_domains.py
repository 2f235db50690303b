"""The eleven domains of the file hold together, and a file that does not is refused."""

import copy
import tomllib

import pytest

from kladka.casework.needs import domains as module
from kladka.casework.needs.domains import (
    AREAS,
    CODES,
    DomainsError,
    domain,
    domains,
    instruments,
    read_domains,
)
from kladka.law.provisions import provision

FILE = tomllib.loads((module.HERE / "domains.toml").read_text(encoding="utf-8"))


def test_there_are_eleven_domains_with_five_different_anchors_each():
    assert tuple(domains()) == CODES
    assert {code: len(set(one.anchors)) for code, one in domains().items()} == dict.fromkeys(CODES, 5)


def test_housing_money_and_children_are_of_the_household_the_rest_of_a_person():
    assert {code for code, one in domains().items() if one.of_household} == {"housing", "money", "children"}
    assert {code for code, one in domains().items() if one.restricted} == {"safety"}


def test_a_task_is_proposed_by_the_rating_of_its_domain_and_of_no_other():
    assert [one.days for one in domain("housing").proposals(1)] == [0, 7, 7]
    assert [one.days for one in domain("housing").proposals(2)] == [7, 7]
    assert domain("housing").proposals(3) == []
    assert domain("offices").proposals(1) == [domain("offices").triggers[2]]


def test_every_provision_that_a_task_names_is_kept():
    named = [one.provision for each in domains().values() for one in each.triggers if one.provision]
    assert len(named) >= 8
    assert all(provision(one).text for one in named)


def test_every_area_of_every_instrument_is_likened_to_some_domain():
    for key, areas in AREAS.items():
        likened = {area for one in domains().values() for area in one.crosswalk[key]}
        assert (key, areas) == (key, likened)
    assert all(one.source.startswith("https://") for one in instruments().values())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"level": "village"}, "nieznany poziom"),
        ({"anchors": ["a", "a", "b", "c", "d"]}, "pięciu różnych"),
        ({"questions": []}, "brak pytań"),
        ({"weather": "sunny"}, "weather"),
        ({"crosswalk": {"niem": []}}, "czterech narzędziach"),
        ({"triggers": [{"when": "x", "task": "y", "days": -1}]}, "spoza skali"),
        ({"code": "luck"}, "oczekiwano: offices"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_by_name(change, said):
    data = copy.deepcopy(FILE)
    data["domain"][3] |= change
    with pytest.raises(DomainsError, match=said):
        read_domains(data)


def test_an_area_that_an_instrument_does_not_have_is_refused():
    data = copy.deepcopy(FILE)
    data["domain"][0]["crosswalk"]["niem"] = ["astronomy"]
    with pytest.raises(DomainsError, match="astronomy"):
        read_domains(data)
