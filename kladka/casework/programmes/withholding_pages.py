"""What the page of withholdings and revocations shows, gathered in one place."""

from datetime import timedelta

from django.shortcuts import render

from kladka.casework.cases.wording import case_context
from kladka.casework.decisions.models import Decision
from kladka.law.acts import GROUNDS
from kladka.law.uncollected import EXPIRED, TAKEN_AWAY
from kladka.law.withholding import EXECUTION

from . import permissions, withholding_queries
from .covered import staying
from .execution import affects_from
from .models import Programme
from .queries import today
from .wording import NO_EXTENSION

ONE_DAY = timedelta(days=1)


def overview(request, programme):
    """The page of everything withheld and revoked in a programme."""
    day = today()
    runs = programme.state == Programme.State.RUNNING
    drafts = withholding_queries.open_decisions(programme.case)
    context = case_context(programme.case, section="program/") | {
        "programme": programme,
        "drafts": [_draft(programme, one, day) for one in drafts],
        "withheld": [_withheld(one, day) for one in programme.withholdings.all()],
        "revoked": [_revoked(one) for one in withholding_queries.revocations_of(programme)],
        "proposals": withholding_queries.proposals_of(programme, day) if runs else [],
        "lawful": withholding_queries.lawful(day),
        "execution": EXECUTION,
        "no_extension": NO_EXTENSION,
        "today": day,
        "can_act": runs and permissions.can_write(request.user, programme),
        "can_write": permissions.can_write(request.user, programme),
    }
    return render(request, "programmes/withholdings.html", context)


def _draft(programme, decision, day):
    """A draft; one that withholds with the money it takes by both readings, were it delivered today."""
    results = []
    if decision.kind == Decision.Kind.WITHHOLD:
        results = withholding_queries.withholding_results(programme, decision, day)
    return {"decision": decision, "results": results}


def _withheld(one, day):
    first = affects_from(one)
    over = one.ends is not None and one.ends < day
    return {
        "row": one,
        "ground": GROUNDS[one.ground],
        "first": first,
        "never": bool(first and one.ends and first > one.ends),
        "runs": not one.resumed_on and not over,
        "may_resume": not one.resumed_on and not one.annulled_on,
        "pending": one.decision is not None and not one.annulled_on,
    }


def _revoked(one):
    provision, text = TAKEN_AWAY[one.ground]
    said = {"provision": provision, "text": text, "expired": one.ground == EXPIRED}
    return {"row": one, "first": affects_from(one)} | said


def asked(request, programme):
    """What a form begins with: persons and ground from the address, evidence from the case."""
    lines = withholding_queries.evidence_lines(programme.case, today())
    return {
        "people": request.GET.getlist("osoba"),
        "ground": request.GET.get("podstawa", ""),
        "evidence": "\n".join(lines),
    }


def running(programme, chosen):
    """Withholdings that may be ended together with the chosen one: not resumed yet."""
    open_ones = [one for one in programme.withholdings.all() if not one.resumed_on and one.pk != chosen.pk]
    return [chosen, *open_ones]


def first_day_back(withholding, day):
    """The day a resumption proposes: today, but neither before nor long after the withheld time."""
    earliest = withholding.starts + ONE_DAY
    latest = withholding.ends + ONE_DAY if withholding.ends else day
    return max(earliest, min(day, latest))


def remaining_by_person(programme, day):
    """[(name, results)]: amounts of the others by both readings, were this person's aid revoked on a day."""
    starts = min(max(day, programme.starts), programme.ends)
    people = staying(programme, starts)
    if len(people) < 2:
        return []
    return [
        (person.full_name, withholding_queries.remaining_results(programme, [person], starts))
        for person in people
    ]
