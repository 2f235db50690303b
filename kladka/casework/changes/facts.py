"""What the law asks about a change: the running programme, whom it covers, a person's protection and age."""

from django.core.exceptions import ValidationError

from kladka.casework.attachments.models import Attachment
from kladka.casework.people.models import HouseholdMember
from kladka.casework.programmes.models import Programme
from kladka.documents.polish import short_day
from kladka.law import life

from .models import LifeChange

Kind, File = LifeChange.Kind, Attachment.Kind
# A change may be recorded from the moment both sides agreed until the programme ends.
STATES = (
    Programme.State.AGREED,
    Programme.State.SENT,
    Programme.State.ACCEPTED,
    Programme.State.RUNNING,
)
# What kind of file proves which change.
PROOFS = dict.fromkeys(LifeChange.Kind, File.CIVIL) | {
    Kind.STATUS_LOST: File.RESIDENCE,
    Kind.STATUS_GIVEN: File.RESIDENCE,
    Kind.HOSPITAL: File.HEALTH,
    Kind.LEFT: File.OTHER,
    Kind.ARREST: File.LETTER,
    Kind.PRISON: File.LETTER,
}


def programme_of(case):
    """The programme that a change concerns, with its application and persons, or None."""
    found = Programme.objects.filter(case=case, state__in=STATES).order_by("-pk")
    return found.select_related("application", "organisation").prefetch_related("application__people").first()


def applicant_of(programme, person):
    """The person's row in the application of a programme, or None."""
    return next((one for one in programme.application.people.all() if one.person_id == person.pk), None)


def covered_in(programme, person):
    """Whether the programme covers a person."""
    row = applicant_of(programme, person)
    return row is not None and bool(row.covered)


def who_else(proposal):
    """Arguments of the form that decides on the family size: the other covered persons, who left that day."""
    programme = programme_of(proposal.case)
    if proposal.code != "family_size" or programme is None:
        return {}
    change = proposal.change
    others = [one.person_id for one in programme.application.people.all() if one.covered]
    others = [one for one in others if one != change.person_id]
    left = HouseholdMember.objects.filter(household=proposal.case.household_id, ends=change.on)
    along = set(left.values_list("person_id", flat=True)) & set(others)
    return {"others": others, "along": along}


def membership_of(case, person):
    """Where the person stands in the household of the case now, or None."""
    return HouseholdMember.objects.filter(household=case.household_id, person=person, ends=None).first()


def status_of(person):
    """The protection a person has: the latest one that has not ended, or None."""
    return person.statuses.filter(ended_on=None).order_by("-delivered_on", "-pk").first()


def life_of(change, programme, *, on=None):
    """The change as kladka.law.life asks for it."""
    person, on = change.person, on or change.on
    row = applicant_of(programme, person)
    covered = [one.person_id for one in programme.application.people.all() if one.covered]
    status = change.status or (None if change.kind == Kind.STATUS_LOST else status_of(person))
    return life.Life(
        name=person.full_name,
        on=on,
        ends=programme.ends,
        known_on=change.learnt_on,
        covered=bool(row and row.covered),
        alone=covered == [person.pk],
        minor=life.comes_of_age(person.born) > on,
        status=status.kind if status else "",
    )


def check(case, kind, person, on):
    """Raises ValidationError for a change that cannot have happened to this person on this day."""
    if kind in LifeChange.ENTERS:
        if on < person.born:
            raise ValidationError({"on": "Osoba nie mogła dołączyć do rodziny przed swoim urodzeniem."})
        return
    member = membership_of(case, person)
    if member is None:
        raise ValidationError({"person": "Ta osoba nie należy już do tej rodziny."})
    if on < member.starts and kind in LifeChange.LEAVES:
        day = short_day(member.starts)
        raise ValidationError({"on": f"Osoba należy do tej rodziny dopiero od {day}."})
    if kind == Kind.ADULT and on != life.comes_of_age(person.born):
        day = short_day(life.comes_of_age(person.born))
        raise ValidationError({"on": f"Z daty urodzenia wynika, że kończy 18 lat {day}."})
    if kind == Kind.STATUS_LOST and status_of(person) is None:
        raise ValidationError({"person": "Ta osoba nie ma zapisanego statusu, który mogłaby utracić."})
    open_ones = LifeChange.objects.filter(person=person, kind=kind, undone_at=None)
    if kind in LifeChange.STAYS and open_ones.filter(over_on=None).exists():
        raise ValidationError({"person": "Ten pobyt jest już zapisany i nadal trwa."})
    if kind == Kind.ADULT and open_ones.exists():
        raise ValidationError({"person": "Ukończenie 18 lat tej osoby jest już zapisane."})
