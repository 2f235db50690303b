"""The empty tables of the tests, on SQLite: made by the migrations once and copied while those stay the same.

A hundred migrations take most of a minute, a copy takes none. PostgreSQL runs them each time.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management.commands.migrate import Command
from django.db import connections

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var"
# Everything that the tables depend on: a change in any of these makes them anew.
SOURCES = (
    *("kladka/**/migrations/*.py", "kladka/**/models.py", "kladka/vault/*.py", "kladka/config/*.py"),
    *("kladka/casework/guards.py", "kladka/casework/walls.py", "kladka/casework/cases/*.py"),
    *("kladka/journal/*.py", "requirements.lock"),
)
migrate = Command.handle


def kept():
    """Where the tables of these sources are kept, whether they are there or not."""
    read = hashlib.sha256(sqlite3.sqlite_version.encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            read.update(path.read_bytes())
    return FOLDER / f"tables-{read.hexdigest()[:16]}.sqlite3"


def copied(command, *args, **options):
    """What `migrate` does, from the copy when there is one."""
    connection, path = connections[options["database"]], kept()
    if connection.vendor != "sqlite":
        return migrate(command, *args, **options)
    connection.ensure_connection()
    if path.exists():
        with closing(sqlite3.connect(path)) as tables:
            tables.backup(connection.connection)
        return None
    migrate(command, *args, **options)
    _keep(connection, path)
    return None


def _keep(connection, path):
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("tables-*.sqlite3"):
        old.unlink(missing_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(part)) as tables:
        connection.connection.backup(tables)
    os.replace(part, path)


def copy_instead_of_migrating(creation):
    """Make the test database of a connection from the copy; later calls of `migrate` are the real ones."""
    make = creation.create_test_db

    def create_test_db(*args, **options):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Command, "handle", copied)
            return make(*args, **options)

    creation.create_test_db = create_test_db
