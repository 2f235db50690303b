"""Wstrzymanie w czasie: lawful days of every ground, the first day without money, what history proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kladka.law import polish
from kladka.law.acts import (
    GROUNDS,
    LIMITED,
    REVOCATION,
    Ground,
    Outcome,
    last_day_of_withholding,
    outcome,
)
from kladka.law.book import Book, enacted_book
from kladka.law.facts import DEPRIVED
from kladka.law.readings import Dispute
from kladka.law.uses import reads

ONE_DAY = timedelta(days=1)
REPEATABLE: Final = ("breach_of_duties", "misuse", "untrue_information")
"""Grounds whose repetition after a resumption revokes the decision (ups art. 95 ust. 4 pkt 1)."""

EXECUTION: Final = Dispute(
    "execution",
    "KPA art. 130 § 1 i 2; ups art. 95 ust. 1",
    "Od kiedy wstrzymanie albo uchylenie zmienia wypłaty",
    {
        "term": "gdy decyzja podlega wykonaniu: po terminie odwołania, a z rygorem natychmiastowej "
        "wykonalności albo po zrzeczeniu się odwołania od razu",
        "stated": "od dnia wskazanego w decyzji, także przed upływem terminu odwołania",
    },
)

REMAINING: Final = Dispute(
    "remaining",
    "ups art. 95 ust. 4b; rozporządzenie § 3 ust. 1",
    "Według jakiej liczby osób liczy się pomoc tych, którzy kontynuują program",
    {
        "smaller": "według liczby osób, które zostały w programie",
        "same": "bez zmian: w kwotach uzgodnionych w programie dla całej rodziny",
    },
)


@dataclass(frozen=True, slots=True)
class LawfulDays:
    """First and last day (inclusive) for which aid may be withheld on a ground; None = no date known."""

    ground: Ground
    first: date | None
    last: date | None


@reads("health_facility_days")
def lawful_days(
    ground: str, decided_on: date, *, stay_began_on: date | None = None, book: Book | None = None
) -> LawfulDays:
    """The days open to a decision drafted on `decided_on`: a decision that takes away works forward.

    A stay in a health facility opens them only after thirty days of it; two grounds close them after thirty
    days counted from the first (ups art. 95 ust. 1).
    """
    found = GROUNDS[ground]
    first: date | None = decided_on
    if ground == "health_facility":
        days = (book or enacted_book()).parameter("health_facility_days").number(decided_on)
        first = max(decided_on, stay_began_on + timedelta(days=days)) if stay_began_on else None
    if ground in DEPRIVED and stay_began_on:
        first = max(decided_on, stay_began_on)
    last = last_day_of_withholding(ground, first, book=book) if first else None
    return LawfulDays(found, first, last)


@dataclass(frozen=True, slots=True)
class Execution:
    """What is known of the execution of a decision that takes away; `immediate` is KPA art. 108.

    `appeal_day` is the last day for an appeal, None before delivery; `appealed_on` the day an appeal came in;
    `enforceable_on` the day from which it may be carried out in spite of both (waiver, appeal dismissed);
    `annulled_on` the day on which it fell by an appeal that was allowed (KPA art. 138 § 1 pkt 2).
    """

    reading: str = "term"
    immediate: bool = False
    appeal_day: date | None = None
    appealed_on: date | None = None
    enforceable_on: date | None = None
    annulled_on: date | None = None

    def affects_from(self, stated: date) -> date | None:
        """First day for which money stops; None while the decision may not be carried out yet.

        KPA art. 130: not before the term for appeal ends, nor while an appeal is examined, unless the
        decision is immediately enforceable or every party waived the appeal.
        """
        if self.annulled_on:
            return None
        if self.immediate or self.reading == "stated":
            return stated
        if self.enforceable_on:
            return max(stated, self.enforceable_on)
        if self.appealed_on or not self.appeal_day:
            return None
        return max(stated, self.appeal_day + ONE_DAY)


@dataclass(frozen=True, slots=True)
class Spell:
    """One withholding in the history of a person."""

    ground: str
    starts: date
    ends: date | None = None
    resumed_on: date | None = None


def may_revoke(ground: str, starts: date, history: Sequence[Spell] = ()) -> Outcome:
    """Whether the decision may be revoked from a day; `history` is how aid was withheld from the person.

    A cause that persists revokes after the last withholding ran out and nobody gave the aid back (ups art. 95
    ust. 3), facts that repeat only after a resumption (ust. 4 pkt 1).
    """
    if ground not in REVOCATION:
        known = ", ".join(text for _, text in REVOCATION.values())
        return outcome(False, "unknown_ground", "ups art. 95 ust. 3 i 4", f"Podstawy uchylenia: {known}.")
    provision, text = REVOCATION[ground]
    if ground in _CONDITIONS:
        code, missing = _CONDITIONS[ground](sorted(history, key=lambda one: one.starts), starts)
        if code:
            return outcome(False, code, provision, missing)
    return outcome(True, "may_revoke", provision, f"Decyzję uchyla się: {text}.")


NOT_BEFORE = "not_withheld_before", "Uchylenie na tej podstawie wymaga wcześniejszego wstrzymania pomocy."


def _persists(history: Sequence[Spell], starts: date) -> tuple[str, str]:
    """(code, why not) of a revocation because the cause persists; empty when it may be."""
    spells = [one for one in history if one.ground not in DEPRIVED]
    if not spells:
        return NOT_BEFORE
    last = spells[-1]
    if last.resumed_on:
        text = f"Pomoc przywrócono od {polish.day(last.resumed_on)}; przyczyna ustała, nie trwa."
        return "resumed", text
    if last.ends is None:
        text = "Okres ostatniego wstrzymania jeszcze trwa; uchyla się dopiero po jego upływie."
        return "still_withheld", text
    if starts <= last.ends:
        text = f"Okres wstrzymania trwa do {polish.day(last.ends)}; uchyla się najwcześniej od dnia po nim."
        return "still_withheld", text
    return "", ""


def _repeats(history: Sequence[Spell], starts: date) -> tuple[str, str]:
    """(code, why not) of a revocation because facts repeated; empty when it may be."""
    spells = [one for one in history if one.ground in REPEATABLE]
    if not spells:
        return NOT_BEFORE
    resumed = [one.resumed_on for one in spells if one.resumed_on]
    if not resumed:
        return "not_resumed", "Pomocy dotąd nie przywrócono, więc nic nie powtórzyło się po wznowieniu."
    if starts <= min(resumed):
        text = f"Pomoc przywrócono dopiero {polish.day(min(resumed))}"
        return "not_resumed", text
    return "", ""


_CONDITIONS: Final = {"cause_persists": _persists, "repeated": _repeats}


def follows_unresumed(history: Sequence[Spell], starts: date) -> bool:
    """Whether a withholding from a day would follow one that ran out and was never given back (ust. 3)."""
    return any(
        one.ground in LIMITED and one.ends and one.ends < starts and not one.resumed_on for one in history
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the history of a person proposes: a slug of `acts.REVOCATION` or "resume", since when, why."""

    code: str
    on: date
    provision: str
    text: str


def proposals(history: Sequence[Spell], today: date) -> tuple[Proposal, ...]:
    """What a person should decide about withheld aid; the program proposes and does nothing by itself.

    The day after a limited withholding runs out: resume, or revoke when its cause persists (art. 95 ust. 2
    and 3). Withheld again on a ground of pkt 1–3 after a resumption: revoke (ust. 4 pkt 1).
    """
    ordered = sorted(history, key=lambda one: one.starts)
    found = [*_run_out(ordered, today), *_repeated(ordered)]
    return tuple(sorted(found, key=lambda one: one.on))


def _run_out(history: Sequence[Spell], today: date) -> list[Proposal]:
    text = (
        "Okres wstrzymania upłynął. Jeżeli przyczyna ustała, pomoc trzeba przywrócić niezwłocznie; jeżeli "
        "trwa, decyzję o pomocy uchyla się."
    )
    return [
        Proposal("cause_persists", one.ends + ONE_DAY, "ups art. 95 ust. 2 i 3", text)
        for one in history
        if one.ground in LIMITED and one.ends and not one.resumed_on and one.ends < today
    ]


def _repeated(history: Sequence[Spell]) -> list[Proposal]:
    text = (
        "Pomoc była już wstrzymana i ją przywrócono, a okoliczności z art. 95 ust. 1 pkt 1–3 wystąpiły "
        "ponownie. Decyzję o pomocy uchyla się."
    )
    found = []
    for place, one in enumerate(history):
        again = any(earlier.resumed_on and earlier.resumed_on <= one.starts for earlier in history[:place])
        if one.ground in REPEATABLE and again and not one.resumed_on:
            found.append(Proposal("repeated", one.starts, "ups art. 95 ust. 4 pkt 1", text))
    return found


def may_repeat(ground: str, history: Sequence[Spell]) -> bool:
    """Whether facts of this ground would be a repetition after a resumption (art. 95 ust. 4 pkt 1)."""
    return ground in REPEATABLE and any(one.resumed_on for one in history)
