"""What both sides agreed, on its way to the next centre (ups art. 94 ust. 7): situation, aid, goals, duties.

The new centre and the family agree it anew, so it arrives as a draft that its worker edits. A person is told
by the place among those handed over; a goal reached and a step done stay in the old file.
"""

from datetime import date

from django.core.exceptions import ValidationError

from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes.agreement_actions import add_goal, save_obligation

# Fields of Obligation that are handed over as they stand.
OF_STEP = ("code", "owed_by", "partner", "text", "provision", "rhythm", "proof_kind", "hindrance")


def packed(programme, people, day):
    """The text in force on a day, as plain values; `people` are primary keys of persons in their order."""
    places = {pk: place for place, pk in enumerate(people)}
    open_ones = [one for one in programme.obligations.all() if not one.done_on and one.in_force(day)]
    goals = [one for one in programme.goals.all() if not one.reached_on and one.in_force(day)]
    return {
        "situation": programme.life_situation,
        "institutions": programme.institutions,
        "aid": {one.code: one.scope for one in programme.forms_of_aid.all()},
        "goals": [_goal(one, open_ones, places) for one in goals],
        "duties": [_step(one, places) for one in open_ones if one.goal_id is None],
    }


def _goal(goal, open_ones, places):
    steps = sorted((one for one in open_ones if one.goal_id == goal.pk), key=lambda one: one.pk)
    order = {one.pk: place for place, one in enumerate(steps)}
    return {
        "theme": goal.theme,
        "text": goal.text,
        "person": places.get(goal.person_id),
        "steps": [_step(one, places) | {"after": order.get(one.hangs_on_id)} for one in steps],
    }


def _step(one, places):
    due = {"due_on": one.due_on.isoformat() if one.due_on else None}
    return {name: getattr(one, name) for name in OF_STEP} | due | {"person": places.get(one.person_id)}


def write(application, text, persons, *, by):
    """Draft the programme of the new centre and put the text into it; `persons` in the order of `packed`.

    Duties of the statute are proposed anew, with days of their own, so only the family's own ones are added.
    None, and nothing is drafted, when the law gives no month: the page of the programme says why.
    """
    try:
        programme = programmes.draft_programme(application, by)
    except ValidationError:
        return None
    known = {"life_situation": text["situation"], "institutions": text["institutions"]}
    programmes.describe_situation(programme, by=by, **known)
    if text["aid"]:
        programmes.choose_forms_of_aid(programme, scopes=text["aid"], by=by)
    for goal in text["goals"]:
        if steps := [_arrived(step, persons) for step in goal["steps"]]:
            who = _whose(goal, persons)
            add_goal(programme, theme=goal["theme"], text=goal["text"], steps=steps, person=who, by=by)
    proposed = {one.code for one in programme.obligations.all() if one.code}
    for duty in text["duties"]:
        if duty["code"] not in proposed:
            save_obligation(programme, None, by=by, **_arrived(duty, persons))
    return programme


def _arrived(step, persons):
    due = step["due_on"]
    return step | {"person": _whose(step, persons), "due_on": due and date.fromisoformat(due)}


def _whose(row, persons):
    return None if row["person"] is None else persons[row["person"]]
