"""Wstrzymanie i wznowienie pomocy (ups art. 95 ust. 1–2).

An act that may not be done raises ValidationError with a Polish message (by field where one is to blame) and
changes nothing.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.cases.actions import complete_deadline, set_deadline
from kladka.documents import polish
from kladka.law import acts
from kladka.law.terms import Term

from .models import Programme, Withholding
from .steps import done as _done
from .steps import locked as _locked

State = Programme.State


@transaction.atomic
def withhold(programme, *, person, ground, starts, facts, by, ends=None, stay_began_on=None):
    """Withhold the aid of one person (ups art. 95 ust. 1); aid of the others goes on (ust. 4a)."""
    programme = _locked(programme, State.RUNNING)
    if not programme.starts <= starts <= programme.ends:
        raise ValidationError({"starts": "Początek wstrzymania musi przypadać w czasie programu."})
    if ends and ends > programme.ends:
        last = polish.short_day(programme.ends)
        raise ValidationError({"ends": f"Program trwa do {last}; wstrzymanie kończy się najpóźniej wtedy."})
    outcome = acts.may_withhold(ground, starts, ends, stay_began_on=stay_began_on)
    if not outcome.allowed:
        raise ValidationError({_FIELDS.get(outcome.reasons[0].code, "starts"): outcome.reasons[0].text})
    if already := _overlapping(programme, person, starts, ends):
        raise ValidationError(
            {"starts": f"Pomoc tej osobie jest już wstrzymana od {polish.short_day(already.starts)}."}
        )
    spell = {"starts": starts, "ends": ends, "stay_began_on": stay_began_on}
    withholding = Withholding.objects.create(
        programme=programme, person=person, ground=ground, facts=facts, by=by, **spell
    )
    if last := acts.last_day_of_withholding(ground, starts):
        label = f"Ostatni dzień, do którego można wstrzymać pomoc: {person.full_name}"
        term = Term(last, last, acts.GROUNDS[ground].provision)
        set_deadline(programme.case, "withholding", label=label, term=term, subject_key=withholding.key)
    text = f"{person.full_name}: {acts.GROUNDS[ground].label}"
    _done("programme.withheld", programme, "Wstrzymano pomoc", on=starts, by=by, text=text, person=person.key)
    return withholding


# Reasons of the law → the field of the form they belong to.
_FIELDS = {
    "unknown_ground": "ground",
    "ends_before_start": "ends",
    "end_needed": "ends",
    "withheld_too_long": "ends",
    "stay_unknown": "stay_began_on",
    "stay_too_short": "starts",
    "ground_not_ceased": "ceased_on",
    "before_withholding": "on",
}


def _overlapping(programme, person, starts, ends):
    for other in programme.withholdings.filter(person=person):
        if (other.ends is None or other.ends >= starts) and (ends is None or other.starts <= ends):
            return other
    return None


@transaction.atomic
def resume(withholding, *, on, by, ceased_on=None):
    """Give the withheld aid again from a day (ups art. 95 ust. 2); nothing is extended or paid back."""
    programme = _locked(withholding.programme, State.RUNNING)
    if ceased_on and ceased_on < withholding.starts:
        began = polish.short_day(withholding.starts)
        raise ValidationError(
            {"ceased_on": f"Pomoc wstrzymano {began}; przyczyna nie mogła ustać wcześniej."}
        )
    outcome = acts.may_resume(withholding.ground, withholding.starts, on, ceased_on=ceased_on)
    if not outcome.allowed:
        raise ValidationError({_FIELDS.get(outcome.reasons[0].code, "on"): outcome.reasons[0].text})
    if on <= withholding.starts:
        raise ValidationError({"on": "Pomoc można przywrócić najwcześniej dzień po wstrzymaniu."})
    if withholding.resumed_on or (withholding.ends and on > withholding.ends + timedelta(days=1)):
        raise ValidationError({"on": "To wstrzymanie już się skończyło."})
    withholding.resumed_on, withholding.ceased_on = on, ceased_on
    withholding.ends = on - timedelta(days=1)
    withholding.save(update_fields=["resumed_on", "ceased_on", "ends", "changed_at"])
    complete_deadline(programme.case, "withholding", on=on, subject_key=withholding.key)
    person = withholding.person
    _done(
        "programme.resumed",
        programme,
        "Przywrócono pomoc",
        on=on,
        by=by,
        text=person.full_name,
        person=person.key,
    )
    return withholding
