"""Reads across persons: the address of a letter, possible duplicates before a new person is saved."""

from django.db.models import Q

from kladka.journal.reading import noticed

from .models import Person, PersonLink
from .spelling import heard, normalise


def home_of(household):
    """The address that prints and letters carry: of a protected family the one for correspondence."""
    if household.protected:
        return household.correspondence
    return ", ".join(part for part in (household.address, household.town) if part)


# Offices give a first of January to many whose day of birth is not known: so many are compared at most.
BORN_THAT_DAY = 500


def possible_duplicates(organisation, *, family_name, given_names, born, pesel=""):
    """Persons who may be the same one: equal PESEL, or equal birth date and names that sound alike."""
    same = Q(born=born)
    if pesel:
        same |= Q(pesel_index__of=pesel)
    candidates = Person.objects.filter(same, organisation=organisation).order_by("pk")[:BORN_THAT_DAY]
    name = heard(family_name) | heard(given_names)
    found = [
        person
        for person in candidates
        if person.pesel == pesel != "" or _alike(person, name, normalise(family_name))
    ]
    for person in found:
        noticed("person", person.key, organisation_id=person.organisation_id)
    return found


def same_people(organisation_id):
    """{person id: ids of the other records of the same person}, by the links that hold in a centre."""
    links = PersonLink.objects.filter(one__organisation=organisation_id, same=True, undone_at=None)
    groups = {}
    for pair in links.values_list("one", "other"):
        group = set(pair).union(*(groups.get(pk, ()) for pk in pair))
        groups |= dict.fromkeys(group, group)
    return {pk: group - {pk} for pk, group in groups.items()}


def known(rows, details):
    """The first of a person's few rows that says just this, or None. Sealed fields are compared here."""
    return next((row for row in rows if all(getattr(row, name) == details[name] for name in details)), None)


def _alike(person, name, family_name):
    """Alike when a name of one sounds as a name of the other, or the family name starts the same.

    In any spelling and any alphabet; family and given name may have been swapped.
    """
    theirs = heard(person.family_name) | heard(person.given_names)
    return bool(theirs & name) or normalise(person.family_name)[:3] == family_name[:3]
