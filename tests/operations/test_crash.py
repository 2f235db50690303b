"""The short form of `./run bench trust keep`: servers are killed, the disk fills up, nothing is lost."""

import json
import subprocess
import sys

import pytest

from .installation import ROOT, SERVER


@pytest.mark.skipif(SERVER.startswith("postgres"), reason="pomiar sam zakłada klaster PostgreSQL")
def test_nothing_confirmed_is_lost_and_nothing_is_half_done():
    command = [sys.executable, "benchmarks/trust.py", "keep", "--short", "--json"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-2000:]
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    killed = {(row["case"], row["metric"]): row["value"] for row in rows if row["case"].startswith("kill -9")}
    assert {value for (_, metric), value in killed.items() if metric in {"lost", "halves"}} == {0}
    for skipped in (row for row in rows if row["metric"] == "skipped"):
        print(f"Pominięto: {skipped['case']}, {skipped['unit']}")
