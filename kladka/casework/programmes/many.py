"""Many programmes with everything that the amounts of a month ask, a few hundred in memory at a time."""

from itertools import islice

from django.db.models import Prefetch

from kladka.casework.intake.models import Applicant

from .models import Programme
from .rows import withholdings

AT_ONCE = 250
PAID_STATES = (Programme.State.RUNNING, Programme.State.ENDED)
LONG = ("life_situation", "institutions")


def in_parts(items, size=AT_ONCE):
    """Lists of so many items, the last one shorter."""
    items = iter(items)
    while part := list(islice(items, size)):
        yield part


def running_in(organisation, month):
    """Programmes that run in a month (any day of it)."""
    first = month.replace(day=1)
    return Programme.objects.filter(
        organisation=organisation, state__in=PAID_STATES, starts__lte=first, ends__gte=first
    )


def in_turn(programmes, amounts, *also):
    """Yield programmes in the order of families, those of one family together, with what the law asks loaded.

    `amounts` are the agreed amounts that are wanted of them, `also` what else to prefetch. Only a part of the
    programmes is in memory at a time; the queries for a part do not depend on the number of persons in it.
    """
    keys = programmes.order_by("case__sort_name", "case", "id").values_list("pk", flat=True)
    for part in in_parts(list(keys)):
        found = Programme.objects.filter(pk__in=part).defer(*LONG).select_related("case", "application")
        found = found.prefetch_related(Prefetch("amounts", amounts), *also, *facts_lookups())
        loaded = {one.pk: one for one in found}
        for key in part:
            yield _joined(loaded[key])


def _joined(programme):
    """Amounts with the persons that were read with the application."""
    people = {one.person_id: one.person for one in programme.application.people.all()}
    for row in programme.amounts.all():
        if row.person_id in people:
            row.person = people[row.person_id]
    return programme


def facts_lookups():
    """What to prefetch for the facts of many programmes; persons are joined, a query less for each."""
    withheld = withholdings().select_related("person", "decision__delivery")
    people = Applicant.objects.select_related("person", "status")
    return Prefetch("withholdings", withheld), Prefetch("application__people", people)
