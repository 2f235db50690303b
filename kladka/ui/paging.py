"""Keyset paging: a page costs the same at 60 rows and at 100,000, because nothing is skipped or counted."""

import base64
import datetime
import json
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db.models import Q

from .prepared import Prepared


@dataclass(frozen=True)
class Page:
    """Rows of one page (instances or dictionaries) and the cursor of the next page, "" on the last."""

    rows: list
    next: str
    first: bool


def keyset_page(queryset, order, cursor="", size=25):
    """The page of `queryset` after `cursor`, ordered by `order`, e.g. ("-opened_on", "-id").

    The order must end in a unique field. Raises SuspiciousOperation on a cursor that is not ours.
    """
    queryset = queryset.order_by(*order)
    if cursor:
        queryset = _continued(queryset, order, _read(cursor, len(order)))
    return page_of(list(queryset[: size + 1]), order, cursor, size)


def page_of(rows, order, cursor, size):
    """The page of the rows that were found, one more than it takes when there are more."""
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, _write(rows[-1], order) if more else "", first=not cursor)


class PreparedPages:
    """`keyset_page` of `make(**values)`, whose SQL is made once (`prepared.Prepared`).

    `order` names the fields with the kinds of their values: {"-opened_on": date, "-id": int}.
    """

    def __init__(self, make, order, size=25, **kinds):
        self.order, self.size, self.kinds = tuple(order), size, tuple(order.values())
        after = {f"after{place}": kind for place, kind in enumerate(self.kinds)}

        def first(**values):
            return make(**values).order_by(*self.order)[: size + 1]

        def later(**values):
            begin = [values.pop(name) for name in after]
            return make(**values).order_by(*self.order).filter(_after(self.order, begin))[: size + 1]

        self._first, self._later = Prepared(first, **kinds), Prepared(later, **kinds, **after)

    def __call__(self, cursor="", size=None, **values):
        """A page of at most `size` rows, all it was made for unless fewer are wanted.

        Raises SuspiciousOperation on a cursor that is not ours.
        """
        if cursor:
            texts = _read(cursor, len(self.order))
            typed = map(_typed, self.kinds, texts)
            values |= {f"after{place}": one for place, one in enumerate(typed)}
        rows = (self._later if cursor else self._first)(**values)
        return page_of(rows, self.order, cursor, size or self.size)


def _typed(kind, text):
    try:
        return kind.fromisoformat(text) if issubclass(kind, datetime.date) else kind(text)
    except ValueError as error:
        raise SuspiciousOperation("Nieprawidłowy wskaźnik strony.") from error


def run_page(runs, cursor="", size=25):
    """One page of lists that follow each other; each gives its own by (cursor, size).

    Raises SuspiciousOperation on a cursor that is not ours.
    """
    number, _, inner = cursor.partition(".")
    if cursor and not (number.isascii() and number.isdigit() and int(number) < len(runs)):
        raise SuspiciousOperation("Nieprawidłowy wskaźnik strony.")
    at, rows = int(number or 0), []
    while True:
        page = runs[at](inner, size - len(rows))
        rows += page.rows
        if page.next or (len(rows) == size and at + 1 < len(runs)):
            return Page(rows, f"{at}.{page.next}" if page.next else f"{at + 1}.", first=not cursor)
        if at + 1 == len(runs):
            return Page(rows, "", first=not cursor)
        at, inner = at + 1, ""


def merged(pages, order, size):
    """One page from pages of several queries with the same cursor; every field of the order ascends."""
    rows = sorted((row for page in pages for row in page.rows), key=lambda row: [row[name] for name in order])
    more = len(rows) > size or any(page.next for page in pages)
    rows = rows[:size]
    return Page(rows, _write(rows[-1], order) if more else "", first=pages[0].first)


def cursor_values(cursor, order):
    """The values a cursor stands for, as texts. Raises SuspiciousOperation on a cursor that is not ours."""
    return _read(cursor, len(order))


def _continued(queryset, order, values):
    try:
        return queryset.filter(_after(order, values))
    except (ValidationError, ValueError, TypeError) as error:  # a day that is no day, a number that is none
        raise SuspiciousOperation("Nieprawidłowy wskaźnik strony.") from error


def _after(order, values):
    condition, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field = name.removeprefix("-")
        comparison = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{field}__{comparison}": value})
        equal &= Q(**{field: value})
    # Follows from the rest, but only this lets a database begin in the middle of an index.
    first = order[0].removeprefix("-")
    start = Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": values[0]})
    return condition if len(order) == 1 else start & condition


def _write(row, order):
    names = [name.removeprefix("-") for name in order]
    values = [str(row[name] if isinstance(row, dict) else getattr(row, name)) for name in names]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(cursor, length):
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise SuspiciousOperation("Nieprawidłowy wskaźnik strony.") from error
    texts = isinstance(values, list) and all(isinstance(v, str) and "\0" not in v for v in values)
    if not texts or len(values) != length:
        raise SuspiciousOperation("Nieprawidłowy wskaźnik strony.")
    return values
