"""One real row behind every address; to another centre nothing of it exists (by role: test_matrix.py)."""

import datetime

from django.http import HttpResponse
from django.urls import get_resolver, path, reverse

from kladka.accounts.models import Membership, Organisation
from kladka.casework.benefits.models import PaymentList
from kladka.casework.cases.models import Case
from kladka.config import urls as real
from tests.conftest import make_user

Role = Membership.Role


def names(resolver=None):
    """{name of the address: whether it takes parameters}."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            found |= names(pattern)
        else:
            found[pattern.name] = bool(pattern.pattern.converters)
    return found


def answers(client, user, world, only=None):
    """{(name, method): status} of every address with parameters, as one user."""
    client.force_login(user)
    return {
        (name, ask.__name__): ask(reverse(name, kwargs=kwargs)).status_code
        for name, kwargs in world.items()
        if kwargs and (only is None or name in only)
        for ask in (client.get, client.post)
    }


def strangers(db):
    other = Organisation.objects.create(kind="city_centre", name="Ośrodek Obcy", short_name="MOPR Obcy")
    for role in Role.values:
        yield make_user(f"Obca {role}", f"{role}@obcy.test", other, role)
    left = make_user("Była Pracownica", "byla@obcy.test", other, Role.HEAD)
    left.memberships.update(ends=datetime.date(2021, 1, 1))
    yield left


# Named by a check of data or a kind of letter, which every centre has: what is shown is the reader's own.
OF_OFFICE = {
    *(("quality-check", "get"), ("quality-export", "get"), ("template-built-in", "get")),
    *(("template-versions", "get"), ("template-versions", "post"), ("office-sheet", "get")),
}


def leaks(client, user, world):
    """Addresses that answer a stranger with anything but "there is no such thing" (or "not this method")."""
    found = answers(client, user, world)
    bad = {key: one for key, one in found.items() if one not in (404, 405) and key not in OF_OFFICE}
    silent = {name for name, _ in found if {found[name, "get"], found[name, "post"]} == {405}}
    return bad, silent


def test_every_address_with_parameters_is_tried_here(world):
    assert {name for name, takes in names().items() if takes} == set(world)


def test_to_the_other_centre_and_to_who_has_left_nothing_exists(client, world, db):
    before = (Case.objects.count(), PaymentList.objects.get().state)
    for user in strangers(db):
        assert leaks(client, user, world) == ({}, set()), user.name
    assert (Case.objects.count(), PaymentList.objects.get().state) == before


def leaking_view(request, key):
    return HttpResponse(Case.objects.get(key=key).title)


urlpatterns = [*real.urlpatterns, path("wyciek/<str:key>/", leaking_view, name="planted-leak")]


def test_the_check_finds_a_leak_that_was_planted(client, world, settings, db):
    settings.ROOT_URLCONF = __name__
    planted = {"planted-leak": world["case"]}
    bad, _ = leaks(client, next(strangers(db)), planted)
    assert bad == {("planted-leak", "get"): 200, ("planted-leak", "post"): 200}
    assert "planted-leak" in names()
