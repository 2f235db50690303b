"""Prints of a programme: the programme itself and its costs for the voivode."""

from datetime import date
from decimal import Decimal
from itertools import groupby

from kladka.casework.decisions.office import office_of, party_data, party_from, signatory_of
from kladka.casework.people.queries import home_of
from kladka.documents import sentences
from kladka.documents.letters import CostStatement, MonthCost, ProgrammeLetter
from kladka.documents.parts import AmountLine, Duty, Institution, Signatory

from . import queries
from .freezing import when_due, who_owes
from .models import Obligation
from .wording import CONDITIONS, aid_clauses, monitoring


def parties(programme):
    """The covered persons as decisions and prints name them, the applicant first."""
    home = address(programme)
    return [
        party_data(
            one.person,
            role=one.get_relation_display(),
            protection=one.status.get_kind_display(),
            address=home,
        )
        for one in programme.application.people.all()
        if one.covered
    ]


def address(programme):
    return home_of(programme.case.household)


def amount_lines(programme, due):
    """Amounts as periods of one person with one monthly amount: dicts of the content of a decision."""
    covered = [one.person_id for one in programme.application.people.all() if one.covered]
    reasons = {(a.person_id, a.month): a.reason for a in programme.amounts.all()}
    lines = []
    for place, person in enumerate(covered):
        mine = sorted((one for one in due if one.person.pk == person), key=lambda one: one.month)
        for (agreed, reason), group in groupby(
            mine, key=lambda one: (one.agreed_pln, reasons[one.person.pk, one.month])
        ):
            lines.append(_amount_line(place, agreed, reason, list(group)))
    return lines


def _amount_line(place, agreed, reason, months):
    return {
        "party": place,
        "person": months[0].person.key,
        "month": f"{months[0].month:%Y-%m}",
        "starts": months[0].starts.isoformat(),
        "ends": months[-1].ends.isoformat(),
        "monthly": str(agreed),
        "total": str(sum((one.cash_pln for one in months), Decimal(0))),
        "note": reason,
    }


def printed_lines(programme, due):
    """The same as lines of a print."""
    people = tuple(party_from(data) for data in parties(programme))
    return tuple(
        AmountLine(
            person=people[line["party"]],
            starts=date.fromisoformat(line["starts"]),
            ends=date.fromisoformat(line["ends"]),
            monthly=Decimal(line["monthly"]),
            total=Decimal(line["total"]),
            note=line["note"],
        )
        for line in amount_lines(programme, due)
    )


def programme_letter(programme, due):
    """The programme as both sides sign it; marked as a draft until it is agreed."""
    people = tuple(party_from(data) for data in parties(programme))
    today = queries.today()
    duties = [one for one in programme.obligations.all() if one.in_force(today)]
    organisation = programme.organisation
    represented_by = programme.represented_by
    return ProgrammeLetter(
        office=office_of(organisation),
        number=programme.case.number,
        agreed_on=programme.agreed_on or queries.today(),
        represented_by=signatory_of(represented_by, organisation) if represented_by else Signatory(),
        applicant=people[0],
        family=people,
        starts=programme.starts,
        ends=programme.ends,
        amounts=printed_lines(programme, due),
        aid=_aid(programme),
        office_duties=_duties(duties, Obligation.Side.CENTRE),
        family_duties=_duties(duties, Obligation.Side.PARTICIPANT),
        caseworker=signatory_of(programme.realizator, organisation),
        residence=address(programme),
        institutions=_institutions(programme.institutions) + _partners(duties),
        monitoring=monitoring(programme.starts),
        conditions=CONDITIONS,
        interpreter=_talk(programme),
        draft=programme.agreed_on is None,
    )


def _talk(programme):
    """In what language the programme was talked over and who interpreted, or why nobody did; "" unsaid."""
    parts = {
        "talked_in": {"language": programme.talk_language},
        "interpreted": {"name": programme.interpreter},
        "no_interpreter": {"why": programme.no_interpreter},
    }
    lines = [sentences.polish(code, **said) for code, said in parts.items() if all(said.values())]
    return "".join(f"{line.rstrip('.')}. " for line in lines).strip()


def _aid(programme):
    clauses = aid_clauses(programme.law_file)
    said = []
    for form in programme.forms_of_aid.exclude(code="cash"):
        text = clauses[form.code].text
        said.append(f"{text}: {form.scope}" if form.scope else text)
    return tuple(said)


def _duties(duties, side):
    return tuple(Duty(text=_said(one), due=_due(one)) for one in duties if one.owed_by == side)


def _said(duty):
    """The obligation with whose it is, the goal it leads to and what proves it."""
    who = f"{who_owes(duty)}: " if duty.person_id else ""
    goal = f" – cel: {duty.goal.text}" if duty.goal_id else ""
    proof = f"; potwierdzi to: {duty.get_proof_kind_display()}" if duty.proof_kind and duty.goal_id else ""
    return f"{who}{duty.text}{goal}{proof}"


def _due(duty):
    return when_due(duty) if duty.rhythm else duty.due_on or ""


def _partners(duties):
    """What institutions promised in steps of goals, beside the list of institutions."""
    owed = [one for one in duties if one.owed_by == Obligation.Side.PARTNER]
    return tuple(Institution(name=who_owes(one), scope=f"{_said(one)} ({when_due(one)})") for one in owed)


def _institutions(text):
    """One institution a line, its name and the scope parted by the first colon."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line.partition(":") for line in lines]
    return tuple(Institution(name=name.strip(), scope=scope.strip()) for name, _, scope in named)


def cost_letter(programme, due, *, number, on, by):
    """The expected costs by month and person for the voivode (ups art. 93 ust. 2)."""
    organisation = programme.organisation
    return CostStatement(
        office=office_of(organisation),
        number=number,
        issued_on=on,
        voivode=organisation.voivode,
        programme_number=programme.case.number,
        family=tuple(party_from(data) for data in parties(programme)),
        starts=programme.starts,
        ends=programme.ends,
        amounts=printed_lines(programme, due),
        months=tuple(
            MonthCost(month=month, people=people, cash=cash, health=health)
            for month, people, cash, health in queries.month_totals(due)
        ),
        signatory=signatory_of(by, organisation),
        accountant=Signatory(),
        annexes=("indywidualny program integracji",),
    )
