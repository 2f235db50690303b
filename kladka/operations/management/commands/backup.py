"""`kladka backup`: one encrypted file with the database and the stored files."""

import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from kladka.operations import backup, sealed


class Command(BaseCommand):
    requires_system_checks = ()
    help = (
        "Zapisuje kopię zapasową: baza i pliki w jednym zaszyfrowanym pliku; działa przy włączonym serwerze."
    )

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=Path(settings.BACKUP_TO), help="folder kopii")
        parser.add_argument("--recipient", default=settings.BACKUP_RECIPIENT, help="klucz publiczny age1…")
        parser.add_argument("--keep", type=int, default=backup.KEPT, help="ile kopii zostaje (domyślnie 30)")
        parser.add_argument("--new-key", action="store_true", help="utwórz parę kluczy i pokaż ją jeden raz")

    def handle(self, *, to, recipient, keep, new_key, **options):
        if new_key:
            self._show_key()
            return
        started = time.monotonic()
        path, manifest = backup.make(to, recipient=recipient, keep=max(1, keep), say=self._say)
        rows = sum(manifest["rows"].values())
        self.stdout.write(
            f"{path}: {path.stat().st_size / 1e6:.1f} MB, {len(manifest['parts'])} plików, {rows} wierszy, "
            f"{time.monotonic() - started:.1f} s"
        )

    def _say(self, text):
        print(text, file=sys.stderr, flush=True)

    def _show_key(self):
        public, private = sealed.new_key()
        self._say(
            "Klucz prywatny pokazujemy jeden raz. Zapisz go w pliku na nośniku poza tym komputerem, drugi\n"
            "egzemplarz gdzie indziej. Bez niego kopii nie da się otworzyć. Publiczny podaj serwerowi.\n"
        )
        self.stdout.write(f"# klucz publiczny: KLADKA_BACKUP_RECIPIENT={public}\n{private}")
