"""One writing process on SQLite: a locked file beside the database that every writing process holds.

SQLite before 3.51.3 can damage a database in WAL mode when one connection writes while another copies the
log (the WAL-reset fault, https://sqlite.org/wal.html). This lock keeps other processes out; inside the
process `checkpoints` keeps the two apart. With both any library is safe. PostgreSQL needs none of this.
"""

import fcntl
import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

# They stay and write: never two of them. Other commands write for a moment; these here only read.
LASTING = {"serve", "tasks"}
READING = {
    "backup", "catalogue", "check", "collectstatic", "diffsettings", "journal", "makemigrations", "restore",
    "sbom", "showmigrations", "sqlmigrate", "status", "verify-backup",
}  # fmt: skip


class AnotherWriter(CommandError):
    """Another process writes to this database."""


def library_has_fault(version=sqlite3.sqlite_version_info):
    """Whether SQLite of this version has the WAL-reset fault. Mended in 3.51.3, and in 3.50.7 and 3.44.6."""
    mended = ((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)), ((3, 51, 3), (3, 52, 0))
    return version < (3, 53, 0) and not any(since <= version < until for since, until in mended)


def database_file():
    """The file of an SQLite database, or None: another engine, or a database in memory."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        return None
    return Path(name)


@contextmanager
def held(command):
    """Hold the right to write for as long as `command` runs; children that it forks hold it too.

    Raises AnotherWriter when another process holds it: always for a second server or worker, and for every
    other writing command when this SQLite has the fault.
    """
    file = database_file()
    if file is None or command in READING:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(f"{file}.writer", os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if command in LASTING or library_has_fault():
                raise AnotherWriter(_sentence(command, lock.read(), file)) from None
        except OSError as error:
            raise AnotherWriter(
                f"Na tym dysku nie da się zablokować pliku {lock.name} ({error.strerror}), więc nie wiadomo, "
                "czy do bazy pisze jeden proces. Przenieś bazę na dysk lokalny."
            ) from error
        else:
            lock.truncate(0)
            lock.write(f"{command}, proces {os.getpid()}")
            lock.flush()
        yield


def _sentence(command, holder, file):
    why = (
        "Na SQLite działa jeden serwer, który wykonuje też zadania w tle."
        if command in LASTING
        else f"SQLite {sqlite3.sqlite_version} może uszkodzić bazę, gdy piszą do niej dwa procesy."
    )
    return (
        f"Polecenie {command} nie zostało wykonane: do bazy {file} pisze już inny proces "
        f"({holder or 'nieznany'}). {why} Zatrzymaj tamten proces i powtórz polecenie."
    )
