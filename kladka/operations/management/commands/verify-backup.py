"""`kladka verify-backup`: whether a backup can be restored, tried in a temporary place."""

import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand

from kladka.operations import restore


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Odtwarza kopię na próbę w miejscu tymczasowym i sprawdza ją. Nie na serwerze: potrzebuje klucza."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="PLIK", help="kopia .tar.age")
        parser.add_argument(
            "--key", type=Path, required=True, help="plik z kluczem prywatnym AGE-SECRET-KEY-…"
        )

    def handle(self, *, file, key, **options):
        started = time.monotonic()

        def say(text):
            print(text, file=sys.stderr, flush=True)

        manifest = restore.verify(file, key=key, say=say)
        self.stdout.write(
            f"Kopia z {manifest['made_at']} jest dobra: {sum(manifest['rows'].values())} wierszy, "
            f"{len(manifest['parts'])} plików, {len(manifest['journal'])} łańcuchów dziennika, "
            f"{time.monotonic() - started:.1f} s."
        )
