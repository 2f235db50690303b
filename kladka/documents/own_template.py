"""What an office's Word template may say: fields, conditions, loops over lists; nothing that acts.

The language of the marks is read here mark by mark, before anything runs; kladka.documents.template_check
finds the marks in the file and names their places.
"""

from difflib import get_close_matches
from typing import Any

from jinja2 import ChainableUndefined, Template, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

Data = dict[str, Any]
Scope = dict[str, list[Any]]

MOST_PRINTED = 20_000_000  # signs of one letter, far above any; stops a loop that prints without end
FILTERS = {"upper", "lower", "capitalize", "trim", "length", "first", "last", "default", "join", "e"}
TESTS = {"defined", "undefined", "none", "odd", "even"}
LOOP = {"index", "index0", "first", "last", "length", "revindex"}
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For),
    *(nodes.Getattr, nodes.Getitem, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.CondExpr, nodes.Filter, nodes.Test),
)
_NAMES = {
    "Call": "wywołania funkcji (nawiasów)",
    "Assign": "przypisania (set)",
    "AssignBlock": "przypisania (set)",
    "Macro": "makra (macro)",
    "CallBlock": "makra (call)",
    "Include": "wczytywania innych wzorów (include)",
    "Import": "wczytywania innych wzorów (import)",
    "FromImport": "wczytywania innych wzorów (import)",
    "Extends": "wczytywania innych wzorów (extends)",
    "Block": "części nazwanych (block)",
    "FilterBlock": "filtra na części tekstu (filter)",
    "With": "zasięgów (with)",
    "Concat": "łączenia tekstów (~); wpisz pola obok siebie",
    "List": "własnych list",
    "Tuple": "własnych list",
    "Dict": "własnych list",
}


class Forbidden(ValueError):
    """A mark that a template may not have; the message says what, in Polish."""


class OwnEnvironment(SandboxedEnvironment):
    """Prints one letter by an office's template: what the letter lacks is empty, and its length is bounded.

    Every part is read for what is not allowed before it runs. One environment serves one letter.
    """

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=ChainableUndefined, finalize=self._printed)
        self.globals.clear()
        self.filters["rows_of_loop"] = self._rows
        self.left = MOST_PRINTED

    def from_string(self, source: Any, *rest: Any, **more: Any) -> Template:
        tree = self.parse(source) if isinstance(source, str) else source
        check(tree)
        for loop in tree.find_all(nodes.For):
            weight = sum(len(text.data) for text in loop.find_all(nodes.TemplateData))
            loop.iter = nodes.Filter(loop.iter, "rows_of_loop", [nodes.Const(weight)], [], None, None)
        return super().from_string(tree, *rest, **more)

    def _printed(self, value: Any) -> Any:
        text = "" if value is None else value
        self._spend(len(str(text)))
        return text

    def _rows(self, value: Any, weight: int) -> list[Any]:
        rows = value if isinstance(value, list) else []
        self._spend(weight * len(rows))
        return rows

    def _spend(self, signs: int) -> None:
        self.left -= signs
        if self.left < 0:
            raise SecurityError("pismo z tego wzoru byłoby zbyt długie")


def check(node: nodes.Node) -> None:
    """Raise Forbidden for what a template may not use. No calls, arithmetic, macros or hidden names."""
    kind = type(node).__name__
    if not isinstance(node, _ALLOWED):
        raise Forbidden(f"wzór nie może używać {_NAMES.get(kind, f'działań ({kind.lower()})')}")
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise Forbidden(f"wzór nie może używać filtra „{node.name}”")
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        raise Forbidden(f"wzór nie może pytać „is {node.name}”")
    if isinstance(node, nodes.For) and (node.recursive or not isinstance(node.target, nodes.Name)):
        raise Forbidden("pętla ma postać „for nazwa in lista”")
    name = _name_of(node)
    if isinstance(name, str) and name.startswith("_"):
        raise Forbidden(f"wzór nie może używać pola „{name}”")
    for child in node.iter_child_nodes():
        check(child)


def _name_of(node: nodes.Node) -> Any:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return node.arg.value
    return ""


def expression(text: str) -> nodes.Node:
    """The tree of one mark's words ("amounts.total"). Raises Forbidden for what no template may say."""
    try:
        tree = _READER.parse("{{ " + text + " }}")
    except TemplateSyntaxError as error:
        raise Forbidden(f"tego znacznika nie da się odczytać ({error.message})") from error
    check(tree)
    output = tree.body[0] if tree.body else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise Forbidden("znacznik jest pusty")
    return output.nodes[0]


def loop(text: str) -> nodes.For:
    """The tree of "for one in list"; its body is empty. Raises Forbidden."""
    try:
        tree = _READER.parse("{% " + text + " %}{% endfor %}")
    except TemplateSyntaxError as error:
        raise Forbidden(f"tej pętli nie da się odczytać ({error.message})") from error
    check(tree)
    found = tree.body[0]
    if not isinstance(found, nodes.For):
        raise Forbidden("pętla ma postać „for nazwa in lista”")
    return found


def values_of(node: nodes.Node, scope: Scope) -> list[Any]:
    """What an expression gives in the invented letters. Raises Forbidden for a field they do not have."""
    if isinstance(node, nodes.Name):
        if node.name not in scope:
            raise Forbidden(f"to pismo nie ma pola „{node.name}”{_meant(node.name, scope)}")
        return scope[node.name]
    if isinstance(node, nodes.Getattr):
        return _inside(node.attr, values_of(node.node, scope))
    if isinstance(node, nodes.Getitem):
        return _item(node, scope)
    found = [values_of(child, scope) for child in node.iter_child_nodes() if isinstance(child, nodes.Expr)]
    if isinstance(node, nodes.Filter) and node.name in {"first", "last"}:
        return [one for rows in found[0] if isinstance(rows, list) for one in rows]
    if isinstance(node, nodes.CondExpr):
        return [one for values in found[1:] for one in values]
    return [""]


def _item(node: nodes.Getitem, scope: Scope) -> list[Any]:
    values = values_of(node.node, scope)
    if not isinstance(node.arg, nodes.Const):
        raise Forbidden("w nawiasie kwadratowym wolno podać tylko liczbę")
    if isinstance(node.arg.value, str):
        return _inside(node.arg.value, values)
    return [one for rows in values if isinstance(rows, list) for one in rows]


def _inside(name: str, values: list[Any]) -> list[Any]:
    if not values:
        return []  # of a loop that was refused already: one fault is enough
    holders = [one for one in values if isinstance(one, dict)]
    found = [one[name] for one in holders if name in one]
    if not found:
        known: Scope = {key: [] for one in holders for key in one}
        raise Forbidden(f"to pismo nie ma pola „{name}”{_meant(name, known)}")
    return found


def _meant(name: str, known: Scope) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; może chodzi o „{near[0]}”" if near else ""


def rows_of(found: nodes.For, scope: Scope, inner: set[str]) -> list[Any]:
    """What the rows of a loop are. `inner`: the names of the loops around it, on which it has to run.

    A loop inside a loop over the same whole list again and again would print without end.
    """
    values = values_of(found.iter, scope)
    if not any(isinstance(one, list) for one in values):
        raise Forbidden("pętla może iść tylko po liście")
    names = {found.iter.name} if isinstance(found.iter, nodes.Name) else set()
    names |= {one.name for one in found.iter.find_all(nodes.Name)}
    if inner and not names & inner:
        raise Forbidden("pętla w pętli może iść tylko po liście należącej do tej zewnętrznej")
    return [one for rows in values if isinstance(rows, list) for one in rows]


_READER = SandboxedEnvironment()
