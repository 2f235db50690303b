"""Programmes under way before this system: what their decision granted beside what the law gives.

Reads only; the acts are carried_actions.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kladka.casework.intake.queries import facts_for, readings_of
from kladka.law.contacts import last_day
from kladka.law.explain import explain

from .models import AgreedAmount
from .queries import zlote

LENGTH = 12  # months; the law itself ends the aid there (ups art. 92 ust. 1)


@dataclass(frozen=True)
class Spell:
    """Days (inclusive) on which one person had no aid; `ends` None while it lasts."""

    person_id: int
    ground: str
    starts: date
    ends: date | None


@dataclass(frozen=True)
class Granted:
    """What a decision from before granted: the days of the programme, full-month amounts, withheld time.

    `amounts` maps (person id, first day of a month) to zł; our lists pay from the month of `pays_from` on.
    """

    starts: date
    ends: date
    pays_from: date
    amounts: dict[tuple[int, date], Decimal]
    withheld: tuple[Spell, ...] = ()

    def days_of(self, person_id):
        """(covered from, covered until) of a person; None where it is the whole term of the law."""
        months = sorted(month for person, month in self.amounts if person == person_id)
        first, last = months[0], last_day(months[-1])
        law_ends = last_day(month_later(self.starts, LENGTH - 1))
        return (first if first > self.starts else None), (last if last < law_ends else None)


def month_later(day, months):
    """First day of the month so many months after that of a day."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def law_beside(application, people, granted):
    """(explanation, {(person id, month): (PersonMonth, number)}) of the law for a decision in force.

    `people` are the applicants whom the decision covers, with the days of `Granted.days_of`.
    """
    facts = facts_for(application, people, readings=readings_of(application.organisation))
    explanation = explain(replace(facts, granted_from=granted.starts))
    ids = {one.person.key: one.person_id for one in people}
    found = {
        (ids[one.id], month.first): (one, month.number)
        for month in explanation.months
        for one in month.people
    }
    return explanation, found


def amounts_of(programme, granted, law, reason):
    """Unsaved agreed amounts as they were granted, beside the bounds of the law in their months."""
    for (person, month), amount in sorted(granted.amounts.items()):
        by_law, number = law[person, month]
        ceiling = zlote(by_law.ceiling)
        yield AgreedAmount(
            programme=programme, person_id=person, month=month, number=number, amount_pln=amount,
            floor_pln=zlote(by_law.floor), ceiling_pln=ceiling, health_pln=zlote(by_law.health),
            reason="" if amount == ceiling else reason,
            as_granted=True, paid_before=month < granted.pays_from,
        )  # fmt: skip
