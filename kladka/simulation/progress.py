"""Pasek postępu: one line on stderr for runs that last, and nothing where nobody watches."""

import sys
import time
from typing import Final, TextIO

WIDTH: Final = 30
QUIET_SECONDS: Final = 0.5


class Progress:
    """Counts rows done against rows in all; draws at most ten times a second, first after half a second.

    With `shown=None` it draws only on a terminal; True draws always (a log), False never.
    """

    def __init__(
        self, title: str, total: int, *, shown: bool | None = None, out: TextIO | None = None
    ) -> None:
        self.title, self.total, self.done = title, total, 0
        self.out = out if out is not None else sys.stderr
        self.shown = self.out.isatty() if shown is None else shown
        self.started = self.drawn_at = time.monotonic()
        self.drawn = False

    def advance(self, rows: int) -> None:
        """Adds rows done."""
        self.done += rows
        now = time.monotonic()
        last = self.done >= self.total
        if self.shown and (last or now - self.drawn_at > 0.1) and now - self.started > QUIET_SECONDS:
            self.drawn_at, self.drawn = now, True
            self.out.write("\r" + self.line(now - self.started))
            self.out.flush()

    def line(self, seconds: float) -> str:
        """What the bar looks like after so many seconds."""
        share = min(self.done / self.total, 1.0) if self.total else 1.0
        filled = round(share * WIDTH)
        count = f"{self.done:,}".replace(",", " ")
        bar = "#" * filled + "." * (WIDTH - filled)
        return f"{self.title} [{bar}] {share:4.0%}  {count} osób  {seconds:.0f} s"

    def close(self) -> None:
        """Ends the line, if one was drawn."""
        if self.drawn:
            self.out.write("\n")
            self.out.flush()
