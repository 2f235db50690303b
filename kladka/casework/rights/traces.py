"""Traces that a database keeps after a change: old pages, index segments, the write-ahead log.

SQLite: the indexes of names and of words are rebuilt, VACUUM writes the file anew and the log is cut.
PostgreSQL: VACUUM FULL writes each table anew, once nobody can see the old rows any more; its WAL files and
the backups expire by age.
"""

import time

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


WAIT = 60  # seconds for work that began before the erasure
# The second part sees sessions of the program's own role alone.
OLDER_WORK = """
    SELECT pg_snapshot_xmin(pg_current_snapshot()) < %(mark)s::text::xid8 OR EXISTS (
        SELECT 1 FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND age(backend_xmin) > age(%(mark)s::text::xid8::xid)
    )
"""


class StillRead(RuntimeError):
    """Somebody can still see what was erased; try again."""


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
        if connection.vendor == "postgresql":
            _wait_for_older_work(cursor)
        for statement in SQLITE if connection.vendor == "sqlite" else _vacuum_full():
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                raise StillRead("Ktoś właśnie czyta bazę; dziennika zapisu nie dało się skrócić.")


def _wait_for_older_work(cursor):
    """VACUUM keeps rows that a transaction begun before their erasure may still ask for, in any database."""
    cursor.execute("SELECT pg_current_xact_id()::text")
    mark, until = cursor.fetchone()[0], time.monotonic() + WAIT
    while True:
        cursor.execute(OLDER_WORK, {"mark": mark})
        if not cursor.fetchone()[0]:
            return
        if time.monotonic() > until:
            raise StillRead("Trwa praca z bazą zaczęta przed usunięciem danych; śladów nie dało się zatrzeć.")
        time.sleep(0.2)


def _vacuum_full():
    quote = connection.ops.quote_name
    return [f"VACUUM FULL {quote(table.model._meta.db_table)}" for table in tables().values()] + [
        f"VACUUM FULL {note_index.NAME}"
    ]
