"""docs/asvs.md and docs/security.md claim nothing without a test: rows and threats are read and checked."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASVS, SECURITY = ROOT / "docs" / "asvs.md", ROOT / "docs" / "security.md"
LIST = tomllib.loads((Path(__file__).parent / "asvs.toml").read_text())
STATES = ("spełnione", "częściowo", "instalacja", "nie dotyczy", "brak")
WITH_TEST, WITH_REASON = {"spełnione", "częściowo"}, {"częściowo", "instalacja", "nie dotyczy", "brak"}
NOT_BUILT = "ie zbudowano"
THREATS = 20

LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| (.+?) \| (.+?) \| (.*?) \|$", re.MULTILINE)
NAMED = re.compile(r"`((?:tests/[\w/]+\.py)?::\w+(?:\[[^`\]]*\])?)`")
COMMAND = re.compile(r"`\./run bench trust ([a-z]+)[^`]*`")
CODE = re.compile(r"`[^`]*`")


def wanted():
    """{id: level} of what the table must answer: levels 1 and 2 whole, and the chosen items of level 3."""
    levels = {
        f"{section}.{number}": int(level)
        for section, row in LIST["levels"].items()
        for number, level in enumerate(row, 1)
    }
    chosen = set(LIST["chosen"])
    return {one: level for one, level in levels.items() if level < 3 or one in chosen}


@cache
def functions(path):
    """{name: its node} of the tests of one file that are not always skipped; {} when there is no file."""
    file = ROOT / path
    if not file.is_file() or not file.name.startswith("test_"):
        return {}
    tree = ast.parse(file.read_text())
    marks = [
        ast.unparse(n.value)
        for n in tree.body
        if isinstance(n, ast.Assign) and "pytestmark" in ast.unparse(n)
    ]
    if any(re.search(r"\bmark\.skip\b", mark) for mark in marks):
        return {}
    return {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _always_skipped(node)
    }


def _always_skipped(node):
    marked = any(re.search(r"\bmark\.(skip|xfail)\b", ast.unparse(one)) for one in node.decorator_list)
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return marked or (bool(body) and ast.unparse(body[0]).startswith(("pytest.skip(", "pytest.xfail(")))


def named_in(text):
    """Tests a text names: "tests/x/test_y.py::test_z"; "::test_z" belongs to the file named before it."""
    found, file = [], ""
    for one in NAMED.findall(text):
        before, _, name = one.partition("::")
        file = before or file
        found.append(f"{file}::{name.partition('[')[0]}")
    return found


def missing_tests(text):
    """What a text names as a test and pytest would not run; parts of the measurement that do not exist."""
    named = [one for one in named_in(text) if one.partition("::")[2] not in functions(one.partition("::")[0])]
    parts = [one for one in COMMAND.findall(text) if not (ROOT / f"benchmarks/trust_{one}.py").is_file()]
    # A file with tests that is named without one of them says nothing that can be checked.
    whole = re.findall(r"`(tests/[^`:]*)`", text)
    return named + parts + whole


def faults_of_row(state, shown):
    """What is wrong with one row of the table."""
    if state not in STATES:
        return [f"stan „{state}”"]
    wrong = [f"nie ma testu {one}" for one in missing_tests(shown)]
    words = CODE.sub("", shown).strip(" ;,·.")
    if state in WITH_TEST and not named_in(shown):
        wrong.append("bez testu")
    if state in WITH_REASON and len(words) < 15:
        wrong.append("bez powodu")
    if state == "instalacja":
        section = re.search(r"operations\.md, „([^”]+)”", shown)
        if not section or section[1] not in headings():
            wrong.append("bez rozdziału docs/operations.md")
    return wrong


@cache
def headings():
    """Headings of docs/operations.md."""
    return set(re.findall(r"^#+ (.+)$", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE))


def faults_of_table(text):
    """{id or subject: what is wrong} of the whole document."""
    rows = [match.groups() for match in LINE.finditer(text)]
    found = Counter(row[0] for row in rows)
    wrong = {one: ["nie ma wiersza"] for one in wanted() if not found[one]}
    wrong |= {
        one: ["wiersz spoza listy albo podwójny"] for one in found if found[one] > 1 or one not in wanted()
    }
    for one, level, requirement, state, shown in rows:
        here = faults_of_row(state, shown)
        if wanted().get(one) != int(level):
            here.append(f"poziom {level}")
        if len(requirement) < 10:
            here.append("bez treści")
        if here:
            wrong.setdefault(one, []).extend(here)
    if (printed := summary_in(text)) != (counted := summary_of(rows)):
        wrong["podsumowanie"] = [f"jest {printed}", "ma być:\n" + "\n".join(summary_lines(counted))]
    return wrong


def summary_of(rows):
    """{level: [number of rows in each of STATES]}."""
    found = Counter((row[1], row[3]) for row in rows)
    return {level: [found[level, state] for state in STATES] for level in "123"}


def summary_in(text):
    lines = re.findall(r"^\| poziom (\d) \| ([\d |]+) \|$", text, re.MULTILINE)
    return {level: [int(one) for one in cells.split(" | ")[:-1]] for level, cells in lines}


def summary_lines(counted):
    """The lines as the document prints them, the sum of each last."""
    return [
        f"| poziom {level} | {' | '.join(map(str, [*row, sum(row)]))} |" for level, row in counted.items()
    ]


def threats(text):
    """{number: text} of the sections „### 7. …” of the threat model."""
    parts = re.split(r"^### (\d+)\. ", text, flags=re.MULTILINE)
    return {
        int(number): part.partition("\n## ")[0] for number, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def faults_of_threats(text):
    found = threats(text)
    wrong = {number: ["nie ma"] for number in range(1, THREATS + 1) if number not in found}
    for number, part in found.items():
        here = missing_tests(part)
        if not named_in(part) and not COMMAND.search(part) and NOT_BUILT not in part:
            here.append("bez testu")
        if "Zostaje:" not in part and NOT_BUILT not in part:
            here.append("nie mówi, co zostaje")
        if here:
            wrong[number] = here
    return wrong


def test_every_requirement_is_answered_once_and_nothing_is_claimed_without_a_test():
    assert faults_of_table(ASVS.read_text()) == {}


def test_the_list_of_requirements_is_that_of_asvs_5():
    levels = "".join(LIST["levels"].values())
    assert [levels.count(one) for one in "123"] == [70, 183, 92]
    assert Counter(wanted().values()) == {1: 70, 2: 183, 3: 26}


def test_every_threat_has_its_tests_or_says_that_it_was_not_built():
    assert faults_of_threats(SECURITY.read_text()) == {}


def test_every_test_and_measurement_named_by_the_page_exists():
    assert missing_tests(SECURITY.read_text()) == []
    assert missing_tests(ASVS.read_text()) == []


HERE = "tests/architecture/test_security_documents.py"
PLANTED = "test_every_test_and_measurement_named_by_the_page_exists"


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("spelnione", f"`{HERE}::{PLANTED}`"),
        ("spełnione", "Program tak robi, co widać w kodzie."),
        ("spełnione", f"`{HERE}::test_that_nobody_wrote`"),
        ("spełnione", f"`tests/architecture/test_gone.py::{PLANTED}`"),
        ("spełnione", f"`{HERE}::{PLANTED}`, `tests/uploads/test_corpus.py`"),
        ("spełnione", f"`{HERE}::{PLANTED}`, `./run bench trust nothing`"),
        ("spełnione", f"`{HERE}::faults_of_row`"),
        ("częściowo", f"`{HERE}::{PLANTED}`"),
        ("częściowo", "Jest połowa, drugiej połowy nie ma."),
        ("brak", ""),
        ("nie dotyczy", "–"),
        ("instalacja", "Robi to ten, kto prowadzi instalację."),
        ("instalacja", "docs/operations.md, „Rozdział, którego nie ma”"),
    ],
)
def test_a_row_with_a_planted_error_is_found(state, shown):
    assert faults_of_row(state, shown)
    assert not faults_of_row(
        "spełnione", f"`{HERE}::{PLANTED}`, `::test_a_row_with_a_planted_error_is_found`"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"^\| 1\.1\.1 \|.*\n", ""),
        (r"^(\| 1\.1\.1 \|.*\n)", r"\1\1"),
        (r"^\| 1\.1\.1 \| 2", "| 1.1.1 | 1"),
        (r"^\| 1\.1\.1 \|", "| 1.1.9 |"),
        (r"^\| poziom 1 \| \d+", "| poziom 1 | 999"),
    ],
)
def test_a_table_with_a_planted_error_is_found(old, new):
    text = re.sub(old, new, ASVS.read_text(), count=1, flags=re.MULTILINE)
    assert text != ASVS.read_text()
    assert faults_of_table(text)


@pytest.mark.parametrize(
    ("old", "new"), [(r"^### 7\. ", "### 77. "), ("Zostaje:", "Reszta:"), (r"::test_", "::tset_")]
)
def test_a_threat_with_a_planted_error_is_found(old, new):
    assert faults_of_threats(re.sub(old, new, SECURITY.read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.skip(reason='x')\ndef test_x():\n    assert True",
        "@pytest.mark.xfail\ndef test_x():\n    assert True",
        "def test_x():\n    pytest.skip('x')",
    ],
)
def test_a_test_that_is_always_skipped_counts_for_none(source):
    assert _always_skipped(ast.parse(source).body[0])
    assert not _always_skipped(ast.parse("@pytest.mark.skipif('x')\ndef test_x():\n    assert True").body[0])
