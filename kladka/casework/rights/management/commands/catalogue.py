"""`kladka catalogue`: print the catalogue of data, or write it to a file for the inspector."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kladka.casework.rights.catalogue import tables
from kladka.casework.rights.wording import COLUMNS, WAYS, catalogue_rows
from kladka.documents.xlsx import csv_file, workbook

MAKERS = {".csv": csv_file, ".xlsx": workbook}


class Command(BaseCommand):
    help = "Wypisuje katalog danych: klasę, podstawę, okres i los każdego pola."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, help="zapisz do pliku .xlsx albo .csv")

    def handle(self, *args, **options):
        path = options["file"]
        if path is None:
            self.print()
        elif path.suffix in MAKERS:
            path.write_bytes(MAKERS[path.suffix]("Katalog danych", COLUMNS, catalogue_rows()).content)
            self.stdout.write(f"Zapisano {path}")
        else:
            raise CommandError("Plik musi mieć końcówkę .xlsx albo .csv.")

    def print(self):
        for table in tables().values():
            self.stdout.write(f"\n{table.label}  ({table.title})")
            self.stdout.write(f"  {table.basis.label}; {table.period.label}; {table.readers.label}")
            for field in table.fields:
                self.stdout.write(f"    {field.name:<28} {field.kind.key:<10} {WAYS[field.erase]}")
