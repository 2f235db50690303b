"""The first migration of an app: its tables made at once, in the shape they have at its end.

After every operation Django makes the classes of all connected models anew. Here all are connected, and a new
database would cost a minute of CPU instead of seconds; every installation and every test run pays it.
"""

from django.db import migrations
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel


class FirstTables(migrations.Migration):
    """A migration that creates models and only completes what it created, as `makemigrations` writes it.

    Going back, and later migrations, work as in Django.
    """

    initial = True

    def apply(self, project_state, schema_editor, collect_sql=False):
        """Create the tables. Raises ValueError for an operation on a table that is not made here."""
        created = [one.name for one in self.operations if isinstance(one, CreateModel)]
        self._refuse_others({name.lower() for name in created})
        project_state.__dict__.pop("apps", None)  # made again, once, when it is asked for
        state = self.mutate_state(project_state, preserve=False)
        for name in created:
            schema_editor.create_model(state.apps.get_model(self.app_label, name))
        return state

    def _refuse_others(self, created):
        for one in self.operations:
            completes = (
                isinstance(one, AddField | AddIndex | AddConstraint) and one.model_name_lower in created
            )
            if not (completes or isinstance(one, CreateModel)):
                raise ValueError(f"{self}: {one.describe()} belongs in a later migration.")
