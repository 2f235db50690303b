"""One file of a backup: a tar encrypted to public keys in the age format (https://age-encryption.org/v1).

Streamed both ways, so a large database needs no memory. The format is an open one: without this program
`age -d -i KEY FILE | tar x` opens it.
"""

import hashlib
import io
import os
import tarfile
import threading
from contextlib import contextmanager, suppress

import pyrage
from django.core.management.base import CommandError


def new_key():
    """(public key, private key) as text; the private one opens every backup made to the public one."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def recipients(text):
    """Public keys from text, separated by commas. Raises CommandError."""
    try:
        found = [pyrage.x25519.Recipient.from_str(one.strip()) for one in text.split(",") if one.strip()]
    except pyrage.RecipientError as error:
        raise CommandError(f"KLADKA_BACKUP_RECIPIENT nie jest kluczem publicznym age1…: {error}") from error
    if not found:
        raise CommandError(
            "Nie podano klucza publicznego kopii. Utwórz parę (kladka backup --new-key), publiczny "
            "wpisz w KLADKA_BACKUP_RECIPIENT, a prywatny przechowuj poza tym komputerem."
        )
    return found


def identities(path):
    """Private keys from a file, as `age-keygen` writes it. Raises CommandError."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise CommandError(f"Nie udało się odczytać klucza prywatnego z {path}: {error}") from error
    if not found:
        raise CommandError(f"W pliku {path} nie ma klucza prywatnego AGE-SECRET-KEY-…")
    return found


@contextmanager
def writing(path, public_keys):
    """Yield a tar that is being encrypted; afterwards `path` stands whole and on disk, or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            source, sink = _pipe()
            sealing = _Beside(lambda: pyrage.encrypt_io(source, out, public_keys), ends=source)
            with sealing, sink, tarfile.open(fileobj=sink, mode="w|") as tar:
                yield tar
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
        _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def reading(path, private_keys):
    """Yield the tar of a backup. Raises CommandError when the key is not the right one or a byte differs."""
    try:
        with open(path, "rb") as sealed:
            source, sink = _pipe()
            opening = _Beside(lambda: pyrage.decrypt_io(sealed, sink, private_keys), ends=sink)
            with opening, source, tarfile.open(fileobj=source, mode="r|") as tar:
                yield tar
                while source.read(1 << 20):
                    pass  # to the end: the last piece is checked too
    except pyrage.DecryptError as error:
        raise CommandError(f"Ten klucz prywatny nie otwiera kopii {path}.") from error
    except (OSError, tarfile.TarError) as error:
        raise CommandError(f"Kopia {path} jest uszkodzona albo niepełna: {error}") from error


def _pipe():
    read, write = os.pipe()
    return open(read, "rb"), open(write, "wb")


class _Beside(threading.Thread):
    """The other end of a pipe. What went wrong there is raised here, not the broken pipe that it left."""

    def __init__(self, work, *, ends):
        super().__init__(daemon=True)
        self.work, self.ends, self.error = work, ends, None

    def run(self):
        try:
            self.work()
        except Exception as error:
            self.error = error
        finally:
            with suppress(OSError):
                self.ends.close()

    def __enter__(self):
        self.start()

    def __exit__(self, kind, error, traceback):
        self.join()
        if self.error and (error is None or isinstance(error, (OSError, tarfile.TarError))):
            raise self.error


def add(tar, name, path):
    """Add one file; returns {"bytes", "sha256"} of what was added."""
    with open(path, "rb") as file:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(file.fileno()).st_size, 0o600
        reader = Hashing(file)
        tar.addfile(info, reader)
    return {"bytes": info.size, "sha256": reader.sha256.hexdigest()}


def add_text(tar, name, text):
    info = tarfile.TarInfo(name)
    content = text.encode()
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))


class Hashing:
    """A file that counts the SHA-256 of what is read from it."""

    def __init__(self, file):
        self.file, self.sha256 = file, hashlib.sha256()

    def read(self, size=-1):
        piece = self.file.read(size)
        self.sha256.update(piece)
        return piece


def _sync_folder(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
