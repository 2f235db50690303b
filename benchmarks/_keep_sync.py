"""Sync before the answer, from strace: a killed process keeps the system cache, a power cut does not."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from _server import ROOT, Person, Server
from django.db import connection, connections

from tests import postgres

ACKS = 30
SETTINGS = "from kladka.config.settings import *\noptions = DATABASES['default']['OPTIONS']\n"
CARELESS = {
    "sqlite": "options['init_command'] = options['init_command'].replace('=FULL', '=NORMAL')\n",
    "postgresql": "options['options'] += ' -c synchronous_commit=off'\n",
}
CALLS = "trace=fdatasync,fsync,write,writev,sendto,sendmsg"
STRACE = ("strace", "-f", "-qq", "-ttt", "-e", CALLS, "-s", "16")
ANSWER = re.compile(r'(?:write|writev|sendto|sendmsg)\(.*"HTTP/1\.1 302')
SYNC = re.compile(r"(?:fdatasync|fsync)(?:\(\d+\)| resumed>\)) += 0")


def synced(session, case):
    """Between two answers that confirm a write a sync has finished; a careless setting is found out."""
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    if not shutil.which("strace"):
        yield f"sync before the answer, {engine}", "skipped", 0, "no strace (apt-get install strace)"
        return
    connections.close_all()
    for setting, careless in (("durable", False), ("careless", True)):
        without = _answers_without_sync(session, case, careless)
        yield f"sync before the answer, {engine}, {setting}", "without", without, f"of {ACKS} answers"
        if careless != bool(without):
            raise SystemExit(f"{engine}, {setting}: {without} z {ACKS} odpowiedzi bez zakończonego zapisu.")


def _answers_without_sync(session, case, careless):
    with tempfile.TemporaryDirectory(prefix="kladka-strace-") as folder:
        Path(folder, "measured.py").write_text(SETTINGS + (CARELESS[connection.vendor] if careless else ""))
        server = Server(PYTHONPATH=f"{folder}:{ROOT}", DJANGO_SETTINGS_MODULE="measured")
        server.program = ("-m", "django")  # past the command line, which refuses to start with careless ones
        with _database_traced(f"{folder}/database"):
            server.start(*STRACE, "-o", f"{folder}/web")
            person = Person(server, case, session)
            time.sleep(3)
            statuses = [person.add(f"Zapis {folder} {n}") for n in range(ACKS + 1)]
            server.kill()
        if set(statuses) != {302}:
            raise SystemExit(f"strace: serwer odpowiadał {set(statuses)}")
        traces = [
            path.read_text(errors="replace") for path in Path(folder).glob("[wd]*") if path.suffix != ".py"
        ]
        return _without_sync(sorted("".join(traces).splitlines(), key=_moment))


@contextmanager
def _database_traced(file):
    """PostgreSQL writes in processes of its own; those that it starts from now on are traced."""
    if connection.vendor == "sqlite":
        yield
        return
    strace = subprocess.Popen([*STRACE, "-o", file, "-p", str(postgres.pid(os.environ["DATABASE_URL"]))])
    time.sleep(1)
    try:
        yield
    finally:
        strace.send_signal(signal.SIGINT)
        strace.wait(30)


def _moment(line):
    """A line of strace -f -ttt: process, seconds, call."""
    return float(line.split()[1])


def _without_sync(lines):
    """Of the answers but the first, how many came with no sync finished since the answer before."""
    synced, without, answers = False, 0, 0
    for line in lines:
        if SYNC.search(line):
            synced = True
        elif ANSWER.search(line):
            answers += 1
            without += answers > 1 and not synced
            synced = False
    if answers != ACKS + 1:
        raise SystemExit(f"strace: widać {answers} odpowiedzi z {ACKS + 1}.")
    return without
