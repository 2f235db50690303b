"""Hostile people at every door: files, wrong requests, scripts and formulas in every text."""

import sys
import time
from pathlib import Path


def cases(short):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' invented families
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.LOGGING_CONFIG = None
    call_command("migrate", verbosity=0)
    world, users = _office()
    yield from _files()
    yield from _requests(world, users, short)
    yield from _scripts(world, users, short)
    yield from _formulas(world, users)


def _office():
    from kladka.accounts.models import Organisation
    from tests.architecture.test_roles import World
    from tests.conftest import make_user

    centre = Organisation.objects.create(
        kind="county_centre", name="Centrum", short_name="C", authority="Starosta", address="ul. Lipowa 4",
        town="Brzozów", account="61109010140000071219812874",
    )  # fmt: skip
    users = [make_user(f"Osoba {role}", f"{role}@przyklad.test", centre, role)
             for role in ("caseworker", "head", "accountant")]  # fmt: skip
    return World(centre, *users).addresses(), users


def _files():
    from kladka.uploads.accepting import accept
    from kladka.uploads.refusal import Refused
    from tests.uploads.files import CANARY, DISARMED, HONEST, REFUSED
    from tests.uploads.reading import everything_in

    longest, wrong = 0.0, []
    for name, make in (HONEST | DISARMED | REFUSED).items():
        sent, begun = make(), time.perf_counter()
        try:
            told = CANARY.encode() in everything_in(accept(name, sent).content)
            right = name not in REFUSED and not told
        except Refused:
            right = name in REFUSED
        longest = max(longest, time.perf_counter() - begun)
        wrong += [] if right else [name]
    yield "files of the corpus", "files", len(HONEST | DISARMED | REFUSED), f"{len(REFUSED)} to refuse"
    yield "files of the corpus", "longest", round(longest, 3), "s"
    _promise(wrong, "Pliki przyjęte lub odrzucone błędnie")


def _requests(world, users, short):
    from tests.trust.assaults import requests_gone_wrong

    begun = time.perf_counter()
    tally = requests_gone_wrong(world, users[:1] if short else [None, *users], short=short)
    yield "wrong and hostile requests", "requests", tally.statuses.total(), str(dict(tally.statuses))
    yield "wrong and hostile requests", "answered 5xx", len(tally.broken), ""
    yield "wrong and hostile requests", "time", round(time.perf_counter() - begun), "s"
    _promise(tally.broken, "Odpowiedzi z błędem programu")


def _scripts(world, users, short):
    from tests.trust.assaults import scripts
    from tests.trust.attacks import XSS

    counted, active = scripts(world, users, XSS[:1] if short else XSS)
    for what, number in counted.items():
        yield "scripts through every text and form", what, number, f"{1 if short else len(XSS)} payloads"
    yield "scripts through every text and form", "active", len(active), ""
    _promise(active, "Tekst stał się czynny")


def _formulas(world, users):
    from tests.trust.assaults import formulas

    cells, found = formulas(world, users[1])
    yield "formulas through every text", "cells", cells, "in every export"
    yield "formulas through every text", "formulas", len(found), ""
    _promise(found, "Formuły w eksporcie")


def _promise(found, sentence):
    if found:
        raise SystemExit(f"{sentence}: {found[:5]}")
