"""An index that answers "contains these letters" on both databases: FTS5 trigrams, pg_trgm."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE cases_case_search USING fts5(search, content='cases_case', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER cases_case_search_insert AFTER INSERT ON cases_case BEGIN "
    "INSERT INTO cases_case_search(rowid, search) VALUES (new.id, new.search); END",
    "CREATE TRIGGER cases_case_search_delete AFTER DELETE ON cases_case BEGIN "
    "INSERT INTO cases_case_search(cases_case_search, rowid, search) VALUES ('delete', old.id, old.search); END",
    "CREATE TRIGGER cases_case_search_update AFTER UPDATE OF search ON cases_case BEGIN "
    "INSERT INTO cases_case_search(cases_case_search, rowid, search) VALUES ('delete', old.id, old.search); "
    "INSERT INTO cases_case_search(rowid, search) VALUES (new.id, new.search); END",
    "INSERT INTO cases_case_search(rowid, search) SELECT id, search FROM cases_case",
]
SQLITE_BACK = [
    "DROP TRIGGER cases_case_search_insert",
    "DROP TRIGGER cases_case_search_delete",
    "DROP TRIGGER cases_case_search_update",
    "DROP TABLE cases_case_search",
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX cases_case_search ON cases_case USING gin (search gin_trgm_ops)",
]
POSTGRESQL_BACK = ["DROP INDEX cases_case_search"]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
