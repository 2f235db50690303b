"""The program on a day that a file says, moved while it runs: a year of a family in a minute.

python -m tests.browser.another_day FILE COMMAND…   (FILE holds a day, for example 2026-03-02)

Only the calendar moves: how long a request, a session in memory or a lock takes is real time.
"""

import datetime
import sys
from pathlib import Path

from django.core.management import execute_from_command_line
from django.utils import timezone

REAL = timezone.now


def travel(file):
    """`timezone.now` is the hour that it is, of the day in the file."""

    def now():
        moment = REAL()
        day = datetime.date.fromisoformat(file.read_text())
        return moment + (day - timezone.localtime(moment).date())

    timezone.now = now  # before any model takes it as a default


if __name__ == "__main__":
    travel(Path(sys.argv[1]))
    execute_from_command_line(["kladka", *sys.argv[2:]])
