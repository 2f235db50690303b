"""Changes of persons and households."""

from datetime import timedelta

from django.db import transaction

from kladka.journal.actions import record

from .models import HeldDocument, Household, HouseholdMember, Person, ProtectionStatus


@transaction.atomic
def register_person(organisation, *, by, **details):
    """Enter a new person. `details` are fields of Person."""
    person = Person(organisation=organisation, **details)
    person.full_clean(exclude=["organisation"])
    person.save()
    record("person.registered", person, by=by, organisation=organisation)
    return person


@transaction.atomic
def register_household(organisation, *, members, starts, by, address="", town=""):
    """Enter a household. `members` are (person, relation) pairs, the applicant first."""
    household = Household.objects.create(organisation=organisation, address=address, town=town)
    for person, relation in members:
        HouseholdMember.objects.create(household=household, person=person, relation=relation, starts=starts)
    record("household.registered", household, by=by, organisation=organisation, members=len(members))
    return household


@transaction.atomic
def register_status(person, *, by, **details):
    """Add the protection a person was given. `details` are fields of ProtectionStatus."""
    status = ProtectionStatus.objects.create(person=person, **details)
    record("status.registered", person, by=by, organisation=person.organisation, kind=status.kind)
    return status


@transaction.atomic
def register_document(person, *, by, **details):
    """Add a document the person holds. `details` are fields of HeldDocument."""
    document = HeldDocument.objects.create(person=person, **details)
    record("document.registered", person, by=by, organisation=person.organisation, kind=document.kind)
    return document


@transaction.atomic
def fill_in_person(person, *, by, **details):
    """Fill fields of a known person that are still empty; what the record already says stays."""
    filled = [name for name, value in details.items() if value and not getattr(person, name)]
    if not filled:
        return person
    for name in filled:
        setattr(person, name, details[name])
    if person.pesel:
        person.pesel_missing = ""
    person.full_clean(exclude=["organisation"])
    person.save()
    record("person.filled_in", person, by=by, organisation=person.organisation, fields=filled)
    return person


@transaction.atomic
def leave_household(person, *, on, by):
    """End the membership of a person who joins another household on day `on`; nothing when there is none."""
    for member in person.memberships.filter(ends__isnull=True).select_related("household"):
        member.ends = max(member.starts, on - timedelta(days=1))
        member.save(update_fields=["ends"])
        record("household.left", member.household, by=by, organisation=person.organisation, person=person.key)
