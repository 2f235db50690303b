"""The catalogue of data: what every field of every table is, why it is kept, for how long, what erases it.

Read from `catalogue.toml` (tables) and `terms.toml` (words). The record of processing, the information
clause, the export of a person's data and erasure all follow it, so that none of them can forget a field.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

HERE = Path(__file__).parent
WAYS = ("keep", "blank", "mark", "decade")
_PLAIN = {"basis", "keep", "seen", "person", "case", "rows", "label", "erase", "hidden", "title"}


class CatalogueError(ValueError):
    """The catalogue does not fit its own terms or the tables; the message names the table."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class of data, with what erasure and export do to it unless a table says otherwise."""

    key: str
    label: str
    erase: str
    export: bool = False

    @property
    def personal(self):
        """Whether fields of the class say something of a person, beyond what the office did."""
        return self.erase != "keep" or self.key == "money"


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis in full; `check` is what a lawyer must confirm, empty when nothing."""

    key: str
    label: str
    text: str
    purpose: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """How long data are kept, in words; `check` as for a basis."""

    key: str
    label: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may be shown the data, in words and as roles of Membership."""

    key: str
    label: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the catalogue. `erase` is one of WAYS, or "delete" when the whole row goes."""

    name: str
    label: str
    kind: Class
    erase: str
    exported: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its fields in their order, and the paths by which its rows hang on a person and on a case."""

    model: type[models.Model]
    fields: tuple[Field, ...]
    basis: Basis
    period: Period
    readers: Readers
    person: str = ""
    case: str = ""
    named: str = ""  # a Polish name for a table of a library that has none

    @property
    def label(self):
        return self.model._meta.label

    @property
    def title(self):
        return self.named or str(self.model._meta.verbose_name_plural)

    @property
    def deletes(self):
        """Whether erasure deletes whole rows."""
        return any(field.erase == "delete" for field in self.fields)

    @property
    def exported(self):
        return tuple(field for field in self.fields if field.exported)


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of the catalogue by their keys."""

    classes: dict[str, Class]
    bases: dict[str, Basis]
    periods: dict[str, Period]
    readers: dict[str, Readers]


@cache
def terms():
    """The terms of the catalogue."""
    read = _read("terms.toml")
    readers = {k: Readers(k, row["label"], tuple(row["roles"])) for k, row in read["readers"].items()}
    return Terms(
        classes={key: Class(key, **row) for key, row in read["classes"].items()},
        bases={key: Basis(key, **row) for key, row in read["bases"].items()},
        periods={key: Period(key, **row) for key, row in read["retention"].items()},
        readers=readers,
    )


@cache
def tables():
    """{label of the model: its Table}, in the order of the file. Raises CatalogueError."""
    rows = {
        f"{app}.{name}": row for app, group in _read("catalogue.toml").items() for name, row in group.items()
    }
    return {label: table_of(label, row) for label, row in rows.items()}


def table_of(label, row):
    """The table of one entry of the file. Raises CatalogueError for anything that does not fit."""
    try:
        model = apps.get_model(label)
    except LookupError as error:
        raise CatalogueError(f"{label}: nie ma takiej tabeli.") from error
    known = terms()
    strange = row.keys() - _PLAIN - known.classes.keys()
    if strange:
        raise CatalogueError(f"{label}: nieznana klasa {', '.join(sorted(strange))}.")
    try:
        words = (known.bases[row["basis"]], known.periods[row["keep"]], known.readers[row["seen"]])
    except KeyError as error:
        raise CatalogueError(f"{label}: brak albo nieznane {error}.") from error
    fields = tuple(_fields(label, model, row, _classes(label, model, row)))
    paths = {"person": row.get("person", ""), "case": row.get("case", "")}
    return Table(model, fields, *words, **paths, named=row.get("title", ""))


def _classes(label, model, row):
    """{field: its Class}; a "*" takes every field that no other class names."""
    named, rest = {}, None
    for key, kind in terms().classes.items():
        for name in row.get(key, "").split():
            if name == "*":
                rest = kind
            elif name in named:
                raise CatalogueError(f"{label}.{name}: dwie klasy.")
            else:
                named[name] = kind
    names = [field.name for field in model._meta.local_fields]
    if rest:
        named |= {name: rest for name in names if name not in named}
    missing, extra = set(names) - named.keys(), named.keys() - set(names)
    if missing or extra:
        said = [f"bez wiersza: {', '.join(sorted(missing))}"] if missing else []
        said += [f"wiersz bez pola: {', '.join(sorted(extra))}"] if extra else []
        raise CatalogueError(f"{label}: {'; '.join(said)}.")
    return named


def _fields(label, model, row, classes):
    erase, labels, hidden = row.get("erase", {}), row.get("label", {}), row.get("hidden", "").split()
    strange = (erase.keys() | labels.keys() | set(hidden)) - classes.keys()
    strange |= {name for name, way in erase.items() if way not in WAYS}
    if strange or row.get("rows", "delete") != "delete":
        raise CatalogueError(f"{label}: nieznane pole albo sposób usuwania ({', '.join(sorted(strange))}).")
    for field in model._meta.local_fields:
        kind = classes[field.name]
        way = row.get("rows") or erase.get(field.name, kind.erase)
        said = labels.get(field.name) or str(field.verbose_name)
        exported = kind.export and field.name not in hidden and bool(row.get("person") or row.get("case"))
        yield Field(field.name, said, kind, way, exported)


def _read(name):
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
