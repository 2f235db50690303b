"""Jednostki: a person and the household that the person belongs to, as OpenFisca wants them."""

from openfisca_core.entities import build_entity

Person = build_entity(key="person", plural="persons", label="Osoba", is_person=True)
Household = build_entity(
    key="household",
    plural="households",
    label="Rodzina",
    roles=[{"key": "member", "plural": "members", "label": "Osoba w rodzinie"}],
)
