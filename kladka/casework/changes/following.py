"""What a confirmed proposal does: an act of the program, a task with a day, or a page where a person acts."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.casework.cases.actions import complete_deadline, keep_draft, set_deadline
from kladka.casework.cases.models import Deadline
from kladka.casework.programmes.withholding_forms import draft_name
from kladka.casework.recalculation import actions as recalculation
from kladka.casework.recalculation import coverage_actions as coverage
from kladka.casework.recalculation.models import Recalculation
from kladka.documents.polish import short_day
from kladka.law import life
from kladka.law.terms import Term

from . import facts
from .models import LifeChange, Proposal

Kind = LifeChange.Kind
TASK = Deadline.LIFE
DAY = life.DAY
# code of the proposal: where it is done, and what the task on „Dziś” says ("" for no task)
WHERE = {
    "coverage": ("sklad/", ""),
    "end_coverage": ("sklad/", ""),
    "adulthood": ("sklad/", ""),
    "family_size": ("sklad/", ""),
    "recount": ("decyzje/", ""),
    "change_decision": ("przeliczenie/", ""),
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


def follow(proposal, *, by, together=()):
    """Do what a confirmed proposal says, as far as the program does it itself.

    `together` are persons who live with the one of the change, apart from the rest.
    """
    if proposal.code == "family_size":
        _apart(proposal, [proposal.change.person, *together], by=by)
    elif act := _ACTS.get((proposal.code, proposal.chosen)):
        act(proposal, by=by)
    if (proposal.code, proposal.change.kind) in GROUNDS:
        _prefill(proposal, by=by)
    _, task = WHERE.get(proposal.code, ("", ""))
    if task:
        day = max(proposal.since or timezone.localdate(), timezone.localdate())
        label = f"{task}: {proposal.change.person.full_name}"
        term = Term(day, day, proposal.provision)
        set_deadline(proposal.case, TASK, label=label[:200], term=term, subject_key=proposal.key)


# What the forms of withholding and revocation call the ground of a proposal.
GROUNDS = {
    ("withhold", Kind.HOSPITAL): "health_facility",
    ("withhold", Kind.ARREST): "criminal_proceedings",
    ("suspend", Kind.ARREST): "temporary_arrest",
    ("suspend", Kind.PRISON): "imprisonment",
    ("revoke", Kind.STATUS_LOST): "status_lost",
    ("revoke", Kind.STATUS_GIVEN): "status_lost",
    ("revoke", Kind.PRISON): "convicted",
}


def where_of(proposal):
    """Tail of the address at the case where a confirmed proposal is done, "" for a task alone.

    Forms of withholding and revocation open with the person and the ground.
    """
    change = proposal.change
    tail, _ = WHERE.get(proposal.code, ("", ""))
    ground = GROUNDS.get((proposal.code, change.kind))
    return f"{tail}?osoba={change.person.key}&podstawa={ground}" if ground else tail


def _prefill(proposal, *, by):
    """Keep what is known of the change as a draft of the form that comes next."""
    change = proposal.change
    form = "programme-revoke" if proposal.code == "revoke" else "programme-withhold"
    told = f"{change.get_kind_display().capitalize()}: {change.person.full_name}, od {short_day(change.on)}."
    facts_said = [told, f"Wiadomość z {short_day(change.learnt_on)}: {change.told_by}.", change.text]
    evidence = f"{change.proof.get_kind_display()}: {change.proof.name}" if change.proof else ""
    starts = max(proposal.since or change.on, timezone.localdate())
    data = {
        "people": [change.person.key],
        "ground": GROUNDS[proposal.code, change.kind],
        "facts": "\n".join(line for line in facts_said if line),
        "evidence": evidence,
        "starts": starts.isoformat(),
    }
    if change.kind in LifeChange.STAYS:
        data["stay_began_on"] = change.on.isoformat()
    keep_draft(by, draft_name(proposal.case, form), data)


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
    coverage.join(programme, change.person, relation=relation, starts=change.on, reason=reason, by=by)


def _end(proposal, *, by):
    change = proposal.change
    reason = change.get_kind_display()
    coverage.leave(_programme(proposal), change.person, ends=since_of(proposal), reason=reason, by=by)


def _apart(proposal, people, *, by):
    """Who left counts as a home of their own from the chosen month on, with whoever went along."""
    reason = f"{proposal.change.get_kind_display()}, {proposal.change.on:%d.%m.%Y}"
    starts = since_of(proposal)
    coverage.live_apart(_programme(proposal), people, starts=starts, reason=reason, by=by)


def _recount(proposal, *, by):
    """Draft the changing decision from the facts as they are now (ups art. 106 ust. 5)."""
    change = proposal.change
    reason = f"{change.get_kind_display()} ({change.person.full_name}, {change.on:%d.%m.%Y})"
    size = change.proposals.filter(code="family_size").exclude(chosen="").first()
    since = min(proposal.since, since_of(size)) if size else proposal.since
    about = {"reason": reason, "since": since, "ground": Recalculation.Ground.PERSONAL}
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
