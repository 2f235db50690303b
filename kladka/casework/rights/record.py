"""Rejestr czynności przetwarzania (RODO art. 30 ust. 1), made from the catalogue and the unit's data."""

from dataclasses import dataclass

from kladka.casework.decisions.office import office_of
from kladka.documents.report import Report, Section
from kladka.documents.xlsx import Column

from .catalogue import tables
from .subject_copy import RECIPIENTS

PERSONS = {
    "aid": "cudzoziemcy objęci programem i członkowie ich rodzin",
    "special": "cudzoziemcy objęci programem i członkowie ich rodzin",
    "money": "osoby, którym wypłaca się świadczenie",
    "procedure": "strony postępowania",
    "archive": "strony postępowania",
    "rights": "osoby, które złożyły żądanie",
    "security": "pracownicy korzystający z systemu",
    "staff": "upoważnieni pracownicy",
}
RECIPIENTS_OF = {key: RECIPIENTS for key in ("aid", "special", "money", "procedure")}
SAFEGUARDS = (
    "dostęp według ról i jednostki, zatwierdzanie przez drugą osobę, dziennik działań i odczytów, "
    "szyfrowanie wybranych danych, usuwanie protokołem"
)
COLUMNS = [
    Column(title, width=width)
    for title, width in {
        "Czynność (cel)": 40, "Osoby": 34, "Kategorie danych": 44, "Podstawa": 50, "Odbiorcy": 36,
        "Planowany termin usunięcia": 36, "Tabele": 30, "Do sprawdzenia przez prawnika": 40,
    }.items()
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Activity:
    """One purpose with everything that the catalogue keeps for it."""

    purpose: str
    persons: str
    classes: tuple[str, ...]
    basis: str
    recipients: str
    periods: tuple[str, ...]
    tables: tuple[str, ...]
    checks: tuple[str, ...]

    def cells(self):
        """The activity as texts in the order of COLUMNS."""
        lists = (self.periods, self.tables, self.checks)
        first = (self.purpose, self.persons, "; ".join(self.classes), self.basis, self.recipients)
        return (*first, *("; ".join(texts) for texts in lists))


def activities(organisation):
    """An activity for each legal basis that has personal fields, in the order of the catalogue."""
    by_basis = {}
    for table in tables().values():
        by_basis.setdefault(table.basis, []).append(table)
    return [
        _activity(basis, group, organisation) for basis, group in by_basis.items() if basis.key in PERSONS
    ]


def _activity(basis, group, organisation):
    shown = {"none", "technical", "secret"}
    classes = [f.kind.label for table in group for f in table.fields if f.kind.key not in shown]
    periods = [_period(table.period, organisation) for table in group]
    checks = [basis.check, *(table.period.check for table in group)]
    return Activity(
        purpose=basis.purpose,
        persons=PERSONS[basis.key],
        classes=_once(classes),
        basis=basis.text,
        recipients=RECIPIENTS_OF.get(basis.key, "brak"),
        periods=_once(periods),
        tables=_once(table.title for table in group),
        checks=_once(filter(None, checks)),
    )


def _period(period, organisation):
    if period.key != "case":
        return period.label
    years, source = organisation.retention_years, organisation.retention_source
    return f"{years} lat od końca roku, w którym sprawa się zakończyła – {source}"


def _once(texts):
    return tuple(dict.fromkeys(texts))


def as_rows(organisation):
    """Rows of COLUMNS."""
    return [activity.cells() for activity in activities(organisation)]


def as_report(organisation, *, on):
    """The record as a print."""
    names = [column.title for column in COLUMNS]
    sections = [
        Section(
            heading=f"{place}. {activity.purpose.capitalize()}",
            header=("Pozycja", "Treść"),
            rows=[pair for pair in zip(names[1:], activity.cells()[1:], strict=True) if pair[1]],
            widths=(1, 3),
        )
        for place, activity in enumerate(activities(organisation), start=1)
    ]
    return Report(
        office=office_of(organisation),
        title="Rejestr czynności przetwarzania",
        on=on,
        opening=[controller(organisation), f"Ogólny opis środków bezpieczeństwa: {SAFEGUARDS}."],
        sections=sections,
    )


def controller(organisation):
    """Who the controller is and who the inspector."""
    inspector = ", ".join(part for part in (organisation.inspector, organisation.inspector_contact) if part)
    return (
        f"Administrator: {organisation.name}, {organisation.address}. "
        f"Inspektor ochrony danych: {inspector or 'nie wpisano'}."
    )
