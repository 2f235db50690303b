"""The one script of daily commands, and the program's own command line."""

import importlib.machinery
import importlib.util
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from kladka.config.command import DJANGO, PURE

ROOT = Path(__file__).parents[2]


def load_run():
    loader = importlib.machinery.SourceFileLoader("run_script", str(ROOT / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("run_script", loader))
    loader.exec_module(module)
    return module


def call(*arguments):
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_help_names_every_command():
    answer = call("run", "--help")
    assert answer.returncode == 0
    assert all(f"./run {name}" in answer.stdout for name in load_run().COMMANDS)


def test_an_unknown_command_is_refused_with_the_help():
    answer = call("run", "fly")
    assert answer.returncode == 2
    assert "./run demo" in answer.stdout


def test_a_busy_port_is_left_for_the_next_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert load_run().free_port(port) > port


@pytest.mark.parametrize("name", PURE)
def test_commands_of_the_law_explain_themselves_without_django(name):
    code = (
        "import sys; from kladka.config.command import main\n"
        f"try: main([{name!r}, '--help'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "assert 'django' not in sys.modules"
    )
    answer = call("-c", code)
    assert answer.returncode == 0, answer.stderr
    assert f"kladka {name}" in answer.stdout


def test_the_command_line_lists_commands_that_exist():
    assert set(DJANGO) - set(get_commands()) == set()


def test_an_unknown_command_of_the_program_is_named():
    answer = call("-m", "kladka", "explian")
    assert answer.returncode == 2
    assert "Nieznane polecenie: explian" in answer.stderr
