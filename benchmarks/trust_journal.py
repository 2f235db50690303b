"""The journal: what an entry costs, how fast a million entries are checked, whether tampering is found."""

import time

ROWS = 1_000_000
BATCH = 1_000
SECONDS = 10  # in which a million entries must be checked
SINGLE = 200


def cases(short):
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    rows = 20_000 if short else ROWS
    centre, worker = _office()
    yield from _one_by_one(centre, worker)
    started = time.perf_counter()
    _fill(centre, worker, rows - SINGLE)
    yield f"{rows} entries", "written in bulk", round(rows / (time.perf_counter() - started)), "rows/s"
    yield from _checked(rows)
    yield from _tampered(centre, rows)


def _office():
    from kladka.accounts.models import Organisation, User

    centre = Organisation.objects.create(kind="county_centre", name="Centrum", short_name="Centrum")
    return centre, User.objects.create_user("osoba@przyklad.test", name="Osoba", password=None)


def _entry(centre, worker, number):
    from kladka.journal.actions import made

    return made(
        "read", "case.read", by=worker, organisation_id=centre.pk, subject="case",
        subject_key=f"{number % 5000:016x}", basis="own", details={"number": number},
    )  # fmt: skip


def _one_by_one(centre, worker):
    """Every entry in a transaction of its own, on disk before the next: the dearest way."""
    from kladka.journal.actions import append

    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(SINGLE):
        append([_entry(centre, worker, number)])
    yield "one entry, its own commit", "cpu", round((time.process_time() - cpu) / SINGLE * 1e3, 2), "ms"
    yield "one entry, its own commit", "wall", round((time.perf_counter() - wall) / SINGLE * 1e3, 2), "ms"


def _fill(centre, worker, rows):
    from django.db import transaction

    from kladka.journal.actions import append

    with transaction.atomic():
        for start in range(0, rows, BATCH):
            append([_entry(centre, worker, n) for n in range(start, min(start + BATCH, rows))])


def _checked(rows):
    from kladka.journal.verification import verify

    cpu, started = time.process_time(), time.perf_counter()
    found = verify()
    spent, cpu = time.perf_counter() - started, time.process_time() - cpu
    yield f"{rows} entries", "verified in", round(spent, 2), "s"
    yield f"{rows} entries", "of it here", round(cpu, 2), "s CPU"
    yield f"{rows} entries", "verified", round(rows / spent), "rows/s"
    if found.rows != rows or found.faults or found.triggers:
        raise SystemExit(f"Nienaruszony dziennik: {found}")
    if rows == ROWS and spent > SECONDS:
        raise SystemExit(f"Milion wpisów sprawdzono w {spent:.1f} s, a miało być {SECONDS} s.")


def _tampered(centre, rows):
    """Each way of tampering in the middle, in a transaction that is taken back."""
    from django.db import connection, transaction

    from kladka.journal import anchors, protection
    from kladka.journal.verification import verify

    known, at = anchors.heads(), rows // 2
    for name, statements, place in _ways(at, rows):
        with transaction.atomic():
            protection.unprotect(connection)
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
            started = time.perf_counter()
            (fault,) = verify(anchors=known).faults
            spent = time.perf_counter() - started
            transaction.set_rollback(True)
        yield name, f"found, {fault.what}", round(spent, 2), "s"
        if fault.seq != place:
            raise SystemExit(f"{name}: znaleziono {fault}, a zaczyna się od wpisu {place}.")


def _ways(at, rows):
    """(name, statements, number of the first bad entry)."""
    columns = (
        "actor_id, at, kind, act, subject, subject_key, basis, address, details, shown, reason, key_number"
    )
    yield "change", [f"UPDATE journal_entry SET act = 'x' WHERE seq = {at}"], at
    yield "delete", [f"DELETE FROM journal_entry WHERE seq = {at}"], at
    swap = [(at, rows + 1), (at + 9, at), (rows + 1, at + 9)]
    yield "reorder", [f"UPDATE journal_entry SET seq = {to} WHERE seq = {of}" for of, to in swap], at
    insert = [
        f"UPDATE journal_entry SET seq = seq + {rows} WHERE seq > {at}",
        f"UPDATE journal_entry SET seq = seq - {rows - 1} WHERE seq > {rows}",
        f"INSERT INTO journal_entry (organisation_id, seq, mac, {columns}) "
        f"SELECT organisation_id, {at + 1}, '{'0' * 64}', {columns} FROM journal_entry WHERE seq = {at}",
    ]
    yield "insert", insert, at + 1
    yield "cut tail", [f"DELETE FROM journal_entry WHERE seq > {rows - 5}"], rows - 4
