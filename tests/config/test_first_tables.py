"""The first tables are made at once; what lies in the database is what Django's own way would have made."""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from kladka.first_tables import FirstTables

OWN = [model for model in apps.get_models() if model.__module__.startswith("kladka.")]


@pytest.mark.django_db
def test_every_table_has_the_columns_the_indexes_and_the_constraints_of_its_model():
    missing = []
    with connection.cursor() as cursor:
        for model in OWN:
            table, meta = model._meta.db_table, model._meta
            there = connection.introspection.get_constraints(cursor, table)
            cursor.execute(f"SELECT * FROM {table} WHERE 1 = 0")
            columns = {one[0] for one in cursor.description}
            assert columns == {field.column for field in meta.local_concrete_fields}, table
            named = {one.name for one in [*meta.indexes, *meta.constraints]}
            missing += [f"{table}: {name}" for name in named - there.keys()]
            missing += [f"{table}.{field.column}" for field in _unguarded(model, there.values())]
    assert len(OWN) > 100
    assert missing == []


def _unguarded(model, there):
    """Fields that the database does not keep unique or bound to the other table as the model says."""
    for field in model._meta.local_concrete_fields:
        mine = [one for one in there if one["columns"] == [field.column]]
        unique = not field.unique or any(one["unique"] or one["primary_key"] for one in mine)
        bound = not field.remote_field or any(one["foreign_key"] for one in mine)
        if not (unique and bound):
            yield field


class Migration(FirstTables):
    operations = [migrations.AddField("person", "colour", models.TextField())]


def test_an_operation_on_a_table_made_elsewhere_is_refused():
    with pytest.raises(ValueError, match="later migration"):
        Migration("0001_initial", "people").apply(ProjectState(), schema_editor=None)
