"""A private PostgreSQL cluster for the tests: made, started, stopped and removed by the test run itself."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

# The program's role, as in production: no superuser, whom row-level security would not stop.
ROLE = ("CREATE ROLE kladka_app LOGIN CREATEDB", "ALTER DATABASE postgres OWNER TO kladka_app")


def programs():
    """The folder with initdb and pg_ctl, or None."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def _as_ordinary_user():
    """PostgreSQL refuses to run as root: there, everything runs as the user that Debian's package made."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL nie działa jako root, a nie ma zwykłego użytkownika.")


@contextlib.contextmanager
def cluster(durable=False, on=None):
    """Yield the DATABASE_URL of a running private cluster that listens on a socket of its own only.

    durable: with every sync, as in production; otherwise quick, for tests that crash nothing.
    on: folder of the disk that it shall lie on; by default the one for temporary files.
    """
    bin_dir, identity = programs(), _as_ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="kladka-pg-", dir=on))
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    data, log = folder / "data", folder / "log"
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder, **identity}
    options = f"-k {folder} -c listen_addresses=''"
    if not durable:
        options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        # Its snapshot would keep rows that a test has just swept away.
        options += " -c autovacuum=off"
    try:
        subprocess.run(
            [bin_dir / "initdb", "-D", data, "-U", "kladka", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            **run,
        )
        subprocess.run([bin_dir / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"], **run)
        with psycopg.connect(host=str(folder), user="kladka", dbname="postgres", autocommit=True) as session:
            for statement in ROLE:
                session.execute(statement)
        yield f"postgres://kladka_app@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run(
                [bin_dir / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **{**run, "check": False}
            )
        shutil.rmtree(folder, ignore_errors=True)


def superuser(connection):
    """A session of the cluster's own superuser in the database of a Django connection."""
    known = connection.get_connection_params()
    return psycopg.connect(host=known["host"], user="kladka", dbname=known["dbname"], autocommit=True)


def kill(url):
    """kill -9 of the whole server that `cluster` yielded, and wait until its process is gone."""
    postmaster = pid(url)
    with open(f"/proc/{postmaster}/task/{postmaster}/children") as file:
        processes = [postmaster, *map(int, file.read().split())]
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    # A killed process that nobody waited for yet still holds its number, and PostgreSQL would not start.
    while any(Path(f"/proc/{process}").exists() for process in processes):
        time.sleep(0.02)


def start_again(url):
    data = _data(url)
    options = f"-k {data.parent} -c listen_addresses=''"
    subprocess.run(
        [programs() / "pg_ctl", "-D", data, "-l", data.parent / "log", "-o", options, "-w", "start"],
        check=True, stdout=subprocess.DEVNULL, cwd=data.parent, **_as_ordinary_user(),
    )  # fmt: skip


def pid(url):
    """Number of the server's first process."""
    return int((_data(url) / "postmaster.pid").read_text().split()[0])


def runs(url):
    """Whether the server still runs; one that gave up removes its mark or leaves that of a dead process."""
    try:
        return Path(f"/proc/{pid(url)}").exists()
    except FileNotFoundError:
        return False


def copy(source, target, name="postgres"):
    """Everything of one cluster's database into the empty one of another, by the owners of the clusters."""
    dump = ["-h", _data(source).parent, "-U", "kladka", "-d", name]
    load = ["-h", _data(target).parent, "-U", "kladka", "-d", "postgres"]
    made = subprocess.run(["pg_dump", *dump], check=True, stdout=subprocess.PIPE)
    subprocess.run(
        ["psql", "-q", "-v", "ON_ERROR_STOP=1", *load],
        check=True, input=made.stdout, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _data(url):
    return Path(url.partition("host=")[2]) / "data"
