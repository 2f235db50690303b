"""The line of a case: terms, acts, money, documents and birthdays, past and future, each with its provision.

Terms and acts are rows of the case; the rest follows from the law and from what was agreed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import OuterRef, Subquery, Sum

from kladka.casework.benefits.models import Payment
from kladka.casework.cases.models import Deadline, Event
from kladka.casework.cases.wording import where_counted
from kladka.casework.people.models import HeldDocument, HouseholdMember
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.law.milestones import coming_of_age, milestones
from kladka.law.terms import payment_day
from kladka.vault.fields import unseal_rows

from .wording import BIRTHDAY, EXPIRES, PAID, PAID_BEFORE, TO_PAY

KINDS = ("term", "act", "money", "document")
# Coming of age is shown when it falls in the programme or soon after it.
AHEAD = timedelta(days=365)
SHOWN_PAST = 30
BEGUN = (Programme.State.RUNNING, Programme.State.ENDED)
PERSON = ("person", "person__given_names", "person__family_name", "person__born")
PAPER = ("person__documents__kind", "person__documents__expires_on")
DOCUMENTS = dict(HeldDocument.Kind.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One day of the line. `raw_day` is the day as counted, where days off moved it."""

    day: date
    kind: str  # of KINDS
    title: str
    provision: str = ""
    raw_day: date | None = None
    done_on: date | None = None
    over: bool = False  # a term of the family (an appeal) that passed: nobody's task
    settled: bool = True  # money: a list has paid the month
    text: str = ""
    by: str = ""
    url: str = ""
    why: str = ""  # address that counts the day step by step
    amount: Decimal | None = None

    def state(self, today):
        """done, late, over, today, ahead or past: how the row is marked."""
        if self.done_on:
            return "done"
        if self.day == today:
            return "today"
        if self.day > today:
            return "ahead"
        if self.kind == "term":
            return "over" if self.over else "late"
        return "past" if self.settled else "late"


def line_of(case, today):
    """Every Moment of the case in order of days; terms before what happened on the same day."""
    found = [*_terms(case, today), *_acts(case), *_milestones(case), *_money(case)]
    found += _people(case, today)
    return sorted(found, key=lambda one: (one.day, KINDS.index(one.kind)))


def past_and_ahead(line, today, kinds=KINDS, *, whole=False):
    """(moments before today, moments from today on, how many older ones are left out)."""
    chosen = [one for one in line if one.kind in kinds]
    past = [one for one in chosen if one.day < today and one.state(today) != "late"]
    ahead = [one for one in chosen if one.day >= today or one.state(today) == "late"]
    hidden = 0 if whole else max(0, len(past) - SHOWN_PAST)
    return past[hidden:], ahead, hidden


def _terms(case, today):
    for one in case.deadlines.exclude(kind__in=(Deadline.PAYMENT, "programme_end")):
        yield Moment(
            day=one.day,
            kind="term",
            title=one.label,
            provision=one.provision,
            raw_day=one.raw_day if one.raw_day != one.day else None,
            done_on=one.done_on,
            over=one.kind == Deadline.APPEAL and one.day < today,
            why=where_counted(case, one) or f"/sprawy/{case.key}/termin/{one.pk}/dlaczego/",
        )


def _acts(case):
    rows = unseal_rows(
        list(case.events.values("key", "on", "title", "text", "url", "by__name")), Event, "text"
    )
    for row in rows:
        said = {"text": row["text"] or "", "by": row["by__name"] or "", "url": row["url"]}
        yield Moment(day=row["on"], kind="act", title=row["title"], **said)


def _milestones(case):
    if not case.aid_from:
        return
    for one in milestones(case.aid_from, case.aid_until):
        yield Moment(day=one.term.day, kind="term", title=one.label, provision=one.term.provision, over=True)


def _money(case):
    """Agreed amounts of a begun programme on their pay days; what no list has paid by then is late."""
    paid = Payment.objects.filter(
        case=case, month=OuterRef("month"), payment_list__state__in=("approved", "sent")
    )
    sums = paid.order_by().values("month").annotate(sum=Sum("amount_pln")).values("sum")
    begun = {"programme__case": case, "programme__state__in": BEGUN, "month__lte": case.aid_until}
    months = (
        AgreedAmount.objects.filter(**begun).order_by().values("month", "paid_before")
        if case.aid_until
        else ()
    )
    for row in months and months.annotate(agreed=Sum("amount_pln"), paid=Subquery(sums)).order_by("month"):
        term = payment_day(row["month"])
        done = row["paid"] is not None or row["paid_before"]
        title = PAID_BEFORE if row["paid_before"] else PAID if done else TO_PAY
        yield Moment(
            day=term.day,
            kind="money",
            title=title,
            amount=row["agreed"] if row["paid"] is None else row["paid"],
            provision=term.provision,
            raw_day=term.raw_day if term.raw_day != term.day else None,
            settled=done,
            url=f"/sprawy/{case.key}/wyplaty/",
        )


def _people(case, today):
    """Documents that run out, which ends no status, and birthdays from which a person acts alone."""
    members = HouseholdMember.objects.filter(household=case.household_id, ends=None).order_by("pk")
    until = max(today, case.aid_until or today) + AHEAD
    grown = set()
    for row in members.values(*PERSON, *PAPER):
        name = f"{row['person__given_names']} {row['person__family_name']}"
        if expires := row["person__documents__expires_on"]:
            words = EXPIRES.format(document=DOCUMENTS[row["person__documents__kind"]], person=name)
            yield Moment(day=expires, kind="document", title=words)
        term = coming_of_age(row["person__born"], today)
        if row["person"] not in grown and case.opened_on <= term.day <= until:
            grown.add(row["person"])
            words = BIRTHDAY.format(person=name)
            yield Moment(day=term.day, kind="term", title=words, provision=term.provision, over=True)
