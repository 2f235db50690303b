"""Every form that makes money or an event of a case, sent five times at once, has one effect."""

import json
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[2]
ACTS = {
    *("contact", "filing", "agreeing", "approving a decision", "withholding"),
    *("preparing a list", "approving a list", "bank file", "sent"),
}


@contextmanager
def empty_database(django_db_blocker):
    """Options that name an empty PostgreSQL database; on SQLite none, the measurement makes its own file."""
    if connection.vendor == "sqlite":
        yield []
        return
    name, of = f"once_{secrets.token_hex(4)}", connection.settings_dict
    with django_db_blocker.unblock():
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield [
                "--database",
                f"postgres://{of['USER']}@/{name}?host={of['OPTIONS'].get('host', of['HOST'])}",
            ]
        finally:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_five_at_once_have_one_effect(django_db_blocker):
    with empty_database(django_db_blocker) as options:
        command = [sys.executable, "benchmarks/trust.py", "once", "--short", "--json", *options]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr[-2000:]
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    assert {line["case"]: line["value"] for line in found} == {f"{act}, 5 at once": 1 for act in ACTS}
