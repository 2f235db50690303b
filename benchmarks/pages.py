"""Cost of the office's pages at a small and at a large number of persons: queries, CPU, p50 and p95.

Each size runs in a process of its own on a database of its own (SQLite as installed: WAL, FULL, IMMEDIATE).
Requests go through the whole of Django by the WSGI entry, with a signed-in session; the socket is left out.
The bare page is a list of 25 rows behind sign-in: what Django itself costs on this machine. It is asked for
between the requests of every case, so that `ratio`, the CPU of a case to that of the bare page beside it,
says the same on a quick and on a busy machine.

    ./run bench pages [--persons 100000] [--json]
"""

import argparse
import io
import json
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlencode

ROUNDS = 60
WARM = 5
SMALL = 60
SUPERVISED = 11_500  # persons of some 5,000 cases
BARE = "/bare/"
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ANSWER = {"GET": "200", "POST": "302"}


def main(argv=None):
    parser = argparse.ArgumentParser(prog="./run bench pages", description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=100_000, help="liczba osób w dużej bazie")
    parser.add_argument("--json", action="store_true", help="wiersze JSON zamiast tabeli")
    parser.add_argument("--notes", type=int, default=1_000_000, help="liczba notatek, w których się szuka")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--wide", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.size:
        return _measure(arguments.size, arguments.notes if arguments.wide else 0)
    with tempfile.TemporaryDirectory(prefix="kladka-bench-") as folder:
        run_alone(f"{folder}/empty", sys.executable, "-m", "kladka", "migrate", "-v0")
        wide = (SUPERVISED, "--wide", f"--notes={arguments.notes}")
        for size, *more in ((SMALL,), (arguments.persons,), wide):
            shutil.copytree(f"{folder}/empty", f"{folder}/{size}")
            command = (sys.executable, __file__, f"--size={size}", *more)
            for line in run_alone(f"{folder}/{size}", *command).splitlines():
                print(line if arguments.json else _line(json.loads(line)), flush=True)
            shutil.rmtree(f"{folder}/{size}")
    return 0


def _line(row):
    return f"{row['case']:<44}{row['metric']:<10}{row['value']:>10} {row['unit']}"


def run_alone(folder, *command):
    """What a command of its own process says, with this folder as its place and its database in it."""
    os.makedirs(folder, exist_ok=True)
    environment = {**os.environ, "KLADKA_VAR": folder, "DATABASE_URL": f"sqlite:///{folder}/b.sqlite3"}
    return subprocess.run(
        command, env=environment | {"PYTHONPATH": ROOT}, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _measure(size, notes):
    os.environ["DJANGO_SETTINGS_MODULE"] = "kladka.config.settings"
    import django

    django.setup()
    from django.conf import settings

    settings.ROOT_URLCONF = "_bare"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    from _office import fill

    office = fill(size, notes)
    from kladka.config.wsgi import application

    about, asked = (f"{notes} notes", wide_requests) if notes else (f"{size} persons", requests)
    for name, method, path, data in asked(office):
        _case(application, office, f"{name}, {about}", method, path, data)
    return 0


def requests(office):
    yield "bare list of 25 rows", "GET", BARE, None
    yield "list of cases", "GET", "/sprawy/", None
    yield "list by name", "GET", "/sprawy/?kolejnosc=nazwisko", None
    yield "list by state", "GET", "/sprawy/?stan=running", None
    yield "worklist, by urgency", "GET", "/sprawy/?kolejnosc=pilnosc&moje=on", None
    yield "list, page in the middle", "GET", f"/sprawy/?po={office['cursor']}", None
    yield "search by part of a name", "GET", "/sprawy/?" + urlencode({"q": "kowal"}), None
    yield "search by two letters", "GET", "/sprawy/?" + urlencode({"q": "zu"}), None
    yield "search without a hit", "GET", "/sprawy/?" + urlencode({"q": "qqqqq"}), None
    yield "today", "GET", "/", None
    yield "applications list", "GET", "/wnioski/", None
    yield "applications list by state", "GET", "/wnioski/?stan=complete&kolejnosc=najstarsze", None
    yield "programmes list", "GET", "/programy/", None
    yield "programmes list by state", "GET", "/programy/?stan=running&moje=on", None
    yield "decisions list", "GET", "/decyzje/", None
    yield "decisions list by state", "GET", "/decyzje/?stan=delivered&rodzaj=grant", None
    yield "payment lists", "GET", "/wyplaty/", None
    name = f"monthly list of {office['lines']} lines"
    yield name, "GET", f"/wyplaty/{office['payment_list']}/", None
    yield f"{name}, approved", "GET", f"/wyplaty/{office['approved_list']}/", None
    yield from _pages_of_cases(office)


def wide_requests(office):
    """What the head of a large centre asks: supervision of all cases, search in all notes."""
    yield "supervision: load", "GET", "/nadzor/obciazenie/", None
    yield "supervision: overdue", "GET", "/nadzor/zalegle/", None
    yield "supervision: quality", "GET", "/nadzor/jakosc/", None
    yield "search in notes, a common word", "GET", "/szukanie/?" + urlencode({"q": "wizyta"}), None
    yield "search in notes, two words", "GET", "/szukanie/?" + urlencode({"q": "kursy córką"}), None
    yield "search in notes, one of a thousand", "GET", "/szukanie/?" + urlencode({"q": office["rare"]}), None
    yield "search in notes, no hit", "GET", "/szukanie/?" + urlencode({"q": "nosorożec"}), None


def _pages_of_cases(office):
    case, applied = f"/sprawy/{office['case']}/", f"/sprawy/{office['applied']}/"
    yield "one case, 500 events", "GET", case, None
    yield "case: os", "GET", f"{case}os/", None
    yield "case: wniosek", "GET", f"{applied}wniosek/", None
    yield "case: wniosek, granted", "GET", f"{case}wniosek/", None
    yield "case: program", "GET", f"{case}program/", None
    yield "case: decyzje", "GET", f"{case}decyzje/", None
    yield "case: wyplaty", "GET", f"{case}wyplaty/", None
    yield "one decision", "GET", f"/decyzje/{office['decision']}/", None
    yield "one decision, to approve", "GET", f"/decyzje/{office['waiting']}/", None
    contact = {"kind": "phone", "on": "2026-01-02", "text": "Umówiono spotkanie w szkole."}
    yield "new contact", "POST", f"{case}kontakt/", contact


def _case(application, office, case, method, path, data):
    counted = []
    wall, cpu, bare, queries = [], [], [], []
    with counting(counted):
        for round_number in range(ROUNDS + WARM):
            _, beside, _ = _timed(application, _environ(office, "GET", BARE, None))
            environ = _environ(office, method, path, data)
            counted.clear()
            status, spent, passed = _timed(application, environ)
            if status[:3] != ANSWER[method]:
                raise SystemExit(f"{case}: {path} answered {status}")
            if round_number >= WARM:
                wall.append(passed)
                cpu.append(spent)
                bare.append(beside)
                queries.append(len([sql for sql in counted if counts(sql)]))
    for metric, value, unit in (
        ("queries", max(queries), ""),
        ("cpu", round(statistics.median(cpu), 2), "ms"),
        ("ratio", round(statistics.median(cpu) / statistics.median(bare), 2), "× bare"),
        ("p50", round(statistics.median(wall), 2), "ms"),
        ("p95", round(statistics.quantiles(wall, n=20)[-1], 2), "ms"),
    ):
        print(json.dumps({"bench": "pages", "case": case, "metric": metric, "value": value, "unit": unit}))


def counts(sql):
    """Whether the limit of queries counts it: not the record of who was shown, nor bounds of transactions."""
    bound = sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    return not bound and '"journal_entry"' not in sql and "pg_advisory_xact_lock" not in sql


def counting(counted):
    """Every statement sent to the database lands in the list `counted`."""
    from django.db import connection

    def count(execute, sql, params, many, context):
        counted.append(sql)
        return execute(sql, params, many, context)

    return connection.execute_wrapper(count)


def _timed(application, environ):
    """(status, CPU ms, wall ms) of one request."""
    cpu, wall = time.process_time(), time.perf_counter()
    status = _call(application, environ)
    return status, (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def _environ(office, method, path, data):
    form = {"csrfmiddlewaretoken": office["token"], "once": secrets.token_hex(16)}
    body = urlencode(form | data).encode() if data else b""
    address, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": f"session={office['session']}; csrf={office['token']}; kto={office['signed_in']}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }


def _call(application, environ):
    answer = []
    response = application(environ, lambda status, headers, exc_info=None: answer.append(status))
    for _ in response:
        pass
    response.close()
    return answer[0]


if __name__ == "__main__":
    sys.path.insert(0, ROOT)
    sys.exit(main())
