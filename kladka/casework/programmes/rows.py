"""Rows of a programme that is loaded: those nearly all have, and the rest only where there are any."""

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

from kladka.casework.cases.restrictions import Restriction
from kladka.casework.intake.models import Applicant

from .agreement import Amendment, Goal
from .models import AgreedAmount, CostStatement, Withholding

ALWAYS = (
    Prefetch("amounts", AgreedAmount.objects.order_by("person", "month")),
    "forms_of_aid",
    "obligations",
    Prefetch("application__people", Applicant.objects.select_related("person", "status")),
)


def withholdings():
    """Withheld times with the delivery of their decisions, on which their execution depends."""
    found = Withholding.objects.select_related("decision__delivery")
    return found.defer("decision__content", "decision__grounds")


SOME = {
    "goals": Goal.objects.all(),
    "amendments": Amendment.objects.all(),
    "cost_statements": CostStatement.objects.defer("pdf"),
    "withholdings": withholdings(),
}


def with_what_there_is(programmes):
    """Programmes that know whether they have rows of SOME and whether their case is restricted."""
    has = {
        f"has_{name}": Exists(rows.model.objects.filter(programme=OuterRef("pk")))
        for name, rows in SOME.items()
    }
    restricted = Restriction.objects.in_force().filter(case=OuterRef("case"))
    return programmes.annotate(**has, restricted=Exists(restricted))


def read_rows(programme):
    """Read the rows of a programme of `with_what_there_is`: no question is asked for what is not there."""
    there = [Prefetch(name, rows) for name, rows in SOME.items() if getattr(programme, f"has_{name}")]
    prefetch_related_objects([programme], *ALWAYS, *there)
    programme.case.restricted = programme.restricted
    for name in SOME:
        if not getattr(programme, f"has_{name}"):
            _known_empty(programme, name)


def _known_empty(programme, name):
    """As a prefetch leaves a relation without rows."""
    rows = getattr(programme, name).all()
    rows._result_cache, rows._prefetch_done = [], True
    programme.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
