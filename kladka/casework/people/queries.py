"""Reads across persons: the address of a letter, possible duplicates before a new person is saved."""

from django.db.models import Q

from kladka.journal.reading import noticed

from .models import Person
from .spelling import normalise


def home_of(household):
    """The address that prints and letters carry: of a protected family the one for correspondence."""
    if household.protected:
        return household.correspondence
    return ", ".join(part for part in (household.address, household.town) if part)


def possible_duplicates(organisation, *, family_name, given_names, born, pesel=""):
    """Persons who may be the same one: equal PESEL, or equal birth date and alike names."""
    same = Q(born=born)
    if pesel:
        same |= Q(pesel_index__of=pesel)
    candidates = Person.objects.filter(same, organisation=organisation).order_by("pk")[:50]
    found = [
        person
        for person in candidates
        if person.pesel == pesel != "" or _alike(person, family_name, given_names)
    ]
    for person in found:
        noticed("person", person.key, organisation_id=person.organisation_id)
    return found


def known(rows, details):
    """The first of a person's few rows that says just this, or None. Sealed fields are compared here."""
    return next((row for row in rows if all(getattr(row, name) == details[name] for name in details)), None)


def _alike(person, family_name, given_names):
    """Alike when the family name starts the same, or family and given name were swapped."""
    theirs = {normalise(person.family_name), normalise(person.given_names)}
    family, given = normalise(family_name), normalise(given_names)
    return family in theirs or given in theirs or normalise(person.family_name)[:3] == family[:3]
