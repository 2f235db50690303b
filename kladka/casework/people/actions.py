"""Changes of persons and households."""

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
