"""One family's life through the real acts of two centres, beside the plain arithmetic of `reckoner`.

Every event is an act that a person does in the program, on a day of the clock; a refusal is a part of the
story. `differences` compares the database with the arithmetic; `story` tells the life in Polish sentences.
"""

import datetime
import itertools
import secrets
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.accounts.models import Organisation
from kladka.casework.benefits import actions as lists
from kladka.casework.benefits import hold_actions, ledger_actions
from kladka.casework.benefits.account_actions import confirm_account, confirm_unchanged, set_account
from kladka.casework.benefits.models import LedgerEntry, Payment, PaymentHold, PaymentList
from kladka.casework.changes import actions as changes
from kladka.casework.decisions import actions as decisions
from kladka.casework.issuing.actions import issue
from kladka.casework.ledger.models import PostingLine
from kladka.casework.moves import arrival, handover_actions, move_actions
from kladka.casework.moves.models import Move
from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes import agreement_actions, revocation_actions, withholding_actions
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.queries import loaded, readings_of
from kladka.casework.recalculation import actions as recalculation
from kladka.casework.recalculation import coverage_actions as coverage
from kladka.casework.settlement.agreement_queries import agreement
from kladka.casework.settlement.desk_actions import settle_desk
from kladka.casework.settlement.expiry_actions import draft_expiry
from kladka.casework.undue import actions as undue
from kladka.casework.undue import queries as claims
from kladka.casework.undue import relief_actions as relief
from tests.casework.benefits.build import family
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import running
from tests.conftest import make_user

from .reckoner import Aid, Claimed, Office, last_of, month_of, next_month

DAY = datetime.date
ONE = datetime.timedelta(1)
BEGINS, ENDS = DAY(2026, 11, 1), DAY(2027, 10, 31)
ACCOUNTS = ("61109010140000071219812874", "27114020040000300201355387", "")
EVENTS = (
    *("pay", "pay", "pay", "pay", "wait"),
    *("birth", "death", "leave", "apart", "back", "move"),
    *("withhold", "imprison", "resume", "revoke", "decide", "read"),
    *("hold", "release", "expire", "returned", "account", "keep", "desk", "correct"),
    *("claim", "claim", "deduct", "repay", "instalments", "waive"),
)


class Place:
    """A centre: its people at work, and its side of the arithmetic."""

    def __init__(self, name):
        mark = secrets.token_hex(3)
        self.centre = Organisation.objects.create(
            kind="county_centre", name=f"{name} {mark}", short_name=f"{name} {mark}", authority="Starosta",
            address="ul. Lipowa 4", town="Brzozów", account=ACCOUNTS[0], voivodeship="łódzkie",
            voivode="Wojewoda Łódzki", appeal_board="Kolegium",
        )  # fmt: skip
        self.name = name
        self.worker, self.head, self.accountant = (
            make_user(f"Osoba {role}", f"{role}.{mark}@przyklad.test", self.centre, role)
            for role in ("caseworker", "head", "accountant")
        )
        self.neighbour = family(self.centre, self.worker, "Yusuf Rahimi", filed_on=DAY(2026, 11, 2))


class Run:
    """A programme in the database and the same in the arithmetic."""

    def __init__(self, place, programme, aid, people):
        self.place, self.pk, self.aid, self.people = place, programme.pk, aid, people
        self.case = programme.case

    @property
    def programme(self):
        return loaded(Programme.objects.get(pk=self.pk).key)


class Life:
    """`begin` starts it anew; an event takes its choices from the numbers it is given and moves `clock`."""

    def __init__(self, clock):
        self.clock = clock
        clock.move_to(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC))
        self.here, self.there = Place("Centrum w Brzozowie"), Place("Centrum w Lipnie")
        people = (
            member(received=REFUGEE_COPIES, pesel="90051712349", pesel_missing=""),
            member(
                "Taras", relation="spouse", received=REFUGEE_COPIES, pesel="90051798767", pesel_missing=""
            ),
            member(
                "Sofija", relation="child", received=REFUGEE_COPIES, pesel="16230812340", pesel_missing=""
            ),
        )
        self.first = running(self.here.centre, self.here.worker, self.here.head, *people)
        way = {"method": "transfer", "holder": "Olena Kowalczuk", "account": ACCOUNTS[0]}
        set_account(self.first.case, on=DAY(2026, 11, 20), by=self.here.worker, **way)

    def begin(self):
        self.numbers, self.story, self.refused = iter(()), [], 0
        self.today = DAY(2026, 11, 20)
        self._move_clock(self.today)
        self.births = itertools.count(1)
        self.offices = {self.here: Office(self.here.name), self.there: Office(self.there.name)}
        self.months, self.paid_by, self.seen = {}, {}, (set(), set())
        self.runs, self.waiting, self.claims = [], {}, {}
        for place in (self.here, self.there):
            self._run(place, place.neighbour, Aid(f"sąsiad, {place.name}", place.name, BEGINS, ENDS))
            self.months[place] = BEGINS
        self.run = self._run(self.here, self.first, Aid("rodzina", self.here.name, BEGINS, ENDS))

    def _run(self, place, programme, aid):
        rows = programme.application.people.select_related("person").order_by("pk")
        people = {row.person.given_names: row.person for row in rows}
        for row in rows:
            aid.cover(row.person.given_names, row.covered_from or programme.starts, row.covered_until)
        run = Run(place, programme, aid, people)
        aid.decide()
        self.runs.append(run)
        self.offices[place].aids.append(aid)
        return run

    def choose(self, below):
        """A number below another, from those the event was given; 0 when they are used up."""
        return next(self.numbers, 0) % below

    def act(self, name, numbers):
        """One event; whatever the program refuses is undone and told."""
        self.numbers = iter(numbers)
        self._pass(self.choose(12))
        mark, before = len(self.story), self._memory()
        try:
            with transaction.atomic():
                getattr(self, f"_{name}")()
        except ValidationError as error:
            self.refused += 1
            self._recall(before)
            told = self.story[mark:] or [f"{name}"]
            del self.story[mark:]
            self._tell(f"(odmowa) {told[-1]}: {' '.join(error.messages)}")

    def _memory(self):
        return self.today, dict(self.paid_by)

    def _recall(self, before):
        _, self.paid_by = before

    def _tell(self, sentence):
        self.story.append(f"{self.today:%d.%m.%Y} {sentence}" if sentence[:2] != "(o" else sentence)

    def _move_clock(self, day):
        self.clock.move_to(datetime.datetime(day.year, day.month, day.day, 9, tzinfo=datetime.UTC))

    def _pass(self, days):
        self.today += datetime.timedelta(days)
        self._move_clock(self.today)

    def _until(self, day):
        self._pass(max((day - self.today).days, 0))

    # Choices

    def _one(self, items):
        return items[self.choose(len(items))] if items else None

    def _someone(self):
        """A person of the running programme, and the row of the arithmetic."""
        return self._one(list(self.run.aid.spans))

    def _some_day(self):
        """A day near today, within the programme."""
        first, last = self.run.aid.months[0], self.run.aid.ends
        day = self.today + datetime.timedelta(self.choose(75) - 50)
        return min(max(day, first), last)

    def _some_run(self):
        """The family's programme that runs, or one it had before."""
        return self._one([run for run in self.runs if run.aid.name.startswith("rodzina")][::-1])

    # Changes of life

    def _wait(self):
        self._pass(20)

    def _birth(self):
        if len(self.run.aid.spans) > 5:
            return
        on, name = min(self._some_day(), self.today), f"Dziecko{next(self.births)}"
        details = {
            "family_name": "Kowalczuk", "given_names": name, "born": on, "sex": "m", "citizenship": "Ukraina",
            "language": "ukraiński", "pesel_missing": "w trakcie nadawania",
        }  # fmt: skip
        status = {"kind": "refugee", "decision_number": "D-9", "decided_on": on, "delivered_on": on}
        self._tell(f"Rodzi się {name} ({on:%d.%m.%Y}); program obejmuje dziecko.")
        change = changes.record_change(
            self.run.case, "birth", on=on, learnt_on=on, told_by="matka", by=self.run.place.worker,
            details=details, relation="child", status=status,
        )  # fmt: skip
        changes.confirm(change.proposals.get(code="coverage"), chosen="covered", by=self.run.place.worker)
        self.run.people[name] = change.person
        self.run.aid.cover(name, on)

    def _death(self):
        name, on = self._someone(), min(self._some_day(), self.today)
        person, aid = self.run.people[name], self.run.aid
        if not (aid.spans[name][0] <= on <= aid.spans[name][1]):
            return
        chosen = ("days", "month")[self.choose(2)]
        self._tell(f"Umiera {name} ({on:%d.%m.%Y}); miesiąc śmierci: {chosen}.")
        change = changes.record_change(
            self.run.case,
            "death",
            person=person,
            on=on,
            learnt_on=on,
            told_by="urząd",
            by=self.run.place.worker,
        )
        proposal = change.proposals.get(code="end_coverage")
        changes.confirm(proposal, chosen=chosen, by=self.run.place.worker)
        aid.dead.add(name)
        aid.spans[name][1] = on if chosen == "days" else min(last_of(month_of(on)), aid.ends)

    def _leave(self):
        name, on = self._someone(), self._some_day()
        self._tell(f"{name} wychodzi z programu, ostatni dzień {on:%d.%m.%Y}.")
        coverage.leave(
            self.run.programme, self.run.people[name], ends=on, reason="x", by=self.run.place.worker
        )
        self.run.aid.spans[name][1] = on

    def _apart(self):
        names = sorted({self._someone() for _ in range(1 + self.choose(2))})
        starts, aid = month_of(self._some_day()), self.run.aid
        starts = max(starts, aid.months[0])
        self._tell(f"{' i '.join(names)}: osobno od {starts:%m.%Y}.")
        people = [self.run.people[name] for name in names]
        coverage.live_apart(self.run.programme, people, starts=starts, reason="x", by=self.run.place.worker)
        known = [no for spells in aid.apart.values() for no, *_ in spells]
        same = [
            aid.apart[name][-1][0]
            for name in names
            if aid.apart[name] and aid.apart[name][-1][1:] == [starts, None]
        ]
        number = min(same, default=max(known, default=0) + 1)
        for name in names:
            spells = aid.apart[name]
            if spells and spells[-1][2] is None:
                spells[-1][2] = starts - ONE
                if spells[-1][2] < spells[-1][1]:
                    spells.pop()
            spells.append([number, starts, None])

    def _back(self):
        aid = self.run.aid
        away = [name for name in aid.spans if aid.apart[name] and aid.apart[name][-1][2] is None]
        name = self._one(away)
        if name is None:
            return
        starts = month_of(self._some_day())
        self._tell(f"{name} wraca do rodziny od {starts:%m.%Y}.")
        people = [self.run.people[name]]
        coverage.come_back(self.run.programme, people, starts=starts, reason="x", by=self.run.place.worker)
        aid.apart[name][-1][2] = starts - ONE

    # Withholding, revocation, decisions

    def _issued(self, decision, place, deliver=False):
        issue(decisions.submit(decision, by=place.worker), place.head, on=self.today)
        decision.refresh_from_db()
        if deliver:
            decisions.deliver(decision, method="in_person", on=self.today, by=place.worker)

    def _withhold(self):
        starts = self._some_day()
        ends = starts + datetime.timedelta(self.choose(29))
        self._withheld("misuse", starts, ends)

    def _imprison(self):
        starts = self._some_day()
        self._withheld("imprisonment", starts, None, stay_began_on=starts)

    def _withheld(self, ground, starts, ends, **more):
        name = self._someone()
        told = f"do {ends:%d.%m.%Y}" if ends else "bez końca"
        self._tell(f"Wstrzymano pomoc: {name}, {ground}, od {starts:%d.%m.%Y} {told}.")
        decision = withholding_actions.draft_withholding(
            self.run.programme, people=[self.run.people[name]], ground=ground, starts=starts, ends=ends,
            facts="x", execution="stated", by=self.run.place.worker, **more,
        )  # fmt: skip
        self._issued(decision, self.run.place)
        self.run.aid.taken[name].append([starts, ends])

    def _resume(self):
        """Aid is given back, sometimes by the reading that pays the month of resumption in full."""
        rows = self.run.programme.withholdings.filter(resumed_on=None).select_related("person", "programme")
        row = self._one(list(rows.order_by("pk")))
        if row is None:
            return
        on = row.starts + datetime.timedelta(1 + self.choose(45))
        reading = ("day", "day", "month")[self.choose(3)]
        name = row.person.given_names
        self._tell(f"Przywrócono pomoc: {name} od {on:%d.%m.%Y}, odczytanie „{reading}”.")
        ceased = None if row.ground == "misuse" else on
        decision = withholding_actions.draft_resumption(
            [row], on=on, requested_on=self.today, ceased_on=ceased, resumption=reading,
            by=self.run.place.worker,
        )  # fmt: skip
        self._issued(decision, self.run.place)
        spell = next(one for one in self.run.aid.taken[name] if one[0] == row.starts)
        spell[1] = on - ONE
        self.run.aid.whole_month_of_resumption = reading == "month"

    def _revoke(self):
        """Art. 95 ust. 4: for one person, with the separate decision for the others (ust. 4b)."""
        name, starts, aid = self._someone(), self._some_day(), self.run.aid
        self._tell(f"Uchylono pomoc: {name} od {starts:%d.%m.%Y}.")
        first, others = revocation_actions.draft_revocation(
            self.run.programme, people=[self.run.people[name]], ground="convicted", starts=starts, facts="x",
            execution="stated", by=self.run.place.worker,
        )  # fmt: skip
        self._issued(first, self.run.place)
        if others:
            self._issued(others, self.run.place)
        aid.spans[name][1] = min(aid.spans[name][1], starts - ONE)
        for spell in aid.taken[name]:
            if spell[1] is None:
                spell[1] = max(spell[0], starts - ONE)
        if others:
            office = self.offices[self.run.place]
            before = {place: aid.payable(*place[1:]) for place in office.due if place[0] is aid}
            aid.decide_others(starts if starts.day == 1 else next_month(month_of(starts)))
            for place, due in before.items():
                office.due[place] += aid.payable(*place[1:]) - due

    def _read(self):
        self._decide(flip=True)

    def _decide(self, flip=False):
        """The changing decision, by the other reading of the least amount where `flip`."""
        run = self._some_run()
        aid, office = run.aid, self.offices[run.place]
        floor = aid.floor != flip
        self._tell(f"Decyzja zmieniająca ({run.place.name}); kwota minimalna {'tak' if floor else 'nie'}.")
        readings = replace(readings_of(run.programme), floor=floor)
        made = recalculation.propose(
            run.programme, reason="x", since=aid.months[0], ground="personal", readings=readings,
            by=run.place.worker,
        )  # fmt: skip
        self._issued(made.decision, run.place)
        known = {place for place in office.due if place[0] is aid}
        known = {place for place in known if place[1:] in aid.decided or aid.full(*place[1:])}
        aid.floor = floor
        aid.decide()
        for place in known:
            office.due[place] = aid.payable(*place[1:])

    # The move to another centre

    def _move(self):
        """Art. 94: the old starosta revokes, the new one decides for the rest of the twelve months."""
        if self.run.place is self.there:
            return
        old, new = self.run, self.there
        month = self.months[self.here]
        for _ in range(self.choose(3)):
            month = next_month(month)
        moves_on = min(month + datetime.timedelta(self.choose(28)), old.aid.ends)
        payer = ("old", "new")[self.choose(2)]
        self._tell(f"Przeniesienie do: {new.name}, {moves_on:%d.%m.%Y}, za ten miesiąc płaci: {payer}.")
        handover = self._moved(old, new, moves_on, payer)
        last = last_of(month_of(moves_on)) if payer == "old" else month_of(moves_on) - ONE
        case = handover.new_case
        programme = self._continued(case, new)
        for span in old.aid.spans.values():
            span[1] = min(span[1], last)
        first = max(last + ONE, old.aid.months[0])
        aid = Aid("rodzina, dalej", new.name, first, ENDS, used=old.aid.used + old.aid.months.index(first))
        aid.floor = True
        self.run = self._run(new, programme, aid)
        for name, spells in old.aid.apart.items():
            aid.apart[name] = [list(one) for one in spells]
        aid.decide()
        way = {"method": "transfer", "holder": "Olena Kowalczuk", "account": ACCOUNTS[1]}
        set_account(case, on=self.today, by=new.worker, **way)

    def _moved(self, old, new, moves_on, payer):
        centre, by = new.centre, old.place.worker
        move = move_actions.ask_to_move(
            old.case, by=by, reach="county", ground="work", moves_on=moves_on, centre=centre,
            centre_name=centre.name, authority=centre.authority, voivode=centre.voivode, address="ul. Nowa 2",
            town="Lipno",
        )  # fmt: skip
        for proof in move.proofs.all():
            move_actions.receive_proof(proof, on=self.today, by=by)
        move = move_actions.allow(move, payer=payer, reason="umowa", by=by)
        handover = handover_actions.prepare(old.case, move=move, to_organisation=centre, by=by)
        handover = arrival.offer(handover, scope=("documents", "home", "contact"), by=by)
        self._issued(move_actions.draft_revocation(Move.objects.get(pk=move.pk), by=by), old.place)
        return arrival.accept(handover, by=new.head)

    def _continued(self, case, new):
        programme = programmes.draft_programme(case.applications.get(), new.worker, on=self.today)
        agreement_actions.agree(
            loaded(programme.key), on=self.today, represented_by=new.worker, signed_by="Olena Kowalczuk",
            by=new.worker,
        )  # fmt: skip
        programmes.send_to_voivode(loaded(programme.key), on=self.today, by=new.worker)
        programme = programmes.record_acceptance(
            loaded(programme.key), on=self.today, reference="PS.1", by=new.worker
        )
        self._issued(programmes.draft_grant(programme, new.worker), new)
        return loaded(programme.key)

    # Lists

    def _pay(self):
        place = self._one([self.run.place, self.run.place, self.run.place, self.here])
        if place in self.waiting:
            self._send(place)
        else:
            self._approve(place)
            if self.choose(5):
                self._send(place)

    def _approve(self, place):
        month, office = self.months[place], self.offices[place]
        self._until(min(month.replace(day=10), DAY(2027, 12, 1)))
        self._tell(f"Lista za {month:%m.%Y} ({place.name}).")
        drafts = PaymentList.objects.filter(organisation=place.centre, month=month)
        found = drafts.first() or lists.prepare_list(place.centre, month, by=place.accountant)
        found = lists.submit(lists.recalculate(found, by=place.accountant), by=place.accountant)
        firsts, (laters, mores) = office.first_lines(month), office.later_lines(month)
        taken, used = office.deductions(month, firsts, self._order(place))
        expected = {key: amount for key, amount in (firsts | laters).items() if amount}
        lines = list(found.payments.select_related("person").order_by("pk"))
        listed = {self._key(line): _grosze(line.amount_pln + line.deducted_pln) for line in lines}
        assert {key: amount for key, amount in listed.items() if amount} == expected
        deducted = {self._key(line): _grosze(line.deducted_pln) for line in lines if line.deducted_pln}
        assert deducted == {key: amount for key, amount in taken.items() if amount}
        twice = self._paid_elsewhere(place, firsts)
        try:
            found = lists.approve(found, by=place.head)
        except ValidationError:
            assert twice, "the list is refused though nobody is paid elsewhere"
            raise
        assert not twice, f"paid by two centres: {twice}"
        if any(line.method == "transfer" and line.amount_pln for line in lines):
            self._file(found, lines, place)
        self.paid_by |= {(name, of): place for (_, name, of), amount in firsts.items() if amount}
        self.waiting[place] = found, lines, firsts, mores, used
        office.closed.add(month)

    def _paid_elsewhere(self, place, firsts):
        keys = [
            (name, of) for (aid, name, of), amount in firsts.items() if amount and "sąsiad" not in aid.name
        ]
        return [key for key in keys if self.paid_by.get(key, place) is not place]

    def _file(self, found, lines, place):
        """What the bank is told, read from the file by hand: grosze in the third field of every record."""
        file = lists.export_bank_file(found, profile="elixir0-cp852", on=self.today, by=place.accountant)
        records = bytes(file.content).decode("cp852").splitlines()
        told = sorted(int(record.split(",")[2]) for record in records)
        transfers = [line for line in lines if line.method == "transfer" and line.amount_pln]
        assert told == sorted(_grosze(line.amount_pln) for line in transfers)
        self.offices[place].files += sum(told)

    def _send(self, place):
        found, lines, firsts, mores, used = self.waiting.pop(place)
        office, month = self.offices[place], self.months[place]
        self._tell(f"Lista za {month:%m.%Y} wysłana ({place.name}).")
        lists.mark_sent(found, on=self.today, by=place.accountant)
        self.months[place] = next_month(month)
        for place_of, amount in firsts.items():
            office.entered.add(place_of)
            office.due[place_of] = amount
        for place_of, more in mores.items():
            office.due[place_of] += more
        for line in lines:
            key = self._key(line)
            office.had[key] += _grosze(line.amount_pln) + _grosze(line.deducted_pln)
            office.bank -= _grosze(line.amount_pln)
        for claim, amount in used.items():
            claim.deducted += amount
            claim.by_month[month] += amount

    def _order(self, place):
        people = {
            (run.aid, name): (run.case.pk, person.pk)
            for run in self.runs
            if run.place is place
            for name, person in run.people.items()
        }
        return lambda key: people[key[0], key[1]]

    def _key(self, line):
        run = next(one for one in self.runs if one.pk == line.programme_id)
        return run.aid, next(name for name, one in run.people.items() if one.pk == line.person_id), line.month

    def _lines(self, **conditions):
        """Lines of the family that were sent and pay something."""
        pks = [run.pk for run in self.runs if run.aid.name.startswith("rodzina")]
        found = Payment.objects.filter(programme__in=pks, payment_list__state="sent", amount_pln__gt=0)
        return list(found.filter(**conditions).select_related("person", "payment_list").order_by("pk"))

    def _run_of(self, line):
        return next(run for run in self.runs if run.pk == line.programme_id)

    def _returned(self):
        line = self._one(self._lines())
        if line is None:
            return
        place = self._run_of(line).place
        office, key = self.offices[place], self._key(line)
        self._tell(f"Przelew wrócił: {key[1]}, {key[2]:%m.%Y}, {line.amount_pln} zł.")
        ledger_actions.record_return(line, on=self.today, by=place.accountant)
        self._came_back(office, key, line)

    def _came_back(self, office, key, line):
        office.had[key] -= _grosze(line.amount_pln)
        office.bank += _grosze(line.amount_pln)
        if line.method == "transfer":
            office.unsure.add(key)

    def _desk(self):
        line = self._one(self._lines(method="cash_desk"))
        if line is None:
            return
        place, state = self._run_of(line).place, ("collected", "left")[self.choose(2)]
        self._tell(f"Kasa: {line.person.given_names}, {line.month:%m.%Y}: {state}.")
        settle_desk(place.centre, [line.pk], state=state, on=self.today, by=place.accountant)
        if state == "left":
            self._came_back(self.offices[place], self._key(line), line)

    def _account(self):
        run, account = self._some_run(), ACCOUNTS[self.choose(3)]
        place = run.place
        self._tell(f"Nowy sposób wypłaty ({place.name}): {'przelew' if account else 'kasa'}.")
        way = {
            "method": "transfer" if account else "cash_desk",
            "holder": "Olena Kowalczuk",
            "account": account,
        }
        before = run.case.payout_accounts.in_force().first()
        made = set_account(run.case, on=self.today, by=place.worker, **way)
        if made.waits:
            confirm_account(made, called_back=True, on=self.today, by=place.head)
        if made != before:
            self._sure(run)

    def _keep(self):
        run = self._some_run()
        self._tell(f"Rodzina potwierdza rachunek ({run.place.name}).")
        confirm_unchanged(run.case, called_back=True, on=self.today, by=run.place.head)
        self._sure(run)

    def _sure(self, run):
        office = self.offices[run.place]
        office.unsure = {key for key in office.unsure if key[0] is not run.aid}

    def _correct(self):
        line, amount = self._one(self._lines()), self.choose(20_000) - 10_000
        if line is None or not amount:
            return
        run = self._run_of(line)
        self._tell(f"Korekta: {line.person.given_names}, {line.month:%m.%Y}, {amount} gr.")
        made = ledger_actions.propose_correction(
            line.case, person=line.person, month=line.month, amount=Decimal(amount).scaleb(-2), reason="x",
            by=run.place.accountant,
        )  # fmt: skip
        ledger_actions.confirm_correction(made, by=run.place.head)
        office = self.offices[run.place]
        office.due[self._key(line)] += amount
        office.corrected[self._key(line)] += amount

    # Art. 106a

    def _hold(self):
        run = self._some_run()
        self._tell(f"Nikt nie odbiera: wstrzymano wypłatę ({run.place.name}).")
        hold_actions.hold_payment(run.case, on=self.today, reason="x", by=run.place.worker)
        run.aid.held = True

    def _expire(self):
        """The family does not come in the term of the summons: a decision states that the grant expired."""
        run, called = self.run, self.today
        hold = PaymentHold.objects.filter(case=run.case, ended_on=None).first()
        if hold is None:
            return
        self._pass(15)
        starts = self.today + datetime.timedelta(self.choose(20))
        self._tell(f"Decyzja wygasła ({run.place.name}), od {starts:%d.%m.%Y}.")
        decision = draft_expiry(
            hold, interview_failed=True, delivered_on=called, appear_by=called + datetime.timedelta(14),
            absent=True, facts="x", starts=starts, execution="stated", by=run.place.worker, on=self.today,
        )  # fmt: skip
        self._issued(decision, run.place)
        run.aid.held, run.aid.expired = False, True
        for name, span in run.aid.spans.items():
            span[1] = min(span[1], starts - ONE)
            for spell in run.aid.taken[name]:
                spell[1] = max(spell[0], starts - ONE) if spell[1] is None else spell[1]

    def _release(self):
        run = self._some_run()
        hold = PaymentHold.objects.filter(case=run.case, ended_on=None).first()
        if hold is None:
            return
        self._tell(f"Koniec wstrzymania wypłaty ({run.place.name}): wyjaśniono.")
        hold_actions.end_hold(hold, on=self.today, outcome="explained", explanation="x", by=run.place.head)
        run.aid.held = False

    # Undue benefits

    def _claim(self):
        run = self._some_run()
        aid, office = run.aid, self.offices[run.place]
        found = claims.overpaid(run.programme)
        shown = {
            (one.person.given_names, one.month): (_grosze(one.amount_pln), one.waits_for_change)
            for one in found
        }
        assert shown == office.overpaid(aid)
        ready = [one for one in found if not one.waits_for_change]
        if not ready:
            return
        total = sum(one.amount_pln for one in ready)
        self._tell(f"Decyzja o zwrocie ({run.place.name}): {total} zł.")
        made = undue.propose(
            run.programme, amounts={one.name: one.amount_pln for one in ready}, debtor=ready[0].person,
            ground="uninformed", facts="x", due_on=self.today + datetime.timedelta(30), by=run.place.worker,
            on=self.today,
        )  # fmt: skip
        self._issued(made.decision, run.place, deliver=True)
        parts = {(one.person.given_names, one.month): _grosze(one.amount_pln) for one in ready}
        claim = Claimed(aid, parts)
        office.claims.append(claim)
        self.claims[claim] = made, run
        for (name, month), amount in parts.items():
            key = aid, name, month
            office.had[key] -= amount
            office.due[key] = min(office.due[key], aid.lawful(name, month))

    def _open_claim(self):
        claim = self._one([one for one in self.claims if not one.over])
        return (claim, *self.claims[claim]) if claim else (None, None, None)

    def _deduct(self):
        claim, made, run = self._open_claim()
        if claim is None:
            return
        made.refresh_from_db()
        self._until(claims.final_on(made))
        starts = self._one([month_of(self.today), self.months[run.place]])
        monthly = (None, Decimal("100.00"))[self.choose(2)]
        self._tell(f"Potrącanie należności od {starts:%m.%Y}, miesięcznie: {monthly or 'połowa'}.")
        undue.deduct(made, starts=starts, monthly=monthly, by=run.place.head)
        claim.order = {"since": starts, "limit": claim.limit, "monthly": monthly and _grosze(monthly)}

    def _repay(self):
        claim, made, run = self._open_claim()
        free = claims.account_of(made).free if claim else 0
        if not free > 0:
            return
        amount = min(free, Decimal(1 + self.choose(60_000)).scaleb(-2))
        self._tell(f"Rodzina spłaca {amount} zł.")
        undue.record_repayment(made, on=self.today, amount=amount, way="bank", by=run.place.accountant)
        claim.repaid += _grosze(amount)
        self.offices[run.place].bank += _grosze(amount)
        self._lowered(claim)

    def _waive(self):
        claim, made, run = self._open_claim()
        free = claims.account_of(made).free if claim else 0
        if not free > 0:
            return
        amount = min(free, Decimal(1 + self.choose(60_000)).scaleb(-2))
        self._tell(f"Umorzono {amount} zł.")
        one = relief.propose_relief(made, kind="waive", reason="x", amount=amount, by=run.place.worker)
        self._issued(one.decision, run.place)
        claim.waived += _grosze(amount)
        self._lowered(claim)

    def _instalments(self):
        claim, made, run = self._open_claim()
        if claim is None:
            return
        count = 2 + self.choose(10)
        self._tell(f"Raty: {count}.")
        due_on = self.today + datetime.timedelta(20)
        one = relief.propose_relief(
            made, kind="instalments", reason="x", due_on=due_on, count=count, by=run.place.worker
        )
        self._issued(one.decision, run.place)
        if claim.order:
            claim.order |= {"limit": claim.limit, "monthly": claim.left // count}

    def _lowered(self, claim):
        if claim.order:
            claim.order["limit"] = claim.limit
        claim.over = not claim.left

    # What must be true after every event

    def differences(self):
        """{what is compared: how it differs}; empty when the database and the arithmetic agree."""
        found = {}
        for place, office in self.offices.items():
            found |= self._of_ledger(place, office) | self._of_book(place, office)
            past = self.today - datetime.timedelta(self.choose(60))
            for on in {self.today, past} if place is self.run.place else {self.today}:
                for one in agreement(place.centre, on):
                    found[f"{place.name}: {one.title} na {on}"] = one.difference
        for claim, (made, _) in self.claims.items():
            account = claims.account_of(made)
            known = claim.repaid, claim.waived, claim.deducted, claim.left
            said = account.repaid, account.waived, account.deducted, account.left
            found[f"należność {claim.total}"] = [int(100 * one) for one in said] != list(known) and (
                said,
                known,
            )
        found["nic nie znika z księgi"] = self._vanished()
        return {name: off for name, off in found.items() if off}

    def _of_ledger(self, place, office):
        entries, found = defaultdict(int), {}
        rows = LedgerEntry.objects.filter(organisation=place.centre)
        for person, month, amount in rows.values_list("person_id", "month", "amount_pln"):
            entries[person, month] += _grosze(amount)
        for key, due in office.due.items():
            run = next(one for one in self.runs if one.aid is key[0])
            balance = entries.pop((run.people[key[1]].pk, key[2]), 0)
            found[f"saldo: {place.name}, {key[1]}, {key[2]:%m.%Y}"] = due - office.had[key] - balance
        found[f"wpisy nieznane: {place.name}"] = dict(entries)
        return found

    def _of_book(self, place, office):
        book, cost, postings = defaultdict(int), defaultdict(int), defaultdict(int)
        rows = PostingLine.objects.filter(posting__organisation=place.centre)
        for posting, account, programme, month, amount in rows.values_list(
            "posting", "account", "programme_id", "month", "amount_pln"
        ):
            book[account] += _grosze(amount)
            postings[posting] += _grosze(amount)
            if account == "cost_cash":
                cost[programme, month] += _grosze(amount)
        owed = sum(office.due.values()) - sum(office.had.values())
        left = sum(one.left for one in office.claims)
        expected = defaultdict(int)
        for (aid, _, month), amount in office.due.items():
            run = next(one for one in self.runs if one.aid is aid)
            expected[run.pk, month] += amount
        waived = sum(one.waived for one in office.claims)
        off = {key for key in cost.keys() | expected.keys() if cost[key] != expected[key]}
        name = place.name
        return {
            f"{name}: księga, bank": book["bank"] - office.bank,
            f"{name}: księga, osoby": book["persons"] + owed,
            f"{name}: księga, należności": book["undue"] - left,
            f"{name}: księga, koszty": sum(cost.values()) - sum(expected.values()) - waived,
            f"{name}: koszty według programu i miesiąca": off if not waived else set(),
            f"{name}: zapis bez równowagi": {key for key, amount in postings.items() if amount},
        }

    def _vanished(self):
        """Rows of both ledgers that were there before and are not, or say something else."""
        now = (
            set(LedgerEntry.objects.values_list("pk", "kind", "amount_pln")),
            set(PostingLine.objects.values_list("pk", "account", "amount_pln")),
        )
        gone = [before - after for before, after in zip(self.seen, now, strict=True)]
        self.seen = now
        return [one for one in gone if one]

    def told(self):
        """The life so far, a sentence a line."""
        return "\n".join(["", *self.story])


def _grosze(amount):
    return int((amount * 100).to_integral_value())
