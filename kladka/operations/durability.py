"""An answered write is on disk: the settings of the database that this promise rests on."""

from django.core.management.base import CommandError
from django.db import connection

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
