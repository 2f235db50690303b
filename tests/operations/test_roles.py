"""The roles of examples/deploy: the pages read and write rows, and change no table, trigger or wall."""

import subprocess
from pathlib import Path

import psycopg
import pytest

from tests import postgres

DEPLOY = Path(__file__).parents[2] / "examples/deploy"
REFUSED = (
    "ALTER TABLE kept DISABLE ROW LEVEL SECURITY", "ALTER TABLE kept NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY wall ON kept", "TRUNCATE kept", "DROP TABLE kept", "CREATE TABLE more (id int)",
    "CREATE TRIGGER t BEFORE UPDATE ON kept EXECUTE FUNCTION suppress_redundant_updates_trigger()",
)  # fmt: skip
TABLE = (
    "CREATE TABLE kept (id serial, word text)",
    "CREATE POLICY wall ON kept USING (word <> 'hidden') WITH CHECK (true)",
    "ALTER TABLE kept ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE kept FORCE ROW LEVEL SECURITY",
)


@pytest.fixture(scope="module")
def server():
    """Folder of the socket of a cluster made by the two files."""
    if postgres.programs() is None:
        pytest.skip("nie ma programów PostgreSQL")
    with postgres.cluster() as url:
        place = url.partition("host=")[2]
        with psycopg.connect(host=place, user="kladka", dbname="postgres", autocommit=True) as first:
            first.execute("CREATE ROLE administrator SUPERUSER LOGIN")
        admin = ["psql", "-q", "-h", place, "-U", "administrator"]
        rename = ["-d", "postgres", "-c", "ALTER ROLE kladka RENAME TO first"]  # the name is the pages' own
        roles = ["-d", "postgres", "-f", DEPLOY / "roles.sql"]
        grants = ["-d", "kladka", "-f", DEPLOY / "grants.sql"]
        for step in (rename, roles, grants):
            subprocess.run([*admin, *step], check=True, capture_output=True)
        with connected(place, "kladka_owner") as owner:
            for statement in TABLE:
                owner.execute(statement)
        yield place


def connected(place, role):
    return psycopg.connect(host=place, user=role, dbname="kladka", autocommit=True)


def test_the_role_of_the_pages_reads_and_writes_rows_that_a_wall_lets_through(server):
    with connected(server, "kladka") as pages:
        pages.execute("INSERT INTO kept (word) VALUES ('seen'), ('hidden')")
        assert pages.execute("SELECT word FROM kept").fetchall() == [("seen",)]
        pages.execute("UPDATE kept SET word = 'changed'")
        pages.execute("DELETE FROM kept WHERE word = 'changed'")
    with connected(server, "kladka_owner") as owner:
        assert owner.execute("SELECT word FROM kept").fetchall() == []  # the owner meets the wall too


def test_the_role_of_the_pages_changes_no_table_trigger_or_wall(server):
    with connected(server, "kladka") as pages:
        for statement in REFUSED:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                pages.execute(statement)
