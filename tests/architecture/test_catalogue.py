"""The catalogue names every field of every table, and nothing that does not exist."""

import csv

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from kladka.accounts.models import Membership
from kladka.casework.rights.catalogue import CatalogueError, table_of, tables, terms
from kladka.vault.fields import SealedTextField

ALL = {model._meta.label for model in apps.get_models(include_auto_created=True)}
OURS = {label for label in ALL if apps.get_model(label).__module__.startswith("kladka.")}


def fields():
    return [(table, field) for table in tables().values() for field in table.fields]


def test_every_field_of_every_table_has_a_row_and_every_row_a_field():
    """Add a field → add it to its table in kladka/casework/rights/catalogue.toml."""
    assert set(tables()) == ALL
    assert {label: [f.name for f in table.fields] for label, table in tables().items()} == {
        label: [f.name for f in apps.get_model(label)._meta.local_fields] for label in ALL
    }


def test_every_personal_field_of_ours_is_reached_from_a_person_or_a_case():
    """Otherwise neither an export nor erasure would find its rows. Staff and drafts stand apart."""
    lost = {
        table.label
        for table, field in fields()
        if table.label in OURS and field.kind.personal and not (table.person or table.case)
    }
    # What an import has read and a report has written is emptied within days, and when a case is erased.
    emptied = {"exchange.ImportRun", "reports.ReportRun"}
    assert lost == emptied | {"accounts.User", "cases.Draft", "clock.ReminderChoice"}


def test_every_path_to_a_person_or_a_case_leads_there():
    for table in tables().values():
        for path, target in ((table.person, "people.Person"), (table.case, "cases.Case")):
            if path and path != "pk":
                field, model = None, table.model
                for step in path.split("__"):
                    field = model._meta.get_field(step)
                    model = field.related_model
                assert (table.label, model._meta.label) == (table.label, target)


def test_what_cannot_be_empty_is_marked_and_only_days_keep_their_decade():
    wrong = []
    for table, row in fields():
        field = table.model._meta.get_field(row.name)
        if row.erase == "decade" and not isinstance(field, models.DateField):
            wrong.append((table.label, row.name))
        if row.erase == "mark" and not isinstance(
            field, models.CharField | models.TextField | SealedTextField
        ):
            wrong.append((table.label, row.name))
        text = models.CharField | models.TextField | models.JSONField | models.BinaryField
        plain = isinstance(field, text | models.BooleanField) or field.null
        if row.erase == "blank" and not plain:
            wrong.append((table.label, row.name))
    assert wrong == []


def test_every_exported_field_has_a_polish_label():
    english = [
        f"{table.label}.{field.name}"
        for table, field in fields()
        if field.exported and field.label == field.name.replace("_", " ")
    ]
    assert english == []


def test_readers_are_roles_that_exist():
    roles = {role for readers in terms().readers.values() for role in readers.roles}
    assert roles - set(Membership.Role.values) == set()


PLAIN = {"basis": "none", "keep": "office", "seen": "all"}


@pytest.mark.parametrize(
    ("label", "row", "said"),
    [
        ("cases.NumberSeries", PLAIN | {"none": "id organisation series year"}, "bez wiersza: last"),
        ("cases.NumberSeries", PLAIN | {"none": "* taste"}, "wiersz bez pola: taste"),
        ("cases.NumberSeries", PLAIN | {"gossip": "last", "none": "*"}, "nieznana klasa gossip"),
        ("cases.NumberSeries", PLAIN | {"none": "*", "money": "last", "official": "last"}, "dwie klasy"),
        ("cases.NumberSeries", {**PLAIN, "basis": "whim", "none": "*"}, "whim"),
        ("cases.NumberSeries", PLAIN | {"none": "*", "erase": {"last": "burn"}}, "sposób usuwania"),
        ("cases.Nothing", PLAIN, "nie ma takiej tabeli"),
    ],
)
def test_a_catalogue_that_does_not_fit_is_refused(label, row, said):
    with pytest.raises(CatalogueError, match=said):
        table_of(label, row)


def test_the_catalogue_goes_to_a_file_with_a_row_for_every_field(tmp_path):
    call_command("catalogue", file=tmp_path / "katalog.csv")
    with open(tmp_path / "katalog.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(fields())
    assert ["people.Person", "pesel"] in [row[:2] for row in rows]
