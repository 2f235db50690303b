"""Whether the configured database is sound, and the one that a manifest describes."""

from django.conf import settings
from django.db import connection

from kladka.journal import verification

from . import dumping, manifest


def load_and_compare(described):
    """Fill an empty PostgreSQL database from its dump, then compare. Returns sentences on what is wrong."""
    if connection.vendor != described["engine"]:
        return [f"Kopia jest z {described['engine']}, a baza to {connection.vendor}."]
    if connection.vendor == "postgresql":
        if connection.introspection.table_names():
            return ["Baza nie jest pusta. Odtwarza się tylko w puste miejsce: utwórz nową bazę (createdb)."]
        dumping.load_postgresql(settings.VAR_DIR / dumping.NAMES["postgresql"])
    return [
        *integrity(),
        *manifest.differences(described, rows_of, connection.vendor),
        *journal(described["journal"]),
    ]


def rows_of(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def integrity():
    """Sentences on what SQLite finds damaged. PostgreSQL builds everything anew when a dump is loaded."""
    if connection.vendor == "postgresql":
        return []
    answers = [row[0] for row in rows_of("PRAGMA integrity_check")]
    broken = [
        f"{row[0]}: wiersz {row[1]} wskazuje na brakujący" for row in rows_of("PRAGMA foreign_key_check")[:5]
    ]
    return [answer for answer in answers if answer != "ok"] + broken


def journal(heads):
    """Sentences on chains of the journal that are broken or end elsewhere than at these heads."""
    checked = verification.verify(anchors=[tuple(head) for head in heads])
    lost = [f"dziennik: brakuje wyzwalacza {name}" for name in checked.triggers]
    return lost + [
        f"dziennik, jednostka {fault.organisation}, wpis {fault.seq}: {verification.WORDS[fault.what]}"
        for fault in checked.faults
    ]
