"""Whom a running programme covers: a person joins or leaves; amounts follow only by a changing decision."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.casework.intake.models import Applicant
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.steps import done, due_changed, locked
from kladka.documents.polish import short_day

State = Programme.State


@transaction.atomic
def join(programme, person, *, relation, starts, reason, by):
    """Cover one more person of the family from a day on (ups art. 91 ust. 4 and 12): a birth, an arrival.

    The share of everybody falls at once, as the ceiling of the law does; the person is paid after the
    changing decision. Returns the Applicant.
    """
    programme = locked(programme, State.RUNNING)
    if not programme.starts <= starts <= programme.ends:
        raise ValidationError({"starts": "Ten dzień jest poza czasem programu."})
    status = person.statuses.order_by("-delivered_on", "-pk").first()
    if status is None:
        raise ValidationError("Zapisz najpierw status ochrony tej osoby.")
    try:
        with transaction.atomic():
            made = Applicant.objects.create(
                application=programme.application, person=person, relation=relation, status=status,
                covered=True, covered_from=starts, coverage_reason=reason,
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError("Ta osoba jest już objęta programem albo wnioskiem.") from error
    due_changed(programme)
    text = f"{person.full_name}, od {short_day(starts)}: {reason}"
    done("coverage.joined", programme, "Program objął osobę", by=by, text=text, person=person.key)
    return made


@transaction.atomic
def leave(programme, person, *, ends, reason, by):
    """The last day on which a person is covered: who moved out, died, lost the status."""
    programme = locked(programme, State.RUNNING)
    applicant = programme.application.people.filter(person=person, covered=True).first()
    if applicant is None:
        raise ValidationError("Program nie obejmuje tej osoby.")
    if not programme.starts <= ends <= programme.ends:
        raise ValidationError({"ends": "Ten dzień jest poza czasem programu."})
    applicant.covered_until = ends
    applicant.save(update_fields=["covered_until"])
    due_changed(programme)
    text = f"{person.full_name}, do {short_day(ends)}: {reason}"
    done("coverage.left", programme, "Osoba wyszła z programu", by=by, text=text, person=person.key)
