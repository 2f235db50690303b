"""Ten thousand random sequences of acts on money: decisions, lists, bank files and ledger to the grosz."""

import random
import sys
import time
from pathlib import Path

SEQUENCES, LONGEST = 10_000, 10


def cases(short):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' invented families
    from _money import ACTS, Office
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    office, chance, started = Office(), random.Random(20261122), time.perf_counter()
    done, refused, wrong = 0, 0, []
    sequences = 50 if short else SEQUENCES
    for _ in range(sequences):
        with transaction.atomic():
            office.begin(chance.randrange)
            for name in chance.choices(ACTS, weights=(1, 2, 1, 3, 4, 3), k=chance.randint(1, LONGEST)):
                office.act(name)
                done += 1
            refused += office.refused
            if off := office.differences():
                wrong.append(off)
            transaction.set_rollback(True)
    yield "sequences of acts on money", "sequences", sequences, ""
    yield "sequences of acts on money", "acts", done, ""
    yield "sequences of acts on money", "refused by rules", refused, ""
    yield "sequences of acts on money", "differing", len(wrong), "sequences"
    yield "sequences of acts on money", "time", round(time.perf_counter() - started, 1), "s"
    if wrong:
        raise SystemExit(f"Różnice w groszach: {wrong[:3]}")
