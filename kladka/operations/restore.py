"""A backup back into an empty place, and the checks that it is what was backed up."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from . import backup, dumping, sealed

PIECE = 1 << 20


def restore(file, *, into, key, database=None, say=lambda text: None):
    """Restore `file` into the empty folder `into` (a KLADKA_VAR) and check it. Returns the manifest.

    database: postgres://… of an empty database, for a backup of PostgreSQL. Raises CommandError with what to
    do; the folder is then empty again.
    """
    identities = sealed.identities(key)
    if into.exists() and any(into.iterdir()):
        raise CommandError(f"Folder {into} nie jest pusty. Odtwarza się w puste miejsce: podaj nowy folder.")
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        say("Odszyfrowuję i sprawdzam skróty…")
        manifest = _extract(file, identities, into)
        say("Odtwarzam bazę danych i sprawdzam…")
        _load(into, manifest, database)
    except BaseException:
        _empty(into)
        raise
    return manifest


def verify(file, *, key, say=lambda text: None):
    """Restore into a temporary place (PostgreSQL: a new database on the same server), check, remove."""
    with tempfile.TemporaryDirectory(prefix="kladka-verify-") as folder, _temporary_database() as database:
        return restore(file, into=Path(folder) / "var", key=key, database=database, say=say)


def _extract(file, identities, into):
    """Write every part; its SHA-256 must be the one in the manifest, which comes last."""
    found, manifest = {}, None
    with sealed.reading(file, identities) as tar:
        for member in tar:
            content = tar.extractfile(member)
            name = PurePosixPath(member.name)
            if content is None or name.is_absolute() or ".." in name.parts:
                raise CommandError(f"W kopii jest coś, co nie jest zwykłym plikiem: {member.name}")
            if member.name == backup.MANIFEST:
                manifest = json.loads(content.read())
            else:
                found[member.name] = _write(content, into / name)
    if manifest is None or manifest["format"] != 1:
        raise CommandError("W kopii nie ma opisu, który ten program rozumie.")
    if found != {name: part["sha256"] for name, part in manifest["parts"].items()}:
        raise CommandError("Skróty plików nie zgadzają się z opisem kopii.")
    return manifest


def _write(content, path):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := content.read(PIECE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _load(into, manifest, database):
    """In a process of its own, so that the database it works on is the restored one and no other."""
    if manifest["engine"] == "postgresql" and not database:
        raise CommandError("To kopia PostgreSQL: podaj pustą bazę, --database postgres://…")
    url = database or f"sqlite:///{into / dumping.NAMES['sqlite']}"
    environment = {
        **os.environ,
        "KLADKA_VAR": str(into),
        "DATABASE_URL": url,
        "KLADKA_KEYS": settings.KEY_FILE,
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json") as described:
        json.dump(manifest, described)
        described.flush()
        command = [sys.executable, "-m", "kladka.operations.restored", described.name]
        done = subprocess.run(
            command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise CommandError(f"Odtworzona baza nie jest taka jak w kopii:\n{done.stdout}{done.stderr[-2000:]}")
    (into / dumping.NAMES["postgresql"]).unlink(missing_ok=True)


@contextmanager
def _temporary_database():
    """URL of a database on the configured PostgreSQL server that is removed afterwards; None on SQLite."""
    if connection.vendor == "sqlite":
        yield None
        return
    with dumping.temporary_postgresql() as name:
        yield dumping.url_of(name)


def _empty(folder):
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
