"""HTML written in Python is what Django's own `format_html` writes."""

import decimal

import pytest
from django.utils import html
from django.utils.safestring import mark_safe

from kladka.ui import markup

PIECES = ["<b>&'\"</b>", mark_safe("<b>już HTML</b>"), 5, decimal.Decimal("1.50"), None, ""]


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_is_escaped_once_unless_it_is_html_already(piece):
    made = markup.format_html('<p class="{}">{}</p>', "a", piece)
    assert made == html.format_html('<p class="{}">{}</p>', "a", piece)
    assert markup.format_html("{}", made) == made
    rows = [(piece, "<"), ("x", piece)]
    assert markup.format_html_join(", ", "{}={}", rows) == html.format_html_join(", ", "{}={}", rows)
