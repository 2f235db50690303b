"""Fill the database with the demo data, or print the accounts."""

import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from kladka.config.demo.build import PASSWORD, accounts, already_filled, fill


class Command(BaseCommand):
    help = "Zakłada bazę i napełnia ją zmyślonymi danymi; uruchomione ponownie niczego nie podwaja."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="tylko wypisz konta")

    def handle(self, *args, **options):
        if not options["accounts"]:
            call_command("migrate", verbosity=0)
            if already_filled():
                self.stderr.write("Dane pokazowe już są; nic nie zmieniono.")
            else:
                fill(progress=self._progress)
        told = "\n".join([*self._accounts(), f"Hasło każdego konta: {PASSWORD}"])
        (settings.VAR_DIR / "demo-accounts.txt").write_text(told + "\n")
        if options["accounts"]:
            self.stdout.write(told)

    def _accounts(self):
        for email, name, role, centre in accounts():
            yield f"  {email:<26} {name:<20} {role}, {centre}"

    def _progress(self, done, total):
        if sys.stderr.isatty():
            self.stderr.write(f"\r  {100 * done // total} %", ending="")
