"""Lines of a month's list: every person of every running programme, with what the law leaves payable."""

import calendar
from collections import Counter, defaultdict
from itertools import groupby
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q

from kladka.casework.people.models import Person
from kladka.casework.people.spelling import normalise
from kladka.casework.programmes.execution import affects_from
from kladka.casework.programmes.many import PAID_STATES, in_parts, in_turn, running_in
from kladka.casework.programmes.models import AgreedAmount, Programme, Withholding
from kladka.casework.programmes.queries import facts_of_programme, grosze, zlote
from kladka.law.agreed import payable

from . import ledger_queries, returns, wording
from .deducting import deduct, otherwise_deducted
from .ledger_queries import ZERO
from .models import Payment, PaymentHold, PaymentList, PayoutAccount
from .underpaid import underpaid


def lines_of(organisation, month):
    """Yield lists of unsaved payments of the month that begins on `month`, arrears with them.

    A few hundred families at a time, the lines of one family in one list; the number of queries does not
    depend on the number of persons in a list. Raises ValidationError, before the first list, when a person
    has amounts in two programmes of one month.
    """
    held = held_cases(organisation)
    running = running_in(organisation, month), AgreedAmount.objects.to_pay().filter(month=month)
    behind = _behind(organisation, month)
    for programmes, amounts in (running, behind):
        _check_once(programmes, amounts, month)
    yield from _owed(organisation, month, held)
    yield from _due(behind[0].exclude(case__in=held), behind[1], month)
    for lines in _due(running[0].exclude(case__in=held), running[1], month):
        deduct(organisation, month, lines)
        yield lines


def held_cases(organisation):
    """Primary keys of the cases that are paid nothing because nobody collected it (ups art. 106a).

    Payment is withheld while it is clarified (ust. 1), and over once the decision expired (ust. 3); a
    programme that begins later is paid again.
    """
    later = Programme.objects.filter(case=OuterRef("case"), starts__gt=OuterRef("ended_on"))
    over = Q(outcome=PaymentHold.Outcome.EXPIRED) & ~Exists(later)
    held = PaymentHold.objects.filter(Q(ended_on=None) | over, case__organisation=organisation)
    return set(held.values_list("case", flat=True))


def _due(programmes, amounts, month):
    """Yield lists of lines of these agreed amounts, those of whole families together."""
    loaded = in_turn(programmes, amounts, "case__other_titles")
    families = (list(group) for _, group in groupby(loaded, key=attrgetter("case_id")))
    for part in in_parts(families):
        accounts = accounts_of({family[0].case_id for family in part})
        yield [line for family in part for one in family for line in _lines(one, accounts, month)]


def _lines(programme, accounts, month):
    """Lines of the loaded amounts of a programme, the earliest month first."""
    account = accounts.get(programme.case_id)
    lines = [_line(programme, *pair, account) for pair in _payable_months(programme)]
    # A month that is over and was never covered is nothing to explain on this list.
    return [line for line in lines if line.month == month or line.note != Payment.Note.ENDED]


def _behind(organisation, month):
    """(programmes, their amounts) of earlier months whose lists were closed without these persons.

    Aid is due from the month of the application, so a decision issued later leaves months behind. A month
    without a closed list of this centre is left alone: it gets its own list, or was paid before. What was not
    paid to who has died since is in no list: a person decides.
    """
    closed = PaymentList.objects.filter(organisation=organisation, month__lt=month)
    paid = Payment.objects.filter(person=OuterRef("person"), month=OuterRef("month"))
    amounts = (
        AgreedAmount.objects.to_pay()
        .filter(
            ~Exists(paid),
            person__died_on=None,
            programme__organisation=organisation,
            programme__state__in=PAID_STATES,
            month__in=closed.exclude(state=PaymentList.State.DRAFT).values("month"),
        )
        .order_by("month", "pk")
    )
    return Programme.objects.filter(pk__in=amounts.order_by().values("programme")), amounts


def _owed(organisation, month, held):
    """Yield lists of lines that pay what the ledger still owes, and days that are due more than was counted.

    The ledger owes returned transfers and months paid too little. A month that stands on a list not sent yet
    waits for that list; one whose transfer came back waits until the account was changed or confirmed.
    """
    owed, more = ledger_queries.owed(organisation), underpaid(organisation, month)
    places = sorted(owed.keys() | more.keys(), key=lambda place: (place[1], place[0]))
    waiting = returns.waiting_places(organisation) if places else set()
    decided = ledger_queries.recalculated_by(organisation, owed)
    for part in in_parts(places):
        last = _last_paid(part, month, waiting)
        accounts = accounts_of({payment.case_id for payment in last.values()})
        yield [
            _made_up(payment, more[place], account)
            if place in more
            else _again(payment, owed[place], account, decided.get(place, ()))
            for place in part
            if (payment := last.get(place)) and payment.case_id not in held
            for account in [accounts.get(payment.case_id)]
        ]


def _last_paid(places, month, waiting):
    """{(person id, month): the last payment for it}, without the dead, places that wait, lists not sent."""
    people, last = {person for person, _ in places}, {}
    before = Payment.objects.filter(person__in=people, person__died_on=None, month__lte=month)
    for payment in before.select_related("case", "person", "programme", "payment_list").order_by("attempt"):
        place = payment.person_id, payment.month
        last[place] = payment
        if payment.payment_list.state != PaymentList.State.SENT:
            waiting.add(place)
    return {place: payment for place, payment in last.items() if place not in waiting}


def _again(payment, amount, account, decisions):
    explanation = wording.again(payment, amount, decisions)
    return _once_more(payment, amount, account, Payment.Note.AGAIN, explanation)


def _made_up(payment, one, account):
    """A line that makes days up; it pays nothing where the month was paid too much already."""
    touching = withholdings_in_month(one.programme, payment.person, payment.month)
    explanation = wording.made_up(payment, one, touching)
    line = _once_more(payment, one.to_pay_pln, account, Payment.Note.MADE_UP, explanation)
    line.programme, line.made_up_pln = one.programme, one.amount_pln
    return line


def _once_more(payment, amount, account, note, explanation):
    person = payment.person
    return Payment(
        programme=payment.programme,
        case=payment.case,
        person=person,
        month=payment.month,
        person_name=person.full_name,
        sort_name=payment.sort_name,
        agreed_pln=amount,
        amount_pln=amount,
        health_pln=0,
        attempt=payment.attempt + 1,
        note=note,
        explanation=explanation,
        **paid_to(account),
    )


def accounts_of(case_ids):
    """{case id: account in force} of the given cases, in one query."""
    found = PayoutAccount.objects.in_force().filter(case_id__in=case_ids)
    return {account.case_id: account for account in found}


def payable_of(programme, amounts):
    """[(agreed amount, what the law leaves payable of it)] of the amounts of one month of a programme."""
    by_person = {amount.person.key: amount for amount in amounts}
    if not by_person:
        return []
    agreed = {key: grosze(amount.amount_pln) for key, amount in by_person.items()}
    month = next(iter(by_person.values())).month
    granted = {(month, key) for key, one in by_person.items() if one.above}
    found = payable(facts_of_programme(programme), month, agreed, granted=granted)
    return [(by_person[key], one) for key, one in found.items()]


def _payable_months(programme):
    """`payable_of` of every month of the loaded amounts of a programme, the earliest first."""
    by_month = defaultdict(list)
    for amount in programme.amounts.all():
        by_month[amount.month].append(amount)
    return [pair for _, amounts in sorted(by_month.items()) for pair in payable_of(programme, amounts)]


def _line(programme, amount, found, account):
    person = amount.person
    touching = withholdings_in_month(programme, person, amount.month)
    insured = insured_elsewhere(programme.case.other_titles.all(), person.pk, amount.month)
    return Payment(
        programme=programme,
        case=programme.case,
        person=person,
        month=amount.month,
        person_name=person.full_name,
        sort_name=normalise(f"{person.family_name} {person.given_names}"),
        agreed_pln=amount.amount_pln,
        amount_pln=zlote(found.cash),
        health_pln=ZERO if insured else zlote(found.health),
        note=wording.note_of(found),
        explanation=wording.explanation(found, touching, insured=insured),
        **paid_to(account),
    )


def insured_elsewhere(titles, person_id, month):
    """Whether one of the titles of a case (`insurance`) insures a person without the programme all month.

    The contribution is not paid then (ustawa zdrowotna art. 82 ust. 6); it is not divided (art. 79 ust. 2),
    so a title for a part of the month changes nothing.
    """
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return any(
        one.person_id == person_id and one.starts <= month and (one.ends is None or one.ends >= last)
        for one in titles
    )


def paid_to(account):
    """The fields of a payment that come from an account in force; empty when the family has none."""
    if account is None:
        return {"method": "", "holder": "", "account": ""}
    return {"method": account.method, "holder": account.holder, "account": account.account}


def outdated(payment_list):
    """[(line, zł payable now)] of the lines whose amount has changed since they were counted.

    A person who was not on the list then has a line that is not saved, of nothing. Amounts are what is due,
    before deductions; a deduction that changed gives its line with what would be paid out now.
    """
    held = held_cases(payment_list.organisation)
    found = _otherwise_owed(payment_list, held) + _otherwise_due(payment_list, held)
    found += _held(payment_list, held)
    return found or otherwise_deducted(payment_list)


def _held(payment_list, held):
    """Lines of families whose payment was withheld since (ups art. 106a)."""
    lines = payment_list.payments.filter(case__in=held, amount_pln__gt=0) if held else ()
    return [(line, ZERO) for line in lines]


def _otherwise_owed(payment_list, held):
    """Lines that pay a balance of the ledger or make days up, when that is no longer what they pay.

    And days that were made due since: who has no line for them has one of nothing here.
    """
    organisation = payment_list.organisation
    more = underpaid(organisation, payment_list.month)
    lines = list(payment_list.payments.filter(attempt__gt=1).select_related("person"))
    if not lines and not more:
        return []
    owed, waiting = ledger_queries.owed(organisation), returns.waiting_places(organisation)
    found = []
    for line in lines:
        place = line.person_id, line.month
        now = _now(place, owed, more.pop(place, None), waiting)
        now = (ZERO, ZERO) if line.person.died_on else now
        if now != (line.amount_pln, line.made_up_pln):
            found.append((line, now[0]))
    last = _last_paid(list(more), payment_list.month, waiting)
    return found + [
        (_of_nothing(payment.person), one.to_pay_pln)
        for place, one in more.items()
        if (payment := last.get(place)) and payment.case_id not in held
    ]


def _now(place, owed, more, waiting):
    """(zł to pay, zł of days made up) of a place now."""
    if place in waiting:
        return ZERO, ZERO
    return (more.to_pay_pln, more.amount_pln) if more else (owed.get(place, ZERO), ZERO)


def _of_nothing(person):
    return Payment(person=person, person_name=person.full_name, amount_pln=ZERO)


def _otherwise_due(payment_list, held):
    """Lines whose amount was changed by a withholding, a resumption, a decision or a change of life.

    Only programmes with a withholding, or changed since the list was counted, are counted again.
    """
    months = {
        payment_list.month,
        *payment_list.payments.order_by().values_list("month", flat=True).distinct(),
    }
    amounts = AgreedAmount.objects.to_pay().filter(month__in=months)
    found = []
    for part in in_parts(in_turn(_changed_programmes(payment_list, held), amounts)):
        lines = payment_list.payments.filter(programme__in=part, attempt=1).select_related("person")
        kept = {(line.person_id, line.month): line for line in lines.order_by("sort_name", "pk")}
        now = {
            (amount.person_id, amount.month): law
            for programme in part
            for amount, law in _payable_months(programme)
        }
        due = [(line, zlote(now[key].cash if key in now else 0)) for key, line in kept.items()]
        found += [pair for pair in due if pair[1] != pair[0].amount_pln + pair[0].deducted_pln]
        found += _joined(payment_list, kept, now)
    return found


def _changed_programmes(payment_list, held):
    """Those that may owe other sums than when the list was counted."""
    withheld = Exists(Withholding.objects.filter(programme=OuterRef("pk")))
    listed = Exists(payment_list.payments.filter(programme=OuterRef("pk")))
    return Programme.objects.filter(
        withheld | Q(changed_at__gte=payment_list.counted_at),
        listed | Q(starts__lte=payment_list.month, ends__gte=payment_list.month),
        organisation=payment_list.organisation_id,
        state__in=PAID_STATES,
    ).exclude(case__in=held)


def _joined(payment_list, kept, now):
    """Unsaved lines of nothing for persons of the month who were not on the list when it was counted."""
    missing = {key: law for key, law in now.items() if key not in kept and law.cash}
    missing = {person: law for (person, month), law in missing.items() if month == payment_list.month}
    paid = Payment.objects.filter(person__in=missing, month=payment_list.month)
    people = Person.objects.in_bulk(missing.keys() - set(paid.values_list("person", flat=True)))
    return [(_of_nothing(person), zlote(missing[key].cash)) for key, person in people.items()]


def withholdings_in_month(programme, person, month):
    """Withheld times of a person that touch the month that begins on `month`."""
    return [
        one
        for one in programme.withholdings.all()
        if one.person_id == person.pk
        and (first := affects_from(one))
        and (first.year, first.month) <= (month.year, month.month)
        and (one.ends is None or one.ends >= month)
    ]


def _check_once(programmes, amounts, month):
    """Refuse when a person has lines for one month in two programmes; only who has two amounts is counted."""
    own = amounts.filter(programme__in=programmes)
    twice = own.order_by().values("person", "month").annotate(count=Count("pk")).filter(count__gt=1)
    people = set(twice.values_list("person", flat=True))
    if not people:
        return
    own = own.filter(person__in=people)
    lines = [
        line
        for part in _due(programmes.filter(pk__in=own.order_by().values("programme")), own, month)
        for line in part
    ]
    counts = Counter((line.person, line.month) for line in lines)
    if again := {person for (person, _), count in counts.items() if count > 1}:
        names = ", ".join(sorted(person.full_name for person in again))
        raise ValidationError(
            f"Te osoby mają w jednym miesiącu kwoty w dwóch programach: {names}. Zakończ jeden z programów "
            "i przygotuj listę jeszcze raz. Nic nie zostało zapisane."
        )
