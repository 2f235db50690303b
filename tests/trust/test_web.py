"""Hostile people at every door of the program: nothing of theirs becomes active, nothing of ours breaks.

The whole of each is measured by `./run bench trust web`; these are short forms of it.
"""

import pytest

from tests.architecture.test_roles import world  # noqa: F401  a fixture

from .assaults import failures, formulas, requests_gone_wrong, scripts
from .attacks import XSS, Page


def test_no_text_of_anybody_becomes_active_on_any_page(world, head):  # noqa: F811
    counted, active = scripts(world, [head], XSS[1:2])
    print(dict(counted))
    assert active == []
    assert counted["pages"] > 100
    assert counted["forms"] > 30
    assert counted["shown"] > 40


def test_wrong_and_hostile_requests_to_every_address_are_answered_without_a_fault(
    world,  # noqa: F811
    caseworker,
):
    tally = requests_gone_wrong(world, [caseworker], short=True)
    print(dict(tally.statuses))
    assert tally.broken == []
    assert tally.statuses.total() > 1000
    assert tally.statuses[302] < tally.statuses.total() / 3  # most were sent by somebody signed in


def test_a_fault_in_any_view_tells_nothing_of_anybody(world, caseworker, settings):  # noqa: F811
    broken, told, logged = failures(world, caseworker, settings)
    assert broken > 100
    assert (told, logged) == (0, False)


def test_no_export_holds_a_formula_that_somebody_typed(world, head):  # noqa: F811
    cells, found = formulas(world, head, triggers=["=", "＠"])
    assert cells > 40
    assert found == []


@pytest.mark.parametrize("payload", [one for one in XSS if one.startswith(("<", '"', "'>", "</"))])
def test_the_check_sees_what_would_be_active(payload):
    assert Page(f'<p title="{payload}">{payload}</p><p x=\'{payload}').active
