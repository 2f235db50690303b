"""Guessing: how many of 1,000 guesses are tried, and whether the time of an answer tells who has an account.

Guesses come from processes of their own that share nothing but the database. Times are CPU of the thread that
answers, which a busy machine disturbs little; kinds of address take turns.
"""

import multiprocessing
import statistics
import sys
import time
from pathlib import Path

PROCESSES = 4
GUESSES = 1000
TRIED = "Adres e-mail lub hasło jest nieprawidłowe"
WRONG = "nieprawidłowe hasło do prób"
EMAIL = "realizator@przyklad.test"


def cases(short):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.EMAIL_HOST = "poczta.test"  # letters are only put in the queue
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reset_password": "1000/m/ip"}
    call_command("migrate", verbosity=0)
    emails = _people()
    yield from _guessing(60 if short else GUESSES)
    for name, ask in {"sign-in": _sign_in, "link": _ask_for_link}.items():
        yield from _times(name, ask, emails, rounds=25 if short else 150, most=25 if short else 5)


def _people():
    """{kind: address}; every kind of account that an answer must not tell apart."""
    from kladka.accounts.models import User

    User.objects.create_user(EMAIL, name="Maria Testowa", password="cztery zielone schody")
    User.objects.create_user("bez-hasla@przyklad.test", name="Bez Hasła")
    off = User.objects.create_user("nieczynne@przyklad.test", name="N", password="pięć zielonych schodów")
    User.objects.filter(pk=off.pk).update(is_active=False)
    return {
        "ordinary": EMAIL,
        "unknown": "nieznane@przyklad.test",
        "no password": "bez-hasla@przyklad.test",
        "inactive": off.email,
    }


def _guessing(guesses):
    from django.db import connections

    connections.close_all()
    started = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        tried = sum(pool.map(_guess, [guesses // PROCESSES] * PROCESSES))
    seconds = time.perf_counter() - started
    case = f"{guesses} guesses at one account, {PROCESSES} processes"
    yield case, "tried", tried, "guesses"
    yield case, "per second", round(guesses / seconds, 1), "1/s"
    if not 0 < tried <= 20:
        raise SystemExit(f"Z {guesses} prób sprawdzono {tried}, a miało być od 1 do 20.")


def _guess(count):
    """How many of `count` guesses, each from another address, were tried."""
    from django.test import Client

    return sum(
        TRIED in _sign_in(Client(REMOTE_ADDR=f"10.{n // 250}.{n % 250}.7"), EMAIL, n).content.decode()
        for n in range(count)
    )


def _sign_in(client, email, number=""):
    return client.post("/konto/zaloguj/", {"login": email, "password": f"{WRONG}{number}"})


def _ask_for_link(client, email):
    return client.post("/konto/haslo/odnosnik/", {"email": email})


def _times(name, ask, emails, *, rounds, most):
    """Median CPU time by kind, and the largest difference between two kinds in percent."""
    from django.core.cache import cache
    from django.test import Client

    found = {kind: [] for kind in emails}
    for number in range(rounds + 3):
        cache.clear()
        for kind, email in emails.items():
            client = Client()
            started = time.thread_time()
            ask(client, email)
            if number >= 3:  # the first ones load what the others find loaded
                found[kind].append(time.thread_time() - started)
    medians = {kind: statistics.median(times) for kind, times in found.items()}
    for kind, median in medians.items():
        yield f"{name}, {kind}", "median cpu", round(1000 * median, 2), "ms"
    apart = 100 * (max(medians.values()) / min(medians.values()) - 1)
    yield f"{name}, kinds of address apart", "most", round(apart, 2), "%"
    if apart >= most:
        raise SystemExit(f"{name}: czas odpowiedzi różni się o {apart:.1f} %, a miało być poniżej {most} %.")
