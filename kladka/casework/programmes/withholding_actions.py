"""Wstrzymanie i przywrócenie pomocy (ups art. 95 ust. 1–2): drafted, and done when the decision is issued.

An act that may not be done raises ValidationError with a Polish message (by field where one is to blame) and
changes nothing.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.cases.actions import complete_deadline, set_deadline
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.people.models import Person
from kladka.documents import polish
from kladka.law import acts
from kladka.law.terms import Term

from . import extending, taking_letters, withholding_queries
from .covered import covered_on
from .models import Programme, Withholding
from .steps import done as _done
from .steps import locked as _locked

State = Programme.State
Kind = Decision.Kind
ONCE_EXTENDED = (
    "Okres pomocy przedłużono już decyzją o miesiące wstrzymania. Zostaw przedłużenie; przyznane miesiące "
    "odbiera tylko decyzja zmieniająca."
)


@transaction.atomic
def draft_withholding(
    programme, *, people, ground, starts, facts, by, ends=None, stay_began_on=None, execution="term",
    immediate_reason="", evidence=(), on=None,
):  # fmt: skip
    """Draft the decision that withholds the aid of one person or more; only its issue withholds anything.

    `execution` is a reading of `law.withholding.EXECUTION`; `immediate_reason` asks for KPA art. 108.
    """
    programme = _locked(programme, State.RUNNING)
    spell = {"ground": ground, "starts": starts, "ends": ends, "stay_began_on": stay_began_on}
    if not people:
        raise ValidationError({"people": "Wskaż co najmniej jedną osobę."})
    covered = {one.person_id for one in covered_on(programme, starts)}
    for person in people:
        if person.pk not in covered:
            raise ValidationError({"people": f"{person.full_name}: pomoc tej osoby kończy się wcześniej."})
        _check(programme, person, **spell)
    said = {"ground": ground, "starts": starts, "ends": ends, "immediate_reason": immediate_reason}
    law = taking_letters.law_of_withholding(ground, ends=ends, immediate_reason=immediate_reason)
    return decisions.prepare(
        programme.case,
        Kind.WITHHOLD,
        content=taking_letters.withholding(programme, people, **said)
        | {"withhold": _kept(people, execution=execution, facts=facts, **spell)},
        grounds=taking_letters.grounds(programme, facts=facts, evidence=evidence, law=law),
        by=by,
        on=on,
    )


def _kept(people, **details):
    """What the effect of a decision needs, as its JSON keeps it."""
    kept = {name: day.isoformat() if isinstance(day, date) else day for name, day in details.items()}
    return {"people": [person.key for person in people]} | kept


@transaction.atomic
def withhold_as_decided(decision, *, by, on):
    """Let a decision that withholds aid take effect: one withholding for every person it names."""
    kept = decision.content["withhold"]
    programme = programme_of(decision)
    days = {name: _day(kept[name]) for name in ("starts", "ends", "stay_began_on")}
    how = {"execution": kept["execution"], "immediate": decision.content.get("immediate", False)}
    said = {"ground": kept["ground"], "facts": kept["facts"]}
    return [
        withhold(programme, person=person, decision=decision, by=by, **days, **how, **said)
        for person in people_named(kept)
    ]


def programme_of(decision):
    """The programme whose key a decision keeps."""
    return Programme.objects.get(key=decision.content["programme"])


def people_named(kept):
    """The persons whose keys are kept, in that order."""
    found = Person.objects.in_bulk(kept["people"], field_name="key")
    return [found[key] for key in kept["people"]]


def _day(text):
    return date.fromisoformat(text) if text else None


@transaction.atomic
def withhold(
    programme, *, person, ground, starts, facts, by, ends=None, stay_began_on=None, decision=None,
    execution="stated", immediate=False,
):  # fmt: skip
    """Withhold the aid of one person (ups art. 95 ust. 1); aid of the others goes on (ust. 4a).

    `decision` is the one issued about it; without it the days count as they are.
    """
    programme = _locked(programme, State.RUNNING)
    spell = {"starts": starts, "ends": ends, "stay_began_on": stay_began_on}
    _check(programme, person, ground, **spell)
    how = {"decision": decision, "execution": execution, "immediate": immediate}
    withholding = Withholding.objects.create(
        programme=programme, person=person, ground=ground, facts=facts, by=by, **spell, **how
    )
    if last := acts.last_day_of_withholding(ground, starts):
        label = f"Ostatni dzień, do którego można wstrzymać pomoc: {person.full_name}"
        term = Term(last, last, acts.GROUNDS[ground].provision)
        set_deadline(programme.case, "withholding", label=label, term=term, subject_key=withholding.key)
    text = f"{person.full_name}: {acts.GROUNDS[ground].label}"
    _done("programme.withheld", programme, "Wstrzymano pomoc", on=starts, by=by, text=text, person=person.key)
    return withholding


def _check(programme, person, ground, starts, ends, stay_began_on):
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
    for other in programme.withholdings.filter(person=person, annulled_on=None):
        if (other.ends is None or other.ends >= starts) and (ends is None or other.starts <= ends):
            return other
    return None


@transaction.atomic
def draft_resumption(
    withholdings, *, on, requested_on, by, ceased_on=None, facts="", evidence=(), resumption="day",
    extension=False, drafted_on=None,
):  # fmt: skip
    """Ask for withheld aid to be given back (art. 95 ust. 2) and draft the decision that does it.

    `requested_on` is the day of the realizator's request; `resumption` and `extension` are the readings that
    the programme uses from the decision on.
    """
    programme = _locked(withholdings[0].programme, State.RUNNING)
    for one in withholdings:
        _check_resumption(one, on=on, ceased_on=ceased_on)
        one.requested_on = requested_on
        one.save(update_fields=["requested_on", "changed_at"])
    if not extension and _extended(programme):
        raise ValidationError({"extension": ONCE_EXTENDED})
    people = [one.person for one in withholdings]
    days = {"on": on, "requested_on": requested_on, "ceased_on": ceased_on}
    readings = {"resumption": resumption, "extension": extension}
    lasts = withholding_queries.lasts_until(programme, withholdings, on, **readings)
    kept = _kept(people, **days, **readings, withholdings=[one.key for one in withholdings])
    decision = decisions.prepare(
        programme.case,
        Kind.RESUME,
        content=taking_letters.resumption(programme, people, **days, lasts=lasts) | {"resume": kept},
        grounds=taking_letters.grounds(
            programme, facts=facts, evidence=evidence, law=taking_letters.law_of_resumption(lasts)
        ),
        by=by,
        on=drafted_on,
    )
    names = ", ".join(person.full_name for person in people)
    title = "Realizator wystąpił o przywrócenie pomocy"
    _done("programme.resumption_requested", programme, title, on=requested_on, by=by, text=names)
    return decision


@transaction.atomic
def resume_as_decided(decision, *, by, on):
    """Let a decision that gives aid back take effect: for every withholding, and the readings it chose."""
    kept = decision.content["resume"]
    programme = programme_of(decision)
    programme.resumption_reading = kept["resumption"]
    programme.extension_reading = kept["extension"] or _extended(programme)
    programme.save(update_fields=["resumption_reading", "extension_reading"])
    days = {"on": _day(kept["on"]), "ceased_on": _day(kept["ceased_on"])}
    for one in Withholding.objects.filter(key__in=kept["withholdings"]).select_related("programme", "person"):
        resume(one, decision=decision, by=by, **days)
    if kept["extension"]:
        extending.extend(programme, by=by, on=on)


def _extended(programme):
    """Whether a decision already lengthened the aid by withheld months; only a changing one takes it back."""
    made = programme.withholdings.exclude(resumption=None).select_related("resumption")
    return any(one.resumption.content["resume"]["extension"] for one in made)


def _check_resumption(withholding, *, on, ceased_on):
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


@transaction.atomic
def resume(withholding, *, on, by, ceased_on=None, decision=None):
    """Give the withheld aid again from a day (ups art. 95 ust. 2); nothing is paid back."""
    programme = _locked(withholding.programme, State.RUNNING)
    _check_resumption(withholding, on=on, ceased_on=ceased_on)
    withholding.resumed_on, withholding.ceased_on, withholding.resumption = on, ceased_on, decision
    withholding.ends = on - timedelta(days=1)
    withholding.save(update_fields=["resumed_on", "ceased_on", "resumption", "ends", "changed_at"])
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
