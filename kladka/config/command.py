"""Dispatch of `kladka COMMAND`: commands of the law start without Django, the others are Django's."""

import importlib
import os
import sys

# name: (module with main(argv) -> exit code, one line for --help)
PURE = {
    "explain": ("kladka.law.command", "wyjaśnij sprawę z pliku TOML: kwoty, terminy, przepisy"),
    "simulate": ("kladka.simulation.command", "policz koszt prawa lub reformy dla populacji (Parquet)"),
    "population": ("kladka.simulation.command", "utwórz syntetyczną populację (Parquet)"),
}
DJANGO = {
    "demo": "napełnij bazę danymi pokazowymi (ponowne uruchomienie niczego nie podwaja)",
    "migrate": "utwórz lub uaktualnij bazę danych",
    "organisation": "załóż jednostkę i pierwsze konto, administratora kont",
    "serve": "uruchom serwer WWW na tym komputerze (SQLite: z zadaniami w tle)",
    "tasks": "wykonuj zadania w tle (PostgreSQL)",
    "backup": "zapisz kopię zapasową w jednym zaszyfrowanym pliku",
    "restore": "odtwórz kopię w puste miejsce i sprawdź ją",
    "verify-backup": "odtwórz kopię na próbę i sprawdź ją",
    "sbom": "wypisz listę części programu (CycloneDX JSON)",
    "keys": "klucze szyfrowania: lista, nowy klucz, ponowne szyfrowanie, koniec starego",
    "status": "powiedz, czy instalacja jest w porządku: kopie, zadania, dysk",
    "catalogue": "wypisz katalog danych osobowych (--file katalog.xlsx)",
    "journal": "sprawdź dziennik (verify), zapisz jego koniec poza bazą (anchor), wydrukuj raport (report)",
    "check": "sprawdź konfigurację",
    "createcachetable": "utwórz tabelę pamięci podręcznej",
    "shell": "konsola Pythona z modelami",
}


def usage():
    lines = ["Użycie: kladka POLECENIE [opcje]   (kladka POLECENIE --help opisuje opcje)", ""]
    lines += [f"  {name:<14} {help_text}" for name, (_, help_text) in PURE.items()]
    lines += [f"  {name:<14} {help_text}" for name, help_text in DJANGO.items()]
    return "\n".join(lines)


def main(argv):
    """Run one command and return its exit code: 0 done, 2 wrong call or wrong file."""
    if not argv or argv[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0
    name, *rest = argv
    if name in PURE:
        module = importlib.import_module(PURE[name][0])
        return module.main(rest) if name == "explain" else module.main([name, *rest])
    return _with_django(name, argv)


def _with_django(name, argv):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kladka.config.settings")
    import django  # noqa: PLC0415  the law's commands must not wait for Django
    from django.core.management import CommandError, execute_from_command_line, get_commands  # noqa: PLC0415  as above
    from django.db import OperationalError  # noqa: PLC0415  as above

    django.setup()
    from kladka.casework import walls  # noqa: PLC0415  models need the set-up above
    from kladka.operations import durability, single_writer  # noqa: PLC0415  they read the settings

    if name != "serve":  # who answers requests declares whose rows they may see at each of them
        walls.this_process_is_the_system()
    if name not in get_commands():
        print(f"Nieznane polecenie: {name}\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        if {"--help", "-h"} & set(argv):
            execute_from_command_line(["kladka", *argv])
        with single_writer.held(name):
            if name in single_writer.LASTING:
                durability.check()
                durability.check_guards()
            execute_from_command_line(["kladka", *argv])
    except CommandError as error:
        print(error, file=sys.stderr)
        return 2
    except OperationalError as error:
        print(f"Baza danych nie odpowiada albo odmawia: {error}", file=sys.stderr)
        return 2
    return 0
