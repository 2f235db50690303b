"""What the server starts on: an answered write is on disk, and the database itself refuses what it must."""

from django.core.management.base import CommandError
from django.db import connection

from kladka.casework import guards, walls
from kladka.journal import protection

# What SQLite must answer to PRAGMA …; synchronous 2 is FULL.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
# PostgreSQL: every value of synchronous_commit but "off" waits for the disk of this server.
SWITCHES = ("fsync", "full_page_writes", "synchronous_commit")


def check():
    """Raise CommandError, with what to mend, unless the database keeps what it confirmed."""
    wrong = _wrong_on_sqlite() if connection.vendor == "sqlite" else _wrong_on_postgresql()
    if wrong:
        raise CommandError(
            f"Baza danych może zgubić potwierdzony zapis: {'; '.join(wrong)}. "
            "Popraw ustawienia (docs/operations.md, „Trwałość”) i uruchom ponownie."
        )


def check_guards():
    """Raise CommandError when a migration broke off and left the database without its triggers and walls."""
    if names := missing_guards():
        raise CommandError(
            f"W bazie brakuje zabezpieczeń ({len(names)}, np. {names[0]}): migracja nie doszła do końca. "
            "Wpisz: kladka migrate"
        )


def missing_guards():
    """Names of triggers and walls that should stand and do not; nothing before the first migration."""
    if "journal_entry" not in connection.introspection.table_names():
        return []
    return [*guards.missing(connection), *walls.missing(connection), *protection.missing(connection)]


def _wrong_on_sqlite():
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    return [
        f"PRAGMA {name} = {found[name]}, ma być {value}"
        for name, value in PRAGMAS.items()
        if found[name] != value
    ]


def _wrong_on_postgresql():
    found = {}
    with connection.cursor() as cursor:
        for name in SWITCHES:
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    return [f"{name} = off, ma być on" for name, value in found.items() if value == "off"]
