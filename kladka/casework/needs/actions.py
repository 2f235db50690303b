"""Acts of the assessment: planning waves, holding and closing one, rating; needs opened and closed."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import add_event, complete_deadline, set_deadline
from kladka.casework.cases.models import Deadline
from kladka.documents.polish import short_day
from kladka.journal.actions import record
from kladka.law.polish import small_first
from kladka.law.terms import Term

from .domains import domain
from .models import Need, Rating, Wave
from .plan import PROVISION, after_days, planned_days
from .tier_actions import refresh_tier

Kind = Wave.Kind
DEADLINE = "needs"
GOOD_PRACTICE = "dobra praktyka, bez przepisu"


@transaction.atomic
def plan_waves(case, *, starts, ends, by, since=None):
    """Plan every assessment of a programme that runs from `starts` to `ends` (inclusive), with its deadline.

    Called again with another end it moves what was not held yet; what falls away leaves the plan. `since` is
    the day from which a programme that began before is led here.
    """
    _keep(case, planned_days(starts, ends, since), by=by)
    record("needs.planned", case, by=by, organisation=case.organisation, starts=str(starts), ends=str(ends))


@transaction.atomic
def end_waves(case, *, ends, by):
    """The programme ended otherwise than planned: of what was not held only the talk on `ends` is left.

    `ends` None: nothing is, the family is led elsewhere. Afterwards nobody is asked without `plan_after`.
    """
    _keep(case, {Kind.EXIT: ends} if ends else {}, by=by)
    record("needs.planned", case, by=by, organisation=case.organisation, ends=str(ends or ""))


@transaction.atomic
def plan_after(case, *, ends, by):
    """Plan the assessments 6 and 12 months after `ends`; None: the family no longer agrees to them."""
    _keep(case, after_days(ends) if ends else {}, by=by, among=(Kind.AFTER_HALF, Kind.AFTER_YEAR))
    record("needs.planned", case, by=by, organisation=case.organisation, ends=str(ends or ""))


def _keep(case, days, *, by, among=tuple(Kind)):
    """Plan the waves of `days` and drop the others of these kinds; what was held stays as it is."""
    for wave in case.waves.filter(held_on=None, kind__in=among).exclude(kind__in=days):
        complete_deadline(case, DEADLINE, on=timezone.localdate(), subject_key=wave.key)
        wave.delete()
    for kind, day in days.items():
        wave, _ = Wave.objects.get_or_create(case=case, kind=kind, defaults={"planned_on": day, "by": by})
        if wave.held_on is None and wave.planned_on != day:
            wave.planned_on = day
            wave.save(update_fields=["planned_on"])
        if wave.closed_on is None:
            _set_deadline(wave)


def _set_deadline(wave):
    label = f"Ocena potrzeb: {wave.get_kind_display()}"
    provision = PROVISION if wave.kind == Kind.START else GOOD_PRACTICE
    term = Term(wave.planned_on, wave.planned_on, provision)
    set_deadline(wave.case, DEADLINE, label=label, term=term, subject_key=wave.key)


@transaction.atomic
def begin(case, *, by, on):
    """Begin the first assessment before there is a programme: the programme rests on it (regulation § 2)."""
    wave, made = Wave.objects.get_or_create(
        case=case, kind=Kind.START, defaults={"planned_on": on, "held_on": on, "by": by}
    )
    if made:
        _set_deadline(wave)
        record("needs.begun", wave, by=by, organisation=case.organisation, case=case.key)
    return wave


@transaction.atomic
def hold(wave, *, on, language, interpreter, by):
    """Keep when the talk was, in which language and who interpreted."""
    _refuse_closed(wave)
    wave.held_on, wave.language, wave.interpreter, wave.by = on, language, interpreter, by
    wave.save()
    record("needs.held", wave, by=by, organisation=wave.case.organisation, case=wave.case.key)
    return wave


@transaction.atomic
def rate(wave, code, *, person, rater, answer, by, value=None, anchor=None, reason="", evidence=""):
    """Rate one domain of a person, or of the household (`person` None), by the worker or by the person.

    `anchor` is the lowest true one; a `value` that differs from it needs a reason (ValidationError). An
    earlier rating of the same wave is replaced; the journal keeps that there was one.
    """
    _refuse_closed(wave)
    if anchor and value != anchor and not reason.strip():
        raise ValidationError({"reason": "Ocena różni się od wybranego opisu: zapisz, dlaczego."})
    if answer == Rating.Answer.RATED and value is None:
        raise ValidationError({"value": "Wybierz ocenę albo powód, dla którego jej nie ma."})
    rating = Rating.objects.filter(wave=wave, domain=code, person=person, rater=rater).first()
    rating = rating or Rating(wave=wave, domain=domain(code).code, person=person, rater=rater)
    rating.answer, rating.value, rating.anchor = answer, value, anchor
    rating.reason, rating.evidence, rating.by = reason.strip(), evidence.strip(), by
    if answer != Rating.Answer.RATED:
        rating.value = rating.anchor = None
    rating.save()
    if wave.held_on is None:
        wave.held_on = timezone.localdate()
        wave.save(update_fields=["held_on"])
    case = wave.case
    record("needs.rated", rating, by=by, organisation=case.organisation, case=case.key, wave=wave.key)
    refresh_tier(case)
    return rating


@transaction.atomic
def rate_both(wave, code, *, person, worker, own, by):
    """Rate a domain by both raters at once, as on the form; `worker` and `own` are fields of `rate`."""
    rate(wave, code, person=person, rater=Rating.Rater.WORKER, by=by, **worker)
    rate(wave, code, person=person, rater=Rating.Rater.PERSON, by=by, **own)


@transaction.atomic
def take_task(case, one, number, *, by, person=None):
    """Make a task that a domain proposes (by its number) a deadline of the case; nothing is decided by it."""
    trigger, on = one.triggers[number], timezone.localdate()
    day = on + timedelta(days=trigger.days)
    label = trigger.task + (f": {person.full_name}" if person else "")
    term = Term(day, day, trigger.provision or GOOD_PRACTICE)
    subject = f"{one.code}-{number}-{person.key if person else ''}"
    deadline = set_deadline(case, Deadline.NEED, label=label[:200], term=term, subject_key=subject)
    record("needs.task_taken", case, by=by, organisation=case.organisation, task=number)
    add_event(case, "Zaplanowano zadanie", on=on, by=by, text=trigger.task)
    return deadline


@transaction.atomic
def close(wave, *, on, by):
    """Close an assessment; its deadline is met and nothing in it changes any more."""
    _refuse_closed(wave)
    if not wave.held_on or not wave.ratings.exists():
        raise ValidationError("Najpierw zapisz dzień rozmowy i choć jedną ocenę.")
    if on < wave.held_on:
        raise ValidationError({"on": f"Rozmowa była {short_day(wave.held_on)}."})
    wave.closed_on, case = on, wave.case
    wave.save(update_fields=["closed_on"])
    complete_deadline(case, DEADLINE, on=on, subject_key=wave.key)
    record("needs.closed", wave, by=by, organisation=case.organisation, case=case.key)
    text = small_first(wave.get_kind_display())
    add_event(case, "Oceniono potrzeby", on=on, by=by, text=text, url=f"/sprawy/{case.key}/potrzeby/")
    return wave


def _refuse_closed(wave):
    if wave.closed_on:
        raise ValidationError(f"Ta ocena jest zakończona {short_day(wave.closed_on)} i się jej nie zmienia.")


@transaction.atomic
def open_need(case, code, *, text, on, by, person=None):
    """Open a need in a domain, of one person or of the household."""
    need = Need(case=case, domain=domain(code).code, person=person, text=text, opened_on=on, opened_by=by)
    need.full_clean(exclude=["key"])
    need.save()
    record("need.opened", need, by=by, organisation=case.organisation, case=case.key)
    return need


@transaction.atomic
def close_need(need, *, outcome, reason, on, by, cause=""):
    """Close a need as met or unmet, with the reason; unmet needs its cause too. Raises ValidationError."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.outcome:
        raise ValidationError("Ta potrzeba jest już zamknięta.")
    if on < need.opened_on:
        raise ValidationError({"on": f"Potrzebę otwarto {short_day(need.opened_on)}."})
    need.outcome, need.reason, need.closed_on, need.closed_by = outcome, reason, on, by
    need.cause = cause if outcome == Need.Outcome.UNMET else ""
    if outcome == Need.Outcome.UNMET and not cause:
        raise ValidationError({"cause": "Wskaż przyczynę: z nich powstaje obraz braków w systemie."})
    need.save()
    case = need.case
    record("need.closed", need, by=by, organisation=case.organisation, case=case.key, outcome=outcome)
    return need
