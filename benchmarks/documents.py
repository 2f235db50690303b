"""What a decision costs as PDF and DOCX, a list of 5,000 lines as XLSX and bank file, 1,000 decisions.

``python -m benchmarks.documents`` prints one JSON line per measurement; times are CPU time of the process
(all threads), wall time where the name says so.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from kladka.casework.benefits import bankfiles
from kladka.documents import docx, pdf
from kladka.documents.decision_letter import DecisionLetter
from kladka.documents.parts import AmountLine, Office, Party, Signatory
from kladka.documents.xlsx import Column, workbook

OFFICE = Office(
    centre="Powiatowe Centrum Pomocy Rodzinie w Łęczycy",
    authority="Starosta Łęczycki",
    address="ul. Żółkiewskiego 7, 99-100 Łęczyca",
    town="Łęczyca",
    appeal_body="Samorządowego Kolegium Odwoławczego w Sieradzu",
)
FAMILY = tuple(
    Party(name=name, original=original, role=role, born=date(1990, 3, 14), protection="status uchodźcy")
    for name, original, role in (
        ("Olena Kowalczuk", "Олена Ковальчук", "wnioskodawczyni"),
        ("Ahmad Al-Hasan", "أحمد الحسن", "małżonek"),
        ("Zofija Al-Hasan", "Софія Аль-Хасан", "dziecko"),
        ("Józef Al-Hasan", "", "dziecko"),
    )
)
HALVES = ((date(2026, 11, 1), date(2027, 4, 30)), (date(2027, 5, 1), date(2027, 10, 31)))
GROUND = "Rodzina mieszka w powiecie, a wniosek złożono w terminie 60 dni (art. 91 ust. 3 ustawy). " * 4


def say(case: str, metric: str, value: float, unit: str) -> None:
    """Print one measurement."""
    line = {"bench": "documents", "case": case, "metric": metric, "value": round(value, 3), "unit": unit}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def decision(number: int) -> DecisionLetter:
    """A two-page grant for a family of four; each number makes another text."""
    amounts = tuple(
        AmountLine(
            person=person, starts=starts, ends=ends, monthly=Decimal("950.00"), total=Decimal("5700.00")
        )
        for person in FAMILY
        for starts, ends in HALVES
    )
    return DecisionLetter(
        office=OFFICE,
        number=f"PCPR.IPI.5232.{number}.2026",
        issued_on=date(2026, 11, 21),
        kind="grant",
        legal_basis="art. 91 i 92 ust. 1 ustawy z dnia 12 marca 2004 r. o pomocy społecznej",
        filed_on=date(2026, 11, 3),
        applicant=replace(FAMILY[0], address=f"ul. Kaliska {number}"),
        parties=FAMILY,
        appeal_days=14,
        signatory=Signatory(name="Wiesława Gżegżółka", position="kierownik PCPR"),
        amounts=amounts,
        facts=(f"Sprawa nr {number}. {GROUND}", GROUND),
        evidence=("decyzja o nadaniu statusu uchodźcy", "kopia karty pobytu"),
        law=(GROUND, GROUND),
        recipients=("Olena Kowalczuk", "a/a"),
    )


def each(case: str, act: Callable[[int], object], *, times: int) -> None:
    """Measure an act done many times: the first, then p50 and p95 of the others, CPU ms."""
    spent = []
    for number in range(times + 1):
        before = time.process_time()
        act(number)
        spent.append((time.process_time() - before) * 1000)
    say(case, "first", spent[0], "ms CPU")
    say(case, "p50", statistics.median(spent[1:]), "ms CPU")
    say(case, "p95", statistics.quantiles(spent[1:], n=20)[-1], "ms CPU")


def once(case: str, act: Callable[[], object]) -> None:
    """Measure an act done once: CPU and wall seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    say(case, "cpu", time.process_time() - cpu, "s")
    say(case, "wall", time.perf_counter() - wall, "s")


def list_of(lines: int) -> None:
    """Measure a monthly list of so many lines as XLSX and as bank files."""
    columns = (Column("Osoba"), Column("Sprawa"), Column("Kwota (zł)", "money"), Column("Termin", "day"))
    rows = [
        (f"Olena Kowalczuk {n}", f"5232.{n}", Decimal("950.00"), date(2026, 12, 15)) for n in range(lines)
    ]
    once(f"xlsx {lines} rows", lambda: workbook("Lista wypłat", columns, rows, total=True))
    sender = bankfiles.Sender(
        name=OFFICE.centre, address=OFFICE.address, account="61109010140000071219812874"
    )
    transfers = [
        bankfiles.Transfer(
            recipient=name,
            address="ul. Kaliska 3 m. 5, 99-100 Łęczyca",
            account="27114020040000300201355387",
            amount=amount,
            title=f"IPI grudzień 2026, {case}",
        )
        for name, case, amount, _ in rows
    ]
    for profile in ("elixir0-cp852", "pain001"):
        once(f"{profile} {lines} transfers", partial(_file, profile, sender, transfers))


def _file(profile: str, sender: bankfiles.Sender, transfers: list[bankfiles.Transfer]) -> bankfiles.BankFile:
    on, made_at = date(2026, 12, 15), datetime(2026, 12, 14, 9)
    return bankfiles.write(profile, sender, transfers, on=on, made_at=made_at, key="LW/2026/12")


def main(decisions: int = 1000) -> None:
    """Run all measurements."""
    each("decision pdf", lambda number: pdf.print_letter(decision(number)), times=100)
    each("decision docx", lambda number: docx.print_letter(decision(number)), times=50)
    list_of(5000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    once(
        f"{decisions} decisions pdf",
        lambda: [len(pdf.print_letter(decision(n)).content) for n in range(decisions)],
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"{decisions} decisions pdf", "peak memory", peak, "MB")
    say(f"{decisions} decisions pdf", "memory grown", peak - before, "MB")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:] if word.isdigit()))
