"""Canaries in every personal field of a centre's families: who else is shown one, what else holds one.

Every address and search asked by all without rights, answers unpacked; log, mail and a backup searched.
"""

import io
import logging
import sys
import tempfile
import time
from pathlib import Path

FAMILIES = 20


def cases(short):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' invented families and crawl
    from django.conf import settings
    from django.core import mail
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND, mail.outbox = "django.core.mail.backends.locmem.EmailBackend", []
    call_command("migrate", verbosity=0)
    said = io.StringIO()
    logging.getLogger().handlers = [logging.StreamHandler(said)]
    logging.getLogger().setLevel(logging.INFO)
    centre, head, world, planted = _planted(0 if short else FAMILIES)
    yield "planted", "canaries", len(planted.planted), f"in {len(set(planted.planted.values()))} fields"
    yield from _crawled(centre, head, world, planted, short)
    letters = "".join(str(letter.message()) for letter in mail.outbox)
    for case, content in (("log", said.getvalue()), ("mail", letters), ("backup", _backup())):
        yield from _none(case, planted.found_in(content), f"in {len(content)} bytes")


def _planted(more):
    """(centre, head, addresses of real rows, canaries) of a centre with a family in each state and more."""
    from kladka.accounts.models import Organisation
    from kladka.casework.cases.models import Case
    from tests.architecture.test_roles import World
    from tests.casework.rights.families import family, pair
    from tests.conftest import make_user
    from tests.trust.canaries import Canaries, plant

    centre = Organisation.objects.create(
        kind="county_centre", name="Powiatowe Centrum Pomocy Rodzinie", short_name="PCPR",
        authority="Starosta Brzozowski", address="ul. Lipowa 4", town="Brzozów", voivode="Wojewoda Łódzki",
        appeal_board="Samorządowe Kolegium Odwoławcze w Łodzi", account="61109010140000071219812874",
    )  # fmt: skip
    worker, head, accountant = (
        make_user(f"Osoba {role}", f"{role}@przyklad.test", centre, role)
        for role in ("caseworker", "head", "accountant")
    )
    for place in range(more):
        family(centre, worker, head, *pair(f"Olena {'abcdefghijklmnopqrstuvwxyz'[place]}"))
    world = World(centre, worker, head, accountant).addresses()
    planted = Canaries("kan")
    for case in Case.objects.all():
        plant(case, canaries=planted)
    return centre, head, world, planted


def _crawled(centre, head, world, planted, short):
    from tests.trust.crawl import addresses, outsiders, searches, seen

    asked = [*addresses(world), *searches(planted)[:: 40 if short else 5]]
    started = time.perf_counter()
    people = list(outsiders(centre))
    for who, user in people:
        yield from _none(who, seen(planted, user, asked), f"of {len(asked)} addresses")
    rate = len(asked) * len(people) / (time.perf_counter() - started)
    yield "crawl", "speed", round(rate), "answers/s"
    known = {value for hits in seen(planted, head, asked).values() for value in hits}
    yield "head of the centre (control)", "hits", len(known), f"of {len(planted.planted)}"
    if not known:
        raise SystemExit("Kontrola nie widzi żadnego kanarka: ten pomiar niczego nie sprawdza.")


def _none(case, found, where):
    yield case, "hits", len(found), where
    if found:
        raise SystemExit(f"{case}: znaleziono podłożone wartości: {found}")


def _backup():
    """The bytes of an encrypted backup of the database with everything that is planted."""
    import pyrage

    from kladka.operations import backup

    with tempfile.TemporaryDirectory() as folder:
        recipient = str(pyrage.x25519.Identity.generate().to_public())
        path, _ = backup.make(Path(folder), recipient=recipient)
        return path.read_bytes()
