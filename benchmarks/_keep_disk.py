"""A database on a disk that fills up: what does not fit is said not to be saved, what was confirmed stays."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from _keep_checks import check
from _server import Person, Server
from django.db import connection, connections

from tests import postgres

ROOM = 700_000  # bytes left on the small disk
LONG = " długa notatka" * 250
REFUSED = 20
AT_MOST = 20_000
SIZES = {"sqlite": "20m", "postgresql": "240m"}


def full_disk(session, case):
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    with small_disk(SIZES[connection.vendor]) as disk:
        if disk is None:
            yield f"full disk, {engine}", "skipped", 0, "no right to mount"
            return
        connections.close_all()
        moved = _sqlite_on if connection.vendor == "sqlite" else _postgresql_on
        with moved(disk) as url:
            yield from _filled(f"full disk, {engine}", url, disk, session, case)


def _filled(name, url, disk, session, case):
    server = Server(DATABASE_URL=url).start()
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - ROOM))
    person, refused = Person(server, case, session), []
    for number in range(AT_MOST):
        status = person.add(f"{number}{LONG}")
        if status != 302:
            refused.append(status)
        if len(refused) == REFUSED:
            break
    ballast.unlink()
    ended = _started_again(url)
    time.sleep(3)  # on SQLite the thread that copies the log tries again
    after = [person.add(f"po zwolnieniu {number}") for number in range(3)]
    server.stop()
    check(name, person.acknowledged)
    if set(refused) != {503} or set(after) != {302}:
        raise SystemExit(f"{name}: odpowiedzi {set(refused)}, po zwolnieniu miejsca {after}")
    if person.given_back != len(refused):
        raise SystemExit(f"{name}: wpisany tekst wrócił {person.given_back} razy z {len(refused)}")
    yield name, "refused", len(refused), "answers 503, none falsely saved"
    yield name, "text given back", person.given_back, "with the answer 503"
    yield name, "acknowledged", len(person.acknowledged), "all readable afterwards"
    yield name, "server ended", ended, "started again after the space was freed"


def _started_again(url):
    """1 when PostgreSQL had stopped, as it does when its own log finds no room."""
    if connection.vendor == "sqlite" or postgres.runs(url):
        return 0
    postgres.start_again(url)
    return 1


@contextmanager
def _sqlite_on(disk):
    """A copy of the database on the small disk; this process reads it too."""
    original = connection.settings_dict["NAME"]
    copy = disk / "kladka.sqlite3"
    shutil.copy(original, copy)  # nothing writes to it now
    connection.settings_dict["NAME"] = str(copy)
    try:
        yield f"sqlite:///{copy}"
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = original


@contextmanager
def _postgresql_on(disk):
    """A cluster of its own on the small disk, filled from the one that is measured."""
    source, original = os.environ["DATABASE_URL"], dict(connection.settings_dict)
    with postgres.cluster(durable=True, on=disk) as url:
        postgres.copy(source, url)
        connection.settings_dict["HOST"] = url.partition("host=")[2]
        connection.settings_dict["OPTIONS"] = {**original["OPTIONS"], "host": url.partition("host=")[2]}
        try:
            yield url
        finally:
            connections.close_all()
            connection.settings_dict.update(original)


@contextmanager
def small_disk(size):
    """Yield the folder of a new file system of this size, or None without the right to mount."""
    folder = Path(tempfile.mkdtemp(prefix="kladka-disk-"))
    folder.chmod(0o755)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    try:
        yield folder if mounted.returncode == 0 else None
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", folder], check=False)
        folder.rmdir()
