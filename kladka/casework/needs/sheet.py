"""The assessment of one case as a workbook: a row for each domain, person and wave. No red flags."""

from django.utils import timezone

from kladka.documents.xlsx import Column, workbook

from . import queries
from .wording import changed, whose

COLUMNS = [
    Column("Fala"),
    Column("Dzień rozmowy", "day"),
    Column("Kogo dotyczy"),
    Column("Obszar"),
    Column("Ocena pracownika", "whole"),
    Column("Ocena osoby", "whole"),
    Column("Do rozmowy"),
    Column("Odpowiedź pracownikowi"),
    Column("Odpowiedź osoby"),
    Column("Zmiana do ostatniej fali"),
]


def sheet(case, *, restricted):
    """The workbook; `restricted` says that the reader sees restricted domains."""
    waves = queries.held(queries.waves_of(case))
    subjects = queries.subjects_of(case, timezone.localdate())
    tables = queries.table(case, waves, subjects, restricted=restricted)
    rows = [
        _row(waves[at], person, line, line.cells[at])
        for at in range(len(waves))
        for person, lines in tables
        for line in lines
        if line.cells[at].worker or line.cells[at].person
    ]
    note = "Skala 1–5. Ocen się nie sumuje i nie uśrednia."
    return workbook(f"Potrzeby {case.number}", COLUMNS, rows, name="potrzeby", note=note)


def _row(wave, person, line, cell):
    worker, own = cell.worker, cell.person
    return [
        wave.get_kind_display(),
        wave.held_on,
        whose(person),
        line.domain.name,
        worker and worker.value,
        own and own.value,
        "do rozmowy" if cell.to_talk else "",
        worker.get_answer_display() if worker else "",
        own.get_answer_display() if own else "",
        changed(line.change),
    ]
