"""Sygnały: what is alike where it should not be, found by blind indexes; each kind in one or two queries.

Nothing is opened to find a signal. Opened are, of what was found, the towns of equal addresses and the last
digits of one account. A signal is no proof: relatives share an account, families share a hostel.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from kladka.casework.benefits.models import LedgerEntry, PaidMonth, Payment, PaymentList, PayoutAccount
from kladka.casework.cases.models import Case
from kladka.casework.people.homes import home_of
from kladka.casework.people.models import Household, PersonLink
from kladka.casework.settlement.models import DirectExpense
from kladka.documents.polish import month_name, zl
from kladka.law.terms import months_later
from kladka.vault.fields import unseal_rows

# How far back payments are looked at, in months: the longest aid (ups art. 92 ust. 1).
BACK = 12
# More rows of one kind than anybody can look into: the rest comes when these are explained.
MOST = 2000
OPEN = (Case.State.APPLICATION, Case.State.PROGRAMME, Case.State.DECISION, Case.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One signal. `cases` {pk: {key, number, title, worker}}, `mark` of exactly what it was found in."""

    kind: str
    mark: str
    since: date
    cases: dict
    facts: dict = field(default_factory=dict)

    @property
    def order(self):
        return (-self.since.toordinal(), self.mark)


def found_in(centre, day):
    """Every signal of a centre, the youngest first, without what is put aside or not."""
    months = months_later(day.replace(day=1), -BACK)
    found = [
        *_same_account(centre),
        *_same_home(centre),
        *_paid_in_parts(centre, months),
        *_bills_in_parts(centre, months),
        *_paid_twice(centre, months),
    ]
    return sorted(found, key=lambda one: one.order)


def _anomaly(kind, parts, since, cases, **facts):
    digest = hashlib.sha256(f"{kind}:{','.join(sorted(str(part) for part in parts))}".encode())
    return Anomaly(kind, digest.hexdigest()[:32], since, cases, facts)


def _case(row, path):
    """{pk: what is said of a case} of a row with fields of `_shown`."""
    return {row[path]: {name: row[f"{path}__{name}"] for name in ("key", "number", "title", "worker")}}


def _shown(path):
    return (path, *(f"{path}__{name}" for name in ("key", "number", "title", "worker")))


def _grouped(rows, *names):
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    return groups.values()


def _merged(rows, path):
    return {pk: said for row in rows for pk, said in _case(row, path).items()}


def _same_account(centre):
    """Families that are, were or are to be paid to one account, while one of them is."""
    refused = Q(needs_confirmation=True, confirmed_by=None, ended_on__isnull=False)
    held = PayoutAccount.objects.filter(case__organisation=centre, account_index__isnull=False)
    held = held.exclude(refused).exclude(case__state=Case.State.ERASED)
    other = held.filter(account_index=OuterRef("account_index")).exclude(case=OuterRef("case"))
    shown = ("key", "account_index", "account", "since", "ended_on", *_shown("case"))
    for rows in _grouped(held.filter(Exists(other)).values(*shown)[:MOST], "account_index"):
        if any(row["ended_on"] is None for row in rows):
            first = unseal_rows(rows[:1], PayoutAccount, "account")[0]
            cases = _merged(rows, "case")
            since = max(row["since"] for row in rows)
            yield _anomaly("account", cases, since, cases, ending=first["account"][-4:])


def _same_home(centre):
    """Open cases of different families at one address; protected addresses have no index."""
    homes = Household.objects.filter(organisation=centre, home_index__isnull=False, cases__state__in=OPEN)
    other = homes.filter(home_index=OuterRef("home_index")).exclude(pk=OuterRef("pk"))
    shown = ("key", "home_index", "address", "town", "cases__opened_on", *_shown("cases"))
    for alike in _grouped(homes.filter(Exists(other)).values("pk", *shown)[:MOST], "home_index"):
        unseal_rows(alike, Household, "address", "town")
        for row in alike:
            row["home"] = home_of(row["address"], row["town"])
        for rows in _grouped(alike, "home"):
            if len({row["pk"] for row in rows}) > 1:
                cases = _merged(rows, "cases")
                yield _anomaly("home", cases, max(row["cases__opened_on"] for row in rows), cases)


def _paid_in_parts(centre, since):
    """A person's month paid in two parts or more, which neither a returned transfer nor a decision made."""
    sent = {"payment_list__organisation": centre, "payment_list__state": PaymentList.State.SENT}
    returned = LedgerEntry.objects.filter(kind=LedgerEntry.Kind.RETURNED, payment=OuterRef("pk"))
    paid = Payment.objects.filter(~Exists(returned), amount_pln__gt=0, month__gte=since, **sent)
    of = {"person": OuterRef("person"), "month": OuterRef("month")}
    other = paid.filter(**of).exclude(pk=OuterRef("pk"))
    decided = LedgerEntry.objects.filter(kind=LedgerEntry.Kind.RECALCULATED, **of)
    shown = ("pk", "person", "person_name", "month", "amount_pln", "payment_list__sent_on", *_shown("case"))
    rows = paid.filter(Exists(other), ~Exists(decided)).exclude(case__state=Case.State.ERASED)
    for parts in _grouped(rows.order_by("attempt").values(*shown)[:MOST], "person", "month"):
        yield _anomaly(
            "parts", [f"p{row['pk']}" for row in parts],
            max(row["payment_list__sent_on"] for row in parts), _merged(parts, "case"),
            person=parts[0]["person_name"], month=month_name(parts[0]["month"]),
            amounts=[zl(row["amount_pln"]) for row in parts],
        )  # fmt: skip


def _bills_in_parts(centre, since):
    """Bills of one payee for one family in one month, paid as several."""
    bills = DirectExpense.objects.filter(organisation=centre, rejected_by=None, month__gte=since)
    of = {name: OuterRef(name) for name in ("programme", "month", "account_index")}
    other = bills.filter(**of).exclude(pk=OuterRef("pk"))
    path = "programme__case"
    shown = ("pk", "programme", "month", "account_index", "amount_pln", "invoice", "made_at", *_shown(path))
    rows = bills.filter(Exists(other)).exclude(programme__case__state=Case.State.ERASED).order_by("pk")
    for parts in _grouped(rows.values(*shown)[:MOST], "programme", "month", "account_index"):
        yield _anomaly(
            "parts", [f"b{row['pk']}" for row in parts], max(row["made_at"] for row in parts).date(),
            _merged(parts, path), month=month_name(parts[0]["month"]),
            invoices=[row["invoice"] for row in parts], amounts=[zl(row["amount_pln"]) for row in parts],
        )  # fmt: skip


def _paid_twice(centre, since):
    """Persons of one name and birth paid for the same month here and elsewhere, or twice here.

    The table of paid months is the only one that centres share: of the other centre its name is known and
    nothing of its case. A PESEL or a document that is the same is refused when a list is approved.
    """
    alike = PaidMonth.objects.filter(certain=False, month__gte=since)
    other = alike.filter(identity=OuterRef("identity"), month=OuterRef("month"))
    mine = alike.filter(Exists(other.exclude(payment=OuterRef("payment"))), organisation=centre)
    path = "payment__case"
    shown = (
        *("identity", "month", "payment", "payment__person", "payment__person_name", "payment__method"),
        *_shown(path),
    )
    rows = list(mine.exclude(payment__case__state=Case.State.ERASED).order_by("month").values(*shown)[:MOST])
    elsewhere = defaultdict(set)
    others = alike.filter(identity__in={row["identity"] for row in rows}).exclude(organisation=centre)
    for identity, month, name in others.values_list("identity", "month", "organisation__name"):
        elsewhere[identity, month].add(name)
    told_apart = _told_apart({row["payment__person"] for row in rows})
    for same in _grouped(rows, "identity"):
        people = {row["payment__person"] for row in same}
        centres = sorted({name for row in same for name in elsewhere[row["identity"], row["month"]]})
        if centres or not _apart(people, told_apart):
            months = sorted({row["month"] for row in same})
            yield _anomaly(
                "twice", [f"{row['payment']}" for row in same] + centres, months[-1], _merged(same, path),
                person=same[0]["payment__person_name"], centres=centres, people=len(people),
                months=[month_name(one) for one in months],
            )  # fmt: skip


def _told_apart(people):
    """Pairs of records that somebody found to be of two persons."""
    links = PersonLink.objects.filter(one__in=people, other__in=people, same=False, undone_at=None)
    return set(links.values_list("one", "other")) if people else set()


def _apart(people, told_apart):
    ordered = sorted(people)
    pairs = {(one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :]}
    return pairs <= told_apart
