"""Acts on sets of goals: added to a programme in one go, saved from one without personal data, retired."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.journal.actions import record

from .agreement import GoalSet
from .agreement_actions import add_goal
from .goal_sets import content_of, steps_from
from .steps import note, open_text


@transaction.atomic
def add_goal_set(programme, goals, *, by, on=None):
    """Add goals of a set with their steps, proofs and proposed days, counted from `on`; all stay editable.

    A goal that the programme has already, in the same words, is not added again. Returns those added.
    """
    programme, _ = open_text(programme)
    had = {one.text for one in programme.goals.all() if one.ended_with_id is None}
    day = on or timezone.localdate()
    added = [
        add_goal(programme, theme=one["theme"], text=one["text"], steps=steps_from(one, day), by=by)
        for one in goals
        if one["text"] not in had
    ]
    note("programme.goal_set", programme, by=by, goals=len(added))
    return added


@transaction.atomic
def save_goal_set(programme, goals, *, name, by):
    """Keep goals of a programme as the office's own set; names of the family and long numbers are covered."""
    if not goals:
        raise ValidationError("Wybierz co najmniej jeden cel.")
    try:
        with transaction.atomic():
            kept = GoalSet.objects.create(
                organisation=programme.organisation,
                name=name,
                content=content_of(programme, goals, timezone.localdate()),
                by=by,
                created_on=timezone.localdate(),
            )
    except IntegrityError as error:
        raise ValidationError({"name": "Jednostka ma już zestaw o tej nazwie."}) from error
    record("goal_set.saved", kept, by=by, organisation=kept.organisation, goals=len(kept.content))
    return kept


@transaction.atomic
def retire_goal_set(goal_set, *, by):
    """Retire a set: it is proposed no more; programmes that used it keep their goals."""
    if goal_set.retired_on:
        raise ValidationError("Ten zestaw jest już wycofany.")
    goal_set.retired_on = timezone.localdate()
    goal_set.save(update_fields=["retired_on"])
    record("goal_set.retired", goal_set, by=by, organisation=goal_set.organisation)
