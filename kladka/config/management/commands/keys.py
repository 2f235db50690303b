"""kladka keys: which keys there are, a new key, new seals, the end of an old key."""

import time
from collections import Counter
from contextlib import nullcontext

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Count

from kladka.accounts.actions import reseal_factors
from kladka.accounts.queries import sealed_factors
from kladka.casework import guards
from kladka.casework.attachments.models import Attachment
from kladka.casework.benefits import paid_months
from kladka.casework.moves import arrival
from kladka.journal.models import Entry
from kladka.uploads import store
from kladka.vault import keys, rotation

NAMES = {
    "fields": "pola z danymi osób",
    "protected": "adresy chronione",
    "files": "pliki",
    "index": "indeksy wyszukiwania",
    "journal": "łańcuch dziennika",
}


class Command(BaseCommand):
    help = "Klucze szyfrowania: lista, nowy klucz, ponowne szyfrowanie, koniec starego. Kluczy nie pokazuje."

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True, metavar="CZYNNOŚĆ")
        acts.add_parser("list", help="numery kluczy i liczba wierszy, które każdy z nich jeszcze trzyma")
        rotate = acts.add_parser("rotate", help="dodaj nowy klucz; zapisy odtąd idą nowym")
        rotate.add_argument("purpose", choices=keys.PURPOSES, metavar="CEL", help=", ".join(keys.PURPOSES))
        acts.add_parser(
            "reseal", help="zaszyfruj nowymi kluczami wszystko, co trzymają starsze; można przerwać"
        )
        acts.add_parser("reindex", help="przelicz od nowa indeks słów w notatkach, np. po aktualizacji")
        destroy = acts.add_parser("destroy", help="zniszcz stary klucz, gdy nic go już nie potrzebuje")
        destroy.add_argument("purpose", choices=keys.PURPOSES, metavar="CEL", help=", ".join(keys.PURPOSES))
        destroy.add_argument("number", type=int, metavar="NUMER")

    def handle(self, *, act, **options):
        try:
            getattr(self, f"_{act}")(options)
        except (ImproperlyConfigured, rotation.InUse) as error:
            raise CommandError(str(error)) from error

    def _list(self, options):
        held = _held()
        for purpose in keys.PURPOSES:
            current = keys.current(purpose)[0]
            for number in sorted({*keys.numbers(purpose), *(n for p, n in held if p == purpose)}):
                state = "bieżący" if number == current else ""
                state = state if number in keys.numbers(purpose) else "BRAK"
                count = f"{held[purpose, number]} zapisów"
                self.stdout.write(f"{purpose:<10}{number:>4}{count:>18}  {state:<9}{NAMES[purpose]}")

    def _rotate(self, options):
        purpose = options["purpose"]
        number = keys.add(purpose)
        self.stdout.write(f"Dodano klucz {purpose} {number}. Serwer używa go najpóźniej po sekundzie.")
        self.stdout.write("Zrób teraz kopię pliku kluczy: bez niej nowych zapisów nie da się odczytać.")
        if purpose == "journal":
            self.stdout.write("Starsze wpisy dziennika zostają przy swoich kluczach.")
        elif purpose == "index":
            self.stdout.write("Przeliczam indeksy; do końca ta sama osoba może zostać wpisana dwa razy.")
            self._reseal(options)
        else:
            self.stdout.write("Starsze zapisy zaszyfruje od nowa: kladka keys reseal.")

    def _reseal(self, options):
        time.sleep(keys.FRESH)  # afterwards no server writes with an older key
        done, broken = rotation.reseal(say=self.stderr.write, around=_unguarded)
        factors = reseal_factors()
        files = sum(store.reseal(one.stored_as, one.place) for one in _stored())
        months = self._recounted() if len(keys.numbers("index")) > 1 else 0
        self.stdout.write(
            f"Zaszyfrowano od nowa: pola {done}, pliki {files}, drugie składniki {factors}; "
            f"skróty wypłat: {months}."
        )
        if broken:
            raise CommandError(
                f"Nie dało się otworzyć: {broken}. Zostały, jak były. Sprawdź, czy plik kluczy jest cały "
                "i czy nikt nie zmieniał bazy poza programem."
            )

    def _recounted(self):
        arrival.recount()
        return paid_months.recount()

    def _reindex(self, options):
        self.stdout.write(f"Przeliczono indeks słów: {rotation.reindex()}.")

    def _destroy(self, options):
        purpose, number = options["purpose"], options["number"]
        if purpose == "journal":
            raise CommandError("Kluczy dziennika się nie niszczy: bez nich nie sprawdzi się jego łańcucha.")
        rotation.destroy(purpose, number, held=_held())
        self.stdout.write(f"Zniszczono klucz {purpose} {number}. Usuń go też z kopii pliku kluczy.")


def _unguarded(model):
    """Approved lists and issued decisions may be sealed anew; nobody else sees them without their guards."""
    guarded = model._meta.db_table in {guard.table for guard in guards.GUARDS}
    return guards.lifted(connection) if guarded else nullcontext()


def _stored():
    """Attachments whose content lies sealed on the disk."""
    return Attachment.objects.exclude(stored_as="").order_by("pk").iterator(chunk_size=500)


def _held():
    """{(purpose, number): rows, files and entries of the journal sealed with the key}."""
    files = Counter({("files", number): count for number, count in store.numbers().items()})
    return rotation.rows_held() + sealed_factors() + files + _journal()


def _journal():
    """{("journal", number): entries}: they are never sealed anew, each keeps the key of its day."""
    counted = Entry.objects.order_by().values_list("key_number").annotate(Count("pk"))
    return Counter({("journal", number): rows for number, rows in counted})
