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
        with postgres.cluster() as url:
            on_postgres = pytest(*[t for t in DATABASE_TESTS if (ROOT / t).exists()], DATABASE_URL=url)
    print("Wszystkie testy, na SQLite:", flush=True)
    on_sqlite = pytest()
    return on_postgres or on_sqlite


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
