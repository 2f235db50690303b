"""On SQLite one process writes: a second server is refused with a sentence, whatever the library."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kladka.operations import single_writer
from kladka.operations.single_writer import AnotherWriter, held, library_has_fault

ROOT = Path(__file__).parents[2]


@pytest.fixture
def database(tmp_path, monkeypatch):
    monkeypatch.setattr(single_writer, "database_file", lambda: tmp_path / "k.sqlite3")


@pytest.mark.parametrize(
    ("version", "fault"),
    [
        ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False), ((3, 45, 0), True), ((3, 50, 6), True),
        ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 52, 0), True), ((3, 53, 0), False),
    ],
)  # fmt: skip
def test_a_library_with_the_wal_reset_fault_is_known(version, fault):
    assert library_has_fault(version) is fault


@pytest.mark.parametrize("second", ["serve", "tasks"])
@pytest.mark.parametrize("faulty", [True, False])
def test_a_second_server_or_worker_is_always_refused(database, monkeypatch, second, faulty):
    monkeypatch.setattr(single_writer, "library_has_fault", lambda: faulty)
    with held("serve"), pytest.raises(AnotherWriter, match=f"serve, proces {os.getpid()}"), held(second):
        pass


def test_a_writing_command_waits_for_the_server_to_stop_when_the_library_has_the_fault(database, monkeypatch):
    monkeypatch.setattr(single_writer, "library_has_fault", lambda: True)
    with held("serve"), pytest.raises(AnotherWriter, match="Zatrzymaj tamten proces"), held("migrate"):
        pass
    with held("migrate"):
        pass


def test_a_writing_command_runs_beside_the_server_when_the_library_is_mended(database, monkeypatch):
    monkeypatch.setattr(single_writer, "library_has_fault", lambda: False)
    with held("serve"), held("migrate"):
        pass


def test_a_reading_command_runs_beside_the_server(database, monkeypatch):
    monkeypatch.setattr(single_writer, "library_has_fault", lambda: True)
    with held("serve"), held("backup"):
        pass


def kladka(folder, *arguments):
    environment = {**os.environ, "KLADKA_VAR": str(folder), "PYTHONPATH": str(ROOT)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "kladka", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_command_line_asks_for_the_right_to_write(tmp_path, monkeypatch):
    monkeypatch.setattr(single_writer, "database_file", lambda: tmp_path / "kladka.sqlite3")
    with held("serve"):
        refused = kladka(tmp_path, "serve", "--port", "0")
        assert refused.returncode == 2
        assert "pisze już inny proces (serve, proces" in refused.stderr
        assert kladka(tmp_path, "serve", "--help").returncode == 0


def test_several_server_processes_are_refused_on_sqlite(tmp_path):
    refused = kladka(tmp_path, "serve", "--workers", "2")
    assert refused.returncode == 1
    assert "Na SQLite pisze jeden proces" in refused.stderr
