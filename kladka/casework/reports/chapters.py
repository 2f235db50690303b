"""Chapters of the yearly report for the voivode, in the order of Mazovian centres; no form is prescribed.

Every line is a figure of the vocabulary, so that it opens its list. Texts are written by a person.
"""

from dataclasses import dataclass
from decimal import Decimal

from kladka.casework.aftercare.models import Exit
from kladka.casework.monitoring.models import MonitoringNote
from kladka.casework.people.models import HouseholdMember, Person, ProtectionStatus

from .counting import citizenships, counted
from .spans import year_span
from .vocabulary import FILTERS, Figure

COUNTRIES = "2. Kraje pochodzenia"
STATUSES = ProtectionStatus.Kind.choices[:3]  # whom a programme may cover (ups art. 91 ust. 1, 11)

TEXTS = {
    "context": "Warunki realizacji programów",
    "schooling": "Nauka dzieci: szkoły, wsparcie, trudności",
    "evaluation": "Ewaluacja: język, praca, relacje społeczne",
    "partners": "Współpraca z organizacjami i ośrodkami pomocy społecznej",
    "overall": "Ocena ogólna",
    "conclusions": "Wnioski i rekomendacje",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A number of the report; `value` is a count or, for money, zł as Decimal."""

    label: str
    figure: Figure
    value: object = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, its lines, and the code of the text that a person writes under it ("" for none)."""

    heading: str
    lines: tuple[Line, ...]
    text: str = ""
    empty: str = ""


def _lines(period, measure, word, choices):
    return [(label, Figure(period, measure, ((word, str(value)),))) for value, label in choices]


def _counts():
    words = (
        ("started", "rozpoczęte w roku"),
        ("continued", "kontynuowane z poprzednich lat"),
        ("accepted", "zaakceptowane przez wojewodę w roku"),
        ("in_force", "realizowane w roku razem"),
    )
    lines = []
    for period, label in words:
        lines += [(f"Programy {label}", Figure(period, "programmes"))]
        lines += [(f"Osoby objęte: programy {label}", Figure(period, "people"))]
    return [
        ("Rodziny, które złożyły wniosek w roku", Figure("filed", "families")),
        *lines,
        ("Rodziny w programach realizowanych w roku", Figure("in_force", "families")),
    ]


def _facts():
    choices = {
        "sex": Person.Sex.choices,
        "age": FILTERS["age"].values,
        "relation": HouseholdMember.Relation.choices,
        "status": STATUSES,
    }
    return [line for word, values in choices.items() for line in _lines("in_force", "people", word, values)]


def _children():
    school = ("age", "7-17")
    return [
        ("Dzieci i młodzież w wieku 7–17 lat", Figure("in_force", "people", (school,))),
        ("w tym z rodzin, które złożyły zaświadczenie o przyjęciu do szkoły lub przedszkola",
         Figure("in_force", "people", (school, ("school", "tak")))),
        ("Dzieci do 6 lat", Figure("in_force", "people", (("age", "0-6"),))),
    ]  # fmt: skip


def _progress():
    choices = (*MonitoringNote.Progress.choices, ("none", "brak podpisanej notatki w roku"))
    areas = {"language": "Język", "work": "Praca", "social": "Relacje społeczne"}
    found = [
        (f"{name}: {label}", figure)
        for word, name in areas.items()
        for label, figure in _lines("in_force", "programmes", word, choices)
    ]
    return [*found, ("Osoby na kursach języka i innych", Figure("in_force", "people", (("course", "tak"),)))]


def _money():
    return [
        ("Wypłacone świadczenia pieniężne (zł)", Figure("in_force", "paid")),
        ("Składki na ubezpieczenie zdrowotne (zł)", Figure("in_force", "health")),
        ("Uzgodnione świadczenia pieniężne (zł)", Figure("in_force", "agreed")),
    ]


def _completed():
    choices = (*Exit.Reason.choices, ("none", "nie podano przyczyny"))
    return [
        ("Programy zakończone w roku", Figure("ended", "programmes")),
        *_lines("ended", "programmes", "exit", choices),
        ("Osoby z pomocą wstrzymaną w roku", Figure("in_force", "people", (("withheld", "tak"),))),
        ("Osoby, wobec których uchylono decyzję w roku", Figure("in_force", "people", (("revoked", "tak"),))),
    ]


def _partners():
    return _lines("in_force", "programmes", "partner", FILTERS["partner"].values)


def chapters(centre, year, told=lambda done, total: None):
    """The chapters of a year with their numbers; `told(done, total)` hears how far the count is."""
    countries = [
        (name, Figure("in_force", "people", (("citizenship", name),)))
        for name in citizenships(centre)
        if name
    ]
    plan = [
        ("1. Liczba programów i osób", _counts(), "context"),
        (COUNTRIES, countries, ""),
        ("3. Finansowanie", _money(), ""),
        ("4. Programy zakończone i przerwane", _completed(), ""),
        ("5. Podstawowe fakty o uczestnikach", _facts(), ""),
        ("6. Nauka dzieci", _children(), "schooling"),
        ("7. Ewaluacja", _progress(), "evaluation"),
        ("8. Współpraca z organizacjami i instytucjami", _partners(), "partners"),
        ("9. Ocena ogólna", [], "overall"),
        ("10. Wnioski", [], "conclusions"),
    ]
    figures = [figure for _, lines, _ in plan for _, figure in lines]
    values = dict(zip(figures, counted(centre, year_span(year), figures, told), strict=True))
    return [Chapter(heading, _valued(heading, lines, values), text) for heading, lines, text in plan]


def _valued(heading, lines, values):
    """Lines with their numbers; countries that have anybody, the most people first."""
    found = tuple(Line(label, figure, values[figure]) for label, figure in lines)
    if heading != COUNTRIES:
        return found
    return tuple(sorted((one for one in found if one.value), key=lambda one: (-one.value, one.label)))


def count_year(centre, year, told):
    """The chapters of a year as JSON, for a run of the background."""
    return frozen(chapters(centre, year, told))


def frozen(found):
    """Chapters as JSON: what a finished report keeps."""
    return [
        {
            "heading": one.heading,
            "text": one.text,
            "lines": [
                {
                    "label": line.label,
                    "value": str(line.value),
                    "period": line.figure.period,
                    "measure": line.figure.measure,
                    "filters": [list(pair) for pair in line.figure.filters],
                }
                for line in one.lines
            ],
        }
        for one in found
    ]


def thawed(kept, *, money):
    """Chapters of a finished report from what it keeps; money only for those who may see it."""
    found = []
    for one in kept:
        lines = [_line(row) for row in one["lines"]]
        shown = tuple(line for line in lines if money or not line.figure.money)
        if shown or one["text"]:
            found.append(Chapter(one["heading"], shown, one["text"]))
    return found


def _line(row):
    filters = tuple((word, value) for word, value in row["filters"])
    figure = Figure(row["period"], row["measure"], filters)
    return Line(row["label"], figure, Decimal(row["value"]) if figure.money else int(row["value"]))
