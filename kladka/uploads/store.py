"""Sealed files outside the database, under random names, each bound to the row that owns it."""

import os
import secrets
from collections import Counter
from pathlib import Path

from django.conf import settings

from kladka.vault import keys
from kladka.vault.sealing import key_number, seal, unseal

PART = ".part"


def keep(content, place):
    """Seal and write a file; on the disk before this returns. Returns the name it lies under."""
    name = secrets.token_hex(16)
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(seal("files", content, place=place))
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)
    return name


def read(name, place):
    """The content. Raises kladka.vault.sealing.NotOpened and FileNotFoundError."""
    return unseal("files", _path(name).read_bytes(), place=place)


def remove(name):
    """Remove a file; one that is gone already is no error."""
    _path(name).unlink(missing_ok=True)


def lies(name):
    """Whether there is a file under this name."""
    return _path(name).exists()


def numbers():
    """{number of the key: how many files lie sealed with it}."""
    return Counter(key_number(_head(path)) for path in _lying() if path.suffix != PART)


def written():
    """{name: when, in seconds since 1970} of every file, and of what an interrupted new sealing left."""
    return {path.name: path.stat().st_mtime for path in _lying()}


def place_of(name):
    """Where a file lies in the folder of stored files."""
    return Path("sealed") / name[:2] / name


def reseal(name, place):
    """Seal a file anew with the current key, in its place and whole. Returns whether that was needed."""
    path = _path(name)
    if key_number(_head(path)) == keys.current("files")[0]:
        return False
    beside = path.with_suffix(PART)
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(seal("files", read(name, place), place=place))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    _sync(path.parent)
    return True


def _head(path):
    with open(path, "rb") as file:
        return file.read(2)


def _path(name):
    return Path(settings.MEDIA_ROOT) / place_of(name)


def _lying():
    return (Path(settings.MEDIA_ROOT) / "sealed").glob("*/*")


def _sync(folder):
    """So that the new name, not the bytes alone, outlives a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
