"""Rows written past the ORM, which would need minutes for a million: given ones and those a query makes."""

import json
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, models, transaction

from kladka.casework import guards
from kladka.vault.fields import SealedField


@contextmanager
def quickly():
    """One transaction without checks of foreign keys, without guards and without waiting for the disk."""
    durable = connection.vendor == "sqlite" and not connection.in_atomic_block
    if durable:
        _run("PRAGMA synchronous=OFF", "PRAGMA cache_size=-200000")
    with connection.constraint_checks_disabled(), guards.lifted(connection), transaction.atomic():
        yield
    if durable:
        _run("PRAGMA synchronous=FULL", "PRAGMA cache_size=-2000")


def _run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def table(model):
    return f'"{model._meta.db_table}"'


def rows(model, found, *, first=1):
    """Insert dictionaries {column: value} that all have the same keys; what is left out takes its default.

    Primary keys are counted from `first`. Returns the dictionaries with `id` and the defaults filled in.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    sealed = [field for field in fields if isinstance(field, SealedField)]
    filled = []
    for number, given in enumerate(found, first):
        values = {field.column: given.get(field.column, given.get(field.name, field)) for field in fields}
        row = {c: v.get_default() if isinstance(v, models.Field) else v for c, v in values.items()}
        row |= {field.column: field.sealed(row[field.column], row[field.row]) for field in sealed}
        filled.append({"id": number, **row})
    names = ", ".join(f'"{name}"' for name in filled[0])
    statement = f"INSERT INTO {table(model)} ({names}) VALUES ({', '.join(['%s'] * len(filled[0]))})"
    json_columns = [field.column for field in fields if isinstance(field, models.JSONField)]
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_values(row, json_columns) for row in filled])
    _run(*connection.ops.sequence_reset_sql(no_style(), [model]))
    return filled


def _values(row, json_columns):
    if not json_columns:
        return tuple(row.values())
    return tuple(json.dumps(v, ensure_ascii=False) if c in json_columns else v for c, v in row.items())


def select(model, columns, tables, values=()):
    """INSERT INTO model SELECT expressions FROM tables; `values` stand for the %s in their order.

    `columns` is {column: expression}; what is left out takes its default. A row gets a key of its own; what
    is written into sealed columns is sealed afterwards.
    """
    fields = {field.column: field for field in model._meta.concrete_fields if not field.primary_key}
    if "key" in fields:
        columns = {"key": new_key()} | columns
    given = [field for name, field in fields.items() if name not in columns]
    columns = {field.column: "%s" for field in given} | columns
    blank = model()
    defaults = [field.get_db_prep_save(field.pre_save(blank, add=True), connection) for field in given]
    sealed = [fields[name] for name in columns if isinstance(fields[name], SealedField)]
    sealed = [field for field in sealed if field not in given]
    if connection.vendor == "postgresql":
        columns |= {field.column: f"CONVERT_TO({columns[field.column]}, 'UTF8')" for field in sealed}
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table(model)}")
        last = cursor.fetchone()[0]
        cursor.execute(
            f"INSERT INTO {table(model)} ({names}) SELECT {', '.join(columns.values())} FROM {tables}",
            (*defaults, *values),
        )
    for field in sealed:
        _seal(model, field, last)


def _seal(model, field, last):
    """Seal what stands in plain in a column of the rows after `last`."""
    column, row = f'"{field.column}"', f'"{field.row}"'
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}, {row}, id FROM {table(model)} WHERE id > %s", (last,))
        found = [(field.sealed(_text(plain), key), pk) for plain, key, pk in cursor.fetchall()]
        cursor.executemany(f"UPDATE {table(model)} SET {column} = %s WHERE id = %s", found)


def _text(plain):
    """Text as a column of bytes gives it back (PostgreSQL)."""
    return bytes(plain).decode() if isinstance(plain, bytes | memoryview) else plain


def new_key():
    """A random key of a row, in the words of the database."""
    return (
        "LOWER(HEX(RANDOMBLOB(8)))" if connection.vendor == "sqlite" else "SUBSTR(MD5(RANDOM()::TEXT), 1, 16)"
    )


def days_before(column, days):
    """A day so many days before the one in a column, in the words of the database."""
    return f"DATE({column}, '-{days} day')" if connection.vendor == "sqlite" else f"({column} - {days})"
