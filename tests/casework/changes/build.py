"""A family in a running programme, and changes recorded in it."""

import datetime

from kladka.casework.changes import actions
from kladka.casework.changes.facts import programme_of
from tests.casework.programmes.build import OLENA, SOFIJA, running

BORN = datetime.date(2026, 12, 5)
BABY = {
    "family_name": "Kowalczuk", "given_names": "Marko", "born": BORN, "sex": "m", "citizenship": "Ukraina",
    "language": "ukraiński", "pesel_missing": "w trakcie nadawania",
}  # fmt: skip
REFUGEE = {"kind": "refugee", "decision_number": "DPU-9/2026", "decided_on": BORN, "delivered_on": BORN}


def family(centre, worker, head):
    """(case, programme, [Olena, Sofija]) from November 2026 to October 2027."""
    programme = running(centre, worker, head, OLENA, SOFIJA)
    return programme.case, programme, [one.person for one in programme.application.people.order_by("pk")]


def changed(case, kind, person=None, *, on, by, **more):
    told = {"learnt_on": on, "told_by": "wnioskodawczyni", "by": by}
    return actions.record_change(case, kind, person=person, on=on, **told, **more)


def born(case, by, **more):
    return changed(case, "birth", on=BORN, by=by, details=BABY, relation="child", **more)


def proposal(change, code):
    return change.proposals.get(code=code)


def coverage(case, person):
    row = programme_of(case).application.people.filter(person=person).first()
    return row and (row.covered, row.covered_from, row.covered_until)
