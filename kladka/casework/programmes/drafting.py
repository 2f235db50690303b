"""The proposal of a programme: forms of aid and duties from the programme's file, amounts at the ceiling.

Rows only; nothing is saved here.
"""

import calendar
from datetime import timedelta

from django.core.exceptions import ValidationError

from kladka.casework.people.models import Person
from kladka.law.book import enacted_book

from .agreement import ProofKind
from .models import AgreedAmount, FormOfAid, Obligation, Programme
from .queries import zlote

SIDES = {"centre": Obligation.Side.CENTRE, "foreigner": Obligation.Side.PARTICIPANT}

# Days from the drafting to the proposed date of a duty. No act sets them; the worker changes them freely.
PROPOSED_DAYS = {
    "inform": 0,
    "worker": 0,
    "residence": 14,
    "labour_office": 14,
    "polish_course": 30,
    "housing": 90,
}

# What proves a duty and how often it is due, as proposed; the worker changes that freely too.
PROPOSED_PROOFS = {
    "residence": ProofKind.STATEMENT,
    "labour_office": ProofKind.LABOUR_OFFICE,
    "polish_course": ProofKind.ATTENDANCE,
    "contact": ProofKind.CONTACT,
    "housing": ProofKind.HOUSING,
}
PROPOSED_RHYTHMS = {"contact": Obligation.Rhythm.TWICE_A_MONTH}


def programme_from(application, explanation, *, readings, realizator):
    """The programme itself, from the first to the last month that the law gives."""
    starts, ends = period(explanation)
    return Programme(
        organisation=application.organisation,
        case=application.case,
        application=application,
        starts=starts,
        ends=ends,
        base_reading=readings.base,
        floor_reading=readings.floor,
        book_version=explanation.book,
        realizator=realizator,
    )


def period(explanation):
    """(first day of the first month, last day of the last month) that the law gives."""
    if not explanation.months:
        raise ValidationError("Z wniosku nie wynika żaden miesiąc pomocy. Sprawdź, kogo obejmuje wniosek.")
    last = explanation.months[-1].first
    return explanation.months[0].first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def forms_of_aid(programme):
    """Every form of aid of the programme's file; the worker leaves out what the family does not need."""
    clauses = enacted_book().programmes[programme.law_file].forms_of_aid
    return [FormOfAid(programme=programme, code=clause.code) for clause in clauses]


def obligations(programme, day):
    """Duties of both sides from the programme's file, some with a proposed date."""
    clauses = enacted_book().programmes[programme.law_file].duties
    return [
        Obligation(
            programme=programme,
            code=clause.code,
            owed_by=SIDES[clause.owed_by],
            text=clause.text,
            provision=clause.provision,
            due_on=day + timedelta(days=PROPOSED_DAYS[clause.code]) if clause.code in PROPOSED_DAYS else None,
            rhythm=PROPOSED_RHYTHMS.get(clause.code, ""),
            proof_kind=PROPOSED_PROOFS.get(clause.code, ""),
        )
        for clause in clauses
    ]


def amounts(programme, explanation, kept=None):
    """One amount a person and month at the ceiling.

    `kept` maps (person id, month) to an earlier amount: a lower one stays with its reason while it lies
    between the new bounds.
    """
    people = Person.objects.in_bulk([p.id for m in explanation.months for p in m.people], field_name="key")
    rows = []
    for month in explanation.months:
        for person in month.people:
            row = AgreedAmount(
                programme=programme,
                person=people[person.id],
                month=month.first,
                number=month.number,
                floor_pln=zlote(person.floor),
                ceiling_pln=zlote(person.ceiling),
                amount_pln=zlote(person.ceiling),
                health_pln=zlote(person.health),
            )
            earlier = (kept or {}).get((row.person_id, row.month))
            row.paid_before = bool(earlier and earlier.paid_before)
            if earlier and earlier.reason and row.floor_pln <= earlier.amount_pln < row.ceiling_pln:
                row.amount_pln, row.reason = earlier.amount_pln, earlier.reason
            rows.append(row)
    return rows
