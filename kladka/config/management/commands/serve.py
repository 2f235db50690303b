"""Serve the pages with Granian. SQLite: one process with threads that does the background work too."""

import threading
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kladka.config.wsgi import application
from kladka.operations import background, checkpoints


class Command(BaseCommand):
    help = "Uruchamia serwer WWW (domyślnie http://127.0.0.1:8000); na SQLite wykonuje też zadania w tle."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="adres, na którym serwer słucha")
        parser.add_argument("--port", type=int, default=8000, help="port")
        parser.add_argument("--threads", type=int, default=4, help="liczba wątków w procesie")
        parser.add_argument("--workers", type=int, default=1, help="liczba procesów (SQLite: zawsze 1)")
        parser.add_argument("--tasks", action="store_true", help="także zadania w tle (SQLite: zawsze)")

    def handle(self, *args, host, port, threads, workers, tasks, **options):
        alone = connection.vendor == "sqlite"
        if alone and workers != 1:
            raise CommandError(
                "Na SQLite pisze jeden proces: --workers 1. Więcej procesów wymaga PostgreSQL."
            )
        connections.close_all()  # the process that answers is a fork of this one
        Granian(
            "kladka.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            log_access=False,
            log_level=LogLevels.warning,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
        ).serve(target_loader=partial(_load, alone or tasks, alone), wrap_loader=False)


def _load(with_tasks, alone):
    """Called in the process that answers requests; on SQLite everything that writes belongs into it."""
    stopped = threading.Event()
    if alone:
        checkpoints.take_over(stopped)
    if with_tasks:
        background.start(stopped, alone=alone)
    return application
