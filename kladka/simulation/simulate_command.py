"""Polecenie „simulate”: the law, or a reform of it, over a file of people."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from polars.exceptions import PolarsError

from kladka.law.book import FileError, LawError, Reform, enacted_book
from kladka.law.parameters import BEGINNING
from kladka.law.readings import DISPUTES, Readings
from kladka.simulation.amounts import write_amounts
from kladka.simulation.arguments import between
from kladka.simulation.people import OPTIONAL, REQUIRED, PeopleFile, PeopleFileError, open_people
from kladka.simulation.progress import Progress
from kladka.simulation.report import KEYS, Report
from kladka.simulation.scenario import Scenario, Window
from kladka.simulation.simulate import BLOCK_ROWS, How, Tally, by_profiles

WRONG = 2
_LAST_MONTH = date(2090, 12, 1)  # with 120 months still within the calendar of the columns
DESCRIPTION = f"""\
Liczy prawo, a na życzenie reformę, dla całej ludności z pliku Parquet: osoby i pieniądze po miesiącach, sumy
i osoby pominięte według przepisów. Reguły są te same, które liczą jedną sprawę (kladka explain).

Kolumny pliku: {", ".join(REQUIRED)}
(daty mogą być puste; osoby jednego gospodarstwa obok siebie, household nie maleje); na życzenie także
{", ".join(OPTIONAL)}. Wynik nie zależy od --threads ani --block.
"""


def main(argv: Sequence[str]) -> int:
    """Runs the command; 0 when it answered, 2 for a wrong file or a figure that the law does not have."""
    given = _parser().parse_args(argv)
    try:
        report = _report(given)
    except (PeopleFileError, FileError, LawError) as problem:
        print(f"kladka simulate: {problem}", file=sys.stderr)
        return WRONG
    except PolarsError:
        print(f"kladka simulate: plik {given.people} jest uszkodzony.", file=sys.stderr)
        return WRONG
    except OSError as problem:
        print(f"kladka simulate: nie można zapisać {given.amounts}: {problem.strerror}.", file=sys.stderr)
        return WRONG
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(report.lines()))
    return 0


def _report(given: argparse.Namespace) -> Report:
    people = open_people(given.people)
    if given.amounts and given.amounts.exists() and given.amounts.samefile(given.people):
        raise PeopleFileError(f"--amounts: {given.amounts} to plik ludności; oczekiwano innego pliku.")
    readings = replace(_readings(given.reading), late="keep" if given.late == "keep" else "leave_out")
    window = Window(given.first, given.months)
    book = enacted_book()
    scenarios = [Scenario(book.for_programme(given.programme), readings, window)]
    reform = Reform.read(given.reform, book) if given.reform else None
    if reform is not None:
        changed = book.with_reform(reform).for_programme(given.programme)
        scenarios.append(Scenario(changed, readings, window))
    tally = _run(people, tuple(scenarios), given)
    return Report(tuple(scenarios), tally, given.programme, given.late, reform)


def _run(people: PeopleFile, scenarios: tuple[Scenario, ...], given: argparse.Namespace) -> Tally:
    how = How(block=given.block, threads=given.threads)
    progress = Progress("Symulacja", people.persons, shown=given.progress)
    try:
        if given.amounts:
            return write_amounts(given.amounts, people, scenarios, how, progress)
        return by_profiles(people, scenarios, how, progress)
    finally:
        progress.close()


def _readings(pairs: list[tuple[str, Any]]) -> Readings:
    return replace(Readings(), **dict(pairs))


def _reading(text: str) -> tuple[str, Any]:
    """`base=regulation` as a reading and its variant."""
    name, _, word = text.partition("=")
    variants = DISPUTES[name].variants if name in DISPUTES else {}
    for variant in variants:
        if str(variant).lower() == word.lower():
            return name, variant
    known = _disputes()
    raise argparse.ArgumentTypeError(f"„{text}”: oczekiwano jednego z: {known}")


def _month(text: str) -> date:
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}”: oczekiwano miesiąca rrrr-mm, np. 2026-01") from None
    if not BEGINNING <= month <= _LAST_MONTH:
        span = f"od {BEGINNING:%Y-%m} do {_LAST_MONTH:%Y-%m}"
        raise argparse.ArgumentTypeError(f"„{text}”: oczekiwano miesiąca {span}")
    return month


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="kladka simulate",
        description=DESCRIPTION,
        epilog=KEYS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--people", type=Path, required=True, metavar="PLIK.parquet", help="ludność")
    made.add_argument(
        "--from", dest="first", type=_month, required=True, metavar="RRRR-MM", help="pierwszy miesiąc"
    )
    made.add_argument("--months", type=between(1, 120), default=12, help="ile miesięcy (domyślnie 12)")
    made.add_argument("--reform", type=Path, metavar="REFORMA.toml", help="proponowana zmiana prawa")
    made.add_argument("--programme", default="pl-ipi", metavar="NAZWA", help="program (domyślnie pl-ipi)")
    made.add_argument(
        "--amounts", type=Path, metavar="KWOTY.parquet", help="zapisz kwoty każdej osoby i miesiąca (grosze)"
    )
    made.add_argument("--json", action="store_true", help="wynik jako JSON (klucze niżej)")
    _add_law(made)
    _add_how(made)
    return made


def _add_law(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--late",
        choices=("drop", "keep"),
        default="drop",
        help="wnioski po terminie: drop – osobno, jako pominięte (domyślnie); keep – razem z innymi",
    )
    made.add_argument(
        "--reading",
        type=_reading,
        action="append",
        default=[],
        metavar="PUNKT=WARIANT",
        help=f"odczytanie punktu spornego, domyślne pierwsze: {_disputes()}",
    )


def _add_how(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--threads", type=between(1, 256), default=len(os.sched_getaffinity(0)), help="ile wątków"
    )
    made.add_argument(
        "--block",
        type=between(1, 10_000_000),
        default=BLOCK_ROWS,
        help="ile osób naraz (zmienia tylko czas)",
    )
    made.add_argument(
        "--progress", action="store_true", default=None, help="pasek postępu także poza terminalem"
    )


def _disputes() -> str:
    """`base=verified|regulation; floor=true|false; …`, the default first."""
    return "; ".join(
        f"{dispute.name}={'|'.join(str(variant).lower() for variant in dispute.variants)}"
        for dispute in DISPUTES.values()
    )
