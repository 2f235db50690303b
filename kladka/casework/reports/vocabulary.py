"""The closed vocabulary of reports: when, which people, what is counted. Nothing else can be asked.

Every figure counts rows of one table, people of applications. A condition here is the only meaning of its
word: the number on a report and the list behind it are both made of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import ExtractYear

from kladka.casework.aftercare.models import Exit
from kladka.casework.benefits.models import CLOSED, Payment
from kladka.casework.cases.models import Case
from kladka.casework.cases.openings import Share
from kladka.casework.intake.models import Applicant
from kladka.casework.monitoring.models import Enrolment, MonitoringNote
from kladka.casework.people.models import HouseholdMember, Person, ProtectionStatus
from kladka.casework.programmes.agreement import Proof, ProofKind
from kladka.casework.programmes.models import AgreedAmount, FormOfAid, Programme, Revocation, Withholding
from kladka.law.terms import months_later

PROGRAMME = "application__programme__"
ACCEPTED = Q(covered=True, application__programme__accepted_on__isnull=False)


@dataclass(frozen=True, slots=True)
class Period:
    """Which people of a year: `condition(first day, last day)`."""

    label: str
    condition: Callable[[date, date], Q]


PERIODS = {
    "in_force": Period(
        "programy realizowane w roku",
        lambda first, last: ACCEPTED & Q(**{f"{PROGRAMME}starts__lte": last, f"{PROGRAMME}ends__gte": first}),
    ),
    "accepted": Period(
        "programy zaakceptowane w roku",
        lambda first, last: ACCEPTED & Q(**{f"{PROGRAMME}accepted_on__range": (first, last)}),
    ),
    "started": Period(
        "programy rozpoczęte w roku",
        lambda first, last: ACCEPTED & Q(**{f"{PROGRAMME}starts__range": (first, last)}),
    ),
    "continued": Period(
        "programy rozpoczęte w poprzednich latach i trwające w roku",
        lambda first, last: ACCEPTED & Q(**{f"{PROGRAMME}starts__lt": first, f"{PROGRAMME}ends__gte": first}),
    ),
    "ended": Period(
        "programy zakończone w roku",
        lambda first, last: (
            ACCEPTED
            & Q(**{f"{PROGRAMME}state": Programme.State.ENDED, f"{PROGRAMME}ends__range": (first, last)})
        ),
    ),
    "filed": Period(
        "wnioski złożone w roku", lambda first, last: Q(application__filed_on__range=(first, last))
    ),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A word that narrows: its values with their labels, `condition(value, first day, last day)`.

    Without `values` any value is taken from the data, such as a citizenship.
    """

    label: str
    values: tuple[tuple[str, str], ...]
    condition: Callable[[str, date, date], Q]


def _age(value, first, last):
    """By full years on the last day of the year."""
    least, most = (int(part) for part in value.split("-"))
    return Q(person__born__lte=months_later(last, -12 * least)) & Q(
        person__born__gt=months_later(last, -12 * (most + 1))
    )


def _progress(field):
    """By the newest signed note of the year."""

    def condition(value, first, last):
        notes = MonitoringNote.objects.filter(
            programme=OuterRef("application__programme"), signed_at__isnull=False, on__range=(first, last)
        )
        if value == "none":
            return Q(~Exists(notes))
        newer = MonitoringNote.objects.filter(
            programme=OuterRef("programme"), number__gt=OuterRef("number"),
            signed_at__isnull=False, on__range=(first, last),
        )  # fmt: skip
        found = notes.filter(~Exists(newer), **{field: value})
        return Q(Exists(found))

    return condition


def _rows(model, **same):
    """A condition that such rows exist, `extra(value, first, last)` narrowing them."""

    def build(extra):
        def condition(value, first, last):
            wanted = model.objects.filter(
                **{name: OuterRef(path) for name, path in same.items()}, **extra(value, first, last)
            )
            return Q(Exists(wanted))

        return condition

    return build


OF_BOTH = {"programme": "application__programme", "person": "person"}
YES = (("tak", "tak"),)
_PROGRESS = (*MonitoringNote.Progress.choices, ("none", "brak podpisanej notatki w roku"))
FILTERS: dict[str, Filter] = {
    "sex": Filter("płeć", tuple(Person.Sex.choices), lambda v, a, b: Q(person__sex=v)),
    "age": Filter(
        "wiek na koniec roku",
        (
            ("0-6", "0–6 lat"),
            ("7-17", "7–17 lat"),
            ("18-24", "18–24 lata"),
            ("25-59", "25–59 lat"),
            ("60-130", "60 lat i więcej"),
        ),
        _age,
    ),
    "relation": Filter("kim jest", tuple(HouseholdMember.Relation.choices), lambda v, a, b: Q(relation=v)),
    "citizenship": Filter("obywatelstwo", (), lambda v, a, b: Q(person__citizenship=v)),
    "status": Filter("ochrona", tuple(ProtectionStatus.Kind.choices), lambda v, a, b: Q(status__kind=v)),
    "state": Filter(
        "stan programu", tuple(Programme.State.choices), lambda v, a, b: Q(**{f"{PROGRAMME}state": v})
    ),
    "exit": Filter(
        "przyczyna zakończenia",
        (*Exit.Reason.choices, ("none", "nie podano")),
        lambda v, a, b: (
            Q(**{f"{PROGRAMME}exit__isnull": True}) if v == "none" else Q(**{f"{PROGRAMME}exit__reason": v})
        ),
    ),
    "language": Filter("postępy językowe", _PROGRESS, _progress("language_progress")),
    "work": Filter("postępy zawodowe", _PROGRESS, _progress("work_progress")),
    "social": Filter("postępy społeczne", _PROGRESS, _progress("social_progress")),
    "withheld": Filter(
        "pomoc wstrzymana w roku",
        YES,
        _rows(Withholding, **OF_BOTH)(lambda v, a, b: {"starts__range": (a, b)}),
    ),
    "revoked": Filter(
        "decyzja uchylona w roku",
        YES,
        _rows(Revocation, **OF_BOTH)(lambda v, a, b: {"starts__range": (a, b)}),
    ),
    "course": Filter(
        "na kursie w roku",
        YES,
        _rows(Enrolment, case="application__case", person="person")(
            lambda v, a, b: {"course__starts__lte": b, "course__ends__gte": a}
        ),
    ),
    "school": Filter(
        "rodzina złożyła zaświadczenie o przyjęciu do szkoły lub przedszkola",
        YES,
        _rows(Proof, programme="application__programme")(
            lambda v, a, b: {"kind": ProofKind.SCHOOL, "withdrawn_at": None, "came_on__lte": b}
        ),
    ),
    "form": Filter(
        "forma pomocy",
        (),
        _rows(FormOfAid, programme="application__programme")(lambda v, a, b: {"code": v}),
    ),
    "partner": Filter(
        "sprawa udostępniona w roku",
        (
            ("ngo", "organizacji pozarządowej"),
            ("school", "szkole"),
            ("office", "innemu urzędowi lub instytucji"),
        ),
        _rows(Share, case="application__case")(
            lambda v, a, b: {"organisation__kind": v, "starts__lte": b, "ends__gte": a}
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted; `money` is not for a coordinator."""

    label: str
    money: bool = False


MEASURES = {
    "people": Measure("osoby"),
    "programmes": Measure("programy"),
    "families": Measure("rodziny"),
    "paid": Measure("wypłacone świadczenia za miesiące roku (zł)", money=True),
    "health": Measure("składki zdrowotne za miesiące roku (zł)", money=True),
    "agreed": Measure("uzgodnione świadczenia za miesiące roku (zł)", money=True),
}
_COUNTED = {"people": "person", "programmes": "application__programme", "families": "application__case"}


class UnknownWord(ValueError):
    """A definition uses what the vocabulary does not know; the message says what, in Polish."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report: `filters`: (word, value) pairs, all must hold."""

    period: str = "in_force"
    measure: str = "people"
    filters: tuple[tuple[str, str], ...] = ()

    def check(self) -> "Figure":
        """The figure itself. Raises UnknownWord."""
        if self.period not in PERIODS:
            raise UnknownWord(f"Nieznany okres: {self.period}.")
        if self.measure not in MEASURES:
            raise UnknownWord(f"Nieznana miara: {self.measure}.")
        for word, value in self.filters:
            if word not in FILTERS:
                raise UnknownWord(f"Nieznany filtr: {word}.")
            values = dict(FILTERS[word].values)
            if values and value not in values:
                raise UnknownWord(f"Filtr „{FILTERS[word].label}” nie ma wartości {value}.")
            if not value or len(value) > 60:
                raise UnknownWord(f"Filtr „{FILTERS[word].label}” nie ma wartości.")
        return self

    def condition(self, year: int) -> Q:
        """The rows it counts in a year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        found = PERIODS[self.period].condition(first, last)
        for word, value in self.filters:
            found &= FILTERS[word].condition(value, first, last)
        return found

    @property
    def money(self) -> bool:
        return MEASURES[self.measure].money

    def words(self) -> str:
        """What it counts, as a Polish phrase."""
        narrowed = [f"{FILTERS[word].label}: {value_name(word, value)}" for word, value in self.filters]
        return "; ".join([MEASURES[self.measure].label, PERIODS[self.period].label, *narrowed])


def value_name(word, value):
    """The Polish name of a value of a filter."""
    return str(dict(FILTERS[word].values).get(value, value))


def people_of(centre):
    """Everybody named in an application of a centre, without erased cases: what every figure counts."""
    rows = Applicant.objects.filter(application__organisation=centre)
    return rows.exclude(application__case__state=Case.State.ERASED).order_by()


def with_money(rows, year):
    """The same with what was paid, the contributions and what was agreed for the months of a year, zł."""
    months = (date(year, 1, 1), date(year, 12, 1))
    own = {"programme": OuterRef("application__programme"), "person": OuterRef("person")}
    paid = Payment.objects.filter(month__range=months, payment_list__state__in=CLOSED, **own)
    agreed = AgreedAmount.objects.filter(month__range=months, **own)
    return rows.annotate(
        paid=_sum(paid, "amount_pln"), health=_sum(paid, "health_pln"), agreed=_sum(agreed, "amount_pln")
    )


def _sum(rows, field):
    summed = rows.order_by().values("programme").annotate(total=Sum(field)).values("total")
    return Subquery(summed)


def counted(centre, year, figures):
    """[value] of figures in their order: all counts in one query, each sum of money in one of its own."""
    rows = people_of(centre)
    values = dict.fromkeys(figures, 0)
    counts = [one for one in values if not one.money]
    if counts:
        asked = {f"f{place}": _count(one, year) for place, one in enumerate(counts)}
        answers = rows.aggregate(**asked)
        values |= {one: answers[f"f{place}"] for place, one in enumerate(counts)}
    for one in (one for one in values if one.money):
        found = with_money(rows.filter(one.condition(year)), year)
        values[one] = found.aggregate(total=Sum(one.measure))["total"] or 0
    return [values[one] for one in figures]


def _count(figure, year):
    return Count(_COUNTED[figure.measure], distinct=True, filter=figure.condition(year))


def behind(centre, year, figure):
    """The rows that a figure counts, one for a person in a programme."""
    return with_money(people_of(centre).filter(figure.condition(year)), year)


def groups(centre, year, period, path):
    """[(value, programmes, people)] of a period by one field of the rows, the most people first."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = people_of(centre).filter(PERIODS[period].condition(first, last)).annotate(group=F(path))
    rows = rows.values("group").annotate(
        programmes=Count("application__programme", distinct=True), people=Count("person", distinct=True)
    )
    return [(row["group"], row["programmes"], row["people"]) for row in rows.order_by("-people", "group")]


def years_known(centre):
    """Years from the first application to the last programme, the newest first."""
    rows = people_of(centre)
    found = set(
        rows.annotate(one=ExtractYear("application__filed_on")).values_list("one", flat=True).distinct()
    )
    ends = rows.filter(ACCEPTED).annotate(one=ExtractYear(f"{PROGRAMME}ends"))
    found |= set(ends.values_list("one", flat=True).distinct())
    return sorted(found, reverse=True)
