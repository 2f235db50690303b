"""Plain arithmetic of one family's money: what the law and the decisions give, written without the product.

Grosze, days and halves. Sources: ups art. 91–95, 104, 106 and 106a, regulation § 3; the amounts are those of
2025 (verified: 1679 zł, never below 950 zł). Nothing here reads the program or its database.
"""

import calendar
from collections import defaultdict
from datetime import date, timedelta

ONE = timedelta(days=1)
# Regulation § 3 ust. 1: full-month grosze by the number of persons of one home, in months 1–6 and 7–12 …
FULL = {1: 167900, 2: 117530, 3: 100740, 4: 83950}, {1: 151110, 2: 105777, 3: 90666, 4: 75555}
LEAST = 95000  # … and never below the statutory least amount, unless the other reading is used


def month_of(day):
    return day.replace(day=1)


def next_month(month):
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_of(month):
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def days_of(starts, ends):
    return {starts + timedelta(at) for at in range((ends - starts).days + 1)}


class Aid:
    """One programme in one centre: whom it covers when, what is withheld, who lives apart, what was decided.

    `used` are the months of the whole period that another centre paid before (art. 94 ust. 6).
    """

    def __init__(self, name, centre, first, ends, used=0):
        self.name, self.centre, self.ends, self.used = name, centre, ends, used
        self.months, month = [], first
        while month <= ends:
            self.months.append(month)
            month = next_month(month)
        self.spans, self.taken, self.apart = {}, defaultdict(list), defaultdict(list)
        self.decided = {}
        self.floor = True
        self.whole_month_of_resumption = False
        self.held = self.expired = False
        self.dead = set()

    def cover(self, name, since, until=None):
        """A person counts for the whole month of joining (art. 91 ust. 9)."""
        self.spans[name] = [month_of(since), until or self.ends]

    def covered(self, name, month):
        """Days of the month on which the programme covers a person."""
        starts, ends = self.spans[name]
        starts, ends = max(starts, month, self.months[0]), min(ends, last_of(month), self.ends)
        return days_of(starts, ends) if starts <= ends else set()

    def home(self, name, month):
        """0: the home of the family; a month belongs to the home in which the person is on its first day."""
        spells = self.apart[name]
        return next((no for no, starts, ends in spells if starts <= month and (not ends or month <= ends)), 0)

    def size(self, name, month):
        """§ 3 ust. 1: persons of one home covered on at least one day of the month, withheld or not."""
        at_home = self.home(name, month)
        return sum(bool(self.covered(one, month)) for one in self.spans if self.home(one, month) == at_home)

    def full(self, name, month):
        """The full-month amount of the law now; None for nobody covered."""
        if month not in self.months or name not in self.spans or not self.covered(name, month):
            return None
        later = self.used + self.months.index(month) >= 6
        amount = FULL[later][min(self.size(name, month), 4)]
        return max(amount, LEAST) if self.floor else amount

    def withheld(self, name):
        """Days without money; by one reading the month in which aid is given back is paid in full."""
        days = set()
        for starts, ends in self._joined(name):
            last = ends or date(2029, 12, 31)
            if self.whole_month_of_resumption:
                last = min(last, month_of(last + ONE) - ONE)
            if starts <= last:
                days |= days_of(starts, last)
        return days

    def _joined(self, name):
        """Spells that touch are one: aid is given back once."""
        joined = []
        for starts, ends in sorted(self.taken[name], key=lambda one: one[0]):
            if joined and (joined[-1][1] is None or starts <= joined[-1][1] + ONE):
                known = joined[-1][1]
                joined[-1] = (joined[-1][0], None if known is None or ends is None else max(known, ends))
            else:
                joined.append((starts, ends))
        return joined

    def by_days(self, name, month, full):
        """Art. 106 ust. 3: full amount ÷ days of the month × days paid, half a grosz up."""
        paid, length = len(self.covered(name, month) - self.withheld(name)), last_of(month).day
        return (full * paid + length // 2) // length

    def lawful(self, name, month):
        """Grosze of a person and month by the law now, whatever was decided."""
        full = self.full(name, month)
        return self.by_days(name, month, full) if full else 0

    def payable(self, name, month):
        """What a list pays first: the decided amount, never above the law's, by days."""
        full, decided = self.full(name, month), self.decided.get((name, month), 0)
        return self.by_days(name, month, min(full, decided)) if full and decided else 0

    def decide(self):
        """A decision by the facts of now (art. 106 ust. 5)."""
        given = {(name, month): self.full(name, month) for name in self.spans for month in self.months}
        self.decided = {place: amount for place, amount in given.items() if amount}

    def decide_others(self, since):
        """Art. 95 ust. 4b: the amounts of those who stay, from the first whole month without the others."""
        for name, month in self.decided:
            if month >= since and (full := self.full(name, month)):
                self.decided[name, month] = full

    def otherwise_decided(self, name, month):
        return self.decided.get((name, month)) != self.full(name, month)


class Claimed:
    """An undue benefit (art. 104): what was claimed is repaid, deducted, waived or still owed."""

    def __init__(self, aid, parts):
        self.aid, self.parts, self.total = aid, parts, sum(parts.values())
        self.repaid = self.waived = self.deducted = 0
        self.order = None  # terms: {"since": month, "limit": grosze, "monthly": grosze or None}
        self.over = False
        self.by_month = defaultdict(int)

    @property
    def left(self):
        return self.total - self.repaid - self.waived - self.deducted

    @property
    def limit(self):
        return self.total - self.repaid - self.waived

    def may_take(self, month):
        """Grosze that the list of a month may still deduct."""
        if not self.order or self.over or month < self.order["since"]:
            return 0
        left = self.order["limit"] - sum(taken for of, taken in self.by_month.items() if of != month)
        most = self.order["monthly"]
        return max(min(left, left if most is None else most), 0)


class Office:
    """One centre: what was due and had by programme, person and month, lists that went out, claims."""

    def __init__(self, name):
        self.name = name
        self.aids, self.claims = [], []
        self.due, self.had = {}, defaultdict(int)
        self.corrected = defaultdict(int)
        self.unsure = set()
        self.closed, self.entered = set(), set()
        self.bank = 0
        self.files = 0

    def first_lines(self, month):
        """{place: grosze} of those who stand on no list yet: this month, and closed months left behind."""
        found = {}
        for aid in self.aids:
            for name, of in aid.decided:
                late = of < month and of in self.closed
                place = aid, name, of
                late = late and name not in aid.dead
                if place not in self.entered and (of == month or late) and not self._stopped(aid):
                    found[place] = aid.payable(name, of)
        return found

    def later_lines(self, month):
        """({place: grosze} still owed for months on lists that went out, {place: days made up in it}).

        What was owed to who has died is personal: no list pays it (KPA art. 162 § 1 pkt 1).
        """
        places = [place for place in self.due if place[2] <= month and place not in self.unsure]
        places = [one for one in places if not self._stopped(one[0]) and one[1] not in one[0].dead]
        more = {place: self.more(place) for place in places}
        owed = {place: self.due[place] + more[place] - self.had[place] for place in places}
        return {place: amount for place, amount in owed.items() if amount > 0}, more

    def more(self, place):
        """Days of a paid month that are due more now, the decided amount being the same (art. 106 ust. 3).

        What two people corrected is neither undone nor paid a second time.
        """
        aid, name, month = place
        counted = max(self.due[place], self.due[place] - self.corrected[place])
        return max(aid.payable(name, month) - counted, 0)

    def _stopped(self, aid):
        """Art. 106a: nothing while it is clarified, nothing after the decision expired."""
        return aid.held or aid.expired

    def deductions(self, month, lines, order):
        """{place: grosze}: at most half of a current payment, older claims first (art. 104 ust. 2)."""
        taken, used = defaultdict(int), defaultdict(int)
        current = [place for place, amount in lines.items() if place[2] == month and amount]
        for place in sorted(current, key=order):
            most = lines[place] // 2
            for claim in self.claims:
                if claim.aid is not place[0]:
                    continue
                part = min(most - taken[place], claim.may_take(month) - used[claim])
                if part > 0:
                    taken[place] += part
                    used[claim] += part
        return taken, used

    def overpaid(self, aid):
        """{(name, month): (grosze had above the law, whether a changing decision comes first)}."""
        found = {}
        for place in self.due:
            of, name, month = place
            if of is not aid:
                continue
            known = (name, month) in aid.decided or aid.full(name, month)
            if known and self.had[place] > aid.lawful(name, month):
                more = self.had[place] - aid.lawful(name, month)
                found[name, month] = more, aid.otherwise_decided(name, month)
            if not known and self.had[place] > self.due[place]:
                found[name, month] = self.had[place], False
        return found
