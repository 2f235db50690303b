"""The short form of `./run bench trust keep`: servers are killed, the disk fills up, nothing is lost."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from tests import postgres

from .installation import ROOT, SERVER, migrated

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def database(tmp_path_factory, tests_database):
    """URL of a migrated database that may be killed: PostgreSQL in a cluster of its own, with every sync."""
    if not SERVER.startswith("postgres"):
        with migrated(tmp_path_factory.mktemp("keep") / "var", tests_database) as made:
            yield made.url
        return
    with postgres.cluster(durable=True) as url:
        postgres.copy(SERVER, url, name=connection.settings_dict["NAME"])
        yield url


def test_nothing_confirmed_is_lost_and_nothing_is_half_done(database):
    command = [sys.executable, "benchmarks/trust.py", "keep", "--short", "--json", "--database", database]
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(command, cwd=ROOT, env=place, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-2000:]
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    found = {(row["case"].partition(":")[0].partition(",")[0], row["metric"]): row["value"] for row in rows}
    zeroes = {"lost", "halves", "stuck", "doubled"}
    assert {value for (_, metric), value in found.items() if metric in zeroes} == {0}
    assert {case for case, _ in found} >= {"kill -9", "tasks", "sync before the answer", "full disk"}
    for skipped in (row for row in rows if row["metric"] == "skipped"):
        print(f"Pominięto: {skipped['case']}, {skipped['unit']}")
