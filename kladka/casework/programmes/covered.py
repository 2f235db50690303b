"""Whom a programme covers on a day: neither gone before it nor, for who stays, revoked."""


def covered_on(programme, day):
    """Rows of the application whose aid had not ended before a day, in the order of the application.

    A person covered from a later day is among them; who died or moved out by then is not.
    """
    return [
        one
        for one in programme.application.people.all()
        if one.covered and (one.covered_until is None or one.covered_until >= day)
    ]


def staying(programme, day, without=()):
    """Persons whose aid goes on from a day when that of `without` ends: no decision revoked it."""
    gone = {person.pk for person in without}
    gone |= set(programme.revocations.filter(annulled_on=None).values_list("person_id", flat=True))
    return [one.person for one in covered_on(programme, day) if one.person_id not in gone]
