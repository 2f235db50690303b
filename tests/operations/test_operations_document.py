"""docs/operations.md says what is: every command, option, variable and file that it names exists."""

import importlib.util
import re
import shlex
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from kladka.config import settings
from kladka.config.command import DJANGO, PURE
from kladka.operations import status

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs/operations.md").read_text()
DEPLOY = ROOT / "examples/deploy"
CODE = re.findall(r"^```\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL) + re.findall(
    r"`([^`\n]+)`", DOCUMENT
)
# Words that this program's commands take in the document, by where a command begins.
CALLS = sorted(
    {call for block in CODE for call in re.findall(r"(?:^|&& |run )kladka ([a-z][^&\n|>#]*)", block, re.M)}
)
RUNS = sorted({call for block in CODE for call in re.findall(r"\./run ([a-z]+)", block)})


@pytest.mark.parametrize("call", CALLS)
def test_every_command_takes_what_the_document_gives_it(call):
    name, *arguments = shlex.split(call)
    assert name in DJANGO | PURE or name in get_commands()
    parser = load_command_class(get_commands()[name], name).create_parser("kladka", name)
    if arguments:
        parser.parse_args(arguments)  # SystemExit for an unknown option or word


def test_the_commands_that_were_looked_at_are_those_of_the_steps():
    names = {call.split()[0] for call in CALLS}
    assert names >= {
        "migrate",
        "keys",
        "organisation",
        "backup",
        "restore",
        "verify-backup",
        "status",
        "journal",
    }


def test_every_command_of_run_exists():
    loader = SourceFileLoader("run", str(ROOT / "run"))
    run = importlib.util.module_from_spec(importlib.util.spec_from_loader("run", loader))
    loader.exec_module(run)
    assert set(RUNS) <= run.COMMANDS.keys()
    assert "install" in RUNS


def test_every_variable_is_read_by_the_settings_and_every_one_of_theirs_is_told():
    read = set(re.findall(r"^(KLADKA_[A-Z_]+|DATABASE_URL) ", settings.__doc__, re.MULTILINE))
    source = Path(settings.__file__).read_text()
    told = set(re.findall(r"KLADKA_[A-Z_]+|DATABASE_URL", DOCUMENT))
    assert told == read
    assert [name for name in sorted(told) if f'"{name}"' not in source] == []


def test_every_example_exists_and_every_one_is_told():
    named = set(re.findall(r"examples/deploy/([\w.*-]+)", DOCUMENT)) - {""}
    found = {path.name for name in named for path in DEPLOY.glob(name)}
    assert [name for name in sorted(named) if not list(DEPLOY.glob(name))] == []
    assert {path.name for path in DEPLOY.iterdir()} - found == set()


def test_every_unit_that_is_started_exists_and_reads_the_files_of_the_steps():
    for name in set(re.findall(r"\bkladka-(?:web|tasks|status)\b", DOCUMENT)):
        unit = (DEPLOY / f"{name}.service").read_text()
        assert "EnvironmentFile=/etc/kladka/environment" in unit
        command = re.search(r"-m kladka (.+)$", unit, re.MULTILINE)[1]
        test_every_command_takes_what_the_document_gives_it(command)


def test_the_example_environment_sets_only_what_settings_read():
    for name in ("environment", "owner"):
        variables = re.findall(r"^(\w+)=", (DEPLOY / name).read_text(), re.MULTILINE)
        assert set(variables) <= set(re.findall(r"KLADKA_[A-Z_]+|DATABASE_URL", DOCUMENT))


def test_every_line_of_status_is_in_the_table(db):
    table = DOCUMENT.partition("## Na co patrzeć")[2].partition("## Gdy")[0]
    names = {"baza": "", "klucze": "plik kluczy", "kopia": "ostatnia kopia"}
    for line in status.lines():
        word = names.get(line.what, line.what.removesuffix(" ponad 15 minut"))
        assert word.replace("dysk danych", "dysku danych").replace("dysk kopii", "kopii") in table
