"""`kladka tasks`: background work in a process of its own, for PostgreSQL."""

import threading
from datetime import timedelta

from django.core.management.base import BaseCommand

from kladka.operations import actions, background


class Command(BaseCommand):
    help = "Wykonuje zadania w tle (PostgreSQL; na SQLite robi to serve). Ctrl-C kończy po bieżącym zadaniu."

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="wykonaj, co czeka, i zakończ")
        parser.add_argument(
            "--lease",
            type=int,
            default=60,
            metavar="SEKUNDY",
            help="po tylu sekundach ciszy wykonawca jest martwy",
        )

    def handle(self, *, batch, lease, **options):
        lease = timedelta(seconds=lease)
        background.look_after(lease)
        worker = background.new_worker(batch=batch)
        stopped = threading.Event()
        background.beside(worker, stopped, lease)
        if threading.current_thread() is threading.main_thread():
            worker.configure_signals()
        try:
            worker.run()
        finally:
            stopped.set()
            actions.retire(worker.worker_id)
