"""What was confirmed is never lost: kill -9 of the server and PostgreSQL, sync before the answer, full disk.

Real processes, real forms over HTTP. After every round: each confirmed contact is in the database, each
contact has its row in the journal and the other way round, the chain holds, SQLite finds itself sound.
PostgreSQL runs on a private cluster with every sync on. A killed process keeps the system's cache, so only
the order of sync and answer, read from strace, speaks of a power cut.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEOPLE = 6
ACKS = 30
ROOM = 700_000  # bytes left on the small disk
ANSWER = re.compile(r'(?:write|writev|sendto|sendmsg)\(.*"HTTP/1\.1 302')
SYNC = re.compile(r"(?:fdatasync|fsync)(?:\(\d+\)| resumed>\)) += 0")


def cases(short):
    sys.path.insert(0, str(HERE.parent))  # the tests' invented families
    from django.db import connection

    rounds = 3 if short else 50
    session, case = _prepared()
    if connection.vendor == "postgresql":
        yield from _killed("web, PostgreSQL", session, case, rounds, _kill_web)
        yield from _killed("PostgreSQL server", session, case, rounds, _kill_postgresql)
        return
    yield from _killed("web and worker, SQLite", session, case, rounds, _kill_web)
    yield from _synced(session, case)
    yield from _full_disk(session, case)
    yield from _on_postgresql(short)


def _prepared():
    """(cookie of a signed-in worker, key of a case)."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client

    import benchmarks._forced  # noqa: F401  force_login shows a passkey
    from kladka.accounts.models import Organisation
    from tests.casework.intake.families import REFUGEE_COPIES, member
    from tests.casework.programmes.build import accepted
    from tests.conftest import make_user

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    centre = Organisation.objects.create(
        kind="county_centre", name="Centrum", short_name="PCPR Próba", authority="Starosta", town="Próba",
        address="ul. Lipowa 4", account="61109010140000071219812874",
    )  # fmt: skip
    worker = make_user("Maria Testowa", "realizator@przyklad.test", centre, "caseworker")
    case = accepted(centre, worker, member("Amina", "Sadig", received=REFUGEE_COPIES)).case
    client = Client()
    client.force_login(worker)
    connections.close_all()
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}", case.key


def _killed(name, session, case, rounds, kill):
    from _server import Server, Worker

    acknowledged, before = [], _checked(name, [])
    server = Server().start()
    for _ in range(rounds):
        people = [Worker(server, case, session) for _ in range(PEOPLE)]
        for person in people:
            person.start()
        time.sleep(random.uniform(0.5, 2))
        kill(server)
        for person in people:
            person.going = False
        for person in people:
            person.join()
            acknowledged += person.acknowledged
        found = _checked(name, acknowledged)
    server.stop()
    if len(acknowledged) < rounds:
        raise SystemExit(f"{name}: tylko {len(acknowledged)} potwierdzonych zapisów; to nie jest obciążenie.")
    yield f"kill -9: {name}", "acknowledged", len(acknowledged), f"in {rounds} rounds"
    yield f"kill -9: {name}", "lost", 0, ""
    yield f"kill -9: {name}", "halves", 0, ""
    yield f"kill -9: {name}", "unacknowledged", found - before - len(acknowledged), "kept all the same"


def _kill_web(server):
    server.kill()
    server.start()


def _kill_postgresql(server):
    from tests import postgres

    postgres.kill(os.environ["DATABASE_URL"])
    postgres.start_again(os.environ["DATABASE_URL"])
    time.sleep(1)  # the same web server goes on with new connections


def _checked(name, acknowledged):
    """How many contacts there are. Raises SystemExit when a promise is broken."""
    from django.db import connections

    from kladka.casework.cases.models import Contact
    from kladka.journal.models import Entry
    from kladka.operations import checking

    connections.close_all()  # a connection to a killed server is of no use
    kept = list(Contact.objects.values_list("text", flat=True))
    if lost := set(acknowledged) - set(kept):
        raise SystemExit(f"{name}: zginęło {len(lost)} potwierdzonych zapisów.")
    if len(kept) != len(set(kept)):
        raise SystemExit(f"{name}: {len(kept) - len(set(kept))} zapisów podwojonych.")
    written = Entry.objects.filter(act="contact.added").count()
    if written != len(kept):
        raise SystemExit(f"{name}: {len(kept)} kontaktów, a {written} wpisów w dzienniku.")
    if wrong := checking.journal([]) + ([] if os.environ["DATABASE_URL"][0] == "p" else checking.integrity()):
        raise SystemExit(f"{name}: {wrong}")
    connections.close_all()
    return len(kept)


def _synced(session, case):
    """Between two answers that confirm a write a sync has finished; without FULL the same test finds none."""
    if not shutil.which("strace"):
        yield "sync before the answer", "skipped", 0, "no strace (apt-get install strace)"
        return
    for mode in ("FULL", "NORMAL"):
        without = _answers_without_sync(session, case, mode)
        yield f"sync before the answer, {mode}", "without", without, f"of {ACKS} answers"
        if (mode == "FULL") != (without == 0):
            raise SystemExit(f"synchronous={mode}: {without} z {ACKS} odpowiedzi bez zakończonego zapisu.")


def _answers_without_sync(session, case, mode):
    from _server import Server, Worker

    with tempfile.TemporaryDirectory(prefix="kladka-strace-") as folder:
        trace = Path(folder) / "trace"
        Path(folder, "careless.py").write_text(
            "from kladka.config.settings import *\n"
            "o = DATABASES['default']['OPTIONS']\n"
            f"o['init_command'] = o['init_command'].replace('=FULL', '={mode}')\n"
        )
        server = Server(PYTHONPATH=f"{folder}:{HERE.parent}", DJANGO_SETTINGS_MODULE="careless")
        # Past the command line, which would refuse to start without FULL.
        server.program = ("-m", "django", "serve")
        calls = "trace=fdatasync,fsync,write,writev,sendto,sendmsg"
        server.start("strace", "-f", "-qq", "-e", calls, "-s", "16", "-o", str(trace))
        person = Worker(server, case, session)
        time.sleep(3)
        statuses = [person.add(f"Zapis {mode} {n}") for n in range(ACKS + 1)]
        server.kill()
        if set(statuses) != {302}:
            raise SystemExit(f"strace: serwer odpowiadał {set(statuses)}")
        return _without_sync(trace.read_text(errors="replace").splitlines())


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


def _full_disk(session, case):
    """A database on a small disk: what does not fit is said not to be saved, what was confirmed stays."""
    from _server import Server, Worker

    with _small_disk() as disk:
        if disk is None:
            yield "full disk, SQLite", "skipped", 0, "no right to mount"
            return
        from django.db import connection, connections

        connections.close_all()
        original = connection.settings_dict["NAME"]
        copy = disk / "kladka.sqlite3"
        shutil.copy(original, copy)  # nothing writes to it now
        connection.settings_dict["NAME"] = str(copy)
        ballast = disk / "ballast"
        server = Server(DATABASE_URL=f"sqlite:///{copy}").start()
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - ROOM))
        person, refused = Worker(server, case, session), []
        for n in range(20_000):
            status = person.add(f"{n}" + " długa notatka" * 250)
            if status != 302:
                refused.append(status)
            if len(refused) == 20:
                break
        ballast.unlink()
        time.sleep(3)  # the thread that copies the log tries again
        after = [person.add(f"po zwolnieniu {n}") for n in range(3)]
        server.stop()
        _checked("pełny dysk", person.acknowledged)
        connections.close_all()
        connection.settings_dict["NAME"] = original
    if set(refused) != {503} or set(after) != {302}:
        raise SystemExit(f"pełny dysk: odpowiedzi {set(refused)}, po zwolnieniu miejsca {after}")
    yield "full disk, SQLite", "refused", len(refused), "answers 503, none falsely saved"
    yield "full disk, SQLite", "acknowledged", len(person.acknowledged), "all readable afterwards"


@contextmanager
def _small_disk(size="20m"):
    folder = Path(tempfile.mkdtemp(prefix="kladka-disk-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    try:
        yield folder if mounted.returncode == 0 else None
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", folder], check=False)
        folder.rmdir()


def _on_postgresql(short):
    from tests import postgres

    if postgres.programs() is None:
        yield "PostgreSQL", "skipped", 0, "no initdb and pg_ctl"
        return
    with postgres.cluster(durable=True) as url:
        command = [sys.executable, str(HERE / "trust.py"), "keep", "--json", "--database", url]
        done = subprocess.run([*command, *(["--short"] if short else [])], stdout=subprocess.PIPE, text=True)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        yield row["case"], row["metric"], row["value"], row["unit"]
    if done.returncode:
        raise SystemExit("PostgreSQL: obietnica złamana; powód stoi wyżej.")
