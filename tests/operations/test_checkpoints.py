"""In the server on SQLite one thread copies the log, never a connection after its own commit."""

import os
import subprocess
import sys

from .test_single_writer import ROOT

SCRIPT = """
import pathlib, threading, time
import django; django.setup()
from django.db import connection
from kladka.operations import checkpoints
checkpoints.EVERY_SECONDS, checkpoints.LARGE = {pause}, 4_000_000
stopped = threading.Event()
connection.ensure_connection()
if {take_over}: checkpoints.take_over(stopped)
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE t (b BLOB)")
    for _ in range(60):
        cursor.execute("INSERT INTO t VALUES (randomblob(100000))")
    database = len(open(connection.settings_dict["NAME"], "rb").read())
    print(cursor.execute("PRAGMA wal_autocheckpoint").fetchone()[0], database > 1_000_000)
log = pathlib.Path(connection.settings_dict["NAME"] + "-wal")
for _ in range({seconds} * 20):
    if log.stat().st_size:
        time.sleep(0.05)
print(log.stat().st_size)
"""


def told(folder, *, take_over, pause):
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "kladka.config.settings", "KLADKA_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/k.sqlite3",
    }  # fmt: skip
    script = SCRIPT.format(take_over=take_over, pause=pause, seconds=20 if pause < 1 else 0)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_a_connection_of_the_server_does_not_copy_the_log_after_its_commit(tmp_path):
    assert told(tmp_path, take_over=True, pause=60)[:2] == ["0", "False"]


def test_without_the_rule_it_would(tmp_path):
    assert told(tmp_path, take_over=False, pause=60)[:2] == ["1000", "True"]


def test_the_thread_copies_a_large_log_and_empties_it(tmp_path):
    assert told(tmp_path, take_over=True, pause=0.05)[2] == "0"
