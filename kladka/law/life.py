"""Zmiany w życiu rodziny: what follows for a running programme from a birth, a death, a lost status.

Nothing here decides: every consequence is a proposal with its provision, the day from which it holds and,
where the act is silent or courts disagree, both readings. A person confirms or dismisses each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from kladka.law import polish
from kladka.law.acts import annexes_required
from kladka.law.book import Book, enacted_book
from kladka.law.neighbours import insurance_change_term
from kladka.law.terms import months_later
from kladka.law.uses import reads

ADULT = 18  # KC art. 10 § 1
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to read the law: slug, the Polish sentence, and from which day it holds."""

    code: str
    text: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What may follow: a slug of the act, the sentence, the provision, from which day; both readings if two.

    With `variants` a person chooses one of them; the first is the one the program uses elsewhere.
    """

    code: str
    text: str
    provision: str
    since: date | None = None
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """A change: whom it concerns (`name`), its day, and what the programme says of that person.

    `covered` tells whether the programme covers the person, `alone` whether it covers nobody else; `status`
    is the protection the person has after the change ("" when none is known); `ends` is the last day of the
    programme, `known_on` the day on which the office learnt of the change.
    """

    name: str
    on: date
    ends: date
    known_on: date
    covered: bool = True
    alone: bool = False
    minor: bool = False
    status: str = ""
    book: Book = field(default_factory=enacted_book)


def next_month(day: date) -> date:
    """First day of the month after that of `day`."""
    return months_later(day.replace(day=1), 1)


def comes_of_age(born: date) -> date:
    """The eighteenth birthday; of somebody born on 29 February the last day of February (KC art. 112)."""
    return months_later(born, 12 * ADULT)


def born_to_be_adult_by(day: date) -> date:
    """The latest day of birth of a person who is of age on `day`."""
    earlier = months_later(day, -12 * ADULT)
    return earlier + DAY if comes_of_age(earlier + DAY) == day else earlier


def gives_aid(status: str, day: date, *, book: Book | None = None) -> bool:
    """Whether a protection status gives the aid on that day (ups art. 91 ust. 1)."""
    return bool(status) and bool(annexes_required(status, day, book=book))


def consequences(kind: str, life: Life) -> tuple[Consequence, ...]:
    """What a change of this kind may bring. `KeyError` for a kind that is not in KINDS."""
    return tuple(KINDS[kind](life))


def _recount(life: Life, since: date, why: str) -> list[Consequence]:
    """A new calculation, unless the programme is over before it would begin."""
    if since > life.ends:
        return []
    text = f"Przelicz kwoty rodziny od {polish.day(since)} {why}"
    change = "Gdy kwoty się zmienią, przygotuj decyzję zmieniającą; zgoda strony nie jest potrzebna."
    return [
        Consequence("recount", text, "rozporządzenie § 3 ust. 1", since),
        Consequence("change_decision", change, "ups art. 106 ust. 5", since),
    ]


def _joined(life: Life) -> list[Consequence]:
    """Somebody new in the household: covered by the running programme, or an application of their own."""
    who = f"{life.name}: objąć trwającym programem czy przyjąć osobny wniosek?"
    if not gives_aid(life.status, life.on, book=life.book):
        ask = (
            f"{life.name}: zapisz status ochrony, gdy zostanie nadany. Dopiero wtedy można mówić o "
            f"pomocy dla "
            "tej osoby; 60 dni na jej własny wniosek liczy się od doręczenia decyzji."
        )
        return [Consequence("status", ask, "ups art. 91 ust. 1; ups art. 91 ust. 3"), *_insured(life)]
    month = life.on.replace(day=1)
    variants = (
        Variant("covered", _COVERED[life.minor], month),
        Variant("own", "Osobny wniosek tej osoby w 60 dni od doręczenia jej decyzji, z własnym programem."),
    )
    found = [Consequence("coverage", who, _COVERED_BY[life.minor], month, variants)]
    why = "(skład rodziny: osoba objęta choćby przez jeden dzień miesiąca liczy się w całym miesiącu)."
    return [*found, *_recount(life, month, why), *_insured(life)]


_COVERED = {
    True: "Małoletnie dziecko jest objęte pomocą na czas trwania programu przedstawiciela ustawowego; "
    "miesiąc, w którym dołączyło, liczy się w całości.",
    False: "Wniosek obejmuje także tę osobę, od miesiąca, w którym dołączyła.",
}
_COVERED_BY = {
    True: "ups art. 91 ust. 4 i 12; ups art. 91 ust. 3",
    False: "ups art. 91 ust. 4; ups art. 91 ust. 3",
}


def _insured(life: Life) -> list[Consequence]:
    term = insurance_change_term(life.on, book=life.book)
    days = (term.day - life.on).days
    text = f"{life.name}: zgłoś do ubezpieczenia zdrowotnego jako członka rodziny ({days} dni na zmianę)."
    return [Consequence("insure", text, term.provision, term.day)]


def _deregistered(life: Life, since: date) -> Consequence:
    text = f"{life.name}: wyrejestruj z ubezpieczenia zdrowotnego od {polish.day(since)}"
    return Consequence("deregister", text, "ustawa zdrowotna art. 73 pkt 12", since)


def _gone(life: Life) -> list[Consequence]:
    """Who left stays covered as a person; only the size of the family is smaller.

    Somebody whom the programme does not cover was never counted.
    """
    if not life.covered:
        return []
    following, this = next_month(life.on), life.on.replace(day=1)
    variants = (
        Variant("next_month", f"Od {polish.day(following)} W miesiącu zmiany rodzina mieszkała razem choćby "
                "jeden dzień, więc liczy się jeszcze dawny skład.", following),
        Variant("this_month", f"Od {polish.day(this)} Liczy się skład po zmianie.", this),
    )  # fmt: skip
    text = f"{life.name}: od którego miesiąca liczyć osobne gospodarstwo?"
    own = f"{life.name}: pomoc trwa. Ustal, czy potrzebna jest osobna decyzja i osobny program."
    where = f"{life.name}: zapytaj o nowe miejsce zamieszkania. Może to być przeniesienie z art. 94."
    found = [] if life.alone else [
        Consequence("family_size", text, "rozporządzenie § 3 ust. 1", following, variants)
    ]  # fmt: skip
    found += [
        Consequence("own_decision", own, "ups art. 93 ust. 1; ups art. 106 ust. 5", following),
        Consequence("residence", where, "ups art. 93 ust. 1 pkt 2 lit. a; ups art. 94 ust. 3"),
    ]
    return [*found, *_recount(life, following, "(mniejsza rodzina, wyższa stawka na osobę).")]


def _died(life: Life) -> list[Consequence]:
    if not life.covered:
        return []
    stop = Consequence(
        "end_coverage",
        f"Zakończ pomoc dla tej osoby z dniem {polish.day(life.on)} Następne listy jej nie wypłacą.",
        "ups art. 106 ust. 3",
        life.on,
        (
            Variant("days", "Miesiąc śmierci według dni: kwota ÷ dni miesiąca × dni objęte.", life.on),
            Variant(
                "month", "Cały miesiąc śmierci, bo pomoc przyznano na miesiące.", next_month(life.on) - DAY
            ),
        ),
    )
    heirs = (
        "Świadczenie jest osobiste: niewypłaconych kwot nie przekazuje się spadkobiercom, a decyzja w części "
    )
    heirs += "tej osoby staje się bezprzedmiotowa. Sprawdź, czy po śmierci nie wypłacono pieniędzy."
    end = Consequence("lapse", heirs, "KPA art. 162 § 1 pkt 1", life.on)
    following = next_month(life.on)
    rest = [] if life.alone else _recount(life, following, "(mniejsza rodzina).")
    return [stop, end, _deregistered(life, life.on), *rest]


def _status_lost(life: Life) -> list[Consequence]:
    if not life.covered:
        return []
    text = f"{life.name}: decyzję o pomocy uchyla się, gdy osoba utraciła status, ochronę albo zezwolenie."
    found = [Consequence("revoke", text, "ups art. 95 ust. 4 pkt 3", life.on)]
    if not life.alone:
        others = "Pozostałym osobom objętym programem przyznaje się pomoc odrębną decyzją."
        found.append(Consequence("remaining", others, "ups art. 95 ust. 4b", life.on))
    found.append(_deregistered(life, life.on))
    return [*found, *([] if life.alone else _recount(life, next_month(life.on), "(mniejsza rodzina)."))]


def _status_given(life: Life) -> list[Consequence]:
    if not gives_aid(life.status, life.on, book=life.book):
        return _status_lost(life)
    if not life.covered:
        return _joined(life)
    text = (
        f"{life.name}: nowy status także uprawnia do pomocy. Kwoty się nie zmieniają; dołącz kopię decyzji."
    )
    return [Consequence("papers", text, "ups art. 91 ust. 6; ups art. 91 ust. 7")]


def _adult(life: Life) -> list[Consequence]:
    if not life.covered or life.on > life.ends:
        return []
    coverage = Consequence(
        "adulthood",
        f"{life.name}: czy pomoc trwa po ukończeniu 18 lat?",
        "ups art. 91 ust. 12; KC art. 10 § 1",
        life.on,
        (
            Variant("stays", "Trwa do końca programu: decyzja przyznała pomoc tej osobie na "
                "oznaczony okres."),
            Variant("ends", "Kończy się z dniem poprzedzającym urodziny: ust. 12 obejmuje "
                "małoletnie dziecko. "
                    "Dalej tylko na własny wniosek.", life.on - DAY),
        ),
    )  # fmt: skip
    signs = (
        f"{life.name}: od {polish.day(life.on)} działa we własnym imieniu. Uzgodnij aneks z własnymi "
        "obowiązkami (urząd pracy, kurs) i podpisem tej osoby; pisma doręczaj jej samej."
    )
    return [coverage, Consequence("own_duties", signs, "ups art. 93 ust. 1; KC art. 10 § 1", life.on)]


@reads("health_facility_days")
def _hospital(life: Life) -> list[Consequence]:
    if not life.covered:
        return []
    days = life.book.parameter("health_facility_days").number(life.on)
    earliest = life.on + timedelta(days=days)
    text = (
        f"{life.name}: jeśli pobyt nadal trwa, pomoc można wstrzymać najwcześniej od {polish.day(earliest)} "
        f"(po {days} dniach pobytu), do dnia opuszczenia zakładu. Pomoc dla pozostałych trwa."
    )
    ask = f"{life.name}: sprawdź, czy pobyt w zakładzie nadal trwa."
    return [
        Consequence("check_stay", ask, "ups art. 109", earliest),
        Consequence("withhold", text, "ups art. 95 ust. 1 pkt 4", earliest),
    ]


def _arrest(life: Life) -> list[Consequence]:
    if not life.covered:
        return []
    text = (
        f"{life.name}: na czas tymczasowego aresztowania prawo do świadczeń zawiesza się i "
        f"świadczeń się nie udziela."
    )
    proceedings = (
        f"{life.name}: ustal, czy wszczęto postępowanie karne; wtedy pomoc można wstrzymać do jego końca."
    )
    return [
        Consequence("suspend", text, "ups art. 13 ust. 2", life.on),
        Consequence("withhold", proceedings, "ups art. 95 ust. 1 pkt 5", life.on),
        _deregistered(life, life.on),
    ]


def _prison(life: Life) -> list[Consequence]:
    if not life.covered:
        return []
    text = f"{life.name}: osobie odbywającej karę pozbawienia wolności świadczenia nie przysługują."
    crime = (
        f"{life.name}: ustal, czy skazano prawomocnie za przestępstwo umyślne popełnione w czasie programu; "
    )
    crime += "wtedy decyzję uchyla się."
    found = [
        Consequence("suspend", text, "ups art. 13 ust. 1", life.on),
        Consequence("revoke", crime, "ups art. 95 ust. 4 pkt 2", life.on),
        _deregistered(life, life.on),
    ]
    return found if life.alone else [*found, *_recount(life, next_month(life.on), "(mniejsza rodzina).")]


def stay_over(life: Life) -> tuple[Consequence, ...]:
    """What follows when a stay in hospital, arrest or prison ended: aid is resumed at once."""
    text = (
        f"{life.name}: przyczyna ustała {polish.day(life.on)} Pomoc, którą wstrzymano, przywraca "
        f"się niezwłocznie."
    )
    again = f"{life.name}: jeśli wyrejestrowano z ubezpieczenia zdrowotnego, zgłoś ponownie."
    return (
        Consequence("resume", text, "ups art. 95 ust. 2", life.on),
        Consequence("insure", again, "ustawa zdrowotna art. 73 pkt 12", life.on),
    )


KINDS: dict[str, Callable[[Life], list[Consequence]]] = {
    "birth": _joined,
    "joined": _joined,
    "left": _gone,
    "divorce": _gone,
    "death": _died,
    "status_lost": _status_lost,
    "status_given": _status_given,
    "adult": _adult,
    "hospital": _hospital,
    "arrest": _arrest,
    "prison": _prison,
}
