"""Uzasadnienie: the explanation as paragraphs of a decision, and as plain words for the participant."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from itertools import groupby

from kladka.law import polish
from kladka.law.acts import GROUNDS
from kladka.law.citing import Citing
from kladka.law.explain import Explanation, Month, PersonMonth
from kladka.law.readings import DISPUTES
from kladka.law.statuses import LABELS
from kladka.law.terms import application_term
from kladka.law.trace import Step, in_words

Row = tuple[Month, PersonMonth]


def grounds(explanation: Explanation, names: Mapping[str, str] | None = None) -> list[str]:
    """Paragraphs of the grounds of a decision (KPA art. 107 § 3), in order, each citing its provisions.

    Says what the law gives at most; the amount agreed in the programme is added by whoever writes the
    decision. `names` are shown in place of the ids of persons.
    """
    return list(_Grounds(explanation, names or {}).paragraphs())


_DERIVATION = ("base", "family_share", "amount_by_share", "stage_rate", "ceiling")


class _Grounds:
    """The grounds of one decision: what was cited and told once is not told again."""

    def __init__(self, explanation: Explanation, names: Mapping[str, str]) -> None:
        self.explanation, self.facts, self.names = explanation, explanation.facts, names
        self.cite = Citing(explanation.law)
        self.rows = _rows(explanation)
        self.told: set[str] = set()

    def paragraphs(self) -> Iterator[str]:
        """All paragraphs in order."""
        yield from self._who()
        yield from self._refused()
        yield from self._term()
        if self.rows:
            yield from self._time()
            yield from self._amounts()
            yield from self._parts()
            yield from self._withheld()
            yield from self._health()

    def _name(self, person: str | None) -> str:
        return self.names.get(person or "", person or "")

    def _who(self) -> Iterator[str]:
        refused = {reason.person for reason in self.explanation.reasons}
        covered = [person for person in self.facts.people if person.id not in refused]
        filed = polish.day(self.facts.filed_on)
        if covered:
            people = ", ".join(f"{self._name(person.id)} ({LABELS[person.status]})" for person in covered)
            conditions = self.cite("ups art. 91 ust. 1 i 4")
            yield f"Wniosek złożono {filed} Warunki {conditions} spełniają: {people}."
        else:
            yield f"Wniosek złożono {filed} Żadna z osób nie spełnia warunków {self.cite('ups art. 91')}."

    def _refused(self) -> Iterator[str]:
        for reason in self.explanation.reasons:
            note = self.cite(reason.provision.split(" (")[0])
            yield f"{self._name(reason.person)}: {polish.with_note(reason.text, note)}"

    def _term(self) -> Iterator[str]:
        for person in self.facts.people:
            if person.relation == "applicant" and person.decision_delivered_on:
                delivered = person.decision_delivered_on
                term = application_term(delivered, self.facts.filed_on, book=self.explanation.law)
                kept = "Termin zachowano." if self.facts.filed_on <= term.day else "Terminu nie zachowano."
                ended = f"Termin na złożenie wniosku upływał {polish.day(term.day)}"
                note = self.cite("ups art. 91 ust. 3; KPA art. 57")
                yield f"Decyzję doręczono {polish.day(delivered)} {polish.with_note(ended, note)} {kept}"

    def _time(self) -> Iterator[str]:
        for figure in ("starts_on", "term_months"):
            if step := _step(self.rows[0], figure):
                yield polish.with_note(step.sentence, self.cite(step.provision))

    def _amounts(self) -> Iterator[str]:
        """The way to the amount, told once for each different amount."""
        by_amount: dict[tuple[int, int], list[Row]] = {}
        for row in self.rows:
            by_amount.setdefault((row[1].ceiling, row[1].floor), []).append(row)
        for rows in by_amount.values():
            months = polish.in_months(rows[0][0].first, rows[-1][0].first).capitalize()
            yield f"{months}: {' '.join(self._derivation(rows[0]))}"

    def _derivation(self, row: Row) -> Iterator[str]:
        for step in row[1].trace:
            if step.figure in _DERIVATION and step.sentence not in self.told:
                self.told.add(step.sentence)
                yield polish.with_note(step.sentence, self._sources(step))
                yield from _other_reading(step)

    def _sources(self, step: Step) -> str:
        where = [self.cite(step.provision)]
        for used in step.parameters:
            if used.unit == "zł":
                where.append(
                    self.cite(f"{used.source.act} {used.source.article}", journal=used.source.journal)
                )
        return "; ".join(dict.fromkeys(where))

    def _parts(self) -> Iterator[str]:
        for month, person in self.rows:
            if 0 < person.paid_days < _month_days(month) and not person.withheld_days:
                step = _step((month, person), "cash")
                assert step is not None
                when = f"{self._name(person.id)}, {polish.month(month.first)}"
                yield f"{when}: {polish.with_note(step.sentence, self.cite('ups art. 106 ust. 3'))}"

    def _withheld(self) -> Iterator[str]:
        for one in self.facts.withheld:
            ground = GROUNDS[one.ground]
            until = f"do {polish.day(one.ends)}" if one.ends else "do ustania przyczyny"
            yield (
                f"{self._name(one.person)}: pomoc wstrzymano od {polish.day(one.starts)} {until}; przyczyna: "
                f"{ground.label} ({self.cite(ground.provision)}). Wstrzymanie nie przedłuża programu, "
                "a świadczeń za ten czas nie wyrównuje się. Pozostałym osobom udziela się pomocy nadal "
                f"({self.cite('ups art. 95 ust. 4a')})."
            )

    def _health(self) -> Iterator[str]:
        by_amount: dict[int, list[Row]] = {}
        for row in self.rows:
            if row[1].health:
                by_amount.setdefault(row[1].health, []).append(row)
        for rows in by_amount.values():
            step = _step(rows[0], "health_contribution")
            assert step is not None
            people = ", ".join(dict.fromkeys(self._name(person.id) for _, person in rows))
            yield f"{polish.with_note(step.sentence, self.cite(step.provision))} Opłaca się ją za: {people}."


def _step(row: Row, figure: str) -> Step | None:
    return next((step for step in row[1].trace if step.figure == figure), None)


def _rows(explanation: Explanation) -> list[Row]:
    return [(month, person) for month in explanation.months for person in month.people]


def _other_reading(step: Step) -> Iterator[str]:
    reading = step.reading
    if reading and reading["other_value"] is not None and reading["other_value"] != step.value:
        variant = DISPUTES[reading["name"]].variants[reading["other"]]
        yield f"Przy odczytaniu: {variant} – byłoby to {in_words(reading['other_value'], step.unit)}."


def _month_days(month: Month) -> int:
    return monthrange(month.first.year, month.first.month)[1]


def plain(explanation: Explanation, person_id: str) -> str:
    """What the person gets and when, in plain words; the reason when nothing is due.

    Raises `KeyError` for a person who is not in the facts.
    """
    if person_id not in {person.id for person in explanation.facts.people}:
        raise KeyError(person_id)
    for reason in explanation.reasons:
        if reason.person == person_id:
            return f"Ta pomoc Ci nie przysługuje. {reason.text}"
    rows = [(month, person) for month, person in _rows(explanation) if person.id == person_id]
    if not rows:
        return "W tym programie nie ma dla Ciebie miesięcy z pomocą."
    spans = [list(same) for _, same in groupby(rows, key=lambda row: (row[1].cash, row[1].withheld_days > 0))]
    return " ".join(_plain_span(span) for span in spans)


def _plain_span(span: list[Row]) -> str:
    month, person = span[0]
    months = polish.in_months(month.first, span[-1][0].first).capitalize()
    if person.withheld_days and not person.cash:
        return f"{months} pomoc jest wstrzymana i nie ma wypłaty."
    each = " co miesiąc" if len(span) > 1 else ""
    text = f"{months} dostajesz {polish.zloty(person.cash)}{each}"
    if person.withheld_days:
        return f"{text}, bo przez {polish.days(person.withheld_days)} pomoc jest wstrzymana."
    if person.paid_days < _month_days(month):
        return f"{text}, bo pomoc obejmuje {polish.days(person.paid_days)}."
    return f"{text}."
