"""Zestawy celów: built-in ones from `goal_sets.toml`, an office's own from its table; one shape for both.

A set is {"name", "goals": [{"theme", "text", "steps": [{"owed_by", "text", "days", …}]}]}. The words of the
built-in ones are reviewed sentences (kladka.documents.sentences), so that every print can translate them.
"""

import re
import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path

from kladka.documents.sentences import polish

from .agreement import GoalSet

FILE = Path(__file__).parent / "goal_sets.toml"
# What a step keeps in a set: nothing about whose it was or when it was done.
KEPT = ("owed_by", "text", "rhythm", "proof_kind", "hindrance", "provision")
NUMBER = re.compile(r"\d{6,}")


@cache
def built_in():
    """{code: set} of the file, in its order."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        one["code"]: {"name": one["name"], "goals": [_goal(g) for g in one["goal"]]} for one in data["set"]
    }


def _goal(goal):
    return {"theme": goal["theme"], "text": polish(goal["text"]), "steps": [_step(s) for s in goal["step"]]}


def _step(step):
    words = {name: polish(step[name]) for name in ("text", "partner", "hindrance") if name in step}
    return step | words


def own_sets(organisation):
    """The office's own sets that are not retired, by name."""
    return GoalSet.objects.filter(organisation=organisation, retired_on=None)


def steps_from(goal, day):
    """Steps of a goal as `agreement_actions.add_goal` takes them, with days counted from `day`."""
    return [
        {name: value for name, value in step.items() if name != "days"}
        | {"due_on": day + timedelta(days=step["days"]) if step.get("days") is not None else None}
        for step in goal["steps"]
    ]


def content_of(programme, goals, day):
    """Chosen goals of a programme as a set: names and long numbers covered, days as days from `day`."""
    words = {word for one in programme.application.people.all() for word in _names(one.person)}
    duties = sorted((one for one in programme.obligations.all() if one.in_force(day)), key=lambda one: one.pk)
    return [_kept_goal(goal, [one for one in duties if one.goal_id == goal.pk], words, day) for goal in goals]


def _names(person):
    spelled = f"{person.full_name} {person.original_name}".split()
    return [word for word in spelled if len(word) > 2]


def _kept_goal(goal, steps, words, day):
    places = {one.pk: place for place, one in enumerate(steps)}
    kept = []
    for one in steps:
        step = {name: getattr(one, name) for name in KEPT if getattr(one, name)}
        step = {name: _covered(value, words) for name, value in step.items()}
        if one.due_on:
            step["days"] = max(0, (one.due_on - day).days)
        if places.get(one.hangs_on_id, len(kept)) < len(kept):
            step["after"] = places[one.hangs_on_id]
        kept.append(step)
    return {"theme": goal.theme, "text": _covered(goal.text, words), "steps": kept}


def _covered(text, words):
    """The text without the family's names (their endings too) and without long numbers."""
    for word in words:
        text = re.sub(rf"\b{re.escape(word[: max(3, len(word) - 2)])}\w*", "…", text, flags=re.IGNORECASE)
    return NUMBER.sub("…", text)
