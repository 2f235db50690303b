"""Cost of a report over many persons: seconds, CPU, peak memory, queries; flat memory is the promise.

Each size has a database of its own (SQLite as installed), filled once. Every measurement runs in a process
of its own, so `peak` is what that work alone needed; `ratio` is the peak at the large size to the small one.

    ./run bench reports [--persons 100000] [--small 10000] [--json]
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

STAGES = ("count", "register", "pages")


def main(argv=None):
    parser = argparse.ArgumentParser(prog="./run bench reports", description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=100_000, help="liczba osób w dużej bazie")
    parser.add_argument("--small", type=int, default=10_000, help="liczba osób w małej bazie")
    parser.add_argument("--json", action="store_true", help="wiersze JSON zamiast tabeli")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.stage:
        return _stage(arguments.stage, arguments.size)
    rows = [row for size in (arguments.small, arguments.persons) for row in _of_size(size)]
    for row in [*rows, *_ratios(rows, arguments.small, arguments.persons)]:
        print(json.dumps(row, ensure_ascii=False) if arguments.json else _line(row), flush=True)
    return 0


def _line(row):
    return f"{row['case']:<44}{row['metric']:<10}{row['value']:>10} {row['unit']}"


def _of_size(size):
    with tempfile.TemporaryDirectory(prefix="kladka-bench-") as folder:
        environment = {**os.environ, "KLADKA_VAR": folder, "DATABASE_URL": f"sqlite:///{folder}/b.sqlite3"}
        found = []
        for stage in ("fill", *STAGES):
            command = [sys.executable, __file__, "--stage", stage, "--size", str(size)]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
            found += [json.loads(line) for line in done.stdout.splitlines()]
        return found


def _ratios(rows, small, large):
    peaks = {row["case"]: row["value"] for row in rows if row["metric"] == "peak"}
    for stage in ("count", "register"):
        value = round(peaks[_case(stage, large)] / peaks[_case(stage, small)], 2)
        yield _row(f"{stage}, {large} to {small} persons", "ratio", value, "×")


def _case(stage, size):
    return f"{stage}, {size} persons"


def _row(case, metric, value, unit):
    return {"bench": "reports", "case": case, "metric": metric, "value": value, "unit": unit}


def _stage(stage, size):
    os.environ["DJANGO_SETTINGS_MODULE"] = "kladka.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from kladka.casework import walls

    walls.this_process_is_the_system()
    if stage == "fill":
        call_command("migrate", verbosity=0)
        from _office import fill

        fill(size)
        return 0
    if stage == "pages":
        return _pages(size)
    return _work(stage, size)


def _work(stage, size):
    """A count of a year, or the whole register as XLSX, as the background does them."""
    from kladka.accounts.models import Organisation, User
    from kladka.casework.reports import actions, run_actions
    from kladka.casework.reports.models import ReportRun
    from kladka.casework.reports.spans import year_span
    from kladka.casework.reports.vocabulary import Figure

    centre, head = Organisation.objects.get(), User.objects.order_by("pk").first()
    if stage == "count":
        actions.begin_year_report(centre, 2026, by=head)
    else:
        run_actions.order_list(centre, year_span(2026), Figure(), register=True, money=True, by=head)
    key = ReportRun.objects.order_by("-pk").values_list("key", flat=True).first()
    wall, cpu = time.perf_counter(), time.process_time()
    run_actions.work.call(key)
    spent = time.process_time() - cpu, time.perf_counter() - wall
    run = ReportRun.objects.get(key=key)
    if run.state != ReportRun.State.DONE:
        raise SystemExit(f"{stage}: {run.error}")
    for metric, value, unit in (
        ("cpu", round(spent[0], 1), "s"),
        ("wall", round(spent[1], 1), "s"),
        ("peak", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "MB"),
        ("figures", _figures(run), "") if stage == "count" else ("file", len(run.content) // 1024, "kB"),
    ):
        print(json.dumps(_row(_case(stage, size), metric, value, unit)))
    return 0


def _figures(run):
    return sum(len(chapter["lines"]) for chapter in run.figures)


def _pages(size):
    """Queries and CPU of the pages: the median of five requests after one that warms."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    import benchmarks._forced  # noqa: F401  force_login shows a passkey
    from kladka.accounts.models import User
    from kladka.casework.reports.models import YearReport

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.order_by("pk").first())
    addresses = {
        "report": YearReport.objects.get().get_absolute_url(),
        "register page": "/sprawozdania/rejestr/?rok=2026",
        "list page": "/sprawozdania/lista/?rok=2026&f=age:7-17",
    }
    for name, address in addresses.items():
        spent = []
        for _ in range(6):
            cpu = time.process_time()
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            spent.append((time.process_time() - cpu) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{name}: {address} answered {answer.status_code}")
        print(json.dumps(_row(_case(name, size), "queries", len(asked), "")))
        print(json.dumps(_row(_case(name, size), "cpu", round(sorted(spent[1:])[2], 1), "ms")))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    sys.exit(main())
