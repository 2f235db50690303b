"""The server starts only on a database that keeps what it confirmed."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError
from django.db import connection

from kladka.casework import guards, walls
from kladka.operations import durability, status
from tests import postgres

from .test_single_writer import ROOT

CHECK = """
import django; django.setup()
from django.core.management import CommandError
from django.db import connection
from kladka.operations import durability
for statement in {before!r}:
    connection.cursor().execute(statement)
try: durability.check()
except CommandError as error: print(error)
else: print("trwale")
"""


def answer(folder, *before, **environment):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kladka.config.settings", **environment}
    environment["KLADKA_VAR"] = str(folder)
    done = subprocess.run(
        [sys.executable, "-c", CHECK.format(before=before)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_sqlite_as_installed_is_durable(tmp_path):
    assert answer(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/k.sqlite3") == "trwale"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("PRAGMA synchronous=NORMAL", "PRAGMA synchronous = 1, ma być 2"),
        ("PRAGMA journal_mode=DELETE", "PRAGMA journal_mode = delete, ma być wal"),
        ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys = 0, ma być 1"),
    ],
)
def test_sqlite_that_may_lose_a_write_is_refused(tmp_path, statement, said):
    assert said in answer(tmp_path, statement, DATABASE_URL=f"sqlite:///{tmp_path}/k.sqlite3")


@pytest.mark.skipif(postgres.programs() is None, reason="nie ma programów PostgreSQL")
def test_postgresql_that_may_lose_a_write_is_refused(tmp_path):
    with postgres.cluster(durable=True) as url:
        assert answer(tmp_path, DATABASE_URL=url) == "trwale"
        said = answer(tmp_path, "SET synchronous_commit = off", DATABASE_URL=url)
        assert "synchronous_commit = off, ma być on" in said
    with postgres.cluster() as url:
        assert "fsync = off, ma być on; full_page_writes = off" in answer(tmp_path, DATABASE_URL=url)


@pytest.mark.django_db
def test_a_database_that_lost_a_guard_or_a_wall_starts_no_server_and_is_said_in_the_status():
    durability.check_guards()
    guards.remove(connection)
    walls.remove(connection)
    with pytest.raises(CommandError, match=r"brakuje zabezpieczeń .*Wpisz: kladka migrate"):
        durability.check_guards()
    assert any("wyzwalacze i ściany bazy" in sentence for sentence in status.wrong())
