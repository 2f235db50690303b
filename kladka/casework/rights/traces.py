"""Traces that a database keeps after a change: old pages, index segments, the write-ahead log.

SQLite: the indexes of names and of words are rebuilt, VACUUM writes the file anew and the log is cut.
PostgreSQL: VACUUM FULL writes each table anew; its WAL files and the backups expire by age.
"""

from django.db import connection
from django.utils import timezone
from django_tasks import task

from kladka.casework.cases import note_index

from .catalogue import tables
from .models import ErasureProtocol

SQLITE = [
    "INSERT INTO cases_case_search(cases_case_search) VALUES ('rebuild')",
    f"INSERT INTO {note_index.NAME}({note_index.NAME}) VALUES ('rebuild')",
    "VACUUM",
]


class StillRead(RuntimeError):
    """Somebody reads the database just now, so its log could not be cut; try again."""


@task()
def sweep(key):
    """Write the database anew after a protocol, and say in it when that was done."""
    rewrite()
    ErasureProtocol.objects.filter(key=key).update(swept_at=timezone.now())


def rewrite():
    """Write the tables anew so that no byte of an erased value is left in them."""
    if connection.in_atomic_block:
        raise RuntimeError("VACUUM nie może działać wewnątrz transakcji.")
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else _vacuum_full():
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                raise StillRead("Ktoś właśnie czyta bazę; dziennika zapisu nie dało się skrócić.")


def _vacuum_full():
    quote = connection.ops.quote_name
    return [f"VACUUM FULL {quote(table.model._meta.db_table)}" for table in tables().values()] + [
        f"VACUUM FULL {note_index.NAME}"
    ]
