"""The head of every chain, kept outside the database: what shows that the end of a chain was cut off.

A line of the file: moment (UTC), organisation ("-" for the installation), number of the last entry, its MAC.
Lines are only ever added. The file belongs on another disk or host, or printed in the register.
"""

import datetime
import os
from pathlib import Path

from django.conf import settings

from kladka.accounts.models import Organisation

from .models import Entry

INSTALLATION = "-"
LONGEST = 200  # bytes that hold the last line


class AnchorError(ValueError):
    """A line of an anchor file is not one of ours."""


def heads():
    """[(organisation or None, seq, mac)] of the last entry of every chain."""
    found = []
    for organisation in [None, *Organisation.objects.order_by("pk").values_list("pk", flat=True)]:
        last = Entry.objects.filter(organisation_id=organisation).order_by("-seq").values_list("seq", "mac")
        found += [(organisation, *head) for head in last[:1]]
    return found


def add(path=None, *, now=None):
    """Add the heads of this moment to the file, on disk before this returns. Returns the lines."""
    path = Path(path or settings.ANCHOR_FILE)
    moment = (now or datetime.datetime.now(datetime.UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"{moment} {pk or INSTALLATION} {seq} {mac}" for pk, seq, mac in heads()]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
    return lines


def kept(path=None):
    """[(organisation or None, seq, mac)] of every line; nothing when there is no file. Raises AnchorError."""
    path = Path(path or settings.ANCHOR_FILE)
    lines = path.read_text().splitlines() if path.exists() else []
    return [_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _read(path, number, line):
    try:
        _, organisation, seq, mac = line.split()
        return None if organisation == INSTALLATION else int(organisation), int(seq), mac
    except ValueError as error:
        raise AnchorError(f"{path}, wiersz {number}: to nie jest zapis końca łańcucha.") from error


def add_when_due(now=None):
    """Add the heads once in every hour of the clock, so also right after midnight."""
    now, path = now or datetime.datetime.now(datetime.UTC), Path(settings.ANCHOR_FILE)
    if not _last_line(path).startswith(now.strftime("%Y-%m-%dT%H:")):
        add(path, now=now)


def _last_line(path):
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST))
        return file.read().decode(errors="replace").rstrip("\n").rpartition("\n")[2]
