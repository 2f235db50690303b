"""`kladka status`: what an administrator looks at each morning, and a monitor every hour."""

import sys

from django.core.management.base import BaseCommand

from kladka.operations import status


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Mówi, czy instalacja jest w porządku. Kod wyjścia 1, gdy coś wymaga reakcji."

    def handle(self, **options):
        lines = status.lines()
        for line in lines:
            self.stdout.write(f"{'dobrze' if line.fine else 'UWAGA '}  {line.what}: {line.found}")
        if not all(line.fine for line in lines):
            sys.exit(1)
