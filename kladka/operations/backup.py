"""Kopia zapasowa: the database and the stored files in one encrypted file, and how many of them are kept."""

import fcntl
import json
import os
import re
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from kladka.uploads import store

from . import dumping, sealed

NAME = re.compile(r"kladka-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.age")
MANIFEST = "manifest.json"
KEPT = 30
LATE_HOURS = 26
# Prints wait here for a week and can be ordered again; they are the only files that are not ciphertext.
NOT_KEPT = {"prints"}


def make(folder, *, recipient, keep=KEPT, say=lambda text: None):
    """Write one backup into `folder` and remove the oldest. Returns (path, manifest)."""
    keys = sealed.recipients(recipient)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder), tempfile.TemporaryDirectory(prefix="backup-", dir=settings.VAR_DIR) as staging:
        before = existing(folder)
        say("Kopiuję bazę danych…")
        database, manifest = dumping.dump(Path(staging))
        path = folder / timezone.now().strftime("kladka-%Y-%m-%dT%H%M%SZ.tar.age")
        say(f"Szyfruję bazę ({database.stat().st_size // 1_000_000} MB) i pliki…")
        with sealed.writing(path, keys) as tar:
            manifest["parts"] = {database.name: sealed.add(tar, database.name, database)}
            for file in _files():
                name = f"files/{file.relative_to(settings.MEDIA_ROOT)}"
                with suppress(FileNotFoundError):  # removed a moment ago, with its row
                    manifest["parts"][name] = sealed.add(tar, name, file)
            manifest["absent"] = [name for name in manifest["files"] if _part(name) not in manifest["parts"]]
            sealed.add_text(tar, MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        if manifest["absent"]:
            say(f"Uwaga: baza zna pliki, których nie ma na dysku: {len(manifest['absent'])}.")
        _remove_old(path, before, keep, say)
    return path, manifest


def existing(folder):
    """Finished backups in a folder, the oldest first."""
    return sorted(path for path in Path(folder).glob("kladka-*") if NAME.fullmatch(path.name))


def age_of_last(folder, now=None):
    """Hours since the newest backup was finished, or None when there is none."""
    found = existing(folder)
    if not found:
        return None
    return ((now or timezone.now()).timestamp() - found[-1].stat().st_mtime) / 3600


def make_when_due(every_hours=24):
    """The daily backup of the worker: made when backups are configured and the newest one is a day old."""
    if not settings.BACKUP_RECIPIENT:
        return None
    age = age_of_last(settings.BACKUP_TO)
    if age is not None and age < every_hours:
        return None
    return make(Path(settings.BACKUP_TO), recipient=settings.BACKUP_RECIPIENT)


def _part(name):
    return f"files/{store.place_of(name)}"


def _files():
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.relative_to(root).parts[0] not in NOT_KEPT:
            yield path


def _remove_old(new, before, keep, say):
    """Only after a new one stands; none when it came out suspiciously small: the old ones may be needed."""
    if before and new.stat().st_size < before[-1].stat().st_size / 2:
        say(f"Uwaga: kopia jest o połowę mniejsza niż poprzednia ({before[-1].name}); starych nie usunięto.")
        return
    for path in before[: max(0, len(before) + 1 - keep)]:
        path.unlink()


@contextmanager
def _alone(folder):
    with open(os.open(folder / ".lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(f"Inna kopia właśnie powstaje w {folder}. Poczekaj, aż skończy.") from None
        yield
