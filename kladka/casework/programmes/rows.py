"""Rows of a programme that is loaded: those nearly all have, and the rest only where there are any."""

from django.db.models import Exists, OuterRef

from kladka.casework.cases.restrictions import Restriction
from kladka.casework.intake.models import Applicant
from kladka.ui.prepared import Prepared

from .agreement import Amendment, Goal
from .models import AgreedAmount, CostStatement, FormOfAid, Obligation, Withholding


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
ALWAYS = {
    "amounts": AgreedAmount.objects.order_by("person", "month"),
    "forms_of_aid": FormOfAid.objects.all(),
    "obligations": Obligation.objects.all(),
}


def _of_one(rows):
    return Prepared(lambda programme: rows.filter(programme=programme), programme=int)


_rows = {name: _of_one(rows) for name, rows in (ALWAYS | SOME).items()}
_people = Prepared(
    lambda application: Applicant.objects.filter(application=application).select_related("person", "status"),
    application=int,
)


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
    programme.case.restricted = programme.restricted
    for name, rows in _rows.items():
        there = name in ALWAYS or getattr(programme, f"has_{name}")
        _known(programme, name, "programme", rows(programme=programme.pk) if there else [])
    application = programme.application
    _known(application, "people", "application", _people(application=application.pk))


def _known(owner, name, back, found):
    """As a prefetch leaves a relation: its rows are there and know their owner."""
    for row in found:
        setattr(row, back, owner)
    rows = getattr(owner, name).all()
    rows._result_cache, rows._prefetch_done = found, True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
