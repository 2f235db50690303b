"""Hostile people at every door of the program: nothing of theirs becomes active, nothing of ours breaks.

The whole of each is measured by `./run bench trust web`; these are short forms of it.
"""

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, path

from kladka.config import urls as real
from kladka.config.hosts import FORUM
from tests.architecture.test_roles import names

from .assaults import (
    Tally,
    addresses,
    ask_wrongly,
    failures,
    formulas,
    patterns,
    requests_gone_wrong,
    scripts,
    signed_in,
)
from .attacks import XSS, Page


def test_no_text_of_anybody_becomes_active_on_any_page(world, head):
    counted, active = scripts(world, [head], XSS[1:2])
    print(dict(counted))
    assert active == []
    assert counted["pages"] > 100
    assert counted["forms"] > 30
    assert counted["shown"] > 40


def test_wrong_and_hostile_requests_to_every_address_are_answered_without_a_fault(
    world,
    caseworker,
):
    tally = requests_gone_wrong(world, [caseworker], short=True)
    print(dict(tally.statuses))
    assert tally.asked == set(names()) - {"sign-out"}
    assert tally.broken == []
    assert tally.statuses.total() > 1000
    assert tally.statuses[302] < tally.statuses.total() / 3  # most were sent by somebody signed in


def test_the_host_of_the_forum_answers_wrong_and_hostile_requests_without_a_fault(
    world, caseworker, settings
):  # fmt: skip
    settings.FORUM_HOST, settings.ALLOWED_HOSTS = "forum.test", ["forum.test"]
    tally = requests_gone_wrong(world, [caseworker], short=True, host="forum.test")
    assert tally.broken == []
    assert tally.statuses[404] > tally.statuses[200]  # casework is not there


def fails_on_a_long_word(request):
    return HttpResponse(request.GET.get("q", "")[5000])  # only wrong requests break it


urlpatterns = [*real.urlpatterns, path("podlozony/", fails_on_a_long_word, name="planted-fault")]
handler400, handler403, handler500 = real.handler400, real.handler403, real.handler500


def test_a_fault_that_was_planted_is_found_at_its_address(world, caseworker, settings):
    """A new address is asked without being written anywhere."""
    settings.ROOT_URLCONF = __name__
    tally = Tally()
    ask_wrongly(tally, signed_in(caseworker), "planted-fault", "/podlozony/")
    assert {what[1] for what in tally.broken} == {"planted-fault"}
    assert "planted-fault" in addresses(world)


def test_every_address_has_a_name_of_its_own():
    """What has none would be asked by no walk through the addresses."""
    for urlconf in (None, FORUM):
        found = [pattern.name for pattern in patterns(get_resolver(urlconf))]
        assert len(found) == len(set(found))
        assert None not in found


def test_a_fault_in_any_view_tells_nothing_of_anybody(world, caseworker, settings):
    broken, told, logged = failures(world, caseworker, settings)
    assert broken > 100
    assert (told, logged) == (0, False)


def test_no_export_holds_a_formula_that_somebody_typed(world, head):
    cells, found = formulas(world, head, triggers=["=", "＠"])
    assert cells > 40
    assert found == []


@pytest.mark.parametrize("payload", [one for one in XSS if one.startswith(("<", '"', "'>", "</"))])
def test_the_check_sees_what_would_be_active(payload):
    assert Page(f'<p title="{payload}">{payload}</p><p x=\'{payload}').active
