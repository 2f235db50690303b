"""The database as one file, consistent while others write, and back again."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from urllib.parse import quote, urlencode

from django.core.management.base import CommandError
from django.db import ProgrammingError, connection, transaction
from psycopg.conninfo import make_conninfo

from kladka.casework import walls

from . import manifest

NAMES = {"sqlite": "kladka.sqlite3", "postgresql": "kladka.pgdump"}
# What Django adds to the parameters of libpq for psycopg alone.
_NOT_LIBPQ = {"client_encoding", "cursor_factory", "context", "prepare_threshold", "server_side_binding"}


def dump(folder):
    """Write the configured database into `folder`. Returns (path, manifest of exactly what was written)."""
    path = folder / NAMES[connection.vendor]
    return path, (_dump_sqlite if connection.vendor == "sqlite" else _dump_postgresql)(path)


def _dump_sqlite(path):
    """The online copy of SQLite: one read transaction, writers go on. Never a copy of the file."""
    name = quote(str(connection.settings_dict["NAME"]))
    with (
        closing(sqlite3.connect(f"file:{name}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(path)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if (answer := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise CommandError(f"Baza jest uszkodzona, kopii nie zapisano: {answer}")
        return manifest.describe(lambda sql: copy.execute(sql).fetchall(), "sqlite")


def _dump_postgresql(path):
    """pg_dump of a snapshot, in which the rows are counted too."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if not walls.sees_all(connection):
            raise CommandError("Kopię robi polecenie, które widzi wszystkie jednostki.")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _program(
            "pg_dump", "--enable-row-security", "--format=custom", f"--snapshot={snapshot}", f"--file={path}"
        )

        def rows_of(sql):
            cursor.execute(sql)
            return cursor.fetchall()

        described = manifest.describe(rows_of, "postgresql")
    if rows_in(path) != described["rows"]:
        raise CommandError("W zapisanej bazie są nie wszystkie wiersze; kopii nie zapisano.")
    return described


def rows_in(path):
    """Rows of every table in a file of pg_dump, read from the file itself."""
    counts, table = {}, None
    command = ["pg_restore", "--data-only", "--file=-", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reading:
        for line in reading.stdout:
            if table is None:
                if line.startswith(b"COPY public."):
                    table = line.split()[1].removeprefix(b"public.").strip(b'"').decode()
                    counts[table] = 0
            elif line == b"\\.\n":
                table = None
            else:
                counts[table] += 1
    return counts


def load_postgresql(path):
    """Fill the configured, empty database from a file of pg_dump: all or nothing."""
    _program(
        "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(path)
    )


def _program(name, *arguments):
    if not shutil.which(name):
        raise CommandError(f"Brakuje programu {name}. Wpisz: sudo apt-get install postgresql-client")
    done = _run(name, *arguments)
    if done.returncode:
        raise CommandError(f"{name} nie powiodło się: {done.stderr.strip()[-1000:]}")


def _run(name, *arguments):
    """The password goes by the environment: arguments are seen by every user of the computer."""
    given = connection.get_connection_params()
    password = given.pop("password", "")
    # Behind the walls of every organisation. Here, not in PGOPTIONS: these options would stand above those.
    given["options"] = f"{given.get('options', '')} -c kladka.scope=system"
    place = make_conninfo(**{key: value for key, value in given.items() if key not in _NOT_LIBPQ})
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    return subprocess.run(
        [name, f"--dbname={place}", *arguments], env=environment, capture_output=True, text=True, check=False
    )


@contextmanager
def temporary_postgresql():
    """Yield the name of a new database on the configured server; it is removed afterwards."""
    name = f"kladka_sprawdzenie_{os.urandom(4).hex()}"
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    except ProgrammingError as error:
        raise CommandError(
            "Ta rola nie może tworzyć baz. Na komputerze prób (nie na serwerze) wpisz: "
            f"sudo -u postgres psql -c 'ALTER ROLE {connection.settings_dict['USER']} CREATEDB'"
        ) from error
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def url_of(name):
    """DATABASE_URL of another database on the configured server."""
    given = {key: value for key, value in connection.get_connection_params().items() if key not in _NOT_LIBPQ}
    place = {key: str(given.pop(key, "")) for key in ("user", "password", "host", "port")}
    given.pop("dbname", None)
    query = urlencode(given | ({"host": place["host"]} if place["host"].startswith("/") else {}))
    host = "" if place["host"].startswith("/") else place["host"]
    return (
        f"postgres://{quote(place['user'], safe='')}:{quote(place['password'], safe='')}@{host}"
        f"{':' + place['port'] if place['port'] else ''}/{name}{'?' + query if query else ''}"
    )
