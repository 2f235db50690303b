"""What a confirmed proposal does: an act of the program, a task with a day, or a page where a person acts."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.casework.cases.actions import complete_deadline, set_deadline
from kladka.casework.cases.models import Deadline
from kladka.casework.intake.coverage_actions import cover_later, end_coverage
from kladka.casework.programmes.steps import due_changed
from kladka.casework.recalculation import actions as recalculation
from kladka.casework.recalculation.models import Recalculation
from kladka.law import life
from kladka.law.terms import Term

from . import facts
from .models import Proposal

TASK = Deadline.LIFE
DAY = life.DAY
# code of the proposal: where it is done, and what the task on „Dziś” says ("" for no task)
WHERE = {
    "recount": ("decyzje/", ""),
    "change_decision": ("decyzje/", ""),
    "insure": ("", "Zgłoś osobę do ubezpieczenia zdrowotnego"),
    "deregister": ("", "Wyrejestruj osobę z ubezpieczenia zdrowotnego"),
    "own_decision": ("decyzje/", "Rozstrzygnij, czy potrzebna jest osobna decyzja"),
    "residence": ("przekazanie/", "Zapytaj o nowe miejsce zamieszkania"),
    "lapse": ("wyplaty/", ""),
    "revoke": ("program/uchyl/", "Przygotuj decyzję uchylającą"),
    "remaining": ("program/uchyl/", "Przygotuj decyzję dla pozostałych osób"),
    "own_duties": ("program/", "Uzgodnij aneks z osobą, która ukończyła 18 lat"),
    "check_stay": ("", "Sprawdź, czy pobyt w zakładzie nadal trwa"),
    "withhold": ("program/wstrzymaj/", "Rozważ wstrzymanie pomocy"),
    "suspend": ("program/wstrzymaj/", "Zawieś świadczenie na czas pozbawienia wolności"),
    "resume": ("program/wstrzymania/", "Przywróć pomoc"),
    "papers": ("zalaczniki/", "Dołącz kopię decyzji o nowym statusie"),
    "status": ("zmiany/", "Zapisz status ochrony, gdy zostanie nadany"),
}


def follow(proposal, *, by):
    """Do what a confirmed proposal says, as far as the program does it itself."""
    if act := _ACTS.get((proposal.code, proposal.chosen)):
        act(proposal, by=by)
    _, task = WHERE.get(proposal.code, ("", ""))
    if task:
        day = max(proposal.since or timezone.localdate(), timezone.localdate())
        label = f"{task}: {proposal.change.person.full_name}"
        term = Term(day, day, proposal.provision)
        set_deadline(proposal.case, TASK, label=label[:200], term=term, subject_key=proposal.key)


def drop_waiting(change, *, on):
    """When a stay is over, nothing about its length waits any more."""
    waiting = change.proposals.filter(code__in=("check_stay", "withhold", "suspend"))
    for one in waiting:
        complete_deadline(change.case, TASK, on=on, subject_key=one.key)
    waiting.filter(state=Proposal.State.OPEN).update(state=Proposal.State.UNDONE)


def since_of(proposal):
    """The day of the chosen reading, else the day of the proposal."""
    days = {code: day for code, _, day in proposal.variants}
    chosen = days.get(proposal.chosen)
    return date.fromisoformat(chosen) if chosen else proposal.since


def _cover(proposal, *, by):
    """The running programme covers the person from now on; amounts come with the new calculation."""
    change, programme = proposal.change, _programme(proposal)
    status = facts.status_of(change.person)
    if status is None or not life.gives_aid(status.kind, change.on):
        raise ValidationError("Ta osoba nie ma zapisanego statusu, który uprawnia do pomocy.")
    relation = facts.membership_of(proposal.case, change.person).relation
    reason = f"{change.get_kind_display()}, potwierdzono odczytanie: objęta trwającym programem"
    cover_later(
        programme.application, change.person, relation=relation, status=status, starts=change.on,
        reason=reason, by=by,
    )  # fmt: skip
    due_changed(programme)


def _end(proposal, *, by):
    programme = _programme(proposal)
    row = facts.applicant_of(programme, proposal.change.person)
    if row is None:
        raise ValidationError("Program nie obejmuje tej osoby.")
    end_coverage(row, on=since_of(proposal), reason=proposal.change.get_kind_display(), by=by)
    due_changed(programme)


def _recount(proposal, *, by):
    """Draft the changing decision from the facts as they are now (ups art. 106 ust. 5)."""
    change = proposal.change
    reason = f"{change.get_kind_display()} ({change.person.full_name}, {change.on:%d.%m.%Y})"
    about = {"reason": reason, "since": proposal.since, "ground": Recalculation.Ground.PERSONAL}
    recalculation.propose(_programme(proposal), by=by, **about)


def _programme(proposal):
    programme = facts.programme_of(proposal.case)
    if programme is None:
        raise ValidationError("Program tej rodziny już się zakończył.")
    return programme


_ACTS = {
    ("coverage", "covered"): _cover,
    ("end_coverage", "days"): _end,
    ("end_coverage", "month"): _end,
    ("adulthood", "ends"): _end,
    ("recount", ""): _recount,
}
