"""What was confirmed is never lost: kill -9 of web, worker and PostgreSQL, sync before the answer, full disk.

Real processes, real forms over HTTP. After every round: each confirmed contact is in the database once, each
contact has its row in the journal and the other way round, the chain holds, SQLite finds itself sound;
PostgreSQL runs on a private cluster with every sync on and its pages are read by pg_amcheck at the end.
The short form measures the engine of its database alone.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEOPLE = 6
ROUNDS, ROUNDS_SHORT = 50, 2
TASKS, TASKS_SHORT = 600, 12


def cases(short):
    sys.path.insert(0, str(HERE.parent))  # the tests' invented families
    from _keep_disk import full_disk
    from _keep_sync import synced
    from _keep_tasks import killed as tasks_killed
    from django.db import connection

    rounds, tasks = (ROUNDS_SHORT, TASKS_SHORT) if short else (ROUNDS, TASKS)
    session, case = _prepared()
    postgresql = connection.vendor == "postgresql"
    engine = "PostgreSQL" if postgresql else "SQLite"
    web = "web, PostgreSQL" if postgresql else "web with worker, SQLite"
    yield from _killed(f"kill -9: {web}", session, case, rounds, _kill_web)
    if postgresql:
        yield from _killed("kill -9: PostgreSQL server", session, case, rounds, _kill_postgresql)
    yield from tasks_killed(f"tasks, {engine}", os.environ["KLADKA_VAR"], rounds, tasks)
    yield from synced(session, case)
    yield from full_disk(session, case)
    if postgresql:
        from _keep_checks import check_postgresql_pages

        check_postgresql_pages("PostgreSQL")
        yield "pg_amcheck, PostgreSQL", "damaged", 0, "tables and indexes, after everything"
    elif not short:
        yield from _on_postgresql()


def _prepared():
    """(cookie of a signed-in worker, key of a case)."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client

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
    from _keep_checks import check
    from _server import Person, Server

    acknowledged, before = [], len(check(name, []))
    server = Server().start()
    for _ in range(rounds):
        people = [Person(server, case, session) for _ in range(PEOPLE)]
        for person in people:
            person.start()
        time.sleep(random.uniform(0.5, 2))
        kill(server)
        for person in people:
            person.going = False
        for person in people:
            person.join()
            acknowledged += person.acknowledged
        kept = check(name, acknowledged)
    server.stop()
    if len(acknowledged) < rounds:
        raise SystemExit(f"{name}: tylko {len(acknowledged)} potwierdzonych zapisów; to nie jest obciążenie.")
    yield name, "acknowledged", len(acknowledged), f"in {rounds} rounds"
    yield name, "lost", 0, ""
    yield name, "halves", 0, ""
    yield name, "unacknowledged", len(kept) - before - len(acknowledged), "kept all the same"


def _kill_web(server):
    server.kill()
    server.start()


def _kill_postgresql(server):
    """The same web server goes on with new connections."""
    from tests import postgres

    postgres.kill(os.environ["DATABASE_URL"])
    postgres.start_again(os.environ["DATABASE_URL"])


def _on_postgresql():
    from tests import postgres

    if postgres.programs() is None:
        yield "PostgreSQL", "skipped", 0, "no initdb and pg_ctl"
        return
    with postgres.cluster(durable=True) as url:
        command = [sys.executable, str(HERE / "trust.py"), "keep", "--json", "--database", url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            for line in child.stdout:
                row = json.loads(line)
                yield row["case"], row["metric"], row["value"], row["unit"]
    if child.returncode:
        raise SystemExit("PostgreSQL: obietnica złamana; powód stoi wyżej.")
