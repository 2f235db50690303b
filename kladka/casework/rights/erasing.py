"""What erasure does to rows, as the catalogue says: fields are emptied, marked or rounded, or rows go."""

from datetime import date

from django.db import models
from django.db.models import Value, When

from kladka.vault.fields import SealedField

MARK = "usunięto"


def erase(table, rows):
    """Erase the personal fields of these rows (a queryset); returns how many rows there were."""
    found = list(rows.order_by().values_list("pk", flat=True))
    rows = table.model._base_manager.filter(pk__in=found)
    if table.deletes:
        rows.delete()
        return len(found)
    _keep_decades(table, rows)
    sealed = _mark_sealed(table, rows)
    changes = {
        field.name: _emptied(table.model._meta.get_field(field.name), field.erase)
        for field in table.fields
        if field.erase in {"blank", "mark"} and field.name not in sealed
    }
    if changes:
        rows.update(**changes)
    return len(found)


def _mark_sealed(table, rows):
    """Seal the mark for each row in its sealed fields that say something; returns the names of the fields."""
    names = {field.name for field in table.fields if field.erase == "mark"}
    fields = [f for f in table.model._meta.fields if f.name in names and isinstance(f, SealedField)]
    for field in fields:
        for pk, row in rows.filter(**{f"{field.name}__isnull": False}).values_list("pk", field.row):
            table.model._base_manager.filter(pk=pk).update(**{field.name: field.sealed(MARK, row)})
    return {field.name for field in fields}


def _emptied(field, way):
    """What takes the place of a value. A mark stands only where something stood."""
    if way == "mark":
        said = Value(MARK, output_field=models.CharField())
        return models.Case(When(**{field.name: ""}, then=Value("")), default=said)
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return field.get_default() if field.has_default() else {}
    if isinstance(field, models.BinaryField):
        return b""
    return False if isinstance(field, models.BooleanField) else ""


def _keep_decades(table, rows):
    """Leave of a day the first of January of its decade."""
    names = [field.name for field in table.fields if field.erase == "decade"]
    for row in rows if names else ():
        days = {name: getattr(row, name) for name in names}
        rounded = {name: date(day.year // 10 * 10, 1, 1) for name, day in days.items() if day}
        if rounded:
            table.model._base_manager.filter(pk=row.pk).update(**rounded)
