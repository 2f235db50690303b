"""Pieniądze: whole grosz everywhere; no floating number comes near the law."""

import ast
from pathlib import Path

import numpy as np
import pytest

import kladka.law
from kladka.law.book import enacted_book
from kladka.law.parameters import UNITS

LAW = Path(kladka.law.__file__).parent
SOURCES = [path for path in sorted(LAW.rglob("*.py")) if path.parent.name != "provisions"]  # texts, no money
FLOATING = {"float", "float16", "float32", "float64", "double", "mean", "average", "true_divide", "round"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(LAW)))
def test_no_floating_number_in_the_source(path):
    for node in ast.walk(ast.parse(path.read_text())):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), ast.unparse(node)
        assert not (isinstance(node, ast.Name) and node.id in FLOATING), ast.unparse(node)
        assert not (isinstance(node, ast.Attribute) and node.attr in FLOATING), ast.unparse(node)
        divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        assert not divides or "Path" in ast.unparse(node) or _joins_paths(node), ast.unparse(node)


def _joins_paths(node):
    """A division whose right side is a text, or whose left side is a folder by name, joins paths."""
    right = isinstance(node.right, ast.Constant | ast.JoinedStr)
    return right or (isinstance(node.left, ast.Name) and node.left.id.isupper())


def test_every_figure_of_the_book_is_a_whole_number_or_a_name():
    for parameter in enacted_book().parameters.values():
        for entry in parameter.entries:
            value = entry.value
            inside = (
                value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
            )
            assert all(isinstance(one, int | str) for one in inside), parameter.name
            assert UNITS[parameter.unit].kind != "money" or type(value) is int


def test_columns_of_money_have_no_floating_type():
    parameter = enacted_book().parameter("verified_maximum")
    assert np.asarray(parameter.over(np.array([16000, 20500]))).dtype.kind == "i"
