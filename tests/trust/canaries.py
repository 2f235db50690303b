"""Values found nowhere else, planted in every personal field of a family as the catalogue lists them."""

import itertools
from dataclasses import dataclass, field

from django.db import connection, models

from kladka.casework import guards
from kladka.casework.rights import reach
from kladka.casework.rights.catalogue import tables
from kladka.vault.fields import BlindIndexField, SealedField, SealedJSONField, SealedTextField

SHORTEST = 10  # a canary fits here; shorter fields (sex) and choices of the law hold none


@dataclass
class Canaries:
    """{value: "app.Table.field"} of what was planted for one family."""

    prefix: str
    planted: dict = field(default_factory=dict)
    numbers: itertools.count = field(default_factory=lambda: itertools.count(1))

    def new(self, where):
        value = f"{self.prefix}{next(self.numbers):06d}q"
        self.planted[value] = where
        return value

    def exported(self):
        """Those in fields that the catalogue marks for the copy of a person's data."""
        marked = {f"{t.label}.{f.name}" for t in tables().values() for f in t.fields if f.exported}
        return {value for value, where in self.planted.items() if where in marked}

    def sealed(self):
        """Those in fields that lie sealed in the database."""
        sealed = {
            f"{table.label}.{row.name}"
            for table in tables().values()
            for row in table.fields
            if isinstance(table.model._meta.get_field(row.name), SealedField)
        }
        return {value for value, where in self.planted.items() if where in sealed}

    def found_in(self, content):
        """{value: field} of the canaries in these bytes or text."""
        content = content.encode() if isinstance(content, str) else content
        return {value: where for value, where in self.planted.items() if value.encode() in content}


def rows_of(case):
    """(table, rows) of everything that hangs on a case and on its people."""
    people = list(reach.people_of(case.household_id).values_list("pk", flat=True))
    yield from reach.rows_of_cases([case.pk])
    yield from reach.rows_of_people(people)


def plant(case, prefix="kan", canaries=None):
    """Plant a canary in every personal field of every row of a case that can hold one."""
    canaries = canaries or Canaries(prefix)
    with guards.lifted(connection):
        _plant_rows(canaries, case)
    return canaries


def _plant_rows(canaries, case):
    for table, rows in list(rows_of(case)):
        names = [f.name for f in table.fields if f.kind.personal and f.kind.key != "secret"]
        for pk in list(rows.values_list("pk", flat=True)):
            _plant_row(canaries, table, pk, names)


# Codes of closed lists: a page looks them up and shows the words, so that a canary in one could show nothing.
CODES = {
    "needs.FlagTask.code",
    "needs.Need.domain",
    "needs.RedFlag.kind",
    "programmes.Goal.theme",
    "programmes.Withholding.ground",
}


def _plant_row(canaries, table, pk, names):
    row = table.model._base_manager.get(pk=pk)
    names = [name for name in names if f"{table.label}.{name}" not in CODES]
    changes = {}
    if getattr(row, "protected", False):  # its address lies elsewhere, and the database insists
        names = [name for name in names if name not in ("address", "town")]
    if getattr(row, "missed", True) is False:  # a contact that took place has no absence
        names = [name for name in names if name != "absence"]
    for name in names:
        column = table.model._meta.get_field(name)
        if holds_one(column, len(canaries.prefix) + 7):
            value = canaries.new(f"{table.label}.{name}")
            changes[name] = _in_place(column, getattr(row, name), value)
            if isinstance(column, SealedField):
                changes[name] = column.sealed(changes[name], getattr(row, column.row))
    if changes:
        table.model._base_manager.filter(pk=pk).update(**changes)


def holds_one(column, length=SHORTEST):
    """Whether a canary fits: text that is long enough and free, bytes, or a document in JSON."""
    if isinstance(column, BlindIndexField):
        return False
    if isinstance(column, models.JSONField | SealedJSONField):
        return True
    if isinstance(column, models.BinaryField) and not isinstance(column, SealedTextField):
        return True
    text = isinstance(column, models.CharField | models.TextField | SealedTextField) and not column.choices
    return text and (column.max_length is None or column.max_length >= length)


def _in_place(column, old, value):
    if isinstance(column, models.BinaryField) and not isinstance(column, SealedTextField | SealedJSONField):
        return value.encode()
    if isinstance(column, models.JSONField | SealedJSONField):
        if isinstance(old, list):
            return [*old, {"what": value, "provision": ""}]
        return {**(old or {}), "canary": value}
    return value
