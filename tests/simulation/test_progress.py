"""Pasek postępu: quiet off a terminal, one line on it, whole at the end."""

import io

from kladka.simulation import progress
from kladka.simulation.progress import Progress


def test_nothing_is_drawn_where_nobody_watches():
    out = io.StringIO()
    bar = Progress("Ludność", 10, out=out)
    bar.advance(10)
    bar.close()
    assert out.getvalue() == ""


def test_a_long_run_draws_its_line_and_ends_it(monkeypatch):
    monkeypatch.setattr(progress, "QUIET_SECONDS", -1)
    out = io.StringIO()
    bar = Progress("Ludność", 2_000, shown=True, out=out)
    bar.advance(2_000)
    bar.close()
    assert out.getvalue() == f"\rLudność [{'#' * 30}] 100%  2 000 osób  0 s\n"


def test_half_the_rows_are_half_the_bar():
    bar = Progress("Symulacja", 200, shown=False)
    bar.advance(100)
    assert bar.line(3.2) == f"Symulacja [{'#' * 15}{'.' * 15}]  50%  100 osób  3 s"
