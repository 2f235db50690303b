"""`kladka journal`: check the chains, write their heads outside the database, print who did what."""

import datetime
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kladka.accounts.models import Organisation
from kladka.documents.xlsx import csv_file, workbook
from kladka.journal import anchors
from kladka.journal.queries import report
from kladka.journal.verification import WORDS, verify
from kladka.journal.wording import REPORT, report_row

MAKERS = {".csv": csv_file, ".xlsx": workbook}


class Command(BaseCommand):
    help = "Sprawdza łańcuchy dziennika, zapisuje ich końce poza bazą, drukuje raport."

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        check = acts.add_parser(
            "verify", help="sprawdź wszystkie łańcuchy; kod wyjścia 1, gdy coś jest nie tak"
        )
        check.add_argument("--organisation", type=int, help="numer jednej jednostki")
        check.add_argument("--anchor", action="append", help="plik z końcami łańcuchów (można podać kilka)")
        end = acts.add_parser("anchor", help="dopisz końce łańcuchów do pliku poza bazą i wypisz je")
        end.add_argument("--to", help=f"plik (domyślnie {settings.ANCHOR_FILE})")
        made = acts.add_parser("report", help="raport z okresu do pliku XLSX albo CSV")
        made.add_argument("--from", dest="since", required=True, type=_day, help="pierwszy dzień, RRRR-MM-DD")
        made.add_argument("--to", dest="until", required=True, type=_day, help="ostatni dzień, RRRR-MM-DD")
        made.add_argument("--organisation", type=int, help="numer jednej jednostki")
        made.add_argument("--file", required=True, type=Path, help="plik .xlsx albo .csv")

    def handle(self, *args, act, **options):
        {"verify": self.verify, "anchor": self.anchor, "report": self.report}[act](**options)

    def verify(self, *, organisation, anchor, **_):
        known = self._anchors(anchor or [settings.ANCHOR_FILE])
        started = time.perf_counter()
        only = None if organisation is None else [organisation]
        if only:
            known = [one for one in known if one[0] == organisation]
        checked = verify(only, known)
        spent = time.perf_counter() - started
        self.stdout.write(
            f"Wpisów: {checked.rows}, łańcuchów: {len(checked.heads) + len(checked.faults)}, "
            f"zapisów poza bazą: {len(known)}. "
            f"Czas: {spent:.1f} s ({checked.rows / max(spent, 1e-9):.0f} wpisów/s)."
        )
        for fault in checked.faults:
            row = f" (id {fault.row})" if fault.row else ""
            self.stdout.write(
                f"BŁĄD: {_name(fault.organisation)}, wpis nr {fault.seq}{row}: {WORDS[fault.what]}."
            )
        if checked.triggers:
            self.stdout.write(f"BŁĄD: w bazie nie ma wyzwalaczy: {', '.join(checked.triggers)}.")
        if checked.faults or checked.triggers:
            sys.exit(1)
        self.stdout.write("Dziennik jest cały.")

    def _anchors(self, paths):
        try:
            return [one for path in paths for one in anchors.kept(path)]
        except (anchors.AnchorError, OSError) as error:
            raise CommandError(str(error)) from error

    def anchor(self, *, to, **_):
        for line in anchors.add(to):
            self.stdout.write(line)

    def report(self, *, since, until, organisation, file, **_):
        if file.suffix not in MAKERS:
            raise CommandError("Plik musi mieć końcówkę .xlsx albo .csv.")
        rows = [report_row(row) for row in report(since, until, organisation=organisation)]
        file.write_bytes(MAKERS[file.suffix]("Dziennik", REPORT, rows).content)
        self.stdout.write(f"Zapisano {file}: wpisów {len(rows)}.")


def _day(text):
    return datetime.date.fromisoformat(text)


def _name(organisation):
    """The organisation as the reader knows it."""
    if organisation is None:
        return "instalacja"
    found = Organisation.objects.filter(pk=organisation).values_list("short_name", flat=True).first()
    return f"{found or 'nieznana jednostka'} (nr {organisation})"
