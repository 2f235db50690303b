"""The whole test run: everything on SQLite, then the tests that touch a database again on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import postgres  # noqa: E402  the path is set above

DATABASE_TESTS = [
    *("tests/vault", "tests/accounts", "tests/journal", "tests/casework", "tests/trust", "tests/config"),
    "tests/operations",
]


def pytest(*arguments, **environment):
    command = [sys.executable, "-m", "pytest", "-n2", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def main(arguments):
    if arguments:
        return pytest(*arguments)
    if postgres.programs() is None:
        print("Testy na PostgreSQL pominięte: nie ma programów initdb i pg_ctl.")
        on_postgres = 0
    else:
        print("Testy bazy danych na prywatnym klastrze PostgreSQL:", flush=True)
        # A server for each worker: what one still sees, no other sweeps away.
        with postgres.cluster() as first, postgres.cluster() as second:
            servers = {"DATABASE_URL": first, "DATABASE_URL_gw0": first, "DATABASE_URL_gw1": second}
            tests = [t for t in DATABASE_TESTS if (ROOT / t).exists()]
            on_postgres = pytest("-p", "tests.servers", *tests, **servers)
    print("Wszystkie testy, na SQLite:", flush=True)
    on_sqlite = pytest()
    return on_postgres or on_sqlite


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
