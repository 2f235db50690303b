"""What the crash measurements ask of the database after each blow."""

import os
import subprocess
from urllib.parse import parse_qs, urlsplit

from django.db import connections

from kladka.casework.cases.models import Contact
from kladka.journal.models import Entry
from kladka.operations import checking
from tests import postgres


def check(name, acknowledged):
    """Texts of all contacts. Raises SystemExit when one is lost, doubled or half, or a chain is broken."""
    connections.close_all()  # a connection to a killed server is of no use
    kept = [contact.text for contact in Contact.objects.only("key", "text")]
    if lost := set(acknowledged) - set(kept):
        raise SystemExit(f"{name}: zginęło {len(lost)} potwierdzonych zapisów.")
    if len(kept) != len(set(kept)):
        raise SystemExit(f"{name}: {len(kept) - len(set(kept))} zapisów podwojonych.")
    written = Entry.objects.filter(act="contact.added").count()
    if written != len(kept):
        raise SystemExit(f"{name}: {len(kept)} kontaktów, a {written} wpisów w dzienniku.")
    if wrong := checking.journal([]) + checking.integrity():
        raise SystemExit(f"{name}: {wrong}")
    connections.close_all()
    return kept


def check_postgresql_pages(name):
    """Every table and index of the private cluster, read by its owner. Raises SystemExit."""
    place = parse_qs(urlsplit(os.environ["DATABASE_URL"]).query)["host"][0]
    command = [postgres.programs() / "pg_amcheck", "--install-missing", "--heapallindexed"]
    done = subprocess.run(
        [*command, "-h", place, "-U", "kladka", "postgres"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name}: pg_amcheck: {(done.stdout + done.stderr)[:500]}")
