"""An installation of its own for a test: a folder, a real database, real processes."""

import contextlib
import os
import secrets
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection, connections

ROOT = Path(__file__).parents[2]
SERVER = os.environ.get("DATABASE_URL", "")


SET_UP = """
import django; django.setup()
from kladka.casework import walls; walls.this_process_is_the_system()
"""


class Installation:
    """Runs the program's command line and Python code on one database."""

    def __init__(self, folder, url, **environment):
        self.folder, self.url = Path(folder), url
        self.environment = {
            **os.environ, "KLADKA_VAR": str(folder), "DATABASE_URL": url, "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "kladka.config.settings", **environment,
        }  # fmt: skip

    def run(self, *arguments, **options):
        command = [sys.executable, "-m", "kladka", *map(str, arguments)]
        return self._call(command, **options)

    def python(self, code, **options):
        """What the code prints; Django is set up. Raises when it fails."""
        done = self._call([sys.executable, "-c", f"{SET_UP}\n{code}"], **options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _call(self, command, **options):
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, **options
        )


def of_database(url, name):
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


@contextlib.contextmanager
def empty_database(folder, template="template0"):
    """DATABASE_URL of a new database of the engine that the tests run on."""
    if not SERVER.startswith("postgres"):
        yield f"sqlite:///{folder}/kladka.sqlite3"
        return
    name = f"test_{secrets.token_hex(5)}"
    with psycopg.connect(_libpq(SERVER), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield of_database(SERVER, name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _libpq(url):
    return url.replace("postgres://", "postgresql://", 1)


@contextlib.contextmanager
def migrated(folder, tests_database):
    """An empty installation in a new folder: a copy of the tests' database, which is migrated already."""
    folder.mkdir()
    with tests_database.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(folder / "kladka.sqlite3")) as file:
                connection.connection.backup(file)
        else:
            connections.close_all()  # nobody may be connected to what is copied
    with empty_database(folder, connection.settings_dict["NAME"]) as url:
        yield Installation(folder, url)


@pytest.fixture(scope="session")
def tests_database(django_db_setup, django_db_blocker):
    """What `migrated` copies. It stands only when a test of the session carries the mark django_db."""
    return django_db_blocker
