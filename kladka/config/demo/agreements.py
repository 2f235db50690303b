"""Invented goals with steps, proofs, annexes and what was said again in one's own words."""

import datetime

from kladka.casework.programmes import agreement_actions, amendment_actions, proof_actions
from kladka.casework.programmes.goal_set_actions import add_goal_set
from kladka.casework.programmes.goal_sets import built_in
from kladka.casework.programmes.models import Obligation
from kladka.documents.sentences import polish

DAY = datetime.timedelta(days=1)
GOALS = 2  # of a set; a whole one is a click away


def propose_goals(programme, people, filed, worker):
    """The first goals of the set that fits the family, as they were proposed when the draft was made."""
    code = "single_person" if len(people) == 1 else "school_family"
    add_goal_set(programme, built_in()[code]["goals"][:GOALS], by=worker, on=filed + 6 * DAY)


def say_again(programme, filed, worker):
    """Most of the obligations were said again in the family's own words."""
    said = list(Obligation.objects.filter(programme=programme).order_by("pk"))
    agreement_actions.record_teach_back(programme, said[:-3], on=filed + 10 * DAY, heard_by=worker, by=worker)


def live_with_goals(programme, filed, worker, today):
    """A registration that came on time; the seat on the course is still waited for."""
    duty = Obligation.objects.get(programme=programme, code="labour_office")
    came = filed + 22 * DAY
    if came <= today:
        proof_actions.record_proof(
            duty, kind="labour_office", outcome="met", came_on=came, by=worker,
            said="Zarejestrowana jako bezrobotna, następna wizyta za miesiąc.",
        )  # fmt: skip


def amend(programme, worker, today):
    """An annex signed after a note without progress, and another one that waits for signatures."""
    facts = "Notatka z monitorowania: brak postępów w nauce języka, kurs koliduje z opieką nad dziećmi."
    annex = amendment_actions.draft_annex(
        programme, reason="progress", explanation=facts, by=worker, on=today - 9 * DAY
    )
    steps = [
        {
            "owed_by": "partner",
            "partner": "Fundacja Mosty",
            "text": "zapewni opiekę nad dziećmi",
        },
        {"owed_by": "participant", "text": polish("s_talks"), "rhythm": "weekly", "after": 0},
    ]
    agreement_actions.add_goal(
        programme, theme="language", text=polish("g_language_senior"), steps=steps, by=worker
    )
    signed = programme.signed_by or "rodzina"
    amendment_actions.sign_annex(
        annex, on=today - 7 * DAY, starts=today - 7 * DAY, represented_by=worker, signed_by=signed,
        talk_language="ukraiński", interpreter="Iryna Bondar", by=worker,
    )  # fmt: skip
    amendment_actions.draft_annex(
        programme, reason="request", explanation="Rodzina prosi o pomoc w szukaniu mieszkania.", by=worker
    )
