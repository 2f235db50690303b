"""Whom a decision in force covers, recorded as it stands: the decision was issued before this system."""

from django.db import transaction

from . import queries
from .actions import claim
from .steps import note


@transaction.atomic
def cover_as_granted(application, coverage, *, reason, by):
    """Cover the persons as a decision in force does; `coverage` has one family.Covered for everybody.

    What the law would propose is not asked again: `reason` is kept where the decision differs from it.
    """
    proposed = dict(queries.coverage_of(application, [one.applicant for one in coverage]))
    for one in coverage:
        applicant = one.applicant
        applicant.covered = applicant.active = one.covered
        applicant.covered_from, applicant.covered_until = one.starts, one.ends
        applicant.coverage_reason = reason if one.covered != proposed[applicant].covered else ""
        claim(applicant)
    application.coverage_confirmed_by = by
    application.save(update_fields=["coverage_confirmed_by"])
    note("coverage.confirmed", application, by=by, covered=sum(one.covered for one in coverage))
