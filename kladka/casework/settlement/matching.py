"""Which payment a movement on a statement is: by amount, account and the title that our bank file gave it."""

import hashlib
import re
from collections import Counter, defaultdict
from datetime import timedelta

from kladka.casework.benefits.models import LedgerEntry, Payment, PaymentList
from kladka.casework.benefits.transfers import title_of
from kladka.casework.people.spelling import normalise

from .models import StatementLine

State = StatementLine.State
LOOKED_BACK = timedelta(days=120)
RETURN = re.compile(r"zwrot|zwrocon|odrzucon|nieodebran|return", re.IGNORECASE)


def digests(entries):
    """A digest for each entry; equal movements of one day are numbered, so that both are kept."""
    seen, found = Counter(), []
    for one in entries:
        what = (
            f"{one.on}|{one.amount}|{one.account}|{squeezed(one.title)}|{squeezed(one.name)}|{one.reference}"
        )
        seen[what] += 1
        found.append(hashlib.sha256(f"{what}|{seen[what]}".encode()).hexdigest()[:32])
    return found


def squeezed(text):
    """Letters and digits alone, in plain Latin: banks break, fold and respell titles as they like."""
    return re.sub(r"[^a-z0-9]", "", normalise(text))


class Matcher:
    """Payments that may stand behind the entries of one statement; each is given to one entry."""

    def __init__(self, organisation, entries):
        self.by_amount = defaultdict(list)
        if not entries:
            self.lists = {}
            return
        first, last = min(one.on for one in entries), max(one.on for one in entries)
        amounts = {abs(one.amount) for one in entries}
        sent = {
            "payment_list__organisation": organisation,
            "payment_list__state": "sent",
            "payment_list__sent_on__range": (first - LOOKED_BACK, last),
        }
        taken = StatementLine.objects.filter(organisation=organisation, confirmed_by__isnull=False)
        self.gone = set(taken.filter(state=State.MATCHED).values_list("payment", flat=True))
        self.back = set(taken.filter(state=State.RETURNED).values_list("payment", flat=True))
        found = Payment.objects.filter(method="transfer", amount_pln__in=amounts, **sent)
        for payment in found.select_related("payment_list", "case", "person").order_by("pk"):
            title = squeezed(title_of(payment.month, payment.person_name, payment.case.number))
            self.by_amount[payment.amount_pln].append((payment, title))
        returned = LedgerEntry.objects.filter(
            organisation=organisation, kind=LedgerEntry.Kind.RETURNED, on__gte=first - LOOKED_BACK
        )
        self.known = set(returned.values_list("payment", flat=True))
        self.lists = _totals(organisation, first, last)
        self.sums = {one.pk: amount for amount, one in self.lists.items()}

    def find(self, entry):
        """(state, why, payment or None, list or None) of an entry; a payment is given once."""
        if entry.amount > 0:
            return self._returned(entry)
        best = self._best(entry, self.gone)
        if best:
            score, payment, alone = best
            self.gone.add(payment.pk)
            self.lists.pop(self.sums.get(payment.payment_list_id), None)  # booked one by one
            sure = score >= 3 or (score == 2 and alone)
            return (State.MATCHED if sure else State.DOUBTFUL), WHY[score], payment, None
        payment_list = self.lists.pop(-entry.amount, None)
        if payment_list:
            return State.MATCHED, "whole_list", None, payment_list
        return State.UNMATCHED, "no_payment", None, None

    def _returned(self, entry):
        # A second return of one month is of the later payment; one told by hand before comes last.
        best = self._best(entry, self.back | self.known, 1) or self._best(entry, self.back, 1)
        told = RETURN.search(f"{entry.title} {entry.name}")
        if best and (told or best[0] >= 2):
            self.back.add(best[1].pk)
            return State.RETURNED, "return" if told else "like_return", best[1], None
        return State.UNMATCHED, "came", None, None

    def _best(self, entry, taken, least=1):
        """(score, payment, whether no other has this score): 3 account and title, 2 account, 1 title."""
        scored = []
        for payment, title in self.by_amount[abs(entry.amount)]:
            if payment.pk not in taken and payment.payment_list.sent_on <= entry.on:
                score = 2 * (bool(entry.account) and payment.account == entry.account) + _alike(entry, title)
                scored.append((score, payment))
        scored = [one for one in scored if one[0] >= least]
        if not scored:
            return None
        top = max(score for score, _ in scored)
        first = [payment for score, payment in scored if score == top]
        return top, first[0], len(first) == 1


# Why, by what was alike.
WHY = {3: "account_title", 2: "account", 1: "title"}


def _alike(entry, title):
    """Whether the title is ours, whole or as far as the bank's field goes; a return quotes it in its own."""
    given = squeezed(entry.title)
    return bool(given) and (title in given or (len(given) > 24 and given in title))


def _totals(organisation, first, last):
    """{sum of the bank file: list} of lists sent around these days: some banks book a file as one sum."""
    lists = PaymentList.objects.filter(
        organisation=organisation,
        state="sent",
        sent_on__range=(first - LOOKED_BACK, last),
        bank_files__isnull=False,
    )
    confirmed = StatementLine.objects.filter(payment_list__isnull=False, confirmed_by__isnull=False)
    found = lists.exclude(pk__in=confirmed.values("payment_list")).order_by("-sent_on")
    return {
        one.bank_files.order_by("-pk").values_list("total_pln", flat=True)[0]: one for one in found.distinct()
    }
