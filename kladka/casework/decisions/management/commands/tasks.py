"""`kladka tasks`: do the background work, and take up prints whose worker died."""

import logging
import threading

from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Command as Worker

from kladka.accounts import once
from kladka.casework.decisions import printing

EVERY_SECONDS = 30


class Command(Worker):
    help = "Wykonuje zadania w tle (wydruki zbiorcze). Przerwane zadania podejmuje ponownie. Ctrl-C kończy."

    def handle(self, **options):
        look_after()
        stopped = threading.Event()
        threading.Thread(target=_look_after_until, args=(stopped,), daemon=True).start()
        try:
            super().handle(**options)
        finally:
            stopped.set()


def look_after():
    """Once: give abandoned prints to the queue, remove old files and old keys of forms."""
    printing.take_up_again()
    printing.clear_old()
    once.clear_old()


def _look_after_until(stopped):
    while not stopped.wait(EVERY_SECONDS):
        close_old_connections()
        try:
            look_after()
        except Exception:
            logging.getLogger(__name__).exception("prints could not be looked after")
    connection.close()
