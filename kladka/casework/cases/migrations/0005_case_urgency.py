"""How urgent a case is: the tier with its reasons, and the nearest open deadline."""

import datetime

from django.db import migrations, models
from django.db.models import Min

# SQLite writes the table anew to add a column that may not be empty, and loses the triggers of 0002.
TRIGGERS = [
    "CREATE TRIGGER cases_case_search_insert AFTER INSERT ON cases_case BEGIN "
    "INSERT INTO cases_case_search(rowid, search) VALUES (new.id, new.search); END",
    "CREATE TRIGGER cases_case_search_delete AFTER DELETE ON cases_case BEGIN "
    "INSERT INTO cases_case_search(cases_case_search, rowid, search) VALUES ('delete', old.id, old.search); END",
    "CREATE TRIGGER cases_case_search_update AFTER UPDATE OF search ON cases_case BEGIN "
    "INSERT INTO cases_case_search(cases_case_search, rowid, search) VALUES ('delete', old.id, old.search); "
    "INSERT INTO cases_case_search(rowid, search) VALUES (new.id, new.search); END",
]


def watch_search_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in TRIGGERS:
            name = statement.split()[2]
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            schema_editor.execute(statement)


def fill_due(apps, schema_editor):
    open_ones = apps.get_model("cases", "Deadline").objects.filter(done_on=None)
    tasks = open_ones.exclude(kind__in=["payment", "appeal"])
    cases = apps.get_model("cases", "Case").objects
    for row in tasks.order_by().values("case").annotate(nearest=Min("day")).iterator():
        cases.filter(pk=row["case"]).update(due_on=row["nearest"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_words_of_notes")]
    operations = [
        migrations.AddField(
            "case", "tier", models.PositiveSmallIntegerField("stopień pilności", default=3)
        ),
        migrations.AddField(
            "case", "tier_why", models.CharField("z czego wynika pilność", blank=True, max_length=120)
        ),
        migrations.AddField(
            "case", "due_on", models.DateField("najbliższy termin", default=datetime.date(9999, 12, 31))
        ),
        migrations.RunPython(watch_search_again, watch_search_again),
        migrations.RunPython(fill_due, migrations.RunPython.noop),
        migrations.AddIndex(
            "case", models.Index(fields=["organisation", "tier", "due_on", "id"], name="case_by_tier")
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["organisation", "due_on", "id"], name="case_by_due")
        ),
        migrations.AddIndex(
            "case",
            models.Index(fields=["organisation", "worker", "tier", "due_on", "id"], name="case_by_worker_tier"),
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["organisation", "worker", "due_on", "id"], name="case_by_worker_due")
        ),
    ]
