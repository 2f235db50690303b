"""Values planted in every personal field of a centre's families: nobody else is shown one.

The long form, over more families, with a backup: `./run bench trust canaries`.
"""

import logging

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from kladka.casework import walls
from kladka.casework.cases.models import Case
from kladka.casework.people.models import Person
from kladka.config import urls as real
from tests.trust.canaries import Canaries, plant
from tests.trust.crawl import addresses, outsiders, searches, seen


@pytest.fixture
def planted(world):
    """Canaries in every case of the centre."""
    everything = Canaries("kan")
    for case in Case.objects.all():
        plant(case, canaries=everything)
    return everything


def test_who_has_no_rights_to_the_families_is_shown_no_planted_value(
    planted, world, centre, caplog
):  # fmt: skip
    caplog.set_level(logging.INFO)
    asked = [*addresses(world), *searches(planted)[::25]]
    people = list(outsiders(centre))
    assert len(people) > 4
    assert {who: found for who, user in people if (found := seen(planted, user, asked))} == {}
    assert planted.found_in(caplog.text) == {}
    assert planted.found_in("".join(str(letter.message()) for letter in mail.outbox)) == {}


def test_the_crawl_reads_pages_sheets_and_prints_of_who_may_see_them_and_no_log_repeats_them(
    planted, world, head, caplog
):  # fmt: skip
    caplog.set_level(logging.INFO)
    found = seen(planted, head, [*addresses(world), *searches(planted)[:10]])
    fields = {where for hits in found.values() for where in hits.values()}
    assert {"people.Person.family_name", "people.Person.pesel", "cases.Event.text"} - fields == set()
    assert len(fields) > 25
    kinds = {address.rpartition(".")[2] for address in found if "." in address}
    assert {"xlsx", "pdf"} <= kinds
    assert planted.found_in(caplog.text) == {}


def leaking_view(request):
    walls.declare(connection, "system")  # on PostgreSQL the second wall would stop the leak
    return HttpResponse(Person.objects.first().family_name)


urlpatterns = [*real.urlpatterns, path("wyciek/", leaking_view, name="planted-leak")]


def test_the_crawl_finds_a_leak_that_was_planted(planted, world, centre, settings):
    settings.ROOT_URLCONF = __name__
    _, stranger = next(outsiders(centre))
    assert set(seen(planted, stranger, addresses(world))) == {"/wyciek/"}
