"""Every address × every role × own, shared, withdrawn, foreign × GET, POST, against one table (matrix.py)."""

import gc
import logging
import time
from contextlib import contextmanager
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from kladka.accounts.models import Authorisation, Membership, Organisation
from kladka.casework.access.actions import withdraw
from kladka.casework.cases.models import Case
from kladka.casework.cases.openings import Share
from kladka.casework.cases.restrictions import Restriction
from kladka.config import urls as real
from kladka.staff.actions import record_control
from tests.casework.access.build import shared
from tests.conftest import Browser, make_user

from .matrix import LIKE, OWN_ROLES, expected, rows
from .test_roles import names

Role = Membership.Role
TODAY = timezone.localdate


@pytest.fixture
def actors(world, centre, caseworker, head, accountant):
    """{letter of matrix.ACTORS: user, None for a stranger}."""
    found = {"W": caseworker, "H": head, "A": accountant, "N": None}
    for letter, role in OWN_ROLES.items():
        found[letter] = make_user(letter, f"{letter}@tu.test", centre, role)
    found["X"] = make_user("X", "x@tu.test", centre, Role.HEAD)
    Authorisation.objects.filter(membership__user=found["X"]).update(ended_on=TODAY())
    found["L"] = make_user("L", "l@tu.test", centre, Role.HEAD)
    found["L"].memberships.update(ends="2021-01-01")
    return found | _elsewhere(centre, head) | _partners(caseworker)


def _elsewhere(centre, head):
    office = Organisation.objects.get(kind="voivode")
    days = {"starts": TODAY(), "ends": TODAY(), "number": "2", "subject": "x"}
    record_control(centre, office=office, by=head, **days)
    idle = Organisation.objects.create(kind="voivode", name="Inny urząd", short_name="Inny")
    other = Organisation.objects.create(kind="city_centre", name="Obcy", short_name="Obcy")
    foreign = {f"f{role}": make_user(role, f"{role}@obcy.test", other, role) for role in Role.values}
    return foreign | {
        "I": make_user("I", "i@uw.test", office, Role.INSPECTOR),
        "J": make_user("J", "j@uw.test", idle, Role.INSPECTOR),
    }


def _partners(worker):
    """P: with whom each case but the restricted one is shared; Q: with whom each was, until withdrawn."""
    ended = Organisation.objects.create(kind="school", name="Szkoła", short_name="Szkoła")
    for case in Case.objects.exclude(pk__in=Restriction.objects.cases()):
        shared(case, worker)
        withdraw(shared(case, worker, to=ended), by=worker)
    partners = Organisation.objects.get(kind="ngo")
    return {
        "P": make_user("P", "p@most.test", partners, Role.PARTNER),
        "Q": make_user("Q", "q@szkola.test", ended, Role.PARTNER),
    }


@contextmanager
def _without_waste():
    """Thousands of refusals in a row: no line of a log for each, no search for garbage in what stays."""
    gc.collect()
    gc.freeze()
    usual = gc.get_threshold()
    gc.set_threshold(20_000, *usual[1:])
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        gc.set_threshold(*usual)
        gc.unfreeze()


@_without_waste()
def cells(actors, world, only=None):
    """{(letter, name, method): what came}, each cell as if it were the only request."""
    found = {}
    for letter, user in actors.items():
        client = Browser()
        if user:
            client.force_login(user)
        signed_in = dict(client.cookies)
        mine = world | (_withdrawn(world) if letter == "Q" else {})
        for name, takes in names().items():
            if only is None or name in only:
                address = reverse(name, kwargs=(mine[name] or {"form": "x"}) if takes else {})
                for method in ("get", "post"):
                    client.cookies = SimpleCookie({key: one.value for key, one in signed_in.items()})
                    with transaction.atomic():
                        found[letter, name, method] = kind_of(getattr(client, method)(address))
                        transaction.set_rollback(True)
    return found


def _withdrawn(world):
    """The partner from whom consent was withdrawn knows the key of their own share."""
    ended = Share.objects.get(case__key=world["case"]["key"], withdrawn_at__isnull=False)
    return {name: {"key": ended.key} for name in ("shared-case", "shared-note", "shared-glass")}


def kind_of(answer):
    """One word for an answer: open, ask (for a reason), hidden, refused, sign-in, method."""
    going = answer.get("Location", "")
    if answer.status_code == 302 and going.startswith("/konto/zaloguj/?"):
        return "sign-in"
    if answer.status_code == 302 and "/powod/" in going:
        return "ask"
    return {404: "hidden", 403: "refused", 405: "method"}.get(answer.status_code, "open")


def wrong(found):
    """{cell: (came, expected)} where they differ; a method that the table does not name is no method."""
    table = rows()
    differ = {}
    for (letter, name, method), came in found.items():
        row = table.get((name, method))
        stranger = letter == "N" and (table.get((name, "get")) or table[name, "post"]).login
        want = expected(row, letter) if row else "sign-in" if stranger else "method"
        if came != want:
            differ[letter, name, method] = (came, want)
    return differ


def test_every_address_has_a_row_in_the_table():
    """A new address without a row fails here: say in matrix.py who may."""
    assert {name for name, _ in rows()} == set(names())


HALVES = {
    "own": "WHANKCDFRUXL",
    "outside": ["I", "J", "P", "Q", *LIKE],
}


@pytest.mark.parametrize("half", HALVES)
def test_every_cell_is_as_the_table_says(actors, world, half, capsys):
    started, used = time.monotonic(), time.process_time()
    found = cells({letter: actors[letter] for letter in HALVES[half]}, world)
    with capsys.disabled():
        took, used = time.monotonic() - started, time.process_time() - used
        print(f"\n{half}: {len(found)} cells in {took:.0f} s, {used:.0f} s of a processor")
    assert wrong(found) == {}


def leaking(request, key):
    return HttpResponse(Case.objects.get(key=key).title)


urlpatterns = [
    *(one for one in real.urlpatterns),
    path("wyciek/<str:key>/", leaking, name="case"),
    path("wyciek-udostepnienia/<str:key>/", leaking, name="shared-case"),
]
handler403 = real.handler403


def test_the_matrix_finds_a_leak_that_was_planted(actors, world, settings):
    """A view that forgets whose the case is, also in the columns of a partner and of withdrawn consent."""
    settings.ROOT_URLCONF = __name__
    world |= {"shared-case": world["case"]}
    few = {letter: actors[letter] for letter in ("W", "K", "P", "L", "fhead")} | {"q": actors["Q"]}
    bad = wrong(cells(few, world, only={"case", "shared-case"}))
    leaked = {cell for cell, (came, _) in bad.items() if cell[2] == "get" and came == "open"}
    assert leaked == {
        *((letter, "case", "get") for letter in ("K", "P", "q", "L", "fhead")),
        *((letter, "shared-case", "get") for letter in ("W", "K", "q", "L", "fhead")),
    }
