"""Pages run nothing that stands inside them and load nothing from elsewhere: the content policy is strict."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

KLADKA = Path(__file__).parents[2] / "kladka"
TEMPLATES = sorted(KLADKA.rglob("templates/**/*.html"))
STATIC = [path for path in sorted(KLADKA.rglob("static/**/*")) if path.is_file()]
LOADS = {"src", "srcset", "data", "poster", "background", "formaction", "action", "hx-get", "hx-post"}


class Reader(HTMLParser):
    """Collects what no page may hold."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "script" and given.get("nonce") != "{{ request.csp_nonce }}":
            self.found.append("script without nonce")
        if tag in {"style", "iframe", "object", "embed", "base"}:
            self.found.append(tag)
        for name, value in given.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(name)
            outside = re.match(r"\s*(https?:)?//", value or "")
            if outside and (name in LOADS or (tag == "link" and name == "href")):
                self.found.append(f"{name}={value}")
            if re.match(r"\s*(javascript|data|js):", value or "", re.IGNORECASE):
                self.found.append(f"{name}={value}")


def faults(text):
    reader = Reader()
    reader.feed(re.sub(r"{%.*?%}", " ", text, flags=re.DOTALL))
    return reader.found


def test_no_template_holds_a_script_a_style_a_handler_or_an_address_elsewhere():
    assert len(TEMPLATES) > 50
    assert {path.name: faults(path.read_text()) for path in TEMPLATES if faults(path.read_text())} == {}


def test_no_text_is_put_into_a_page_unescaped():
    loose = re.compile(r"\|\s*safe\b(?!seq)|autoescape off")
    guilty = {path.name for path in TEMPLATES if loose.search(path.read_text())}
    assert guilty == set()
    calls = re.compile(r"(?:mark_safe|SafeString)\((.*)\)")
    made = {found[1] for path in KLADKA.rglob("*.py") for found in calls.finditer(path.read_text())}
    assert made == {  # an amount, a random number; all else goes through format_html, Django's or ours
        "pattern.format(*map(_safe, values))",
        "separator.join([pattern.format(*map(_safe, row)) for row in rows])",
        "f'<bdi dir=\"ltr\">{digits}\\u00a0zł</bdi>'",
        """f'<input type="hidden" name="once" value="{secrets.token_hex(16)}">'""",
    }


def test_no_static_file_of_ours_names_another_host():
    allowed = "http://www.w3.org/"
    texts = {path.name: path.read_text().replace(allowed, "") for path in STATIC}
    assert [name for name, text in texts.items() if re.search(r"https?://", text)] == []


def test_the_check_finds_what_was_planted():
    planted = [
        "<script>x()</script>", '<p style="color:red">', '<a onclick="x()">', '<a href="javascript:x()">',
        '<img src="https://gdzie.example/x.png">', '<link href="//gdzie.example/x.css">', "<style></style>",
        '<b hx-on:click="x()">', '<base href="/">',
    ]  # fmt: skip
    assert [text for text in planted if not faults(text)] == []


def test_no_page_takes_the_name_by_which_the_menu_says_what_a_person_may():
    """`may` comes to every page from kladka.accounts.context; another value would empty the menu."""
    taken = re.compile(r"""(?:context\["may"\]|^ {8}"may":|page_context\(.*"may":)""", re.MULTILINE)
    modules = (path for path in KLADKA.rglob("*.py") if path.name != "context.py")
    assert [path.name for path in modules if taken.search(path.read_text())] == []


def test_a_pattern_of_html_is_written_in_the_code():
    """The first argument of `format_html`: a text, or a name of the module's own in capitals."""
    odd = set()
    for path in KLADKA.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("format_html", "format_html_join")
            ):
                pattern = node.args[1 if ast.unparse(node.func).endswith("_join") else 0]
                if not re.fullmatch(r"'.*'|\"\"\".*|_?[A-Z_]+", ast.unparse(pattern), re.DOTALL):
                    odd.add(f"{path.name}: {ast.unparse(pattern)}")
    assert odd == {  # put together from patterns of the code
        "law.py: item", "tables.py: f'<tr>{places}</tr>'", "widgets.py: f'<{name}{words}>'",
    }  # fmt: skip


def test_buttons_under_a_form_stand_at_its_left_edge():
    """One place for all: where the fields begin, also at 200 % zoom; saving comes first."""
    moved = re.compile(r'class="card-footer[^"]*(text-end|justify-content-end)')
    assert [path.name for path in TEMPLATES if moved.search(path.read_text())] == []
