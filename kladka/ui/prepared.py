"""Queries that nearly every page asks, with the making of their SQL done once.

Django makes the SQL of a query anew each time; for a query with many columns and conditions that costs ten
times what the database needs to answer it. The policy a query expresses stays where it is written, as a
queryset: only its text is kept.
"""

import copy
import datetime
import itertools
from dataclasses import dataclass
from functools import cached_property

from django.db import connection, connections

_NUMBERS = itertools.count(1)
_FIRST = datetime.date(1, 1, 1)
_BEGIN = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class UpTo:
    """The kind of a value that is a list of whole numbers, mostly at most so many, asked for by `…__in`."""

    most: int


class Prepared:
    """Ask `make(**values)` for its rows, with other values each time.

    `make` is called once, with stand-ins, and returns a queryset of instances or of `.values()`. A value is a
    whole number, a text, a day, an instant or a list `UpTo` so many numbers, never None: its kind must not
    change the SQL. Each stands for itself in the SQL, so `make` may not reckon with it. Where a list is empty
    there are no rows.
    """

    def __init__(self, make, **kinds):
        self.make, self.kinds = make, kinds
        self._longest = {name: kind.most for name, kind in kinds.items() if isinstance(kind, UpTo)}

    @cached_property
    def _made(self):
        """(queryset, compiler that has been set up, its SQL, its parameters, {name: places of values})."""
        stand_ins = {name: _stand_in(kind) for name, kind in self.kinds.items()}
        queryset = self.make(**stand_ins)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, parameters = compiler.as_sql()
        places = {name: _places(parameters, one) for name, one in stand_ins.items()}
        if missing := [name for name, found in places.items() if not all(found)]:
            raise ValueError(f"Zapytanie nie używa wprost: {', '.join(missing)}.")
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        compiler.get_converters = lambda _: converters
        return queryset, compiler, sql, tuple(parameters), places

    def __call__(self, **values):
        """The rows, as the queryset gives them; where a list is longer, its SQL is made for this once."""
        if [] in values.values():
            return []
        if any(len(values[name]) > most for name, most in self._longest.items()):
            return list(self.make(**values))
        queryset, made, sql, parameters, places = self._made
        filled = list(parameters)
        for name, value in values.items():
            for one, found in zip(self._each(name, value), places[name], strict=True):
                for place in found:
                    filled[place] = _adapted(one)
        asked, compiler = queryset.all(), copy.copy(made)
        compiler.query, compiler.connection = asked.query, connections[queryset.db]
        compiler.as_sql = lambda *_, **__: (sql, tuple(filled))
        asked.query.get_compiler = lambda *_, **__: compiler
        return list(asked)

    def _each(self, name, value):
        """The values that a given one stands for: a short list is filled up with its last number."""
        most = self._longest.get(name)
        return [*value, *[value[-1]] * (most - len(value))] if most else [value]


def _stand_in(kind):
    if isinstance(kind, UpTo):
        return [_STAND_INS[int](next(_NUMBERS)) for _ in range(kind.most)]
    return _STAND_INS[kind](next(_NUMBERS))


def _places(parameters, stand_in):
    """For each value of a stand-in, the places where it stands among the parameters."""
    values = [_adapted(one) for one in (stand_in if isinstance(stand_in, list) else [stand_in])]
    return [[place for place, one in enumerate(parameters) if one == value] for value in values]


def _adapted(value):
    """As a parameter of the database."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, datetime.date) else value


_STAND_INS = {
    int: lambda number: -(2**52) - number,
    str: lambda number: f"\N{REPLACEMENT CHARACTER}{number}",
    datetime.date: lambda number: _FIRST + datetime.timedelta(number),
    datetime.datetime: lambda number: _BEGIN + datetime.timedelta(number),
}
