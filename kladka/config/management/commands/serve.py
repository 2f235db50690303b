"""Serve the pages with Granian: one process with threads, which is what SQLite wants."""

from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


class Command(BaseCommand):
    help = "Uruchamia serwer WWW (domyślnie http://127.0.0.1:8000)."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="adres, na którym serwer słucha")
        parser.add_argument("--port", type=int, default=8000, help="port")
        parser.add_argument("--threads", type=int, default=4, help="liczba wątków")

    def handle(self, *args, host, port, threads, **options):
        Granian(
            "kladka.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=threads,
            log_access=False,
            log_level=LogLevels.warning,
            websockets=False,
        ).serve()
