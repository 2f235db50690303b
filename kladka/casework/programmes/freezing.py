"""The text of a programme as plain data: frozen when both sides sign, compared between two signings."""

import hashlib
import json

from kladka.documents import polish

from .models import Obligation


def text_of(programme, day):
    """What is agreed and in force on a day, as JSON: the same words that the print has.

    {"situation", "institutions": [line], "aid": [{"code", "scope"}], "goals": [{"key", "theme", "text",
    "person"}], "obligations": [{"key", "goal", …}], "amounts": [{"person", "month", "zl"}]}
    """
    people = {one.person_id: one.person.full_name for one in programme.application.people.all()}
    goals = [one for one in programme.goals.all() if one.in_force(day)]
    duties = [one for one in programme.obligations.all() if one.in_force(day)]
    return {
        "period": [programme.starts.isoformat(), programme.ends.isoformat()],
        "situation": programme.life_situation,
        "institutions": [line.strip() for line in programme.institutions.splitlines() if line.strip()],
        "aid": [{"code": one.code, "scope": one.scope} for one in programme.forms_of_aid.all()],
        "goals": [
            {
                "key": one.key,
                "theme": one.theme_name,
                "text": one.text,
                "person": people.get(one.person_id, ""),
            }
            for one in goals
        ],
        "obligations": [_duty(one, people) for one in duties],
        "amounts": [
            {"person": people[one.person_id], "month": f"{one.month:%Y-%m}", "zl": str(one.amount_pln)}
            for one in programme.amounts.all()
        ],
    }


def _duty(one, people):
    return {
        "key": one.key,
        "goal": one.goal.key if one.goal_id else "",
        "who": who_owes(one, people),
        "text": one.text,
        "provision": one.provision,
        "due": when_due(one),
        "proof": one.get_proof_kind_display() if one.proof_kind else "",
        "hangs_on": one.hangs_on.text if one.hangs_on_id else one.hindrance,
    }


def who_owes(duty, people=None):
    """The side, the person or the institution by name."""
    if duty.owed_by == Obligation.Side.PARTNER and duty.partner:
        return duty.partner
    if duty.person_id:
        return (people or {}).get(duty.person_id) or duty.person.full_name
    return duty.get_owed_by_display()


def when_due(duty):
    """The day, the rhythm or both, in words."""
    said = [duty.get_rhythm_display()] if duty.rhythm else []
    if duty.due_on:
        said.append(f"do {polish.day(duty.due_on)}")
    return ", ".join(said) or "przez cały czas trwania programu"


def fingerprint(content):
    """SHA-256 of the text; equal texts have equal ones."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
