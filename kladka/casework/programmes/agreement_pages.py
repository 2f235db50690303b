"""What pages show of the agreement: goals by theme with their steps, obligations, annexes, frozen texts."""

from kladka.documents.polish import short_day
from kladka.documents.sentences import LANGUAGES, NAMES
from kladka.documents.translated import TAGS

from . import permissions
from .agreement import Amendment, Proof
from .changes import between, changes_of, words_of
from .freezing import when_due, who_owes
from .models import Obligation, Programme
from .obligation_queries import LATE, MET, RUNNING, WAITING, standings
from .themes import THEMES

State = Programme.State
BADGES = {MET: "green", LATE: "red", WAITING: "yellow", RUNNING: "azure"}
WORDS = {LATE: "po terminie", WAITING: "czeka", RUNNING: "trwa"}
OUTCOMES = {Proof.Outcome.MET: "green", Proof.Outcome.PARTLY: "yellow", Proof.Outcome.NOT_MET: "red"}
ANNEXES = {"draft": "azure", "signed": "green", "dropped": "secondary"}


def agreement_context(user, programme, day):
    """Goals by theme, obligations outside goals by side, annexes, languages of the print."""
    rows = [standing_row(one) for one in standings(programme, day)]
    return {
        "themes": _themes(programme, rows, day),
        "sides": _sides(rows),
        "annexes": [(one, ANNEXES[one.state]) for one in programme.amendments.all()],
        "open_annex": permissions.open_annex(programme),
        "can_amend": permissions.can_amend(user, programme),
        "print_languages": print_languages(programme),
        "unsaid": sum(1 for row in rows if not row["duty"].repeated_on),
    }


def standing_row(standing):
    """An obligation as its row shows it."""
    duty = standing.obligation
    says = f"wykonano {short_day(duty.done_on)}" if standing.state == MET else WORDS[standing.state]
    return {
        "duty": duty,
        "who": who_owes(duty),
        "due": when_due(duty),
        "badge": BADGES[standing.state],
        "says": says,
        "waits_for": standing.waits_for,
    }


def _themes(programme, rows, day):
    """[(theme, [(goal, rows of its steps)])] in the order of the themes."""
    steps = {}
    for row in sorted(rows, key=lambda row: row["duty"].pk):  # steps in the order they were thought of
        steps.setdefault(row["duty"].goal_id, []).append(row)
    goals = [one for one in programme.goals.all() if one.in_force(day)]
    found = [
        (name, [(one, steps.get(one.pk, [])) for one in goals if one.theme == theme])
        for theme, name in THEMES.items()
    ]
    return [(name, mine) for name, mine in found if mine]


def _sides(rows):
    loose = [row for row in rows if not row["duty"].goal_id]
    sides = Obligation.Side.choices
    found = [(label, [row for row in loose if row["duty"].owed_by == side]) for side, label in sides]
    return [(label, mine) for label, mine in found if mine]


def print_languages(programme):
    """[(tag, name)], the applicant's own language first."""
    own = next((TAGS.get(one.person.language) for one in programme.application.people.all()), None)
    return [(tag, NAMES[tag]) for tag in sorted(LANGUAGES, key=lambda tag: (tag != own, NAMES[tag]))]


def obligation_context(programme, obligation, proofs, day):
    """One obligation: how it stands, its proofs with the withdrawn ones, what it was before."""
    everything = standings(programme, day, proofs=proofs)
    standing = next((one for one in everything if one.obligation.pk == obligation.pk), None)
    rows = {one.pk: one for one in programme.obligations.all()}
    shown = obligation.proofs.select_related("attachment", "by", "withdrawn_by")
    return {
        "programme": programme,
        "duty": obligation,
        "row": standing and standing_row(standing),
        "who": who_owes(obligation),
        "due": when_due(obligation),
        "proved_until": standing and standing.proved_until,
        "proofs": [(one, OUTCOMES[one.outcome]) for one in shown],
        "waiting": [one for one in rows.values() if one.hangs_on_id == obligation.pk],
        "earlier": _earlier(obligation, rows),
        "later": next((one for one in rows.values() if one.replaces_id == obligation.pk), None),
    }


def _earlier(obligation, rows):
    """Obligations that this one took the place of, newest first, each in one line."""
    found = []
    while before := rows.get(obligation.replaces_id):
        found.append((words_of(before), before.ended_with))
        obligation = before
    return found


def annex_context(programme, amendment):
    """What an annex changes and, while it is a draft, every row that may still be changed in it."""
    draft = amendment.state == Amendment.State.DRAFT
    return {
        "programme": programme,
        "annex": amendment,
        "annex_badge": ANNEXES[amendment.state],
        "changes": changes_of(programme, amendment) if amendment.state != Amendment.State.DROPPED else [],
        "goals": _editable(programme, amendment) if draft else [],
        "print_languages": print_languages(programme),
    }


def _editable(programme, amendment):
    """[(goal or None, whether it is new, [(step, what the annex does with it)])]."""
    found = []
    duties = [one for one in programme.obligations.all() if _lives(one, amendment)]
    goals = [one for one in programme.goals.all() if _lives(one, amendment)]
    for goal in [*goals, None]:
        steps = [one for one in duties if one.goal_id == (goal.pk if goal else None)]
        found.append(
            (
                goal,
                _mark(goal, amendment),
                [(one, _mark(one, amendment), who_owes(one), when_due(one)) for one in steps],
            )
        )
    return found


def _lives(row, amendment):
    """Whether a row belongs to the text that the annex works on."""
    begun, ended = row.begun_with, row.ended_with
    agreed = begun is None or begun.state == Amendment.State.SIGNED or begun.pk == amendment.pk
    return agreed and (ended is None or ended.pk == amendment.pk)


def _mark(row, amendment):
    """ "new", "ends" or "" for a row that the annex leaves as it is."""
    if row is None:
        return ""
    if row.begun_with_id == amendment.pk:
        return "new"
    return "ends" if row.ended_with_id == amendment.pk else ""


def texts_context(programme, texts):
    """Every frozen text with what changed since the one before; newest first."""
    rows, before = [], None
    for text in texts:
        rows.append((text, between(before.content, text.content) if before else []))
        before = text
    return {"programme": programme, "texts": rows[::-1]}
