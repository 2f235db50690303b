"""Processes that share nothing but the database count guesses together; times of answers tell nothing."""

import json
import subprocess
import sys

from tests.accounts.test_five_at_once import ROOT, empty_database


def test_guesses_of_four_processes_are_counted_together_and_answers_take_equally_long(django_db_blocker):
    with empty_database(django_db_blocker) as options:
        command = [sys.executable, "benchmarks/trust.py", "signin", "--short", "--json", *options]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr[-2000:]
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    assert next(line["value"] for line in found if line["metric"] == "tried") <= 20
