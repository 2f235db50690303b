"""Changing keys: which rows each key still holds, new seals for them, and the end of a key nobody needs.

The tables are asked themselves: a sealed value carries the number of its key, a blind index too.
"""

from collections import Counter
from contextlib import nullcontext

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, F, Func
from django.db.models.functions import Substr, Upper

from . import keys
from .fields import BlindIndexField, SealedField, WordIndexField
from .sealing import NotOpened

BATCH = 200
INDEX = "index"


class InUse(ValueError):
    """A key that rows still need; the message says how many."""


class _SealNumber(Func):
    """Number of the key of a sealed column, as two hexadecimal signs."""

    output_field = models.CharField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="HEX(SUBSTR(%(expressions)s, 2, 1))", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "UPPER(ENCODE(SUBSTRING(%(expressions)s FROM 2 FOR 1), 'hex'))"
        return self.as_sql(compiler, connection, template=template, **context)


def sealed_columns():
    """Every sealed field and blind index of the program."""
    fields = [field for model in apps.get_models() for field in model._meta.local_fields]
    return [field for field in fields if isinstance(field, SealedField | BlindIndexField)]


def purpose_of(field):
    return INDEX if isinstance(field, BlindIndexField) else field.purpose


def rows_held():
    """{(purpose, number of the key): rows} over the whole database; one query a column."""
    held = Counter()
    for field in sealed_columns():
        for number, rows in _numbered(field).order_by().values_list("of_key").annotate(Count("pk")):
            held[purpose_of(field), int(number, 16)] += rows
    return held


def reseal(say=lambda line: None, around=lambda model: nullcontext()):
    """Seal with the current keys whatever older ones hold, in batches that each stand for themselves.

    May be stopped and started again at any time, beside working users. `say` is told each finished column;
    `around(model)` is entered in the transaction of each batch, for tables that otherwise refuse a change.
    Returns (rows sealed anew, rows that did not open and were left as they are).
    """
    done = broken = 0
    for field in sealed_columns():
        fresh, left = _reseal_column(field, around)
        if fresh or left:
            say(
                f"{field.model._meta.label}.{field.name}: {fresh}" + (f", nieotwarte: {left}" if left else "")
            )
        done, broken = done + fresh, broken + left
    return done, broken


def reindex():
    """Index the words of every text anew, as after an upgrade of the index. Returns how many rows."""
    done = 0
    for field in sealed_columns():
        if isinstance(field, WordIndexField):
            rows = field.model._base_manager.filter(**{f"{field.of}__isnull": False}).order_by("pk")
            ids = list(rows.values_list("pk", flat=True))
            for start in range(0, len(ids), BATCH):
                with transaction.atomic():
                    done += _reseal_rows(field, ids[start : start + BATCH])
    return done


def destroy(purpose, number, *, held):
    """Destroy a key that nothing is sealed with any more; `held` is `rows_held` with what lies elsewhere.

    Raises InUse, and ImproperlyConfigured for the current key.
    """
    if number not in keys.numbers(purpose):
        raise InUse(f"Nie ma klucza {purpose} {number}.")
    if count := held[purpose, number]:
        raise InUse(
            f"Klucza {purpose} {number} potrzebuje jeszcze tyle zapisów: {count}. Najpierw: keys reseal."
        )
    keys.remove(purpose, number)


def _numbered(field):
    """Rows with something in the column, with the number of its key as two hexadecimal signs."""
    number = Upper(Substr(F(field.name), 1, 2)) if purpose_of(field) == INDEX else _SealNumber(F(field.name))
    rows = field.model._base_manager.filter(**{f"{field.name}__isnull": False})
    return rows.annotate(of_key=number)


def _reseal_column(field, around):
    """(rows written anew, rows that did not open)."""
    done, broken, last = 0, 0, 0
    current = f"{keys.current(purpose_of(field))[0]:02X}"
    while True:
        old = _numbered(field).exclude(of_key=current).filter(pk__gt=last).order_by("pk")
        batch = list(old.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return done, broken
        with transaction.atomic(), around(field.model):
            opened = _reseal_rows(field, batch)
        done, broken, last = done + opened, broken + len(batch) - opened, batch[-1]


def _reseal_rows(field, batch):
    """How many of the rows with these ids opened and were written anew."""
    source = field.model._meta.get_field(field.of) if purpose_of(field) == INDEX else field
    # Locked, so that nobody saves a row between its reading and its writing.
    rows = field.model._base_manager.select_for_update(of=("self",)).filter(pk__in=batch)
    apart = [field.within] if isinstance(field, WordIndexField) else []
    opened = 0
    for pk, row, value, *within in list(rows.values_list("pk", source.row, source.name, *apart)):
        try:
            plain = source.unsealed(value, row)
        except NotOpened:
            continue
        fresh = field.sealed(plain, row) if field is source else field.digest(plain, None, *within)
        field.model._base_manager.filter(pk=pk).update(**{field.name: fresh})
        opened += 1
    return opened
