"""Czynności: whether the law allows an act that a person performs, with the reason and the provision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kladka.law import polish
from kladka.law.book import Book, enacted_book
from kladka.law.engine import prepare, value_for
from kladka.law.facts import DEPRIVED, Facts
from kladka.law.readings import Readings
from kladka.law.refusal import refusal_text
from kladka.law.resolver import choose, make_plan, run
from kladka.law.rules.eligibility import CONDITIONS
from kladka.law.statuses import LABELS
from kladka.law.uses import reads


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a slug, the provision, the person concerned if one is, and the Polish sentence."""

    code: str
    provision: str
    person: str | None
    text: str

    def as_json(self) -> dict[str, str | None]:
        """The reason as the answer of the command line gives it."""
        return {"code": self.code, "provision": self.provision, "person": self.person, "text": self.text}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the law allows an act; the reasons for or against it, and the provisions."""

    allowed: bool
    reasons: tuple[Reason, ...]
    sources: tuple[str, ...]

    def __bool__(self) -> bool:
        """An outcome is asked for `allowed`; a bare truth would lose the reasons."""
        raise TypeError("ask for outcome.allowed and show outcome.reasons")


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of withholding (ups art. 95 ust. 1): slug, wording, provision, how long it may last."""

    code: str
    label: str
    provision: str
    lasts: str


RELEASE = "do dnia zwolnienia"
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "breach_of_duties",
            "uporczywe, zawinione niewykonywanie zobowiązań przyjętych w programie",
            "ups art. 95 ust. 1 pkt 1",
            "przez okres do 30 dni",
        ),
        Ground(
            "misuse",
            "wykorzystywanie pomocy niezgodnie z celem",
            "ups art. 95 ust. 1 pkt 2",
            "przez okres do 30 dni",
        ),
        Ground(
            "untrue_information",
            "udzielanie nieprawdziwych informacji o sytuacji życiowej",
            "ups art. 95 ust. 1 pkt 3",
            "do czasu wyjaśnienia okoliczności",
        ),
        Ground(
            "health_facility",
            "pobyt w zakładzie opieki zdrowotnej po upływie 30 dni",
            "ups art. 95 ust. 1 pkt 4",
            "do czasu opuszczenia zakładu",
        ),
        Ground(
            "criminal_proceedings",
            "wszczęcie postępowania karnego",
            "ups art. 95 ust. 1 pkt 5",
            "do czasu prawomocnego zakończenia postępowania",
        ),
        Ground("temporary_arrest", "tymczasowe aresztowanie", "ups art. 13 ust. 2", RELEASE),
        Ground("imprisonment", "odbywanie kary pozbawienia wolności", "ups art. 13 ust. 1", RELEASE),
    )
}
LIMITED = ("breach_of_duties", "misuse")


def outcome(allowed: bool, code: str, provision: str, text: str) -> Outcome:
    return Outcome(allowed, (Reason(code, provision, None, text),), (provision,))


def _unknown_ground(ground: str) -> Outcome:
    known = ", ".join(one.label for one in GROUNDS.values())
    text = f"Ustawa nie zna takiej podstawy wstrzymania. Podstawy: {known}."
    return outcome(False, "unknown_ground", "ups art. 95 ust. 1", text)


def _figure(name: str, day: date, book: Book | None) -> int:
    return (book or enacted_book()).parameter(name).number(day)


@reads("withholding_days", "health_facility_days")
def may_withhold(
    ground: str,
    starts: date,
    ends: date | None = None,
    *,
    stay_began_on: date | None = None,
    book: Book | None = None,
) -> Outcome:
    """Whether aid of one person may be withheld on the ground in those days (both inclusive).

    `stay_began_on` is the first day in a health facility, under arrest or in prison. Aid of the other persons
    goes on (art. 95 ust. 4a).
    """
    if ground not in GROUNDS:
        return _unknown_ground(ground)
    found = GROUNDS[ground]
    if ends is not None and ends < starts:
        return outcome(
            False, "ends_before_start", found.provision, "Koniec wstrzymania jest przed początkiem."
        )
    if ground in LIMITED:
        return _limited(found, starts, ends, _figure("withholding_days", starts, book))
    if ground == "health_facility":
        return _health_facility(found, starts, stay_began_on, _figure("health_facility_days", starts, book))
    if ground in DEPRIVED:
        return _deprived(found, starts, stay_began_on)
    return outcome(
        True, "may_withhold", found.provision, f"Pomoc można wstrzymać {found.lasts}: {found.label}."
    )


@reads("withholding_days")
def last_day_of_withholding(ground: str, starts: date, *, book: Book | None = None) -> date | None:
    """The last day for which the law lets withholding last; None where it lasts until something ceases."""
    if ground not in LIMITED:
        return None
    return starts + timedelta(days=_figure("withholding_days", starts, book) - 1)


def _limited(ground: Ground, starts: date, ends: date | None, most: int) -> Outcome:
    last = starts + timedelta(days=most - 1)
    if ends is None:
        text = f"Podaj koniec wstrzymania, najpóźniej {polish.day(last)} ({polish.days(most)})."
        return outcome(False, "end_needed", ground.provision, text)
    days = (ends - starts).days + 1
    if days > most:
        allowed = f"ustawa pozwala na {polish.days(most)}, do {polish.day(last)}"
        text = f"Wstrzymanie trwałoby {polish.days(days)}; {allowed}"
        return outcome(False, "withheld_too_long", ground.provision, text)
    text = f"Pomoc można wstrzymać na {polish.days(days)}: {ground.label}."
    return outcome(True, "may_withhold", ground.provision, text)


def _health_facility(ground: Ground, starts: date, began: date | None, days: int) -> Outcome:
    if began is None:
        text = "Podaj dzień rozpoczęcia pobytu w zakładzie opieki zdrowotnej."
        return outcome(False, "stay_unknown", ground.provision, text)
    earliest = began + timedelta(days=days)
    if starts < earliest:
        text = f"Pomoc można wstrzymać dopiero po {polish.days(days)} pobytu, od {polish.day(earliest)}"
        return outcome(False, "stay_too_short", ground.provision, text)
    return outcome(True, "may_withhold", ground.provision, f"Pomoc można wstrzymać {ground.lasts}.")


def _deprived(ground: Ground, starts: date, began: date | None) -> Outcome:
    if began is None:
        text = "Podaj pierwszy dzień pozbawienia wolności."
        return outcome(False, "stay_unknown", ground.provision, text)
    if starts < began:
        text = f"Osoba jest pozbawiona wolności od {polish.day(began)}; wcześniej pomoc się należy."
        return outcome(False, "stay_too_short", ground.provision, text)
    return outcome(True, "may_withhold", ground.provision, f"Pomoc wstrzymuje się {ground.lasts}.")


def may_resume(ground: str, starts: date, resumes_on: date, *, ceased_on: date | None = None) -> Outcome:
    """Whether withheld aid may be given again from a day: the ground has ceased, or its time has run out."""
    if ground not in GROUNDS:
        return _unknown_ground(ground)
    provision = "ups art. 95 ust. 2"
    if resumes_on < starts:
        return outcome(
            False, "before_withholding", provision, "Pomoc nie była jeszcze wstrzymana w tym dniu."
        )
    if ceased_on is None and ground not in LIMITED:
        text = f"Podaj dzień, w którym ustała przyczyna: wstrzymanie trwa {GROUNDS[ground].lasts}."
        return outcome(False, "ground_not_ceased", provision, text)
    if ceased_on is not None and resumes_on < ceased_on:
        text = f"Przyczyna ustała dopiero {polish.day(ceased_on)}"
        return outcome(False, "ground_not_ceased", provision, text)
    text = "Po ustaniu przyczyny pomoc przywraca się niezwłocznie; czas wstrzymania nie przedłuża programu."
    return outcome(True, "may_resume", provision, text)


def interview_needed(*, opted_in: bool = False) -> Outcome:
    """Whether a family interview is obligatory; never in cases of foreigners, a centre may still hold one."""
    text = "W sprawach cudzoziemców rodzinny wywiad środowiskowy nie jest obowiązkowy."
    if opted_in:
        text += " Centrum postanowiło go przeprowadzać; odmowa wywiadu nie jest tu podstawą odmowy pomocy."
    return outcome(False, "interview_optional", "ups art. 106 ust. 4", text)


REVOCATION = {
    "cause_persists": ("ups art. 95 ust. 3", "po upływie okresu wstrzymania przyczyny nie ustąpiły"),
    "repeated": (
        "ups art. 95 ust. 4 pkt 1",
        "po wznowieniu powtórzyły się okoliczności z art. 95 ust. 1 pkt 1–3",
    ),
    "convicted": (
        "ups art. 95 ust. 4 pkt 2",
        "prawomocne skazanie za przestępstwo umyślne w okresie programu",
    ),
    "status_lost": ("ups art. 95 ust. 4 pkt 3", "utrata statusu, ochrony albo zezwolenia"),
    "resigned": (
        "ups art. 94 ust. 3",
        "opuszczenie wskazanego miejsca zamieszkania, które oznacza rezygnację z programu",
    ),
}


MOVES = {
    "work": ("ups art. 94 ust. 4 pkt 1", "praca z możliwością zamieszkania w innym powiecie"),
    "flat": ("ups art. 94 ust. 4 pkt 2", "uzyskanie mieszkania w innym powiecie"),
    "family": ("ups art. 94 ust. 4 pkt 3", "łączenie rodziny z możliwością wspólnego zamieszkania"),
    "treatment": ("ups art. 94 ust. 4 pkt 4", "konieczność specjalistycznego leczenia"),
    "other": ("ups art. 94 ust. 4", "inny szczególnie uzasadniony przypadek (lista jest otwarta)"),
}


def may_move(ground: str, *, declaration: bool, proof: bool) -> Outcome:
    """Whether the place of residence may change during the programme, with declaration and proof (§ 4)."""
    provision, text = MOVES.get(ground, MOVES["other"])
    if not declaration:
        return outcome(
            False, "declaration_missing", "ups art. 94 ust. 5", "Brakuje oświadczenia cudzoziemca."
        )
    if not proof:
        missing = "Brakuje dokumentów potwierdzających przyczynę zmiany miejsca zamieszkania."
        return outcome(False, "proof_missing", "ups art. 94 ust. 5; rozporządzenie § 4", missing)
    return outcome(True, "may_move", provision, f"Zmiana miejsca zamieszkania jest dopuszczalna: {text}.")


def refusals(facts: Facts, *, book: Book | None = None) -> tuple[Reason, ...]:
    """Statutory conditions that are not met, by person; the 60-day term is not among them."""
    law = (book or enacted_book()).for_programme(facts.programme)
    return failed_conditions(facts, law, CONDITIONS[:-1])


def failed_conditions(facts: Facts, law: Book, conditions: Sequence[str]) -> tuple[Reason, ...]:
    """The conditions a person fails, each with its provision."""
    given = prepare(facts.columns())
    plan = make_plan(tuple(conditions), frozenset(given), Readings(), law)
    values = run(plan.once, given)
    found = []
    for place, person in enumerate(facts.people):
        for condition in conditions:
            if not value_for(values, condition, 0, place):
                rule = choose(condition, Readings(), law.replaced)
                assert rule.refusal is not None
                text = refusal_text(rule, law, facts.filed_on)
                found.append(Reason(rule.refusal.code, rule.provision, person.id, text))
    return tuple(found)


def may_refuse(facts: Facts, *, book: Book | None = None) -> Outcome:
    """Whether aid may be refused: only when nobody in the application meets the conditions of art. 91.

    Art. 95 has no list of refusals; a refusal follows from an unmet condition of art. 91. A late application
    alone is left to a person, with its warning.
    """
    reasons = refusals(facts, book=book)
    failed = {reason.person for reason in reasons}
    if all(person.id in failed for person in facts.people):
        return Outcome(True, reasons, tuple(dict.fromkeys(reason.provision for reason in reasons)))
    met = "Co najmniej jedna osoba spełnia warunki art. 91; pomocy nie można odmówić wszystkim."
    return Outcome(False, (Reason("condition_met", "ups art. 91", None, met),), ("ups art. 91",))


def amount_between(amount: int, floor: int, ceiling: int) -> Outcome:
    """Whether a full-month amount (grosz) lies between floor and ceiling, both allowed."""
    provision = "ups art. 92 ust. 1 pkt 1; rozporządzenie § 3 ust. 1"
    span = f"od {polish.zloty(floor)} do {polish.zloty(ceiling)}"
    if amount > ceiling:
        return outcome(False, "above_ceiling", provision, f"Kwota jest wyższa niż dopuszczalna ({span}).")
    if amount < floor:
        return outcome(False, "below_floor", provision, f"Kwota jest niższa niż dopuszczalna ({span}).")
    return outcome(True, "within_bounds", provision, f"Kwota mieści się w granicach ({span}).")


@dataclass(frozen=True, slots=True)
class Annex:
    """A declaration or document that belongs to an application: slug, kind, Polish label, provision."""

    code: str
    kind: str
    label: str
    provision: str


_DECLARATIONS = (
    ("voivodeship", "deklaracja zamiaru zamieszkania na terenie określonego województwa", "pkt 1"),
    ("no_other_application", "oświadczenie, że podobnego wniosku nie złożono w innym województwie", "pkt 2"),
    ("readiness", "oświadczenie o gotowości przystąpienia do uzgodnionego programu integracji", "pkt 3"),
)
_COPIES = {
    "refugee": (
        ("status_decision", "kopia decyzji o nadaniu statusu uchodźcy", "ups art. 91 ust. 6 pkt 1"),
        ("travel_document", "kopia genewskiego dokumentu podróży", "ups art. 91 ust. 6 pkt 2"),
        ("residence_card", "kopia karty pobytu", "ups art. 91 ust. 6 pkt 3"),
    ),
    "subsidiary": (
        ("status_decision", "kopia decyzji o udzieleniu ochrony uzupełniającej", "ups art. 91 ust. 7 pkt 1"),
        ("residence_card", "kopia karty pobytu", "ups art. 91 ust. 7 pkt 2"),
    ),
    "family_permit": (
        ("status_decision", "kopia decyzji o zezwoleniu na pobyt czasowy", "ups art. 91 ust. 7a pkt 1"),
        ("residence_card", "kopia karty pobytu", "ups art. 91 ust. 7a pkt 2"),
    ),
}


@reads("groups")
def annexes_required(status: str, day: date, *, book: Book | None = None) -> tuple[Annex, ...]:
    """Declarations and copies that an applicant of this status adds (ups art. 91 ust. 5–8).

    Empty for a status that gives no aid on that day.
    """
    groups = (book or enacted_book()).parameter("groups").at(day)
    if not isinstance(groups, tuple) or status not in groups:
        return ()
    declarations = [
        Annex(code, "declaration", label, f"ups art. 91 ust. 5 {point}")
        for code, label, point in _DECLARATIONS
    ]
    copies = [Annex(code, "copy", label, provision) for code, label, provision in _COPIES.get(status, ())]
    other = Annex(
        "other", "other", "inne posiadane dokumenty pomocne w opracowaniu programu", "ups art. 91 ust. 8"
    )
    return (*declarations, *copies, other)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether the application should cover a person, and why."""

    person: str
    covered: bool
    reason: Reason


def coverage_proposal(facts: Facts, *, book: Book | None = None) -> tuple[Coverage, ...]:
    """Whom the application covers by law (ups art. 91 ust. 1, 4 and 12); a person confirms."""
    against = {reason.person: reason for reason in reversed(refusals(facts, book=book))}
    proposals = []
    for person in facts.people:
        if refusal := against.get(person.id):
            proposals.append(Coverage(person.id, False, refusal))
        else:
            provision, text = _COVERED[person.relation]
            label = LABELS[person.status]
            reason = Reason("covered", provision, person.id, f"{text} ({label}).")
            proposals.append(Coverage(person.id, True, reason))
    return tuple(proposals)


_COVERED = {
    "applicant": ("ups art. 91 ust. 1", "Wnioskodawca ma status uprawniający do pomocy"),
    "spouse": ("ups art. 91 ust. 4", "Wniosek obejmuje małżonka"),
    "child": ("ups art. 91 ust. 4 i 12", "Wniosek obejmuje małoletnie dziecko na czas programu rodzica"),
}
