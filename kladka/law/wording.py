"""Uzasadnienie: the explanation as paragraphs of a decision, and as plain words for the participant."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from kladka.law import polish
from kladka.law.acts import GROUNDS
from kladka.law.citing import Citing
from kladka.law.explain import Explanation, Month, PersonMonth
from kladka.law.readings import DISPUTES
from kladka.law.statuses import LABELS
from kladka.law.terms import application_term
from kladka.law.trace import Step, in_words, shown

Row = tuple[Month, PersonMonth]


def grounds(explanation: Explanation, names: Mapping[str, str] | None = None) -> list[str]:
    """Paragraphs of the grounds of a decision (KPA art. 107 § 3), in order, each citing its provisions.

    Says what the law gives at most; the amount agreed in the programme is added by whoever writes the
    decision. `names` are shown in place of the ids of persons.
    """
    return list(_Grounds(explanation, names or {}).paragraphs())


_DERIVATION = ("base", "family_share", "amount_by_share", "stage_rate", "ceiling")
_LETTERS = "abcd"
_WHOLE = 100


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

    def _all(self, rows: Iterable[Row]) -> str:
        return ", ".join(dict.fromkeys(self._name(person.id) for _, person in rows))

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
            provision, _, repealed = reason.provision.removesuffix(")").partition(" (")
            note = ", ".join(part for part in (self.cite(provision), repealed) if part)
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
        yield self._start()
        if step := _step(self.rows[0], "term_months"):
            yield polish.with_note(step.sentence, self.cite(step.provision))

    def _start(self) -> str:
        """From which month aid is due, and which of the three days decides."""
        facts, trace = self.facts, self.explanation.trace
        decisive = shown(trace.value("starts_on", 0, 0), "day")
        month = polish.from_month(trace.first_day(0))
        if facts.granted_from:
            why, provision = "przyznano ją decyzją, która obowiązuje", "ups art. 106 ust. 5"
        elif decisive == facts.filed_on:
            why, provision = "złożono wniosek", "ups art. 91 ust. 9"
        elif decisive == facts.left_reception_centre_on:
            why, provision = "opuszczono ośrodek dla cudzoziemców", "ups art. 91 ust. 10"
        else:
            why, provision = "wniosek był kompletny", "ups art. 91 ust. 9; ups art. 106 ust. 3"
        sentence = f"Pomoc przysługuje {month}, to jest od miesiąca, w którym {why} ({polish.day(decisive)})."
        return f"{sentence.removesuffix('.')} – {self.cite(provision)}."

    def _amounts(self) -> Iterator[str]:
        """The way to the amount, told once for each different way."""
        ways: dict[tuple[int, ...], list[Row]] = {}
        for row in self.rows:
            steps = (row[1].source.value(name, *row[1].place) for name in ("base", "share_amount"))
            ways.setdefault((row[1].ceiling, row[1].floor, *steps), []).append(row)
        for rows in ways.values():
            told = " ".join(self._derivation(rows))
            yield f"{_when(rows)}: {polish.small_first(told)}"

    def _derivation(self, rows: list[Row]) -> Iterator[str]:
        trace = {step.figure: step for step in rows[0][1].trace}
        for step in (trace[name] for name in _DERIVATION if name in trace):
            told = _told(step, trace, rows)
            if told and (told not in self.told or step.figure == "ceiling"):
                self.told.add(told)
                yield polish.with_note(told, self._sources(step, rows[0]))
                yield from _other_reading(step)

    def _sources(self, step: Step, row: Row) -> str:
        where = [self.cite(self._exact(step, row))]
        for used in step.parameters:
            place = f"{used.source.act} {used.source.article}"
            if used.unit == "zł" and place not in step.provision:
                where.append(self.cite(place, journal=used.source.journal))
        return "; ".join(dict.fromkeys(where))

    def _exact(self, step: Step, row: Row) -> str:
        """The letter of § 3 ust. 1 that speaks of a family of this size."""
        size = int(row[1].source.value("family_size", *row[1].place))
        point = {"family_share": 1, "amount_by_share": 1, "stage_rate": 2}.get(step.figure)
        if point is None or not step.provision.startswith("rozporządzenie § 3"):
            return step.provision
        return f"rozporządzenie § 3 ust. 1 pkt {point} lit. {_LETTERS[min(size, len(_LETTERS)) - 1]}"

    def _parts(self) -> Iterator[str]:
        parts: dict[tuple[Month, str], list[Row]] = {}
        for month, person in self.rows:
            if 0 < person.paid_days < _month_days(month):
                step = _step((month, person), "cash")
                assert step is not None
                parts.setdefault((month, step.sentence), []).append((month, person))
        for (month, sentence), rows in parts.items():
            note = self.cite("ups art. 106 ust. 3")
            when = f"{self._all(rows)}, {polish.month(month.first)}"
            yield f"{when}: {polish.small_first(polish.with_note(sentence, note))}"

    def _withheld(self) -> Iterator[str]:
        for one in self.facts.withheld:
            ground = GROUNDS[one.ground]
            until = f"do {polish.day(one.ends)}" if one.ends else "do ustania przyczyny"
            yield (
                f"{self._name(one.person)}: pomoc wstrzymano od {polish.day(one.starts)} {until}; przyczyna: "
                f"{ground.label} {polish.bracketed(self.cite(ground.provision))}."
            )
        if self.facts.withheld:
            told = "Świadczeń za czas wstrzymania nie wyrównuje się."
            if not self.facts.readings.extension:
                told = "Wstrzymanie nie przedłuża programu, a świadczeń za ten czas nie wyrównuje się."
            if len(self.facts.people) > 1:
                note = polish.bracketed(self.cite("ups art. 95 ust. 4a"))
                told += f" Pozostałym osobom objętym programem udziela się pomocy nadal {note}."
            yield told

    def _health(self) -> Iterator[str]:
        by_amount: dict[int, list[Row]] = {}
        for row in self.rows:
            if row[1].health:
                by_amount.setdefault(row[1].health, []).append(row)
        for rows in by_amount.values():
            step = _step(rows[0], "health_contribution")
            assert step is not None
            told = polish.small_first(polish.with_note(step.sentence, self.cite(step.provision)))
            yield f"{_when(rows)}: {told} Osoby, za które się ją opłaca: {self._all(rows)}."


def _told(step: Step, trace: Mapping[str, Step], rows: list[Row]) -> str:
    """The sentence of a step, or a fuller one for all the months of the rows; "" when it changes nothing."""
    if step.figure == "family_share":
        return f"{_family(trace['family_size'].value, in_words(step.value, step.unit))}."
    if step.figure == "amount_by_share" and trace["family_share"].value == _WHOLE:
        return ""
    if step.figure == "stage_rate":
        if step.value == _WHOLE:
            return ""
        whole, part = (in_words(trace[name].value, "zł") for name in ("amount_by_share", "share_amount"))
        rate = in_words(step.value, step.unit)
        return f"{_numbers(rows)} programu stosuje się {rate} z {whole}, czyli {part}."
    return step.sentence


def _family(size: int, share: str) -> str:
    """The share of a family of so many, in the words of § 3 ust. 1 pkt 1."""
    if size == 1:
        return f"Dla osoby samotnie gospodarującej stawka wynosi {share} kwoty wyjściowej"
    many = f", a więc liczącej {len(_LETTERS)} osoby i więcej," if size >= len(_LETTERS) else ""
    return f"W rodzinie {size}-osobowej{many} stawka wynosi {share} kwoty wyjściowej na osobę"


def _numbers(rows: list[Row]) -> str:
    """`Od 7. do 12. miesiąca`, `W 7. miesiącu`, `W 7., 9. miesiącu`."""
    numbers = list(dict.fromkeys(month.number for month, _ in rows))
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"Od {numbers[0]}. do {numbers[-1]}. miesiąca"
    return f"W {', '.join(f'{number}.' for number in numbers)} miesiącu"


def _when(rows: list[Row]) -> str:
    """The months of the rows as spans without a gap: „Od stycznia do marca 2026 r. oraz w maju 2026 r.”"""
    spans: list[list[Month]] = []
    for month in dict.fromkeys(month for month, _ in rows):
        if spans and month.number == spans[-1][-1].number + 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    told = " oraz ".join(polish.in_months(span[0].first, span[-1].first) for span in spans)
    return told[0].upper() + told[1:]


def _step(row: Row, figure: str) -> Step | None:
    return next((step for step in row[1].trace if step.figure == figure), None)


def _rows(explanation: Explanation) -> list[Row]:
    return [(month, person) for month in explanation.months for person in month.people]


def _other_reading(step: Step) -> Iterator[str]:
    reading = step.reading
    if reading and reading["other_value"] is not None and reading["other_value"] != step.value:
        variant = DISPUTES[reading["name"]].variants[reading["other"]]
        yield f"Przy drugim odczytaniu ({variant}) byłoby to {in_words(reading['other_value'], step.unit)}."


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
            return f"Ta pomoc Ci nie przysługuje. {_PLAIN.get(reason.code, _to_you(reason.text))}"
    rows = [(month, person) for month, person in _rows(explanation) if person.id == person_id]
    if not rows:
        return "W tym programie nie ma dla Ciebie miesięcy z pomocą."
    spans = [list(same) for _, same in groupby(rows, key=lambda row: (row[1].cash, row[1].withheld_days > 0))]
    return " ".join(_plain_span(span) for span in spans)


_PLAIN = {
    "adult_child": "Ten wniosek nie obejmuje pełnoletnich dzieci. Możesz złożyć własny wniosek.",
    "spouse_of_polish_citizen": "Przepis sprzed 30 maja 2021 r. nie dawał jej małżonkom obywateli polskich. "
    "Jeżeli Twoja sprawa nie skończyła się przed tym dniem, powiedz o tym w urzędzie.",
}


def _to_you(text: str) -> str:
    return text.replace("Osoba nie ma ", "Nie masz ")


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
