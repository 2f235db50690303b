"""The closed vocabulary of reports: when, which people, what is counted. Nothing else can be asked.

Every figure counts rows of one table, people of applications. A condition here is the only meaning of its
word: the number on a report and the list behind it are both made of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from kladka.casework.aftercare.models import Exit
from kladka.casework.cases.openings import Share
from kladka.casework.decisions.models import Decision
from kladka.casework.monitoring.models import Enrolment, MonitoringNote
from kladka.casework.people.models import HouseholdMember, Person, ProtectionStatus
from kladka.casework.programmes.agreement import Proof, ProofKind
from kladka.casework.programmes.models import FormOfAid, Programme, Revocation, Withholding
from kladka.law.terms import months_later

from .spans import Span

PROGRAMME = "application__programme__"
ACCEPTED = Q(covered=True, application__programme__accepted_on__isnull=False)


@dataclass(frozen=True, slots=True)
class Period:
    """Which people: `condition(first day, last day)`."""

    label: str
    condition: Callable[[date, date], Q]


def _lasts(day):
    """Aid of this person under the programme lasts on a day or later: it ends with either, not as planned."""
    until = (f"{PROGRAMME}ends", "application__case__aid_until", "covered_until")
    found = ACCEPTED
    for one in until:
        found &= Q(**{f"{one}__gte": day}) | Q(**{one: None})
    return found


def _refused(first, last):
    """Named in an application of a case whose aid was refused in these days."""
    found = Decision.objects.filter(
        case=OuterRef("application__case"), kind=Decision.Kind.REFUSE, issued_on__range=(first, last)
    )
    return Q(Exists(found))


PERIODS = {
    "in_force": Period(
        "programy realizowane w okresie",
        lambda first, last: _lasts(first) & Q(**{f"{PROGRAMME}starts__lte": last}),
    ),
    "accepted": Period(
        "programy zaakceptowane w okresie",
        lambda first, last: ACCEPTED & Q(**{f"{PROGRAMME}accepted_on__range": (first, last)}),
    ),
    "started": Period(
        "programy rozpoczęte w okresie",
        lambda first, last: ACCEPTED & Q(**{f"{PROGRAMME}starts__range": (first, last)}),
    ),
    "continued": Period(
        "programy rozpoczęte wcześniej i trwające w okresie",
        lambda first, last: _lasts(first) & Q(**{f"{PROGRAMME}starts__lt": first}),
    ),
    "ended": Period(
        "programy zakończone w okresie",
        lambda first, last: (
            _lasts(first)
            & Q(**{f"{PROGRAMME}state": Programme.State.ENDED})
            & Q(application__case__aid_until__range=(first, last))
        ),
    ),
    "on_last_day": Period(
        "programy trwające ostatniego dnia okresu",
        lambda first, last: _lasts(last) & Q(**{f"{PROGRAMME}starts__lte": last}),
    ),
    "filed": Period(
        "wnioski złożone w okresie", lambda first, last: Q(application__filed_on__range=(first, last))
    ),
    "granted": Period(
        "decyzje przyznające pomoc wydane w okresie",
        lambda first, last: (
            Q(covered=True, **{f"{PROGRAMME}decision__kind": Decision.Kind.GRANT})
            & Q(**{f"{PROGRAMME}decision__issued_on__range": (first, last)})
        ),
    ),
    "refused": Period("odmowy wydane w okresie", _refused),
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
    """By full years on the last day."""
    least, most = (int(part) for part in value.split("-"))
    return Q(person__born__lte=months_later(last, -12 * least)) & Q(
        person__born__gt=months_later(last, -12 * (most + 1))
    )


def _progress(field):
    """By the newest signed note of these days."""

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
    """A condition that such rows exist, the Q of `extra(value, first, last)` narrowing them."""

    def build(extra):
        def condition(value, first, last):
            wanted = model.objects.filter(
                extra(value, first, last), **{name: OuterRef(path) for name, path in same.items()}
            )
            return Q(Exists(wanted))

        return condition

    return build


OF_BOTH = {"programme": "application__programme", "person": "person"}
YES = (("tak", "tak"),)
_PROGRESS = (*MonitoringNote.Progress.choices, ("none", "brak podpisanej notatki w okresie"))
FILTERS: dict[str, Filter] = {
    "sex": Filter("płeć", tuple(Person.Sex.choices), lambda v, a, b: Q(person__sex=v)),
    "age": Filter(
        "wiek na koniec okresu",
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
        "pomoc wstrzymana w okresie",
        YES,
        _rows(Withholding, **OF_BOTH)(
            lambda v, a, b: Q(starts__lte=b, annulled_on=None) & ~Q(ends__lt=a) & ~Q(resumed_on__lte=a)
        ),
    ),
    "revoked": Filter(
        "decyzja uchylona w okresie",
        YES,
        _rows(Revocation, **OF_BOTH)(lambda v, a, b: Q(starts__range=(a, b), annulled_on=None)),
    ),
    "course": Filter(
        "na kursie w okresie",
        YES,
        _rows(Enrolment, case="application__case", person="person")(
            lambda v, a, b: Q(course__starts__lte=b, course__ends__gte=a)
        ),
    ),
    "school": Filter(
        "rodzina złożyła zaświadczenie o przyjęciu do szkoły lub przedszkola",
        YES,
        _rows(Proof, programme="application__programme")(
            lambda v, a, b: Q(kind=ProofKind.SCHOOL, withdrawn_at=None, came_on__lte=b)
        ),
    ),
    "form": Filter(
        "forma pomocy",
        (),
        _rows(FormOfAid, programme="application__programme")(lambda v, a, b: Q(code=v)),
    ),
    "partner": Filter(
        "sprawa udostępniona w okresie",
        (
            ("ngo", "organizacji pozarządowej"),
            ("school", "szkole"),
            ("office", "innemu urzędowi lub instytucji"),
        ),
        _rows(Share, case="application__case")(
            lambda v, a, b: Q(organisation__kind=v, starts__lte=b, ends__gte=a)
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: different values of `path`, or a sum over rows; `money` is not for a coordinator."""

    label: str
    path: str = ""
    money: bool = False


MEASURES = {
    "people": Measure("osoby", "person"),
    "programmes": Measure("programy", "application__programme"),
    "families": Measure("rodziny", "application__case"),
    "payments": Measure("wypłacone świadczenia miesięczne (liczba)"),
    "paid": Measure("wypłacone świadczenia za miesiące okresu (zł)", money=True),
    "health": Measure("składki zdrowotne za miesiące okresu (zł)", money=True),
    "agreed": Measure("uzgodnione świadczenia za miesiące okresu (zł)", money=True),
}


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

    def condition(self, span: Span) -> Q:
        """The rows it counts in these days."""
        found = PERIODS[self.period].condition(span.first, span.last)
        for word, value in self.filters:
            found &= FILTERS[word].condition(value, span.first, span.last)
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
