"""Queries that nearly every page asks, with the making of their SQL done once.

Django makes the SQL of a query anew each time; for a query with many columns and conditions that costs ten
times what the database needs to answer it. The policy a query expresses stays where it is written, as a
queryset: only its text is kept.
"""

import datetime
import itertools
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models.query import get_related_populators

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
        """(SQL, its parameters, {name: places of values}, what makes a row of the queryset of a read one)."""
        stand_ins = {name: _stand_in(kind) for name, kind in self.kinds.items()}
        queryset = self.make(**stand_ins)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, parameters = compiler.as_sql()
        places = {name: _places(parameters, one) for name, one in stand_ins.items()}
        if missing := [name for name, found in places.items() if not all(found)]:
            raise ValueError(f"Zapytanie nie używa wprost: {', '.join(missing)}.")
        return sql, tuple(parameters), places, _reader(queryset, compiler)

    def __call__(self, **values):
        """The rows, as the queryset gives them; where a list is longer, its SQL is made for this once."""
        if [] in values.values():
            return []
        if any(len(values[name]) > most for name, most in self._longest.items()):
            return list(self.make(**values))
        sql, parameters, places, read = self._made
        filled = list(parameters)
        for name, value in values.items():
            for one, found in zip(self._each(name, value), places[name], strict=True):
                for place in found:
                    filled[place] = _adapted(one)
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return read(cursor.fetchall())

    def _each(self, name, value):
        """The values that a given one stands for: a short list is filled up with its last number."""
        most = self._longest.get(name)
        return [*value, *[value[-1]] * (most - len(value))] if most else [value]


class PreparedInsert:
    """Add instances of a model with every column they hold but the key, which stays unknown to them."""

    def __init__(self, model):
        self.model = model

    @cached_property
    def _made(self):
        """(fields, SQL that takes their values)."""
        fields = [one for one in self.model._meta.concrete_fields if not one.primary_key]
        names = ", ".join(connection.ops.quote_name(one.column) for one in fields)
        marks = ", ".join(["%s"] * len(fields))
        return fields, f'INSERT INTO "{self.model._meta.db_table}" ({names}) VALUES ({marks})'

    def __call__(self, instances):
        fields, sql = self._made
        rows = [
            [one.get_db_prep_save(getattr(instance, one.attname), connection) for one in fields]
            for instance in instances
        ]
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _reader(queryset, compiler):
    """What makes rows of the database into dictionaries or instances, as the queryset itself would."""
    columns = [column for column, *_ in compiler.select]
    converters = compiler.get_converters(columns).items()
    steps = [(place, step, column) for place, (steps, column) in converters for step in steps]
    names = queryset.query.selected
    made = _dictionary(names) if names else _instance(compiler, queryset.db)

    def read(rows):
        found, here = [], connection
        for row in map(list, rows):
            for place, step, column in steps:
                row[place] = step(row[place], column, here)
            found.append(made(row))
        return found

    return read


def _dictionary(selected):
    names = tuple(selected)
    return lambda row: dict(zip(names, row, strict=False))  # a column to order by may stand behind


def _instance(compiler, database):
    model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    own = slice(places[0], places[-1] + 1)
    names = [column.target.attname for column, *_ in compiler.select[own]]
    related = get_related_populators(compiler.klass_info, compiler.select, database)
    annotated = (compiler.annotation_col_map or {}).items()

    def instance(row):
        made = model.from_db(database, names, row[own])
        for one in related:
            one.populate(row, made)
        for name, place in annotated:
            setattr(made, name, row[place])
        return made

    return instance


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
