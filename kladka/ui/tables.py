"""Tables of lists: a region that scrolls, with headings that stand beside the cells on a phone.

Written out in Python for the reason told in `widgets`: a cell in a template costs ten times as much, and a
list has hundreds.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kladka.ui.markup import format_html, format_html_join

_TABLE = (
    '<div class="table-responsive" tabindex="0" role="region" aria-label="{}">'
    '<table class="table table-vcenter card-table table-mobile-md"><thead><tr>{}</tr></thead>'
    "<tbody>{}</tbody></table></div>"
)


@dataclass(frozen=True)
class Column:
    """A heading, what a row shows under it (text is escaped, HTML comes from `format_html`) and its class."""

    heading: str
    cell: Callable
    css: str = ""

    @property
    def place(self):
        """Where the cell of a row stands, for `format_html`."""
        css = format_html(' class="{}"', self.css) if self.css else ""
        return format_html('<td data-label="{}"{}>{}</td>', self.heading, css, "{}")


def table(label, columns, rows):
    """The table of these rows, one <tr> each; `label` names it to those who do not see the page."""
    heads = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        (
            (format_html(' class="{}"', one.css) if one.css == "number" else "", one.heading)
            for one in columns
        ),
    )
    places, cells = "".join(one.place for one in columns), [one.cell for one in columns]
    body = format_html_join("\n", f"<tr>{places}</tr>", ([cell(row) for cell in cells] for row in rows))
    return format_html(_TABLE, label, heads, body)
