"""SQLite: the log goes into the database in one place and while nobody writes.

The WAL-reset fault needs a writer that starts the log anew while another connection copies it, and threads of
one process meet it as well as two processes do. So in the server no connection copies the log after its own
commit; one thread does, in a mode that holds the right to write meanwhile.
"""

import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from django.db import connection, connections

EVERY_SECONDS = 2
LARGE = 4_000_000  # bytes of the log, as many as SQLite itself waits for
IDLE_ROUNDS = 30  # a small log is copied once a minute
TIMEOUT_SECONDS = 60  # longer than any writer waits: without the right to write SQLite would copy beside it

log = logging.getLogger(__name__)


def take_over(stopped):
    """From now on, connections of this process leave the log alone; a thread takes care of it."""
    options = connections.settings[connection.alias]["OPTIONS"]
    options["init_command"] += " PRAGMA wal_autocheckpoint=0;"
    connections.close_all()
    name = str(connection.settings_dict["NAME"])
    threading.Thread(target=_keep, args=(name, stopped), daemon=True, name="checkpoints").start()


def _keep(name, stopped):
    """For as long as the server lives: an error (a full disk, say) is told, and it is tried again."""
    while not stopped.is_set():
        try:
            with closing(sqlite3.connect(name, timeout=TIMEOUT_SECONDS, isolation_level=None)) as own:
                _copy_when_large(own, Path(f"{name}-wal"), stopped)
        except sqlite3.Error:
            log.exception("the log could not be copied into the database; it will be tried again")
            stopped.wait(EVERY_SECONDS)


def _copy_when_large(own, wal, stopped):
    """The connection stays open, so no other one is ever the last and copies the log when it closes."""
    own.execute("PRAGMA wal_autocheckpoint=0")
    own.execute("PRAGMA synchronous=FULL")
    own.execute("SELECT count(*) FROM sqlite_master").fetchone()
    rounds = 0
    while not stopped.wait(EVERY_SECONDS):
        rounds += 1
        size = wal.stat().st_size if wal.exists() else 0
        if size >= LARGE or (size and rounds >= IDLE_ROUNDS):
            rounds = 0
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
