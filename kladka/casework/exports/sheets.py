"""A list as a sheet: its title, its columns and where each cell comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from django.core.exceptions import ObjectDoesNotExist
from django.utils.timezone import localdate

from kladka.documents.xlsx import Column, workbook


def everybody(user):
    return True


@dataclass(frozen=True)
class Sheet:
    """`cells`: (heading, where from, kind) each; where from is a path such as "person.full_name".

    `rows` takes the case, or for a list of an office the request, and refuses as the page does.
    `money`: the page shows payments alone. `offered`: to whom a page that serves others too shows the button.
    """

    title: str
    cells: tuple
    rows: Callable
    money: bool = False
    offered: Callable = everybody

    def file(self, of, name=""):
        """The rows as a Document."""
        columns = [Column(heading, kind[0] if kind else "text") for heading, _, *kind in self.cells]
        rows = [
            [_cell(row, path, column.kind) for (_, path, *_), column in zip(self.cells, columns, strict=True)]
            for row in self.rows(of)
        ]
        return workbook(self.title, columns, rows, name=name)


def _cell(row, path, kind):
    found = reduce(_step, path.split("."), row)
    if isinstance(found, bool):
        return "tak" if found else "nie"
    if isinstance(found, datetime):
        found = localdate(found)
    return found if found is None or kind != "text" else str(found)


def _step(found, name):
    """The next thing on a path: a key, an attribute or what a method gives; None leads to None."""
    if found is None:
        return None
    if isinstance(found, dict):
        return found[name]
    try:
        found = getattr(found, name)
    except ObjectDoesNotExist:  # a decision that was not delivered has no delivery
        return None
    return found() if callable(found) else found
