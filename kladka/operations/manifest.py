"""What a backup says about itself: versions, migrations, rows, stored files, heads of the journal."""

import platform

from django.utils import timezone

FORMAT = 1
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
_VERSIONS = {"sqlite": "SELECT sqlite_version()", "postgresql": "SHOW server_version"}
_FILES = "SELECT stored_as FROM attachments_attachment WHERE stored_as <> ''"
_HEADS = """
SELECT entry.organisation_id, entry.seq, entry.mac FROM journal_entry entry JOIN
    (SELECT organisation_id, max(seq) AS seq FROM journal_entry GROUP BY organisation_id) head
    ON head.seq = entry.seq AND head.organisation_id IS NOT DISTINCT FROM entry.organisation_id
"""


def describe(rows_of, vendor):
    """The state of a database. rows_of(sql) gives rows, all of one snapshot."""
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "engine": vendor,
        "engine_version": rows_of(_VERSIONS[vendor])[0][0],
        "migrations": migrations(rows_of),
        "rows": counts(rows_of, vendor),
        "files": sorted(name for (name,) in rows_of(_FILES)),
        "journal": [list(head) for head in sorted(rows_of(_HEADS), key=lambda head: head[0] or 0)],
    }


def counts(rows_of, vendor):
    """Rows of every table by its name."""
    names = sorted(name for (name,) in rows_of(_TABLES[vendor]))
    return {name: rows_of(f'SELECT count(*) FROM "{name}"')[0][0] for name in names}


def migrations(rows_of):
    """ "app.name" of every applied migration."""
    return sorted(f"{app}.{name}" for app, name in rows_of("SELECT app, name FROM django_migrations"))


def differences(manifest, rows_of, vendor):
    """Sentences on what a restored database has otherwise than its manifest says."""
    wrong = []
    if migrations(rows_of) != manifest["migrations"]:
        wrong.append("inne migracje niż w kopii")
    found = counts(rows_of, vendor)
    for name in sorted(found.keys() | manifest["rows"].keys()):
        if found.get(name) != manifest["rows"].get(name):
            wrong.append(f"tabela {name}: {found.get(name)} wierszy, w kopii {manifest['rows'].get(name)}")
    return wrong
