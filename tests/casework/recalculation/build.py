"""Changes of life as they are recorded, and the changing decision issued."""

from kladka.casework.benefits.actions import export_bank_file, mark_sent
from kladka.casework.decisions.actions import submit
from kladka.casework.intake.models import Applicant
from kladka.casework.issuing.actions import issue
from kladka.casework.people.actions import register_person, register_status
from kladka.casework.programmes.queries import loaded
from kladka.casework.programmes.steps import due_changed
from kladka.casework.recalculation.actions import propose
from tests.casework.benefits.build import DAY


def born(programme, by, name="Sami Sadig", on=DAY(2026, 12, 5)):
    """A child born to the family of a programme; whom the programme covers is recorded, nothing decided."""
    given, family_name = name.split(" ", 1)
    child = register_person(
        programme.organisation, by=by, given_names=given, family_name=family_name, born=on, sex="m",
        citizenship="Ukraina", pesel_missing="w trakcie nadania",
    )  # fmt: skip
    status = register_status(child, by=by, kind="refugee", delivered_on=on)
    Applicant.objects.create(
        application=programme.application, person=child, relation="child", status=status, covered=True,
        covered_from=on,
    )  # fmt: skip
    due_changed(programme)
    return child


def left(programme, person, on):
    """The last covered day of a person."""
    programme.application.people.filter(person=person).update(covered_until=on)
    due_changed(programme)


def changed(programme, worker, head, *, since, on=None, **details):
    """The changing decision of a programme, issued."""
    details = {"reason": "Zmienił się skład rodziny", "ground": "personal"} | details
    made = propose(loaded(programme.key), since=since, by=worker, **details)
    issue(submit(made.decision, by=worker), head, on=on or DAY(2027, 1, 8))
    made.refresh_from_db()
    return made


def send(approved, accountant, on):
    export_bank_file(approved, profile="elixir0-cp852", on=on, by=accountant)
    mark_sent(approved, on=on, by=accountant)
