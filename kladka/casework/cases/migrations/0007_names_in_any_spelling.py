"""The column that is searched gets the sounds of the names beside their spelling, in batches."""

from django.db import migrations

from kladka.casework.people.spelling import searchable

BATCH = 1000


def forwards(apps, schema_editor):
    """From the names as they stand; nothing else of the case is touched."""
    cases = apps.get_model("cases", "Case").objects.exclude(search="").exclude(state="erased")
    members = apps.get_model("people", "HouseholdMember").objects
    last = 0
    while rows := list(cases.filter(pk__gt=last).order_by("pk")[:BATCH]):
        names = {}
        households = [row.household_id for row in rows]
        shown = ("household_id", "person__given_names", "person__family_name", "person__original_name")
        for household, *words in members.filter(household__in=households).order_by("pk").values_list(*shown):
            names.setdefault(household, []).extend(words)
        for row in rows:
            row.search = searchable(" ".join([row.number, *names.get(row.household_id, ())]))
        cases.bulk_update(rows, ["search"], batch_size=200)
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_days_that_move"), ("people", "0002_links_of_persons")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
