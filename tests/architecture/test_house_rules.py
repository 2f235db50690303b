"""House rules that a reader would otherwise have to check by eye."""

import ast
import re
from pathlib import Path

import pytest

KLADKA = Path(__file__).parents[2] / "kladka"
MODULES = sorted(path for path in KLADKA.rglob("*.py") if "migrations" not in path.parts)
UNWANTED = {"utils", "helpers", "common", "core", "base", "misc", "services", "managers"}


def name(path):
    return str(path.relative_to(KLADKA))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_opens_with_a_line_that_says_what_it_is_for(path):
    text = path.read_text()
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_no_module_exceeds_400_lines():
    assert [name(p) for p in MODULES if len(p.read_text().splitlines()) > 400] == []


def functions():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                yield f"{name(path)}:{node.name}", lines


def test_no_function_exceeds_30_lines_and_the_median_is_under_10():
    lengths = dict(functions())
    assert {f: n for f, n in lengths.items() if n > 30} == {}
    assert sorted(lengths.values())[len(lengths) // 2] < 10


def test_no_view_exceeds_25_lines():
    long = {f: n for f, n in functions() if "views" in f.split(":")[0] and n > 25}
    assert long == {}


def test_no_drawer_for_everything():
    assert [name(p) for p in KLADKA.rglob("*") if p.stem in UNWANTED and p.suffix in {"", ".py"}] == []


def test_only_actions_write_to_the_database():
    writes = re.compile(
        r"\.(save|create|update|delete|bulk_create|bulk_update|update_or_create|get_or_create)\("
    )
    guilty = [
        name(p)
        for p in MODULES
        if p.name in {"views.py", "forms.py", "queries.py", "permissions.py", "wording.py"}
        and writes.search(p.read_text())
    ]
    assert guilty == []


def test_models_do_not_call_the_law():
    assert [name(p) for p in MODULES if p.name == "models.py" and "kladka.law" in p.read_text()] == []


def test_no_article_number_hides_in_a_name():
    hidden = re.compile(r"\b(?:art|ust|par)_?\d+\w*\s*[=(]")
    assert [name(p) for p in MODULES if hidden.search(p.read_text())] == []


def test_nothing_of_the_working_papers_is_needed_at_run_time():
    assert [name(p) for p in MODULES if "shared/" in p.read_text()] == []
