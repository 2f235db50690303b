"""Reads of insurance: tasks for ZUS, lists by month, contributions of a month, comparison with payments."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Prefetch, Sum

from kladka.accounts.permissions import centres_to_pay
from kladka.casework.benefits.models import Payment
from kladka.casework.cases.models import Case
from kladka.casework.programmes.many import facts_lookups
from kladka.casework.programmes.models import Programme
from kladka.ui.paging import keyset_page

from .models import CLOSED, Contribution, ContributionList, InsuranceFiling
from .spells import tasks_of

State = ContributionList.State
ZERO = Decimal("0.00")
AFTER_END = timedelta(days=90)
LIST_FIELDS = (
    *("id", "key", "month", "part", "number", "state", "people", "total_pln", "sent_on"),
    *("prepared_by__name", "approved_by__name"),
)


@dataclass(frozen=True)
class Difference:
    """One person whose contribution is not what the payment lists hold for the month, and why."""

    person: str
    listed_pln: Decimal
    paid_pln: Decimal
    why: str


def contributions_of(organisation, month):
    """What approved and sent lists hold for a month: [{list, number, part, programme, person, amount, on}].

    `amount` is zł as `Decimal`, what the line adds: the sum over all rows of a month is what is owed to ZUS
    for it, corrections counted in. `on` is the day of approval; keys are ids of the rows they name.
    """
    lines = Contribution.objects.filter(
        contribution_list__organisation=organisation,
        contribution_list__state__in=CLOSED,
        month=month.replace(day=1),
    ).annotate(amount=F("amount_pln") - F("before_pln"))
    rows = lines.order_by("contribution_list__part", "position").values(
        "programme_id", "person_id", "amount",
        list=F("contribution_list_id"), number=F("contribution_list__number"),
        part=F("contribution_list__part"), at=F("contribution_list__approved_at"),
    )  # fmt: skip
    return [row for row in rows if row["amount"]]


def total_of(organisation, month):
    """Zł owed to ZUS for a month by the approved and sent lists."""
    return sum((row["amount"] for row in contributions_of(organisation, month)), ZERO)


def differences(organisation, month, lines):
    """Persons whose line is not the contribution on the payment lists of the month, each with why.

    `lines` are contributions of the month, the newest of every person.
    """
    paid = defaultdict(lambda: ZERO)
    names = {}
    payments = Payment.objects.filter(
        payment_list__organisation=organisation, month=month, attempt=1
    ).select_related("person")
    for one in payments:
        paid[one.person_id] += one.health_pln
        names[one.person_id] = one.person_name
    listed = {one.person_id: one for one in lines}
    found = []
    for person in listed.keys() | paid.keys():
        line = listed.get(person)
        amount = line.amount_pln if line else ZERO
        if amount != paid[person]:
            name = line.name if line else names[person]
            found.append(Difference(name, amount, paid[person], _why(line, person in names)))
    return sorted(found, key=lambda one: one.person)


def _why(line, on_payment_list):
    if not on_payment_list:
        return "osoby nie ma jeszcze na żadnej liście wypłat za ten miesiąc"
    if line is None:
        return "osoba jest na liście wypłat, a zestawienie składek jej nie obejmuje: przygotuj korektę"
    if line.reason == Contribution.Reason.OTHER_TITLE:
        return "inny tytuł do ubezpieczenia: składki z programu się nie opłaca (art. 82 ust. 6)"
    if line.reason == Contribution.Reason.WITHHELD:
        return "pomoc wstrzymano po przeliczeniu listy wypłat"
    return "wstrzymanie, wznowienie albo korekta po przeliczeniu listy wypłat"


def paid_sum(organisation, month):
    """Zł of health contributions on the payment lists for a month."""
    payments = Payment.objects.filter(payment_list__organisation=organisation, month=month, attempt=1)
    return payments.aggregate(total=Sum("health_pln"))["total"] or ZERO


def lists(user, *, cursor="", size=25):
    """A page of the lists of contributions of the user's centres, the newest month first."""
    rows = ContributionList.objects.filter(organisation_id__in=centres_to_pay(user)).values(*LIST_FIELDS)
    return keyset_page(rows, ("-month", "-part", "-id"), cursor, size)


def free_months(organisation, today):
    """Months for which a first list may be prepared: this one and the three before, not listed yet."""
    listed = set(
        ContributionList.objects.filter(organisation=organisation, part=1).values_list("month", flat=True)
    )
    first = today.replace(day=1)
    months = []
    for _ in range(4):
        months.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return [month for month in months if month not in listed]


def programmes_with_tasks(organisation, today, **where):
    """Running programmes, and those that ended lately, with everything `tasks_of` reads already loaded."""
    found = Programme.objects.filter(
        organisation=organisation,
        state__in=(Programme.State.RUNNING, Programme.State.ENDED),
        ends__gte=today - AFTER_END,
        **where,
    ).exclude(case__state=Case.State.ERASED)
    return (
        found.select_related("case", "application", "decision")
        .defer("decision__content", "decision__grounds")
        .prefetch_related(
            *facts_lookups(),
            "case__other_titles",
            Prefetch("insurance_filings", InsuranceFiling.objects.filter(dependant=None)),
        )
        .order_by("case__sort_name", "id")
    )


def tasks(organisation, today, **where):
    """Open tasks for ZUS of a centre, the most urgent first."""
    found = [
        task
        for programme in programmes_with_tasks(organisation, today, **where)
        for task in tasks_of(programme, today)
        if task.filing is None
    ]
    return sorted(found, key=lambda task: (task.due, task.person.pk))


def case_tasks(programme, today):
    """Everything filed and to be filed about the persons of one programme, by person and day."""
    whole = date.min + AFTER_END
    loaded = programmes_with_tasks(programme.organisation, whole, pk=programme.pk).first()
    found = tasks_of(loaded, today) if loaded else []
    return sorted(found, key=lambda one: (one.person.pk, one.effective_on, one.kind))


def newest(found, lines):
    """The newest line of every person for the month of a list, its own lines first."""
    held = {line.person_id: line for line in _earlier(found)}
    return list((held | {line.person_id: line for line in lines}).values())


def _earlier(found):
    if found.part == 1:
        return []
    lines = Contribution.objects.filter(
        contribution_list__organisation=found.organisation_id, month=found.month,
        contribution_list__part__lt=found.part,
    )  # fmt: skip
    return lines.order_by("contribution_list__part")
