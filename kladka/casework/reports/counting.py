"""Counting the figures of a report: in pieces, so that memory stays flat and progress can be told."""

from decimal import Decimal

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear

from kladka.casework.benefits.models import CLOSED, LedgerEntry, Payment
from kladka.casework.cases.models import Case
from kladka.casework.exchange.models import EarlierPayment
from kladka.casework.intake.models import Applicant
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import AgreedAmount

from .vocabulary import ACCEPTED, MEASURES, PROGRAMME

GROSZ = Decimal("0.01")
PIECE = 5000  # people, or cases, counted in one query
PEOPLE, CASES = "person", "application__case"


def people_of(centre):
    """Everybody named in an application of a centre, without erased cases: what every figure counts."""
    rows = Applicant.objects.filter(application__organisation=centre)
    return rows.exclude(application__case__state=Case.State.ERASED).order_by()


def behind(centre, span, figure):
    """The rows that a figure counts, one for a person in a programme."""
    return people_of(centre).filter(figure.condition(span))


def with_money(rows, span):
    """The same rows with their money of the months begun in a span, zł or None.

    paid: what left for the person less what the bank sent back, by the ledger, and what a programme carried
    over paid before this system; health: contributions of the first lines of closed lists; agreed: amounts of
    the programme; payments: months with money sent.
    """
    months = {"month__range": (span.first, span.last)}
    own = {"programme": OuterRef("application__programme"), "person": OuterRef("person")}
    sent = LedgerEntry.objects.filter(
        kind__in=[LedgerEntry.Kind.PAID, LedgerEntry.Kind.RETURNED],
        case=OuterRef("application__case"), person=OuterRef("person"),
        month__gte=OuterRef(f"{PROGRAMME}starts"), month__lte=OuterRef(f"{PROGRAMME}ends"), **months,
    )  # fmt: skip
    earlier = EarlierPayment.objects.filter(
        case__programmes=OuterRef("application__programme"), case__programmes__pays_from__isnull=False,
        month__gte=F("case__programmes__starts"), month__lte=F("case__programmes__ends"),
        person=OuterRef("person"), **months,
    )  # fmt: skip
    lines = Payment.objects.filter(payment_list__state__in=CLOSED, attempt=1, **months, **own)
    agreed = AgreedAmount.objects.filter(**months, **own)
    first = Q(kind=LedgerEntry.Kind.PAID)
    return rows.annotate(
        paid=_either(_one(sent, "case", -Sum("amount_pln")), _one(earlier, "case", Sum("amount_pln"))),
        health=_one(lines, "programme", Sum("health_pln")),
        agreed=_one(agreed, "programme", Sum("amount_pln")),
        payments=_either(
            _one(sent, "case", Count("month", distinct=True, filter=first)),
            _one(earlier, "case", Count("month", distinct=True)),
        ),
    )


def _either(one, other):
    """The sum of two figures either of which may be None."""
    return Coalesce(one + other, one, other)


def _one(rows, by, total):
    return Subquery(rows.order_by().values(by).annotate(total=total).values("total"))


def counted(centre, span, figures, told=lambda done, total: None):
    """[value] of figures in their order; `told(done, total)` hears of each piece.

    A person is counted once whatever their applications, a programme and a family too: people are cut into
    pieces by person, everything else by case, so the sum of pieces is the whole.
    """
    rows, values = people_of(centre), dict.fromkeys(figures, 0)
    by_person = [one for one in values if one.measure == "people"]
    by_case = [one for one in values if one.measure != "people"]
    pieces = [
        (wanted, {f"{path}__gte": least, f"{path}__lte": most})
        for wanted, path in ((by_person, PEOPLE), (by_case, CASES))
        for least, most in (_pieces(rows, path) if wanted else ())
    ]
    for done, (wanted, piece) in enumerate(pieces, 1):
        for figure, value in _counted(rows.filter(**piece), span, wanted).items():
            values[figure] += value
        told(done, len(pieces))
    return [values[one] for one in figures]


def _pieces(rows, path):
    """[(least, most)] of keys, each at most PIECE long."""
    ends = rows.aggregate(least=Min(path), most=Max(path))
    if ends["least"] is None:
        return []
    starts = range(ends["least"], ends["most"] + 1, PIECE)
    return [(one, one + PIECE - 1) for one in starts]


def _counted(rows, span, figures):
    """{figure: value}: all different values in one query, each sum in one of its own."""
    different = [one for one in figures if MEASURES[one.measure].path]
    asked = {
        f"f{place}": Count(MEASURES[one.measure].path, distinct=True, filter=one.condition(span))
        for place, one in enumerate(different)
    }
    answers = rows.aggregate(**asked) if asked else {}
    found = {one: answers[f"f{place}"] for place, one in enumerate(different)}
    for one in (one for one in figures if one not in found):
        summed = with_money(rows.filter(one.condition(span)), span).aggregate(total=Sum(one.measure))
        found[one] = _exact(summed["total"]) if one.money else summed["total"] or 0
    return found


def _exact(total):
    """zł with grosze: SQLite adds decimals as floating point, off by far less than half a grosz."""
    return (Decimal(total) if total else Decimal(0)).quantize(GROSZ)


def number(centre, span, figure, among=None):
    """One figure in one query; `among`: keys of all the rows that it counts, when they are known."""
    rows = people_of(centre) if among is None else people_of(centre).filter(pk__in=among)
    return _counted(rows, span, [figure])[figure]


def citizenships(centre):
    """Citizenships of the people of a centre."""
    rows = Person.objects.filter(organisation=centre).order_by("citizenship")
    return list(rows.values_list("citizenship", flat=True).distinct()[:200])


def years_known(centre):
    """Years from the first application to the last programme, the newest first."""
    rows = people_of(centre)
    ends = rows.aggregate(first=Min(ExtractYear("application__filed_on")))
    last = rows.filter(ACCEPTED).aggregate(last=Max(ExtractYear(f"{PROGRAMME}ends")))["last"]
    first = ends["first"]
    return list(range(max(last or first, first), first - 1, -1)) if first else []
