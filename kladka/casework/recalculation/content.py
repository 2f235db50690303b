"""Decyzja zmieniająca: what its draft says, from a comparison of what stood with what the law gives."""

from calendar import monthrange
from itertools import groupby

from kladka.casework.decisions.letter import grounds_text
from kladka.casework.programmes.letters import address, parties
from kladka.documents import polish
from kladka.law import polish as law_polish
from kladka.law.book import enacted_book
from kladka.law.changing import CHANGE_GROUNDS
from kladka.law.citing import Citing

from .wording import because, change_in_words


def content(comparison, *, since, key):
    """Data of the decision (kladka.casework.decisions.letter); `key` is that of the Recalculation."""
    programme = comparison.programme
    people = parties(programme)
    home = address(programme)
    return {
        "recalculation": key,
        "legal_basis": Citing(enacted_book())(
            "ups art. 92 ust. 1; ups art. 106 ust. 1, 3 i 5; rozporządzenie § 3 ust. 1; KPA art. 104; "
            "KPA art. 107"
        ),
        "opening": "z urzędu,",
        "verb": "zmieniam",
        "decided": _decided(programme, since),
        "applicant": people[0],
        "parties": people,
        "amounts": _amounts(comparison),
        "operative": _operative(comparison),
        "recipients": [", ".join(part for part in (people[0]["name"], home) if part), "a/a"],
    }


def _decided(programme, since):
    of = programme.decision
    named = f"decyzję {of.number} z dnia {polish.day(of.issued_on)}" if of and of.number else "decyzję"
    return (
        f"{named} o przyznaniu pomocy dla cudzoziemca w ramach indywidualnego programu integracji w części "
        f"dotyczącej wysokości świadczenia pieniężnego i {law_polish.from_month(since)} ustalam je w "
        "następującej wysokości:"
    )


def _amounts(comparison):
    """Periods of one person with one monthly amount, from the first changed month on."""
    places = _places(comparison.programme)
    rows = [row for row in comparison.rows if row.new_pln is not None and row.month >= comparison.since]
    rows.sort(key=lambda row: (places.get(row.person.pk, 0), row.month))
    lines = []
    for (person, amount), group in groupby(rows, key=lambda row: (row.person, row.new_pln)):
        months = list(group)
        lines.append(
            {
                "party": places.get(person.pk, 0),
                "person": person.key,
                "month": f"{months[0].month:%Y-%m}",
                "starts": months[0].month.isoformat(),
                "ends": last_day(months[-1].month).isoformat(),
                "monthly": str(amount),
                "total": str(sum(row.new_due_pln for row in months)),
                "note": "",
            }
        )
    return lines


def _places(programme):
    covered = [one for one in programme.application.people.all() if one.covered]
    return {one.person_id: place for place, one in enumerate(covered)}


def last_day(month):
    """The last day of a month by its first."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def _operative(comparison):
    points = []
    for row in comparison.amounts_changed:
        if row.new_pln is None:
            points.append(_ended(row))
    if more := comparison.underpaid_pln + comparison.arrears_pln:
        points.append(
            f"Wyrównanie za miesiące, za które wypłacono mniej, wynosi {polish.zl(more)} zł i zostanie "
            "wypłacone z najbliższą listą wypłat."
        )
    if less := comparison.overpaid_pln:
        points.append(
            f"Za miesiące, za które wypłacono więcej, różnica wynosi {polish.zl(less)} zł; o tym, czy "
            "podlega zwrotowi, rozstrzyga odrębna decyzja (art. 98 i art. 104 ust. 3 ustawy o pomocy "
            "społecznej)."
        )
    return [*dict.fromkeys(points), "W pozostałej części decyzja nie zmienia się."]


def _ended(row):
    return f"{row.person.full_name} nie otrzymuje świadczenia {law_polish.from_month(row.month)}"


def grounds(comparison, *, reason, ground, consented_on=None):
    """Grounds for a person to edit: what changed, by period with reasons, and the provisions."""
    facts = [_sentence(reason), *(_sentence(text) for text in _periods(comparison))]
    if consented_on:
        facts.append(_sentence(f"Strona zgodziła się na zmianę {polish.day(consented_on)}"))
    cite = Citing(enacted_book())
    law = [
        f"Zgodnie z {cite('ups art. 106 ust. 5')} decyzję zmienia się na niekorzyść strony bez jej zgody w "
        "przypadku zmiany przepisów prawa, sytuacji dochodowej lub osobistej strony albo pobrania "
        "nienależnego świadczenia; zmiana na korzyść strony nie wymaga jej zgody. Podstawą tej zmiany jest: "
        f"{CHANGE_GROUNDS[ground].label}.",
        f"Wysokość świadczenia wynika z {cite('ups art. 92 ust. 1 pkt 1; rozporządzenie § 3 ust. 1')}; za "
        f"niepełny miesiąc liczy się ją według dni ({cite('ups art. 106 ust. 3')}).",
    ]
    return grounds_text(facts=facts, law=law)


def _periods(comparison):
    """Equal changes of one person in following months as one sentence."""
    rows = sorted(comparison.changed, key=lambda row: (row.person.pk, row.month))
    for (person, said, why), group in groupby(
        rows, key=lambda row: (row.person, change_in_words(row), because(row))
    ):
        months = list(group)
        when = law_polish.in_months(months[0].month, months[-1].month)
        yield f"{person.full_name}, {when}: {said}{f', ponieważ {why}' if why else ''}"


def _sentence(text):
    return text if text.endswith(".") else f"{text}."
