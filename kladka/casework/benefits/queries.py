"""Reads of payment lists: pages of lists and lines, totals and their control, payments of one case."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Q, Sum, Value
from django.utils import timezone

from kladka.accounts.permissions import centres_to_pay
from kladka.casework.cases.models import Case
from kladka.casework.people.spelling import normalise
from kladka.casework.programmes.execution import not_carried_out
from kladka.casework.programmes.many import PAID_STATES, in_parts
from kladka.casework.programmes.models import AgreedAmount, Programme, Withholding
from kladka.casework.programmes.queries import dues, loaded
from kladka.journal.models import Entry
from kladka.journal.reading import noticed_list
from kladka.law.terms import payment_day
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .fingerprint import LINE, fingerprint
from .models import (
    CONFIRMED,
    Deduction,
    DeductionOrder,
    LedgerEntry,
    Payment,
    PaymentList,
    PayoutAccount,
)
from .wording import LESS, PARTS

State = PaymentList.State
AT_ONCE = 500
ZERO = Decimal("0.00")
# Rows of pages are dictionaries of just these columns: far cheaper than instances.
LISTS = (
    *("id", "key", "month", "number", "state", "people", "total_pln", "sent_on", "sha256"),
    *("prepared_by__name", "approved_by__name"),
)
LINES = (
    *("id", "key", "month", "sort_name", "agreed_pln", "amount_pln", "deducted_pln", "health_pln"),
    *("note", "explanation", "method", "holder", "account", "person_name"),
    *("person__key", "case__key", "case__number"),
)
SEALED = ("explanation", "holder", "account")
OF_LIST = tuple(f"payment_list__{name}" for name in ("key", "number", "month", "state", "sent_on"))


def payment_lists(user, *, year=None, cursor="", size=24):
    """A page of the lists a user may see, newest month first, as dictionaries of LISTS."""
    lists = PaymentList.objects.filter(organisation_id__in=centres_to_pay(user)).values(*LISTS)
    if year:
        lists = lists.filter(month__year=year)
    return keyset_page(lists, ("-month", "-id"), cursor, size)


def listed_months(organisation):
    """First days of the months that have a list, newest first."""
    lists = PaymentList.objects.filter(organisation=organisation)
    return list(lists.order_by("-month").values_list("month", flat=True))


def years(months):
    """Years of the months that have a list, newest first."""
    return list(dict.fromkeys(month.year for month in months))


def next_month(month):
    """The first day of the month after."""
    return datetime.date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_to_prepare(listed, today):
    """The month after the last list; without any, the first month whose day of payment has not passed."""
    if listed:
        return next_month(listed[0])
    this = today.replace(day=1)
    return this if payment_day(this).day >= today else next_month(this)


def months_left_out(organisation, listed, proposed):
    """First days of months before the proposed one with amounts to pay and no list, a year back at most."""
    gaps = [month for month in free_months(listed, proposed) if month < proposed]
    amounts = AgreedAmount.objects.to_pay().filter(
        month__in=gaps, programme__organisation=organisation, programme__state__in=PAID_STATES
    )
    return sorted(amounts.order_by().values_list("month", flat=True).distinct()) if gaps else []


def free_months(listed, proposed):
    """Months from a year before the proposed one to two after it that have no list yet."""
    months = [proposed.replace(year=proposed.year - 1)]
    while len(months) < 15:
        months.append(next_month(months[-1]))
    return [month for month in months if month not in listed]


def lines(payment_list, *, part="", name="", cursor="", size=50):
    """A page of the lines of a list: of one of `wording.PARTS`, with every word typed in the name."""
    found = payment_list.payments.filter(**PARTS[part][1]).values(*LINES)
    for word in normalise(name).split():
        found = found.filter(sort_name__contains=word)
    page = keyset_page(found, ("sort_name", "id"), cursor, size)
    unseal_rows(page.rows, Payment, *SEALED)
    _noticed(payment_list, [row["case__key"] for row in page.rows])
    return page


def each_line(payment_list, part=""):
    """Yield every line of a list or of a part of it as a dictionary of LINES, in the order of the list."""
    lines = payment_list.payments.filter(**PARTS[part][1])
    shown = lines.order_by("sort_name", "id").values_list("case__key", flat=True)
    _noticed(payment_list, list(shown))
    yield from _opened(lines.order_by("sort_name", "id").values(*LINES))


def _opened(rows):
    """Yield rows of `.values()` with what is sealed in them opened; a few hundred are in memory at a time."""
    for row in rows.iterator(AT_ONCE):
        unseal_rows([row], Payment, *SEALED)
        yield row


def note_transfers_shown(payment_list):
    """A bank file shows every family that gets a transfer."""
    transfers = payment_list.payments.filter(method="transfer", amount_pln__gt=0)
    _noticed(payment_list, list(transfers.order_by("sort_name", "id").values_list("case__key", flat=True)))


def _noticed(payment_list, cases):
    organisation = payment_list.organisation_id
    noticed_list("payment_list", cases, organisation_id=organisation, key=payment_list.key)


def fingerprint_of(payment_list):
    """The fingerprint of the lines as they lie in the database now."""
    rows = payment_list.payments.order_by("person__key").values("key", "deducted_pln", *LINE)
    return fingerprint(payment_list, map(_printed, _opened(rows)))


def _printed(row):
    """A line as the fingerprint has it; what is deducted is named only where something is."""
    deducted = (row["deducted_pln"],) if row["deducted_pln"] else ()
    return (*itemgetter(*LINE)(row), *deducted)


@dataclass(frozen=True)
class Control:
    """Totals of a list in zł from three places, which must agree to the grosz, and how many were paid.

    `recorded` was written with the list, `lines` is the sum of its lines, `transfers` and `desk` are the two
    ways of payment, `homeless` is what has no account yet. `files` are bank files with whether each agrees.
    """

    people: int
    recorded: Decimal
    lines: Decimal
    health: Decimal
    transfers: Decimal
    transfer_count: int
    desk: Decimal
    desk_count: int
    homeless: Decimal
    homeless_count: int
    unpaid_count: int
    less_count: int
    arrears_count: int
    deducted: Decimal
    deductions_agree: bool
    files: list

    @property
    def agrees(self):
        """List = lines = transfers + cash desk, every bank file = transfers, deductions = their parts."""
        split = self.transfers + self.desk + self.homeless
        files = all(agrees for _, agrees in self.files)
        return self.recorded == self.lines == split and files and self.deductions_agree

    def counts(self):
        """{part of the list: number of its lines}."""
        return {
            "": self.people,
            "przelew": self.transfer_count,
            "kasa": self.desk_count,
            "bez-wyplaty": self.unpaid_count,
            "mniej": self.less_count,
            "wyrownanie": self.arrears_count,
            "bez-rachunku": self.homeless_count,
        }


def control(payment_list):
    """The totals of a list, in three queries."""
    totals, counts, health = _sums(payment_list)
    return Control(
        people=counts["people"],
        recorded=payment_list.total_pln,
        lines=sum(totals.values(), ZERO),
        health=health,
        transfers=totals["transfer"],
        transfer_count=counts["transfer"],
        desk=totals["cash_desk"],
        desk_count=counts["cash_desk"],
        homeless=totals[""],
        homeless_count=counts[""],
        unpaid_count=counts["unpaid"],
        less_count=counts["less"],
        arrears_count=counts["arrears"],
        **_deducted(payment_list),
        files=_agreeing(payment_list, totals["transfer"], counts["transfer"]),
    )


def _sums(payment_list):
    """({way of payment: zł}, {way or part of the list: lines}, health contributions in zł)."""
    totals, counts, health = defaultdict(lambda: ZERO), Counter(), ZERO
    groups = payment_list.payments.values_list("method", "note", "month").annotate(
        people=Count("pk"),
        paid=Count("pk", filter=Q(amount_pln__gt=0)),
        amount=Sum("amount_pln"),
        health=Sum("health_pln"),
    )
    for method, note, month, people, paid, amount, contribution in groups:
        # SQLite adds decimals as floating point; a sum is off by far less than half a grosz.
        totals[method] += amount.quantize(ZERO)
        health += contribution.quantize(ZERO)
        counts[method] += paid
        counts["people"] += people
        counts["unpaid"] += people - paid
        counts["less"] += people if note in LESS else 0
        counts["arrears"] += people if month < payment_list.month else 0
    return totals, counts, health


def _deducted(payment_list):
    """What the list deducts, and whether every line says the sum of its parts."""
    parts, said = Counter(), {}
    rows = Deduction.objects.filter(payment__payment_list=payment_list)
    for line, deducted, part in rows.values_list("payment", "payment__deducted_pln", "amount_pln"):
        parts[line] += part
        said[line] = deducted
    return {"deducted": sum(said.values(), ZERO), "deductions_agree": dict(parts) == said}


def _agreeing(payment_list, transfers, count):
    """[(bank file, whether its sum and count are those of the transfers)], newest first."""
    if payment_list.state in {State.DRAFT, State.SUBMITTED}:
        return []  # the bank gets a file of an approved list only
    shown = ("id", "name", "total_pln", "count", "exported_at", "exported_by__name")
    files = payment_list.bank_files.order_by("-id").values(*shown)
    return [(file, (file["total_pln"], file["count"]) == (transfers, count)) for file in files]


def changed_accounts(payment_list):
    """(paid lines that keep a former account, families whose change waits for a second person)."""
    found = list(_newer_accounts(payment_list).filter(case__organisation=payment_list.organisation_id))
    if not found:
        return 0, 0
    lines = payment_list.payments.filter(case__in={account.case_id for account in found}, amount_pln__gt=0)
    by_case = defaultdict(list)
    for line in lines:
        by_case[line.case_id].append(_way(line))
    differing = [one for one in found for way in by_case[one.case_id] if way != _way(one)]
    return sum(not one.waits for one in differing), len({one.case_id for one in differing if one.waits})


def _newer_accounts(payment_list):
    # A family's new account is a new row: only waiting ones and those younger than the lines can differ.
    since = payment_list.counted_at
    newer = Q(created_at__gte=since) | Q(confirmed_at__gte=since) | ~CONFIRMED
    return PayoutAccount.objects.filter(newer, ended_on=None)


def _way(row):
    return row.method, row.holder, row.account


def changed_since(payment_list):
    """What may have changed in the centre after the lines were counted: among "owed" and "accounts"."""
    since = {"changed_at__gte": payment_list.counted_at}
    # Few are changed within a month; asked for the centre too, a database would begin with its programmes.
    changed = [
        (Withholding.objects.filter(**since), "programme__organisation", "owed"),
        (Programme.objects.filter(**since), "organisation", "owed"),
        (DeductionOrder.objects.filter(**since), "organisation", "owed"),
        (_newer_accounts(payment_list), "case__organisation", "accounts"),
    ]
    first, *others = [rows.order_by().values_list(centre, Value(what)) for rows, centre, what in changed]
    return {what for centre, what in first.union(*others) if centre == payment_list.organisation_id}


def alarms(payment_list):
    """Journal entries that say the list was found changed after its approval, newest first."""
    found = Entry.objects.filter(
        subject="paymentlist", subject_key=payment_list.key, act="payment_list.altered"
    )
    return list(found.order_by("-at").values("at", "actor__name")[:5])


def payments_of(case):
    """Lines of a case as dictionaries, grouped by their list, the newest list first, drafted lists too."""
    found = case.payments.order_by("-payment_list__month", "sort_name", "pk").values(*LINES, *OF_LIST)
    found = unseal_rows(list(found), Payment, *SEALED)
    return [list(lines) for _, lines in groupby(found, key=itemgetter("payment_list__key"))]


def upcoming_of(case, after):
    """Agreed amounts of the running programme in the first month that has no payment yet, from `after` on."""
    running = Programme.State.RUNNING
    amounts = AgreedAmount.objects.to_pay().filter(programme__case=case, month__gte=after)
    amounts = amounts.filter(programme__state=running)
    unpaid = amounts.exclude(month__in=case.payments.values("month")).order_by("month", "person__born", "pk")
    shown = ("month", "number", "amount_pln", "person__given_names", "person__family_name")
    # A programme has a few dozen amounts; asked for one month, a database would read all families of it.
    return list(next((rows for _, rows in groupby(unpaid.values(*shown), itemgetter("month"))), ()))


def accounts_of(case):
    """(account in force or None, change that waits or None, former ones, newest first)."""
    found = list(case.payout_accounts.select_related("by", "confirmed_by").order_by("-ended_on", "-pk"))
    now = [one for one in found if one.ended_on is None]
    in_force = next((one for one in now if not one.waits), None)
    return in_force, next((one for one in now if one.waits), None), [one for one in found if one.ended_on]


def waiting_account_of(case):
    """The changed account that waits for a second person, or None."""
    return case.payout_accounts.waiting().first()


def cases_paid(payment_list):
    """Yield (case, sum) of the cases that get money from a list; the case is whole."""
    paid = payment_list.payments.filter(amount_pln__gt=0).order_by()
    sums = list(paid.values_list("case").annotate(sum=Sum("amount_pln")).order_by("case"))
    for part in in_parts(sums):
        cases = Case.objects.in_bulk([case for case, _ in part])
        yield from ((cases[case], total.quantize(ZERO)) for case, total in part)


def paid_after(programme, person, day):
    """Payments of a person that went to the bank for days after `day` (inclusive last day of the aid).

    [{payment, month, paid_pln, due_pln, undue_pln}] of sent lists by month, without what the bank
    returned: `due_pln` is what the law leaves payable of the month now, `undue_pln` the rest.
    """
    sent = Payment.objects.filter(
        programme=programme,
        person=person,
        month__gte=day.replace(day=1),
        amount_pln__gt=0,
        payment_list__state=PaymentList.State.SENT,
    ).exclude(pk__in=LedgerEntry.objects.filter(kind=LedgerEntry.Kind.RETURNED).values("payment"))
    due = {one.month: one.cash_pln for one in dues(loaded(programme.key)) if one.person.pk == person.pk}
    found = []
    for payment in sent.order_by("month", "attempt"):
        left = min(payment.amount_pln, due.get(payment.month, ZERO))
        due[payment.month] = due.get(payment.month, ZERO) - left
        if left < payment.amount_pln:
            found.append(
                {
                    "payment": payment,
                    "month": payment.month,
                    "paid_pln": payment.amount_pln,
                    "due_pln": left,
                    "undue_pln": payment.amount_pln - left,
                }
            )
    return found


def paid_after_revocation(payment_list):
    """[(revocation, its first day without aid)] of persons whom the list pays for days after that one.

    Each could be carried out by today, and nobody has done it.
    """
    lines = payment_list.payments.filter(amount_pln__gt=0)
    waiting = not_carried_out(payment_list.organisation, lines.values("person"), timezone.localdate())
    last = {}
    for person, month in lines.filter(person__in=[row.person_id for row, _ in waiting]).values_list(
        "person", "month"
    ):
        last[person] = max(month, last.get(person, month))
    return [(row, first) for row, first in waiting if first < next_month(last[row.person_id])]
