"""Random lives of families: whatever happens in whatever order, the ledger is what plain arithmetic says.

The arithmetic below knows nothing of ours: a table of amounts by family size, days of a month, halves. It
keeps for every person and month what was decided, what the days leave of it, and what was paid; after every
event the database must say the same.
"""

import calendar
import dataclasses
import datetime
import secrets
from collections import defaultdict
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kladka.accounts.models import Organisation
from kladka.casework.benefits import actions as lists
from kladka.casework.benefits import ledger_actions
from kladka.casework.benefits.account_actions import confirm_account, confirm_unchanged, set_account
from kladka.casework.benefits.models import LedgerEntry, Payment, PaymentList
from kladka.casework.decisions.models import Decision
from kladka.casework.ledger.models import PostingLine
from kladka.casework.people.actions import register_person, register_status
from kladka.casework.programmes.models import Programme, Withholding
from kladka.casework.programmes.queries import readings_of
from kladka.casework.programmes.withholding_actions import resume, withhold
from kladka.casework.recalculation import actions as recalculation
from kladka.casework.recalculation.coverage_actions import join, leave
from kladka.casework.settlement.agreement_queries import agreement
from kladka.casework.settlement.desk_actions import settle_desk
from kladka.casework.undue import actions as undue
from kladka.casework.undue import queries as claims
from kladka.casework.undue.models import Claim
from tests.casework.benefits.build import DAY, family
from tests.conftest import make_user

MONTHS = [DAY(2026, 9 + at, 1) if at < 4 else DAY(2027, at - 3, 1) for at in range(12)]
# Rozporządzenie § 3 with 1679 zł, never below 950 zł: grosze by persons, in months 1–6 and 7–12.
FIRST_HALF = {0: 0, 1: 167900, 2: 117530, 3: 100740, 4: 95000, 5: 95000, 6: 95000}
SECOND_HALF = {0: 0, 1: 151110, 2: 105777, 3: 95000, 4: 95000, 5: 95000, 6: 95000}
# The same by the other reading, without the statutory least amount.
FIRST_PLAIN = FIRST_HALF | {4: 83950, 5: 83950, 6: 83950}
SECOND_PLAIN = SECOND_HALF | {3: 90666, 4: 75555, 5: 75555, 6: 75555}
ACCOUNTS = ("61109010140000071219812874", "27114020040000300201355387", "")
EVENTS = (
    "join",
    "leave",
    "withhold",
    "decide",
    "pay",
    "pay",
    "pay",
    "back",
    "account",
    "keep",
    "desk",
    "resume",
    "read",
    "correct",
    "claim",
    "deduct",
    "repay",
)


class Life:
    """One family, its centre, and the arithmetic beside it. `choose(n)` gives a number below n."""

    def __init__(self):
        mark = secrets.token_hex(3)
        self.centre = Organisation.objects.create(
            kind="county_centre", name=f"Centrum {mark}", short_name=mark, authority="Starosta",
            address="ul. Lipowa 4", town="Brzozów", account="61109010140000071219812874",
        )  # fmt: skip
        self.worker, self.head, self.accountant = (
            make_user(f"Osoba {role}", f"{role}.{mark}@przyklad.test", self.centre, role)
            for role in ("caseworker", "head", "accountant")
        )
        self.programme = family(self.centre, self.worker, "Amina Sadig", "Omar Sadig", account="")
        self.people = [one.person for one in self.programme.application.people.order_by("pk")]

    def begin(self, choose):
        """Start a life anew: whatever the one before left in memory, also when it failed half-way."""
        self.choose = choose
        self.programme = Programme.objects.get(pk=self.programme.pk)
        self.spans = {person: [MONTHS[0], DAY(2027, 8, 31)] for person in self.people}
        self.withheld, self.due, self.had = defaultdict(set), {}, defaultdict(int)
        self.claimed = self.off = 0
        self.next_month, self.refused = 0, 0
        self.floor, self.unsure, self.transfers = True, set(), 0
        self.times, self.corrected = {}, defaultdict(int)
        self.decided = {(person.pk, month): self.law(month) for person in self.people for month in MONTHS}

    def size(self, month):
        return sum(self.days(person, month) > 0 for person in self.spans)

    def days(self, person, month):
        starts, ends = self.spans[person]
        last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
        # A person who joins counts for the whole month of joining.
        starts = starts.replace(day=1)
        return max((min(ends, last) - max(starts, month)).days + 1, 0)

    def paid_days(self, person, month):
        starts, ends = self.spans[person]
        last = calendar.monthrange(month.year, month.month)[1]
        covered = {month + datetime.timedelta(at) for at in range(last)}
        covered = {day for day in covered if starts.replace(day=1) <= day <= ends}
        return len(covered - self.withheld[person.pk])

    def law(self, month):
        tables = (FIRST_HALF, SECOND_HALF) if self.floor else (FIRST_PLAIN, SECOND_PLAIN)
        return tables[MONTHS.index(month) >= 6][self.size(month)]

    def by_days(self, person, month, full):
        length = calendar.monthrange(month.year, month.month)[1]
        full = min(full, self.law(month))
        return (full * self.paid_days(person, month) + length // 2) // length

    def act(self, name):
        try:
            with transaction.atomic():
                getattr(self, f"_{name}")()
        except ValidationError:
            self.refused += 1

    def _day(self):
        return MONTHS[self.choose(9)] + datetime.timedelta(self.choose(28))

    def _someone(self):
        people = sorted(self.spans, key=lambda person: person.pk)
        return people[self.choose(len(people))]

    def _join(self):
        if len(self.spans) == 6:
            return
        on = self._day()
        child = register_person(
            self.centre, by=self.worker, given_names=f"Dziecko {len(self.spans)}", family_name="Sadig",
            born=on, sex="m", citizenship="Ukraina", pesel_missing="w trakcie nadania",
        )  # fmt: skip
        register_status(child, by=self.worker, kind="refugee", delivered_on=on)
        join(self.programme, child, relation="child", starts=on, reason="urodzenie", by=self.worker)
        self.spans[child] = [on, DAY(2027, 8, 31)]

    def _leave(self):
        person, on = self._someone(), self._day()
        if on < self.spans[person][0] or self.size(on.replace(day=1)) < 2 or len(self.spans) < 2:
            return
        leave(self.programme, person, ends=on, reason="wyjazd", by=self.worker)
        self.spans[person][1] = on

    def _withhold(self):
        person, starts = self._someone(), self._day()
        ends = starts + datetime.timedelta(self.choose(25))
        withhold(
            self.programme,
            person=person,
            ground="misuse",
            facts="x",
            starts=starts,
            ends=ends,
            by=self.worker,
        )
        days = {starts + datetime.timedelta(at) for at in range((ends - starts).days + 1)}
        self.times[person.pk, starts] = days
        self.withheld[person.pk] |= days

    def _resume(self):
        """Aid is given back before the time is over; what another withholding takes stays taken."""
        found = list(Withholding.objects.filter(programme=self.programme, resumed_on=None).order_by("pk"))
        if found:
            one = found[self.choose(len(found))]
            on = one.starts + datetime.timedelta(1 + self.choose(20))
            resume(one, on=on, by=self.worker)
            key = one.person_id, one.starts
            self.times[key] = {day for day in self.times[key] if day < on}
            mine = (days for (person, _), days in self.times.items() if person == one.person_id)
            self.withheld[one.person_id] = set().union(*mine)

    def _read(self):
        """A decision by the other reading of the statutory least amount."""
        self._decide(floor=not self.floor)

    def _decide(self, floor=None):
        """The changing decision takes effect, past its prints: they are no arithmetic."""
        since, floor = MONTHS[0], self.floor if floor is None else floor
        self.programme.refresh_from_db()
        readings = dataclasses.replace(readings_of(self.programme), floor=floor)
        made = recalculation.propose(
            self.programme, reason="x", since=since, ground="personal", readings=readings, by=self.worker
        )
        _issue(made.decision, self.head)
        recalculation.take_effect(made.decision, by=self.head, on=DAY(2027, 7, 1))
        self.floor = floor
        places = {(person, month) for person in self.spans for month in MONTHS}
        self.decided = {(p.pk, m): self.law(m) for p, m in places if self.days(p, m)}
        for person, month in places:
            if (person.pk, month) in self.due:
                full = self.decided.get((person.pk, month), 0)
                self.due[person.pk, month] = self.by_days(person, month, full)

    def _pay(self):
        draft = PaymentList.objects.filter(organisation=self.centre, state="draft").first()
        if draft is None:
            draft = lists.prepare_list(self.centre, MONTHS[self.next_month], by=self.accountant)
        draft = lists.submit(lists.recalculate(draft, by=self.accountant), by=self.accountant)
        sent = lists.approve(draft, by=self.head)
        lines = list(sent.payments.select_related("person"))
        transfers = [line for line in lines if line.method == "transfer" and line.amount_pln]
        if transfers:
            profile = {"profile": "elixir0-cp852", "on": DAY(2027, 7, 6)}
            file = lists.export_bank_file(sent, by=self.accountant, **profile)
            assert (file.count, _grosze(file.total_pln)) == (
                len(transfers), sum(_grosze(line.amount_pln) for line in transfers),
            )  # fmt: skip
        lists.mark_sent(sent, on=DAY(2027, 7, 1), by=self.accountant)
        self.next_month += 1
        for line in lines:
            key = line.person_id, line.month
            if line.attempt == 1:
                person = next(one for one in self.spans if one.pk == line.person_id)
                self.due[key] = self.by_days(person, line.month, self.decided[key])
                assert _grosze(line.deducted_pln) * 2 <= self.due[key]
            else:
                assert key not in self.unsure, "paid again to an account that nobody confirmed"
                more = self.more(key)
                assert _grosze(line.made_up_pln) == more
                self.due[key] += more
            self.had[key] += _grosze(line.amount_pln) + _grosze(line.deducted_pln)
            self.off += _grosze(line.deducted_pln)
        settled = [key for key in self.due if key[1] <= sent.month and key not in self.unsure]
        assert not [key for key in settled if self.more(key)], "days that the list should have made up"

    def more(self, key):
        """Grosze of days that are due above what was counted, where two people did not correct it already."""
        person = next(one for one in self.spans if one.pk == key[0])
        now = self.by_days(person, key[1], self.decided.get(key, 0)) if self.decided.get(key) else 0
        return max(now - max(self.due[key], self.due[key] - self.corrected[key]), 0)

    def _back(self):
        lines = Payment.objects.filter(payment_list__organisation=self.centre, payment_list__state="sent")
        lines = list(lines.filter(amount_pln__gt=0).order_by("pk"))
        if lines:
            line = lines[self.choose(len(lines))]
            ledger_actions.record_return(line, on=DAY(2027, 7, 2), by=self.accountant)
            self.had[line.person_id, line.month] -= _grosze(line.amount_pln)
            if line.method == "transfer":
                self.unsure.add((line.person_id, line.month))

    def _account(self):
        """The family is paid otherwise; after the first payment a second person confirms it."""
        account = ACCOUNTS[self.choose(3)]
        way = {"method": "transfer" if account else "cash_desk", "holder": "Amina Sadig", "account": account}
        on = DAY(2027, 7, 3)
        before = self.programme.case.payout_accounts.in_force().first()
        made = set_account(self.programme.case, on=on, by=self.worker, **way)
        if made.waits:
            confirm_account(made, called_back=True, on=on, by=self.head)
        if made != before:
            self.unsure.clear()

    def _keep(self):
        confirm_unchanged(self.programme.case, called_back=True, on=DAY(2027, 7, 3), by=self.head)
        self.unsure.clear()

    def _desk(self):
        """What lies at the desk is collected or left; once collected, it does not come back."""
        lines = Payment.objects.filter(payment_list__organisation=self.centre, method="cash_desk")
        lines = list(lines.filter(payment_list__state="sent", amount_pln__gt=0).order_by("pk"))
        if lines:
            line, state = lines[self.choose(len(lines))], ("collected", "left")[self.choose(2)]
            settle_desk(self.centre, [line.pk], state=state, on=DAY(2027, 7, 2), by=self.accountant)
            if state == "left":
                self.had[line.person_id, line.month] -= _grosze(line.amount_pln)

    def _correct(self):
        lines = Payment.objects.filter(payment_list__organisation=self.centre, payment_list__state="sent")
        lines = list(lines.select_related("person", "case__organisation").order_by("pk"))
        amount = self.choose(20_000) - 10_000
        if lines and amount:
            line = lines[self.choose(len(lines))]
            made = ledger_actions.propose_correction(
                line.case, person=line.person, month=line.month, amount=Decimal(amount).scaleb(-2),
                reason="x",
                by=self.accountant,
            )  # fmt: skip
            ledger_actions.confirm_correction(made, by=self.head)
            self.due[line.person_id, line.month] += amount
            self.corrected[line.person_id, line.month] += amount

    def _claim(self):
        found = [one for one in claims.overpaid(self.programme) if not one.waits_for_change]
        if not found:
            return
        made = undue.propose(
            self.programme, amounts={one.name: one.amount_pln for one in found}, debtor=found[0].person,
            ground="uninformed", facts="x", due_on=DAY(2027, 7, 30), by=self.worker, on=DAY(2027, 7, 1),
        )  # fmt: skip
        _issue(made.decision, self.head)
        undue.take_effect(made.decision, by=self.head, on=DAY(2027, 7, 1))
        for one in found:
            key = one.person.pk, one.month
            full = self.decided.get(key, 0)
            now = self.by_days(one.person, one.month, full) if full else 0
            self.claimed += self.had[key] - now
            self.had[key], self.due[key] = now, min(self.due[key], now)

    def _open_claim(self):
        return (
            Claim.objects.filter(organisation=self.centre, ended_on=None).exclude(effective_on=None).first()
        )

    def _deduct(self):
        if claim := self._open_claim():
            undue.order_deductions(
                claim.decision,
                person=None,
                starts=MONTHS[0],
                limit=claims.account_of(claim).limit,
                by=self.head,
            )

    def _repay(self):
        if claim := self._open_claim():
            amount = claims.account_of(claim).free
            if amount > 0:
                amount = min(amount, Decimal(1 + self.choose(30_000)).scaleb(-2))
                day = DAY(2027, 7, 1)
                undue.record_repayment(claim, on=day, amount=amount, way="bank", by=self.accountant)
                self.off += _grosze(amount)

    def differences(self):
        """{what is compared: grosze it is off}; empty when everything agrees."""
        entries = defaultdict(int)
        for person, month, amount in LedgerEntry.objects.filter(organisation=self.centre).values_list(
            "person_id", "month", "amount_pln"
        ):
            entries[person, month] += _grosze(amount)
        found = {
            key: self.due.get(key, 0) - self.had[key] - entries[key] for key in entries.keys() | self.due
        }
        book = defaultdict(int)
        rows = PostingLine.objects.filter(posting__organisation=self.centre)
        for account, amount in rows.values_list("account", "amount_pln"):
            book[account] += _grosze(amount)
        found["claims in the book"] = book["undue"] - (self.claimed - self.off)
        found["persons in the book"] = book["persons"] + sum(entries.values())
        found["costs in the book"] = book["cost_cash"] - sum(self.due.values())
        for on in (DAY(2027, 6, 30), DAY(2027, 7, 1), DAY(2027, 7, 2), DAY(2027, 7, 5)):
            for one in agreement(self.centre, on):
                found[f"{one.title} on {on}"] = one.difference
        return {name: off for name, off in found.items() if off}


def _issue(decision, head):
    Decision.objects.filter(pk=decision.pk).update(
        state="issued", approved_by=head, issued_on=DAY(2027, 7, 1), number=f"D.{decision.pk}", sha256="x"
    )
    decision.refresh_from_db()


def _grosze(amount):
    return int((amount * 100).to_integral_value())


@pytest.fixture
def life(db):
    with time_machine.travel(datetime.datetime(2027, 7, 5, 9, tzinfo=datetime.UTC), tick=False):
        yield Life()


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(events=st.lists(st.sampled_from(EVENTS), min_size=4, max_size=9), data=st.data())
def test_whatever_happens_in_a_life_the_ledger_is_what_plain_arithmetic_says(life, events, data):
    with transaction.atomic():
        life.begin(lambda below: data.draw(st.integers(0, below - 1)))
        for event in ("pay", *events):
            life.act(event)
            assert life.differences() == {}, event
        transaction.set_rollback(True)
