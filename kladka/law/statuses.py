"""Statusy pobytowe: the kinds of stay that the rules tell apart, and their numbers in columns."""

from __future__ import annotations

from typing import Final

STATUSES: Final = (
    "none",
    "refugee",
    "subsidiary",
    "family_permit",
    "temporary_protection",
    "humanitarian",
    "tolerated",
)
"""The number of a status in a column is its place in this tuple (int8 0–6)."""

CODES: Final = {name: number for number, name in enumerate(STATUSES)}

LABELS: Final = {
    "none": "brak ochrony",
    "refugee": "status uchodźcy",
    "subsidiary": "ochrona uzupełniająca",
    "family_permit": "zezwolenie na pobyt czasowy członka rodziny",
    "temporary_protection": "ochrona czasowa",
    "humanitarian": "zgoda na pobyt ze względów humanitarnych",
    "tolerated": "zgoda na pobyt tolerowany",
}

GENITIVE: Final = {
    "none": "braku ochrony",
    "refugee": "statusu uchodźcy",
    "subsidiary": "ochrony uzupełniającej",
    "family_permit": "zezwolenia na pobyt czasowy członka rodziny",
    "temporary_protection": "ochrony czasowej",
    "humanitarian": "zgody na pobyt ze względów humanitarnych",
    "tolerated": "zgody na pobyt tolerowany",
}
"""What a person does not have: after „Osoba nie ma”."""

RELATIONS: Final = ("applicant", "spouse", "child")
"""The number of a relation in a column is its place in this tuple (int8 0–2)."""
