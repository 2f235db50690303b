"""Every sentence marked for translation stands in every catalogue: public pages speak all six languages."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

KLADKA = Path(__file__).parents[2] / "kladka"
IN_TEMPLATE = re.compile(
    r'{% translate "([^"]+)" %}|{% blocktranslate %}(.+?){% endblocktranslate %}', re.DOTALL
)


def marked():
    """Sentences that the code gives to be translated."""
    for path in KLADKA.rglob("*.html"):
        for short, block in IN_TEMPLATE.findall(path.read_text()):
            yield short or re.sub(r"{{ (\w+) }}", r"%(\1)s", block)
    for path in KLADKA.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"
            if named and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


@pytest.mark.parametrize("language", ["uk", "en", "ru", "be", "ar"])
def test_every_marked_sentence_is_in_the_catalogue(language):
    with (KLADKA / "locale" / language / "LC_MESSAGES/django.po").open("rb") as file:
        held = {message.id for message in read_po(file) if message.string}
    assert set(marked()) - held == set()
    assert len(set(marked())) > 40
