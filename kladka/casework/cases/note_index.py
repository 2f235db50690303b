"""Which notes hold which words: an inverted index over `Contact.words`, kept by the database itself.

SQLite: FTS5 over the column. PostgreSQL: a table of its own with a GIN index, outside the walls on purpose:
under row-level security no index of an array is used. It holds numbers of notes and digests that differ by
organisation, so that it tells nothing to who cannot read the notes. Made after migrations, because SQLite
writes a table anew to alter it and loses its triggers.
"""

NAME = "cases_contact_words"
SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {NAME} USING "
    "fts5(words, content='cases_contact', content_rowid='id', detail=none, tokenize='ascii')",
    f"CREATE TRIGGER {NAME}_insert AFTER INSERT ON cases_contact WHEN new.words IS NOT NULL BEGIN "
    f"INSERT INTO {NAME}(rowid, words) VALUES (new.id, new.words); END",
    f"CREATE TRIGGER {NAME}_delete AFTER DELETE ON cases_contact WHEN old.words IS NOT NULL BEGIN "
    f"INSERT INTO {NAME}({NAME}, rowid, words) VALUES ('delete', old.id, old.words); END",
    f"CREATE TRIGGER {NAME}_before BEFORE UPDATE OF words ON cases_contact WHEN old.words IS NOT NULL BEGIN "
    f"INSERT INTO {NAME}({NAME}, rowid, words) VALUES ('delete', old.id, old.words); END",
    f"CREATE TRIGGER {NAME}_after AFTER UPDATE OF words ON cases_contact WHEN new.words IS NOT NULL BEGIN "
    f"INSERT INTO {NAME}(rowid, words) VALUES (new.id, new.words); END",
)
POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {NAME} (contact_id bigint PRIMARY KEY, words text[] NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {NAME}_gin ON {NAME} USING gin (words) WITH (fastupdate = off)",
    f"""CREATE OR REPLACE FUNCTION {NAME}_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN DELETE FROM {NAME} WHERE contact_id = OLD.id; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF NEW.words IS NOT NULL THEN
            INSERT INTO {NAME} VALUES (NEW.id, string_to_array(NEW.words, ' '))
            ON CONFLICT (contact_id) DO UPDATE SET words = EXCLUDED.words;
        END IF;
        RETURN NEW; END $$""",
    f"CREATE TRIGGER {NAME}_follow AFTER INSERT OR DELETE OR UPDATE OF words ON cases_contact "
    f"FOR EACH ROW EXECUTE FUNCTION {NAME}_follow()",
)
REBUILD = {
    "sqlite": (f"INSERT INTO {NAME}({NAME}) VALUES ('rebuild')",),
    "postgresql": (
        f"DELETE FROM {NAME}",
        f"INSERT INTO {NAME} SELECT id, string_to_array(words, ' ') FROM cases_contact "
        "WHERE words IS NOT NULL",
    ),
}


def install(connection):
    """Put the index and its triggers up; an index that did not stand is filled."""
    tables = set(connection.introspection.table_names())
    if "cases_contact" not in tables:
        return
    remove(connection)
    run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
    if NAME not in tables:
        run(connection, REBUILD[connection.vendor])


def remove(connection):
    """Take the triggers away, the index stays: for migrations."""
    if connection.vendor == "sqlite":
        run(
            connection,
            [f"DROP TRIGGER IF EXISTS {NAME}_{one}" for one in ("insert", "delete", "before", "after")],
        )
    elif "cases_contact" in connection.introspection.table_names():
        run(connection, ["SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"])
        run(connection, [f"DROP TRIGGER IF EXISTS {NAME}_follow ON cases_contact"])


def run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
