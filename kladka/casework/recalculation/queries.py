"""Reads of recalculations: a programme compared with the law now, month by month, with reasons and sums."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Prefetch

from kladka.casework.benefits.ledger_queries import closed_months, due_and_paid, next_list
from kladka.casework.benefits.underpaid import Underpaid, underpaid
from kladka.casework.people.models import Person
from kladka.casework.programmes.many import facts_lookups
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.casework.programmes.queries import (
    dues,
    facts_of_programme,
    grosze,
    readings_of,
    zlote,
)
from kladka.law.comparing import Difference, Standing, compare
from kladka.law.explain import Explanation, explain
from kladka.law.facts import Facts
from kladka.law.readings import Readings

from .models import Recalculation

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Row:
    """One person in one month. `settled`: on a list that was sent, so the ledger says what was due.

    `old_pln` and `new_pln` are full-month amounts (None: nothing decided), the `…due_pln` what is due for
    the days, `paid_pln` what the person has had for the month; zł. `made_up` is what the next list pays
    without a decision (`Underpaid`), where that was asked for.
    """

    person: Person
    month: date
    difference: Difference
    settled: bool
    arrears: bool
    paid_pln: Decimal
    made_up: Underpaid | None = None

    @property
    def old_pln(self):
        return self.difference.old and zlote(self.difference.old.agreed)

    @property
    def new_pln(self):
        return self.difference.now and zlote(self.difference.now.agreed)

    @property
    def old_due_pln(self):
        return zlote(self.difference.old_due)

    @property
    def new_due_pln(self):
        return zlote(self.difference.new_due)

    @property
    def change_pln(self):
        """What is due now less what was due: above zero more money for the person."""
        return self.new_due_pln - self.old_due_pln

    @property
    def lower(self):
        """To the detriment of the person: a smaller amount, none, or fewer paid days."""
        old, new = self.old_pln or ZERO, self.new_pln or ZERO
        return new < old or self.change_pln < 0

    @property
    def reasons(self):
        """(`kladka.law.acts.Reason`, …) of the difference, in the order in which they are told."""
        return self.difference.reasons


@dataclass(frozen=True)
class Comparison:
    """A programme beside the law now: the rows that were asked for, and what follows from them."""

    programme: Programme
    explanation: Explanation
    before: Readings
    rows: list[Row]

    @property
    def changed(self):
        """Rows whose amount or sum due is another one."""
        return [row for row in self.rows if row.difference.changed]

    @property
    def amounts_changed(self):
        """Rows whose decided amount is another one: for these a changing decision is needed."""
        return [row for row in self.rows if row.difference.amount_changed]

    @property
    def made_up_pln(self):
        """What the next list makes up of settled months without a decision, zł."""
        return _sum(row.made_up.amount_pln for row in self.rows if row.made_up)

    @property
    def to_detriment(self):
        """Whether anybody gets less in any month (ups art. 106 ust. 5)."""
        return any(row.lower for row in self.changed)

    @property
    def since(self):
        """First month with a change, None when nothing changed."""
        return min((row.month for row in self.changed), default=None)

    @property
    def underpaid_pln(self):
        """Due for settled months above what was counted, zł; goes on the next list after the decision."""
        return _sum(row.change_pln for row in self.changed if row.settled and row.change_pln > 0)

    @property
    def overpaid_pln(self):
        """Counted for settled months above what is due, zł; a claim only by a decision (ups art. 104)."""
        return -_sum(row.change_pln for row in self.changed if row.settled and row.change_pln < 0)

    @property
    def arrears_pln(self):
        """Due for months whose list went out without the person, zł; goes on the next list."""
        return _sum(row.new_due_pln for row in self.changed if row.arrears)

    @property
    def ahead_pln(self):
        """Change of what is due for months without a sent list, zł."""
        return _sum(row.change_pln for row in self.changed if not row.settled and not row.arrears)

    def by_month(self):
        """[(first day, rows of the month)] in order."""
        return [(month, list(rows)) for month, rows in groupby(self.rows, key=lambda row: row.month)]


def _sum(amounts):
    return sum(amounts, ZERO)


def compared(
    programme,
    *,
    facts: Facts | None = None,
    readings: Readings | None = None,
    since=None,
    ledger=None,
    closed=None,
    made_up=None,
):
    """What stands decided beside what the law gives now, as a `Comparison`. Nothing is changed.

    `facts` are hypothetical facts (`kladka.law.facts.Facts`, ids are keys of persons) for a preview of a
    change of life before it is recorded; without them those in the database. `readings` are those to use,
    those of the programme unless told. `since` leaves out months before the month of that day. For a month on
    a sent list the old sum is that of the ledger; else it is the agreed amount by the days of the facts in
    the database. `ledger` and `closed` are what `due_and_paid` and `closed_months` give, where many
    programmes are compared; `made_up` is what `underpaid` gives, for whoever shows what the next list pays.
    Raises `LawError` when the book has no figure for a month.
    """
    before = readings_of(programme)
    facts = facts or facts_of_programme(programme, readings=readings or before)
    explanation = explain(facts)
    ledger = due_and_paid(programme.case) if ledger is None else ledger
    closed = closed_months(programme.organisation_id) if closed is None else closed
    found = compare(_standing(programme, ledger), explanation, before=before)
    if since:
        found = [one for one in found if one.month >= since.replace(day=1)]
    if programme.pays_from:  # months paid outside this system are not ours to settle
        outside = {(one.person.key, one.month) for one in programme.amounts.all() if one.paid_before}
        found = [one for one in found if (one.person, one.month) not in outside]
    people = _people(programme, {one.person for one in found})
    rows = [_row(one, people[one.person], ledger, closed, made_up or {}) for one in found]
    return Comparison(programme, explanation, before, rows)


def _people(programme, keys):
    """{key: person}; those of the application are read already."""
    found = {one.person.key: one.person for one in programme.application.people.all()}
    return found | (
        Person.objects.in_bulk(missing, field_name="key") if (missing := keys - found.keys()) else {}
    )


def _row(difference, person, ledger, closed, made_up):
    place = person.pk, difference.month
    due, paid = ledger.get(place, (None, ZERO))
    settled = due is not None
    arrears = not settled and difference.old is None and difference.month in closed
    return Row(person, difference.month, difference, settled, arrears, paid, made_up.get(place))


def _standing(programme, ledger):
    """{(key of the person, month): Standing}: agreed amounts with what the ledger or the law made due."""
    # What is due is counted by the facts in the database, also where hypothetical ones are compared.
    due = defaultdict(int)
    for one in dues(programme):
        due[one.person.key, one.month] = one.law.cash
    found = {}
    for amount in programme.amounts.all():
        place = amount.person.key, amount.month
        settled = ledger.get((amount.person_id, amount.month))
        found[place] = Standing(
            number=amount.number,
            floor=grosze(amount.floor_pln),
            ceiling=grosze(amount.ceiling_pln),
            agreed=grosze(amount.amount_pln),
            due=due[place] if settled is None else grosze(settled[0]),
            lower=bool(amount.reason),
        )
    return found


def compared_with_list(programme):
    """(comparison with what the next list makes up, first day of the month of that list)."""
    month = next_list(programme.organisation_id)
    made_up = underpaid(programme.organisation, month, case=programme.case_id)
    return compared(programme, made_up=made_up), month


def to_compare(case):
    """The programme of a case that runs or ended, the newest, with what `compared` reads; or None."""
    found = Programme.objects.filter(case=case, state__in=(Programme.State.RUNNING, Programme.State.ENDED))
    amounts = Prefetch("amounts", AgreedAmount.objects.select_related("person").order_by("month", "pk"))
    found = found.select_related("case__organisation", "organisation", "application__organisation")
    return found.prefetch_related(amounts, *facts_lookups()).order_by("-id").first()


def recalculations_of(case):
    """Recalculations of a case with their decisions, the newest first."""
    return list(
        Recalculation.objects.filter(case=case)
        .select_related("decision", "by", "programme")
        .defer("decision__content", "decision__grounds")
        .order_by("-id")
    )
