"""`kladka sbom`: the list of parts as CycloneDX JSON."""

import json

from django.core.management.base import BaseCommand

from kladka.operations import parts


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Wypisuje listę części programu (SBOM, CycloneDX 1.6) z plików z przypiętymi wersjami."

    def handle(self, **options):
        self.stdout.write(json.dumps(parts.sbom(), indent=1, sort_keys=True, ensure_ascii=False))
