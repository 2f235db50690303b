"""Changes of persons and households."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.journal.actions import record

from .models import (
    AddressReader,
    HeldDocument,
    Household,
    HouseholdMember,
    Person,
    PersonLink,
    ProtectedAddress,
    ProtectionStatus,
)


@transaction.atomic
def register_person(organisation, *, by, **details):
    """Enter a new person. `details` are fields of Person."""
    person = Person(organisation=organisation, **details)
    person.full_clean(exclude=["organisation"])
    person.save()
    record("person.registered", person, by=by, organisation=organisation)
    return person


@transaction.atomic
def link_persons(person, other, *, same, reason, by):
    """Say that two records are of one person (`same`), or of two different ones. ValidationError if said."""
    one, other = sorted((person, other), key=lambda row: row.pk)
    if one.organisation_id != other.organisation_id or one == other:
        raise ValidationError("Powiązać można dwa różne wpisy tej samej jednostki.")
    link = PersonLink(one=one, other=other, same=same, reason=reason, by=by)
    link.full_clean()
    link.save()
    act = "person.linked" if same else "person.told_apart"
    record(act, link, by=by, organisation=one.organisation, one=one.key, other=other.key)
    return link


@transaction.atomic
def undo_link(link, *, reason, by):
    """Take back what was said of two records; it stays in their history."""
    if link.undone_at:
        raise ValidationError("To rozstrzygnięcie już cofnięto.")
    link.undone_reason, link.undone_by, link.undone_at = reason, by, timezone.now()
    link.save()
    record("person.link_undone", link, by=by, organisation=link.one.organisation)
    return link


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
def keep_handed_numbers(person, digests, *, by):
    """Keep the digests of numbers by which the former centre claims months (benefits.paid_months)."""
    person.handed_numbers = sorted({*(person.handed_numbers or ()), *digests})
    person.save(update_fields=["handed_numbers"])
    record("person.filled_in", person, by=by, organisation=person.organisation, fields=["handed_numbers"])


@transaction.atomic
def leave_household(person, *, on, by):
    """End the membership of a person who joins another household on day `on`; nothing when there is none."""
    for member in person.memberships.filter(ends__isnull=True).select_related("household"):
        member.ends = max(member.starts, on - timedelta(days=1))
        member.save(update_fields=["ends"])
        record("household.left", member.household, by=by, organisation=person.organisation, person=person.key)


@transaction.atomic
def join_household(household, person, *, relation, starts, by):
    """Enter a person into a household from a day on. ValidationError when they live in another one."""
    member = HouseholdMember(household=household, person=person, relation=relation, starts=starts)
    member.full_clean()
    member.save()
    record("household.joined", household, by=by, organisation=household.organisation, person=person.key)
    return member


@transaction.atomic
def end_membership(member, *, on, by):
    """The last day of a person in a household."""
    if on < member.starts:
        raise ValidationError("Osoba nie należała jeszcze wtedy do tej rodziny.")
    member.ends = on
    member.save(update_fields=["ends"])
    household = member.household
    record("household.left", household, by=by, organisation=household.organisation, person=member.person.key)


@transaction.atomic
def note_death(person, *, on, by):
    """The day a person died; None takes back what was recorded by mistake."""
    person.died_on = on
    person.save(update_fields=["died_on"])
    about = {"organisation": person.organisation, "person": person.key}
    record("person.died" if on else "person.death_taken_back", person, by=by, **about)


@transaction.atomic
def take_back_membership(member, *, entered, by):
    """Correct a membership begun (`entered`) or ended by mistake today; the journal keeps both."""
    household, person = member.household, member.person
    if entered:
        member.delete()
    else:
        member.ends = None
        member.full_clean()
        member.save(update_fields=["ends"])
    about = {"by": by, "organisation": household.organisation, "person": person.key, "entered": entered}
    record("household.corrected", household, **about)


@transaction.atomic
def end_status(status, *, on, by):
    """The last day of a protection; `on` None corrects an end entered by mistake."""
    status.ended_on = on
    status.save(update_fields=["ended_on"])
    person = status.person
    record(
        "status.ended", person, by=by, organisation=person.organisation, kind=status.kind, on=str(on or "")
    )


@transaction.atomic
def change_home(household, *, address, town, by):
    """The place of residence that the family indicated (ups art. 93 ust. 1 pkt 2 lit. a)."""
    if household.protected:
        raise ValidationError("Adres tej rodziny jest chroniony. Zmienia go osoba wskazana przy nim.")
    household.address, household.town = address, town
    household.save(update_fields=["address", "town"])
    record("household.moved", household, by=by, organisation=household.organisation)


@transaction.atomic
def protect_address(household, *, address, town, correspondence, by):
    """Move an address out of the household, under a key of its own; letters carry `correspondence`."""
    household.address, household.town = "", ""
    household.protected, household.correspondence = True, correspondence
    household.save(update_fields=["address", "town", "protected", "correspondence"])
    protection = ProtectedAddress.objects.filter(household=household).first()
    protection = protection or ProtectedAddress(household=household, since=timezone.localdate(), by=by)
    protection.address, protection.town = address, town
    protection.save()
    record("address.protected", protection, by=by, organisation=household.organisation)
    return protection


@transaction.atomic
def name_reader(protection, user, *, by):
    """Let one more person see a protected address."""
    reader = AddressReader(protection=protection, user=user, by=by)
    reader.full_clean()
    reader.save()
    organisation = protection.household.organisation
    record("address.reader_named", protection, by=by, organisation=organisation, reader=user.pk)
    return reader


@transaction.atomic
def remove_reader(reader, *, by):
    """Take a person off the list of a protected address."""
    reader.removed_at = timezone.now()
    reader.save(update_fields=["removed_at"])
    protection = reader.protection
    organisation = protection.household.organisation
    record("address.reader_removed", protection, by=by, organisation=organisation, reader=reader.user_id)
