"""What a monthly list costs: seconds and memory of preparing it for 5,000 and for 20,000 persons.

Each list is made in a process of its own on an office filled as for `pages`. `ratio` compares the memory that
preparing took at the larger size with that at the smaller one: a list that is kept in memory whole would
take four times as much.

    ./run bench monthly [--persons 20000] [--json]
"""

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time

from pages import ROOT, run_alone

LISTED = 0.55  # of the persons of the synthetic office are in a running programme next month


def main(argv=None):
    parser = argparse.ArgumentParser(prog="./run bench monthly", description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=20_000, help="liczba osób na liście")
    parser.add_argument("--json", action="store_true", help="wiersze JSON zamiast tabeli")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.fill or arguments.prepare:
        return _alone(arguments.fill)
    with tempfile.TemporaryDirectory(prefix="kladka-bench-") as folder:
        run_alone(f"{folder}/empty", sys.executable, "-m", "kladka", "migrate", "-v0")
        found = [_made(folder, size) for size in (arguments.persons // 4, arguments.persons)]
    rows = [row for one in found for row in one.values()]
    small, large = (one["memory"]["value"] for one in found)
    rows.append(_row("larger to smaller", "ratio", round(large / small, 2), "× memory"))
    for row in rows:
        print(json.dumps(row) if arguments.json else _line(row), flush=True)
    return 0


def _made(folder, size):
    """{metric: its row} of a list of about so many persons."""
    place = shutil.copytree(f"{folder}/empty", f"{folder}/{size}")
    run_alone(place, sys.executable, __file__, f"--fill={size}")
    said = run_alone(place, sys.executable, __file__, "--prepare")
    return {row["metric"]: row for row in map(json.loads, said.splitlines())}


def _row(case, metric, value, unit):
    return {"bench": "monthly", "case": case, "metric": metric, "value": value, "unit": unit}


def _line(row):
    return f"{row['case']:<28}{row['metric']:<10}{row['value']:>10} {row['unit']}"


def _alone(size):
    """In a process of its own: fill an office for a list of `size` persons, or make the list."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kladka.config.settings"
    import django

    django.setup()
    if not size:
        return _measure()
    from _office import fill

    persons = round(size / LISTED)
    fill(persons, lines=persons)
    return 0


def _measure():
    from _papers import month_after
    from django.utils import timezone

    from kladka.accounts.models import Organisation, User
    from kladka.casework.benefits.actions import prepare_list

    centre, worker = Organisation.objects.get(), User.objects.order_by("pk").first()
    before, cpu, wall = _peak(), time.process_time(), time.perf_counter()
    found = prepare_list(centre, month_after(timezone.localdate().replace(day=1), 1), by=worker)
    seconds = (("cpu", time.process_time() - cpu), ("wall", time.perf_counter() - wall))
    case = f"list of {found.people} persons"
    print(json.dumps(_row(case, "people", found.people, "")))
    for metric, value in seconds:
        print(json.dumps(_row(case, metric, round(value, 2), "s")))
    print(json.dumps(_row(case, "memory", round(_peak() - before, 1), "MB above the idle process")))
    return 0


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.path.insert(0, ROOT)
    sys.exit(main())
