"""What was filed with ZUS, other titles to insurance, and the deadlines of what is still to be filed.

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.casework.cases.actions import add_event, complete_deadline, set_deadline
from kladka.documents.polish import short_day
from kladka.journal.actions import record
from kladka.law.terms import Term

from . import queries
from .models import InsuranceFiling, OtherTitle

DEADLINE = "health_insurance"
AHEAD = timedelta(days=31)
LABELS = {
    InsuranceFiling.Kind.REGISTER: "Zgłoś do ubezpieczenia zdrowotnego",
    InsuranceFiling.Kind.DEREGISTER: "Wyrejestruj z ubezpieczenia zdrowotnego",
}


@transaction.atomic
def record_filing(task, *, filed_on, by, reference=""):
    """Record that a task was filed with ZUS on a day."""
    if filed_on < task.effective_on:
        raise ValidationError(
            {"filed_on": f"Zmiana następuje {short_day(task.effective_on)}; wcześniej jej się nie zgłasza."}
        )
    try:
        with transaction.atomic():
            filing = InsuranceFiling.objects.create(
                programme=task.programme, case=task.programme.case, person=task.person, kind=task.kind,
                effective_on=task.effective_on, filed_on=filed_on, reference=reference, by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError("To zgłoszenie już zapisano.") from error
    case = task.programme.case
    complete_deadline(case, DEADLINE, on=filed_on, subject_key=task.subject)
    title = f"Ubezpieczenie zdrowotne: {filing.get_kind_display()}"
    _done("insurance.filed", case, title, task.person, filed_on, by)
    return filing


@transaction.atomic
def record_filed_before(programme, *, person, effective_on, filed_on, by):
    """Record when a person was registered before the programme was carried over; what is known stays."""
    kind = InsuranceFiling.Kind.REGISTER
    if programme.insurance_filings.filter(person=person, kind=kind).exists():
        return
    InsuranceFiling.objects.create(
        programme=programme, case=programme.case, person=person, kind=kind, effective_on=effective_on,
        filed_on=filed_on, by=by,
    )  # fmt: skip
    title = "Ubezpieczenie zdrowotne: zgłoszenie przed Kładką"
    _done("insurance.filed", programme.case, title, person, filed_on, by)


@transaction.atomic
def record_dependant(programme, *, person, dependant, kind, effective_on, filed_on, by, reference=""):
    """Record that a family member of an insured person was reported or taken off (art. 67 ust. 3)."""
    if person == dependant:
        raise ValidationError({"dependant": "Członkiem rodziny jest inna osoba niż ubezpieczona."})
    filing = InsuranceFiling.objects.create(
        programme=programme, case=programme.case, person=person, dependant=dependant, kind=kind,
        effective_on=effective_on, filed_on=filed_on, reference=reference, by=by,
    )  # fmt: skip
    title = f"Ubezpieczenie zdrowotne: {filing.get_kind_display()}"
    _done("insurance.filed", programme.case, title, dependant, filed_on, by)
    return filing


@transaction.atomic
def record_other_title(case, *, person, kind, starts, by, ends=None):
    """Record that a person is insured from another title; the programme's contribution is then not paid."""
    if ends and ends < starts:
        raise ValidationError({"ends": "Koniec nie może być przed początkiem."})
    title = OtherTitle.objects.create(case=case, person=person, kind=kind, starts=starts, ends=ends, by=by)
    _done("insurance.other_title", case, "Inny tytuł do ubezpieczenia", person, starts, by)
    return title


@transaction.atomic
def end_other_title(title, *, on, by):
    """Record the last day of another title."""
    if on < title.starts:
        raise ValidationError({"on": "Koniec nie może być przed początkiem."})
    title.ends = on
    title.save(update_fields=["ends"])
    what = "Ustał inny tytuł do ubezpieczenia"
    _done("insurance.other_title_ended", title.case, what, title.person, on, by)
    return title


def set_tasks(programme, today):
    """Set a deadline for everything to be filed about a programme by a month from `today` (art. 67 ust. 3).

    What no longer has to be filed, because a later decision changed the days, is closed.
    """
    case = programme.case
    found = queries.tasks(programme.organisation, today + AHEAD, pk=programme.pk)
    waiting = case.deadlines.filter(kind=DEADLINE, done_on=None).values_list("subject_key", flat=True)
    for gone in set(waiting) - {task.subject for task in found}:
        complete_deadline(case, DEADLINE, on=today, subject_key=gone)
    for task in found:
        term = Term(task.due, task.due, task.provision)
        label = f"{LABELS[task.kind]}: {task.person.full_name}"
        set_deadline(case, DEADLINE, label=label, term=term, subject_key=task.subject)
    return found


def _done(act, case, title, person, on, by):
    record(act, case, by=by, organisation=case.organisation, person=person.key)
    add_event(case, title, on=on, by=by, text=person.full_name, url=f"/sprawy/{case.key}/ubezpieczenie/")
