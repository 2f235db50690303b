"""Queries that nearly every page asks, with the making of their SQL done once.

Django makes the SQL of a query anew each time; for a query with many columns and conditions that costs ten
times what the database needs to answer it. The policy a query expresses stays where it is written, as a
queryset: only its text is kept.
"""

import copy
import datetime
import itertools
from functools import cached_property

from django.db import connection, connections

_NUMBERS = itertools.count(1)
_FIRST = datetime.date(1, 1, 1)


class Prepared:
    """Ask `make(**values)` for its rows, with other values each time.

    `make` is called once, with stand-ins, and returns a queryset of instances or of `.values()`. A value is a
    whole number, a text or a day, never None and never a list: its kind must not change the SQL. Each stands
    for itself in the SQL, so `make` may not reckon with it.
    """

    def __init__(self, make, **kinds):
        self.make, self.kinds = make, kinds

    @cached_property
    def _made(self):
        """(queryset, compiler that has been set up, its SQL, its parameters, {name: places of the value})."""
        stand_ins = {name: _STAND_INS[kind](next(_NUMBERS)) for name, kind in self.kinds.items()}
        queryset = self.make(**stand_ins)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, parameters = compiler.as_sql()
        places = {
            name: [place for place, one in enumerate(parameters) if one == _adapted(stand_in)]
            for name, stand_in in stand_ins.items()
        }
        if missing := [name for name, found in places.items() if not found]:
            raise ValueError(f"Zapytanie nie używa wprost: {', '.join(missing)}.")
        return queryset, compiler, sql, tuple(parameters), places

    def __call__(self, **values):
        """The rows, as the queryset gives them."""
        queryset, made, sql, parameters, places = self._made
        filled = list(parameters)
        for name, value in values.items():
            for place in places[name]:
                filled[place] = _adapted(value)
        asked, compiler = queryset.all(), copy.copy(made)
        compiler.query, compiler.connection = asked.query, connections[queryset.db]
        compiler.as_sql = lambda *_, **__: (sql, tuple(filled))
        asked.query.get_compiler = lambda *_, **__: compiler
        return list(asked)


def _adapted(value):
    """As a parameter of the database."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, datetime.date) else value


_STAND_INS = {
    int: lambda number: -(2**52) - number,
    str: lambda number: f"\N{REPLACEMENT CHARACTER}{number}",
    datetime.date: lambda number: _FIRST + datetime.timedelta(number),
}
