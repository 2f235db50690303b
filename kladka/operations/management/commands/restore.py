"""`kladka restore`: a backup into an empty place, checked."""

import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand

from kladka.operations import restore


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Odtwarza kopię w puste miejsce i sprawdza ją: skróty, liczby wierszy, bazę, łańcuch dziennika."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="PLIK", help="kopia .tar.age")
        parser.add_argument("--into", type=Path, required=True, help="pusty folder, przyszłe KLADKA_VAR")
        parser.add_argument(
            "--key", type=Path, required=True, help="plik z kluczem prywatnym AGE-SECRET-KEY-…"
        )
        parser.add_argument("--database", help="pusta baza postgres://… (dla kopii PostgreSQL)")

    def handle(self, *, file, into, key, database, **options):
        started = time.monotonic()

        def say(text):
            print(text, file=sys.stderr, flush=True)

        manifest = restore.restore(file, into=into, key=key, database=database, say=say)
        self.stdout.write(
            f"Odtworzono kopię z {manifest['made_at']}: {sum(manifest['rows'].values())} wierszy, "
            f"{len(manifest['journal'])} łańcuchów dziennika, {time.monotonic() - started:.1f} s.\n"
            f"Uruchom z KLADKA_VAR={into.resolve()}" + (" i DATABASE_URL tej bazy." if database else ".")
        )
