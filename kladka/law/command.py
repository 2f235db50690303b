"""kladka explain: what the law gives a family described in a file, in Polish or as JSON."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence

from kladka.law import polish
from kladka.law.acts import Reason
from kladka.law.book import FileError, LawError, Reform, enacted_book
from kladka.law.explain import Explanation, Month, explain
from kladka.law.facts import read_facts
from kladka.law.readings import DISPUTES
from kladka.law.trace import Step, in_words

WRONG_FILE = 2
_DEADLINES = {
    "application": "Ostatni dzień na złożenie wniosku",
    "decision": "Termin na decyzję",
    "decision_complicated": "Termin na decyzję w sprawie szczególnie skomplikowanej",
    "programme_end": "Ostatni dzień programu",
}


def parser() -> argparse.ArgumentParser:
    """Arguments of `kladka explain`."""
    made = argparse.ArgumentParser(
        prog="kladka explain",
        description="Wylicza i wyjaśnia pomoc dla rodziny opisanej w pliku TOML (wzór: docs/law.md).",
    )
    made.add_argument("facts", metavar="FAKTY.toml", help="plik z faktami sprawy")
    made.add_argument("--reform", metavar="REFORMA.toml", help="plik z proponowaną zmianą prawa")
    made.add_argument("--json", action="store_true", help="wynik jako JSON")
    made.add_argument("--trace", action="store_true", help="pokaż wyliczenie każdej kwoty krok po kroku")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `kladka explain`; 0 when it answered, 2 for a wrong file or a figure the law does not have."""
    options = parser().parse_args(argv)
    try:
        book = enacted_book()
        if options.reform:
            book = book.with_reform(Reform.read(options.reform, book))
        explanation = explain(read_facts(options.facts), book=book)
        answer = explanation.as_json() if options.json else None
        lines = [] if options.json else list(_lines(explanation, options.trace))
    except FileError as problem:
        print(f"kladka explain: {problem}", file=sys.stderr)
        return WRONG_FILE
    except LawError as problem:
        print(f"kladka explain: {options.facts}: {problem}", file=sys.stderr)
        return WRONG_FILE
    with contextlib.suppress(BrokenPipeError):  # `| head` has read enough
        print(json.dumps(answer, ensure_ascii=False, indent=2) if answer is not None else "\n".join(lines))
    return 0


def _lines(explanation: Explanation, trace: bool) -> Iterator[str]:
    yield "Pomoc przysługuje." if explanation.eligible else "Pomoc nie przysługuje."
    yield from _reasons("Przyczyny", explanation.reasons)
    yield from _reasons("Ostrzeżenia", explanation.warnings)
    yield from ("", "Terminy")
    for deadline in explanation.deadlines:
        counted = f" (liczony: {polish.day(deadline.raw_day)})" if deadline.raw_day != deadline.day else ""
        yield f"  {_DEADLINES[deadline.what]}: {polish.day(deadline.day)}{counted}  [{deadline.provision}]"
    if explanation.months:
        yield from _table(explanation)
    if trace:
        for month in explanation.months:
            yield from _traces(month)
    yield from _readings(explanation)
    yield f"Księga prawa: {explanation.book}" + "".join(
        f"; reforma: {title}" for title in explanation.law.reforms
    )


def _reasons(title: str, reasons: Sequence[Reason]) -> Iterator[str]:
    if reasons:
        yield from ("", title)
        for reason in reasons:
            who = f"{reason.person}: " if reason.person else ""
            yield f"  {who}{reason.text}  [{reason.provision}]"


def _table(explanation: Explanation) -> Iterator[str]:
    yield from (
        "",
        f"{'Miesiąc':<10}{'Nr':>3}  {'Osoba':<16}{'Świadczenie':>16}{'Bez granicy':>16}{'Składka':>14}",
    )
    for month in explanation.months:
        for place, person in enumerate(month.people):
            head = f"{month.month:<10}{month.number:>3}" if place == 0 else " " * 13
            amounts = (person.cash, person.cash_by_share, person.health)
            cash, by_share, health = map(polish.zloty, amounts)
            note = f"  wstrzymano {polish.days(person.withheld_days)}" if person.withheld_days else ""
            yield f"{head}  {person.id:<16}{cash:>16}{by_share:>16}{health:>14}{note}"
    totals = explanation.totals
    cash, health, everything = map(polish.zloty, (totals.cash, totals.health, totals.all))
    yield f"Razem: świadczenia {cash}, składki {health}, łącznie {everything}"


def _traces(month: Month) -> Iterator[str]:
    for person in month.people:
        yield from ("", f"{polish.month(month.first)}, {person.id}")
        for step in person.trace:
            yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    yield f"  {step.label}: {in_words(step.value, step.unit)}"
    yield f"    {step.sentence}  [{step.provision}]"
    for used in step.parameters:
        yield f"    {used.name} od {used.since.isoformat()}: {used.source}"
    if step.reading and step.reading["other_value"] not in (None, step.value):
        variant = DISPUTES[step.reading["name"]].variants[step.reading["other"]]
        yield f"    drugie odczytanie ({variant}): {in_words(step.reading['other_value'], step.unit)}"


def _readings(explanation: Explanation) -> Iterator[str]:
    yield from ("", "Przyjęte odczytania")
    for dispute in DISPUTES.values():
        used = dispute.variants[explanation.readings.get(dispute.name)]
        yield f"  {dispute.question}: {used}  [{dispute.provision}]"


if __name__ == "__main__":
    raise SystemExit(main())
