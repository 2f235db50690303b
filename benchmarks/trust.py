"""What trust costs and holds: every benchmarks/trust_*.py, each in a process and on a database of its own.

Such a file has `cases(short)`, which yields (case, metric, value, unit) and raises SystemExit with a sentence
when a promise is broken. It finds Django set up on an empty SQLite database that is not migrated yet, in a
folder that is removed afterwards; `--database` names another one, for example an empty PostgreSQL database.

    ./run bench trust [NAME …] [--short] [--json] [--database URL]
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PREFIX = "trust_"


def main(argv=None):
    parser = argparse.ArgumentParser(prog="./run bench trust", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"które pomiary: {', '.join(names())}")
    parser.add_argument("--short", action="store_true", help="postać krótka, jak w testach")
    parser.add_argument("--json", action="store_true", help="wiersze JSON zamiast tabeli")
    parser.add_argument("--database", help="adres pustej bazy zamiast nowej SQLite")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.measure:
        return _measure(arguments.measure, arguments)
    if unknown := set(arguments.names) - set(names()):
        parser.error(f"nie ma pomiaru {', '.join(sorted(unknown))}; są: {', '.join(names())}")
    return max([_in_own_process(name, arguments) for name in arguments.names or names()], default=0)


def names():
    return sorted(path.stem.removeprefix(PREFIX) for path in HERE.glob(f"{PREFIX}*.py"))


def _in_own_process(name, arguments):
    """Exit code of the measurement: 0 when every promise held."""
    with tempfile.TemporaryDirectory(prefix="kladka-bench-") as folder:
        url = arguments.database or f"sqlite:///{folder}/b.sqlite3"
        environment = {**os.environ, "KLADKA_VAR": folder, "DATABASE_URL": url}
        flags = [f"--{flag}" for flag in ("short", "json") if getattr(arguments, flag)]
        command = [sys.executable, __file__, "--measure", name, *flags]
        return subprocess.run(command, env=environment, check=False).returncode


def _measure(name, arguments):
    os.environ["DJANGO_SETTINGS_MODULE"] = "kladka.config.settings"
    import django

    django.setup()
    from kladka.casework import walls

    walls.this_process_is_the_system()
    importlib.import_module("_forced")
    for case, metric, value, unit in importlib.import_module(PREFIX + name).cases(arguments.short):
        row = {"bench": f"trust {name}", "case": case, "metric": metric, "value": value, "unit": unit}
        line = f"{case:<52}{metric:<16}{value!s:>12} {unit}"
        print(json.dumps(row, ensure_ascii=False) if arguments.json else line, flush=True)
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    sys.exit(main())
