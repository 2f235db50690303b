"""Keys by purpose and number, in a file outside the database; a new number is added, an old one is kept.

The file is JSON: {"fields": {"1": "<base64 of 32 bytes>", "2": …}, "index": {…}, …}. The highest number is
current: new values are sealed with it, older ones are opened with the key whose number they carry.
"""

import base64
import fcntl
import json
import os
import secrets
import stat
import time
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# What each key is for. One that leaks or is destroyed takes no other with it.
PURPOSES = ("fields", "protected", "files", "index", "journal")
LENGTH = 32
HIGHEST = 255  # the number is one byte of a sealed value
FRESH = 1  # seconds after which the file is read again


def current(purpose):
    """(number, key) that new values of this purpose are sealed with."""
    ring = _held()[purpose]
    number = max(ring)
    return number, ring[number]


def numbered(purpose, number):
    """The key with this number. Raises KeyError when the file does not hold it (any more)."""
    ring = _held()[purpose]
    if number not in ring:
        _ring.cache_clear()  # another process may have added it a moment ago
        ring = _held()[purpose]
    return ring[number]


def numbers(purpose):
    """Numbers of the keys held, the current one last."""
    return sorted(_held()[purpose])


def add(purpose):
    """Add a new current key and return its number. Values sealed before stay readable."""
    with _changing() as rings:
        number = max(rings[purpose]) + 1
        if number > HIGHEST:
            raise ImproperlyConfigured(f"Pierścień kluczy {purpose} jest pełny ({HIGHEST}).")
        rings[purpose] = {**rings[purpose], number: secrets.token_bytes(LENGTH)}
    return number


def remove(purpose, number):
    """Destroy one old key. What it sealed cannot be opened again; the current key is refused."""
    with _changing() as rings:
        if number == max(rings[purpose]):
            raise ImproperlyConfigured("Bieżącego klucza nie usuwa się; najpierw dodaj nowy.")
        rings[purpose] = {n: key for n, key in rings[purpose].items() if n != number}


@contextmanager
def _changing():
    """The rings read afresh, written back at the end; two commands at once wait for each other."""
    _held()  # makes the file of a new installation
    with open(os.open(f"{settings.KEY_FILE}.lock", os.O_RDWR | os.O_CREAT, 0o600)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _ring.cache_clear()
        rings = dict(_held())
        yield rings
        _write(Path(settings.KEY_FILE), rings)


def _held():
    """The rings as the file had them at most FRESH seconds ago: servers need no restart for a new key."""
    return _ring(settings.KEY_FILE, time.monotonic() // FRESH)


@lru_cache(maxsize=1)
def _ring(path, _moment):
    path = Path(path)
    if not path.exists():
        _create(path)
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ImproperlyConfigured(f"Plik kluczy {path} mogą czytać inni. Wpisz: chmod 600 {path}")
    try:
        stored = json.loads(path.read_text())
        rings = {p: {int(n): base64.b64decode(k) for n, k in stored[p].items()} for p in PURPOSES}
    except (ValueError, KeyError, AttributeError) as error:
        raise ImproperlyConfigured(f"Plik kluczy {path} jest uszkodzony: {error!r}.") from error
    if any(len(key) != LENGTH for ring in rings.values() for key in ring.values()):
        raise ImproperlyConfigured(f"Plik kluczy {path}: klucz ma mieć {LENGTH} bajty.")
    return rings


def _create(path):
    """The first keys of a new installation; of two processes that start at once one makes them."""
    made = {purpose: {1: secrets.token_bytes(LENGTH)} for purpose in PURPOSES}
    _write(path, made, only_new=True)


def _write(path, rings, *, only_new=False):
    """Whole or not at all: a half-written ring would lose every sealed value."""
    text = json.dumps(
        {p: {str(n): base64.b64encode(k).decode() for n, k in ring.items()} for p, ring in rings.items()}
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        if only_new:
            os.link(beside, path)
        else:
            os.replace(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink(missing_ok=True)
    _ring.cache_clear()
