"""Triggers by which the database itself refuses to change or remove an entry.

Any later migration that makes SQLite write the table anew (most ALTERs do) loses them: it must end with
`protect` again. A test looks whether they stand after all migrations.
"""

REFUSAL = "Wpisu w dzienniku nie zmienia się i nie usuwa."
NAMES = {
    "sqlite": ("journal_entry_no_update", "journal_entry_no_delete"),
    "postgresql": ("journal_entry_no_change", "journal_entry_no_truncate"),
}


def protect(connection):
    """Make the triggers; those that stand already are made again."""
    unprotect(connection)
    with connection.cursor() as cursor:
        for statement in _made(connection.vendor):
            cursor.execute(statement)


def unprotect(connection):
    """Remove the triggers: for a migration that has to rewrite the table, and for tests."""
    table = "" if connection.vendor == "sqlite" else " ON journal_entry"
    with connection.cursor() as cursor:
        for name in NAMES[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def missing(connection):
    """Names of the triggers that should stand and do not."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass "
        "AND tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    return sorted(set(NAMES[connection.vendor]) - standing)


def _made(vendor):
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER journal_entry_no_{word} BEFORE {word} ON journal_entry "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for word in ("update", "delete")
        ]
    return [
        "CREATE OR REPLACE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
        "CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON journal_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse()",
        "CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse()",
    ]
