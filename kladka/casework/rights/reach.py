"""Which rows of which tables belong to persons and to cases, by the paths of the catalogue."""

from django.db.models import Q

from kladka.casework.cases.models import Case
from kladka.casework.people.models import Household, HouseholdMember, Person

from .catalogue import tables


def rows_of_people(people):
    """(table, rows) of every table whose rows belong to one person, for the persons with these pks."""
    for table in tables().values():
        if table.person:
            yield table, table.model._default_manager.filter(**{f"{table.person}__in": people}).order_by("pk")


def rows_of_cases(cases):
    """(table, rows) of every table whose rows belong to a case and to no single person in it."""
    for table in tables().values():
        if table.case and not table.person:
            yield table, _of_cases(table, cases)


def person_rows_of_cases(cases):
    """(table, rows) of every table whose rows belong both to a person and to a case (payments, amounts)."""
    for table in tables().values():
        if table.case and table.person:
            yield table, _of_cases(table, cases)


def _of_cases(table, cases):
    # A path that runs backwards meets a row once for each case.
    return table.model._default_manager.filter(**{f"{table.case}__in": cases}).order_by("pk").distinct()


def people_of(household):
    """Everybody who ever belonged to a household, the applicant first."""
    members = HouseholdMember.objects.filter(household=household).order_by("pk")
    return Person.objects.filter(pk__in=members.values("person")).order_by("pk")


def cases_of(person):
    """Cases of every household the person belonged to."""
    return Case.objects.filter(household__members__person=person).distinct()


def left_behind(case):
    """Persons of a case who belong to no other case that is kept, and whether the household is in none."""
    others = Case.objects.exclude(pk=case.pk).exclude(state=Case.State.ERASED)
    kept = Q(memberships__household__cases__in=others) | Q(applications__application__case__in=others)
    people = people_of(case.household_id)
    busy = Person.objects.filter(kept).values("pk")
    alone = not others.filter(household=case.household_id).exists()
    return list(people.exclude(pk__in=busy).values_list("pk", flat=True)), alone


def household_rows(table):
    """Whether the rows of a table are those of the household itself, which several cases may share."""
    return table.model is Household
