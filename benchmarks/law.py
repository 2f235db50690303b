"""How fast the law is: one traced family-year, a population by profiles and by every person, OpenFisca.

    ./run bench law [--json] [--max-persons N] [--agreement N]

Every measurement of a population runs in a fresh process, so that its peak memory is its own; loading of the
program and of the law book is not counted, reading the Parquet file is (OpenFisca is given its arrays:
building its simulation is the metric „setup”, and its time is that of calculating). Times are wall seconds
and CPU seconds of all threads. „agreement” compares the engine with the OpenFisca
twin to the grosz; it must be 0.
"""

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from kladka.law.book import enacted_book
from kladka.law.explain import explain
from kladka.law.facts import Facts, PersonFacts
from kladka.law.readings import Readings
from kladka.simulation import command
from kladka.simulation.amounts import write_amounts
from kladka.simulation.people import open_people
from kladka.simulation.progress import Progress
from kladka.simulation.scenario import Scenario, Window
from kladka.simulation.simulate import How, added, by_every_person, by_profiles

SIZES = (100_000, 1_000_000, 10_000_000)
YEAR = Window(date(2026, 1, 1), 12)
LATE_OUT = Readings(late="leave_out")
QUIET = Progress("", 0, shown=False)
Line = tuple[str, str, float, str]

FAMILY = Facts(
    filed_on=date(2026, 1, 20),
    people=tuple(
        PersonFacts(id, born, "subsidiary", relation, decision_delivered_on=date(2026, 1, 5))
        for id, born, relation in (
            ("matka", date(1990, 3, 14), "applicant"),
            ("ojciec", date(1988, 7, 2), "spouse"),
            ("córka", date(2018, 11, 30), "child"),
        )
    ),
)


def main(argv: list[str]) -> int:
    """Prints the measurements: a table, or one JSON line each."""
    given = _parser().parse_args(argv)
    if given.measure:
        print(json.dumps(MEASURES[given.measure](given.people, given.persons)))
        return 0
    for case, metric, value, unit in _lines(given.max_persons, given.agreement):
        if given.json:
            line = {"bench": "law", "case": case, "metric": metric, "value": round(value, 4), "unit": unit}
            print(json.dumps(line, ensure_ascii=False), flush=True)
        else:
            print(f"{case:<34}{metric:<32}{value:>14.3f} {unit}", flush=True)
    return 0


def _lines(max_persons: int, agreement: int) -> Iterator[Line]:
    yield from family_year()
    if importlib.util.find_spec("openfisca_core") is None:
        print("Bez OpenFisca (zależność deweloperska): pomijam porównania z nią.", file=sys.stderr)
        agreement = 0
    if agreement:
        yield from _agreement(agreement)
    with tempfile.TemporaryDirectory() as folder:
        for persons in SIZES:
            if persons <= max_persons:
                yield from _population(Path(folder), persons)


def family_year() -> Iterator[Line]:
    """A family of three, 12 months: amounts with the trace kept, and with every step of it made."""

    def kept() -> None:
        found = explain(FAMILY)
        assert len(found.months) == 12
        assert found.totals.cash > 0

    def steps() -> None:
        assert all(one.trace for month in explain(FAMILY).months for one in month.people)

    yield "family-year", "p50 traced", _p50(kept, 400), "ms"
    yield "family-year", "p50 with all 36 traces in words", _p50(steps, 60), "ms"


def _p50(work: Callable[[], None], times: int) -> float:
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def _agreement(persons: int) -> Iterator[Line]:
    found = _fresh("agreement", Path("-"), persons)
    yield "agreement", "differing person-months", found["differing"], "person-months"
    yield "agreement", "compared person-months", found["compared"], "person-months"


def _population(folder: Path, persons: int) -> Iterator[Line]:
    path = folder / f"{persons}.parquet"
    size = f"{persons:,}".replace(",", " ")
    yield from _shown(f"population {size}", _fresh("population", path, persons))
    ours = _fresh("profiles", path, persons)
    yield from _shown(f"profiles {size}", ours)
    every = _fresh("every person", path, persons)
    yield from _shown(f"every person {size}", every)
    yield from _shown(f"amounts to Parquet {size}", _fresh("amounts", path, persons))
    if importlib.util.find_spec("openfisca_core") is None:
        return
    theirs = _fresh("openfisca", path, persons)
    yield from _shown(f"OpenFisca {size}", theirs)
    yield f"ratio {size}", "OpenFisca ÷ profiles", theirs["seconds"] / ours["seconds"], "times"
    yield f"ratio {size}", "OpenFisca ÷ profiles, CPU", theirs["cpu"] / ours["cpu"], "times"
    yield f"ratio {size}", "OpenFisca ÷ every person", theirs["seconds"] / every["seconds"], "times"


def _shown(case: str, found: dict[str, float]) -> Iterator[Line]:
    units = {"setup": "s", "seconds": "s", "cpu": "s", "peak": "MB"}
    for metric, value in found.items():
        yield case, metric, value, units[metric]


def _fresh(measure: str, people: Path, persons: int) -> dict[str, float]:
    """One measurement in a process of its own."""
    command_line = [sys.executable, __file__, "--measure", measure, "--people", str(people)]
    done = subprocess.run(
        [*command_line, "--persons", str(persons)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _timed(work: Callable[[], object]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    seconds, used = time.perf_counter() - wall, time.process_time() - cpu
    return {
        "seconds": seconds,
        "cpu": used,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _scenario() -> Scenario:
    return Scenario(enacted_book().for_programme("pl-ipi"), LATE_OUT, YEAR)


def _make(path: Path, persons: int) -> dict[str, float]:
    arguments = ["population", "--persons", str(persons), "--seed", "1", "--out", str(path)]
    return _timed(lambda: command.main(arguments))


def _by_profiles(path: Path, _persons: int) -> dict[str, float]:
    scenario = _scenario()
    return _timed(lambda: by_profiles(open_people(path), (scenario,), How(), QUIET))


def _by_every_person(path: Path, _persons: int) -> dict[str, float]:
    scenario = _scenario()
    return _timed(
        lambda: added(tally for *_, tally in by_every_person(open_people(path), (scenario,), How(), QUIET))
    )


def _amounts(path: Path, _persons: int) -> dict[str, float]:
    scenario, out = _scenario(), path.with_suffix(".amounts")
    found = _timed(lambda: write_amounts(out, open_people(path), (scenario,), How(), QUIET))
    out.unlink()
    return found


def _openfisca(path: Path, _persons: int) -> dict[str, float]:
    import polars as pl

    from benchmarks.openfisca import IpiSystem, ask, build

    system, people = IpiSystem(), pl.read_parquet(path)
    started = time.perf_counter()
    simulation = build(system, people, late_counts=False, regulation_base=False, floor=True)
    setup = time.perf_counter() - started
    return {"setup": setup} | _timed(
        lambda: [(one.covered.sum(), one.cash.sum(), one.health.sum()) for one in ask(simulation, YEAR.names)]
    )


def _compare(_path: Path, persons: int) -> dict[str, float]:
    from benchmarks._agreement import compare

    different, compared = compare(persons, seed=1)
    return {"differing": different, "compared": compared}


MEASURES: dict[str, Callable[[Path, int], dict[str, float]]] = {
    "population": _make,
    "profiles": _by_profiles,
    "every person": _by_every_person,
    "amounts": _amounts,
    "openfisca": _openfisca,
    "agreement": _compare,
}


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="./run bench law", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--json", action="store_true", help="one JSON line per measurement")
    made.add_argument("--max-persons", type=int, default=max(SIZES), help="leave out larger populations")
    made.add_argument("--agreement", type=int, default=100_000, help="person-years compared with OpenFisca")
    made.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    made.add_argument("--people", type=Path, help=argparse.SUPPRESS)
    made.add_argument("--persons", type=int, help=argparse.SUPPRESS)
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
