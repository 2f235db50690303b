"""Migrations that turn clear columns into sealed ones and back, row by row."""

from django.db import migrations, models

from .fields import BlindIndexField, SealedFileField, SealedJSONField

BATCH = 500


def sealing(model, *, key=None, **fields):
    """Operations that seal the named fields of a model: name=its sealed field, or its blind index.

    `key` gives the table a field "key" and every row one of its own; it is a CharField with a default that
    makes one. Constraints and indexes over a field are removed before and made again after.
    """
    sealed = [name for name, field in fields.items() if not isinstance(field, BlindIndexField)]
    before = [migrations.AddField(model, "key", key)] if key else []
    for name in sealed:
        before.append(migrations.RenameField(model, name, f"{name}_clear"))
        before.append(migrations.AlterField(model, f"{name}_clear", _clear(fields[name])))
    return [
        *before,
        *(migrations.AddField(model, name, field) for name, field in fields.items()),
        _Move(model, list(fields), sealed, key),
        *(migrations.RemoveField(model, f"{name}_clear") for name in sealed),
    ]


def _clear(field):
    """A clear column that may stay empty, so that the way back can add it to rows that are there."""
    if isinstance(field, SealedJSONField):
        return models.JSONField(null=True)
    return (
        models.BinaryField(null=True) if isinstance(field, SealedFileField) else models.TextField(null=True)
    )


class _Move(migrations.RunPython):
    """Moves the values of one table between the clear and the sealed columns."""

    def __init__(self, model, written, sealed, key):
        self.model, self.written, self.sealed, self.key = model, written, sealed, key
        super().__init__(lambda *_: None, lambda *_: None)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._rows(from_state.apps.get_model(app_label, self.model), self._seal)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._rows(from_state.apps.get_model(app_label, self.model), self._open)

    def _rows(self, model, change):
        found = list(model.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(found), BATCH):
            for row in model.objects.filter(pk__in=found[start : start + BATCH]):
                change(row)

    def _seal(self, row):
        if self.key:
            row.key = self.key.get_default()
        for name in self.sealed:
            setattr(row, name, getattr(row, f"{name}_clear"))
        row.save(update_fields=[*self.written, *(["key"] if self.key else [])])

    def _open(self, row):
        for name in self.sealed:
            setattr(row, f"{name}_clear", getattr(row, name))
        row.save(update_fields=[f"{name}_clear" for name in self.sealed])
