"""A chain without a gap, also under many threads; every way to tamper with it is found at the right row."""

import hmac
import sqlite3
import threading

import pytest
from django.db import connection, connections, transaction

from kladka.accounts.models import Organisation
from kladka.casework.people.models import Household
from kladka.journal import chain, protection
from kladka.journal.actions import append, made, record
from kladka.journal.models import Entry
from kladka.journal.verification import Fault, verify
from kladka.vault import keys


@pytest.fixture(autouse=True)
def ring(settings, tmp_path):
    settings.KEY_FILE = str(tmp_path / "keys" / "keys.json")


def write(centre, worker, count=9):
    for number in range(count):
        record("x.y", Household(), by=worker, organisation=centre, number=number, reason="bo tak")


def tampered(*statements):
    """What somebody does who owns the database: first the triggers go."""
    protection.unprotect(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def head(organisation):
    entry = Entry.objects.filter(organisation=organisation).latest("seq")
    return organisation.pk, entry.seq, entry.mac


def test_each_organisation_and_the_installation_has_a_chain_of_its_own(centre, caseworker):
    other = Organisation.objects.create(kind="city_centre", name="Inny", short_name="Inny")
    write(centre, caseworker, 3)
    write(other, caseworker, 2)
    append([made("sign_in", "sign_in.failed", by=None, organisation_id=None)])
    assert [(e.organisation_id, e.seq) for e in Entry.objects.order_by("id")] == [
        *[(centre.pk, n) for n in (1, 2, 3)],
        *[(other.pk, n) for n in (1, 2)],
        (None, 1),
    ]
    checked = verify()
    assert (checked.rows, checked.faults, checked.triggers) == (6, [], [])
    assert checked.heads[centre.pk] == head(centre)[1:]


def test_entries_made_with_an_earlier_key_stay_verifiable_and_their_reasons_readable(centre, caseworker):
    write(centre, caseworker, 2)
    keys.add("journal")
    write(centre, caseworker, 2)
    assert [e.key_number for e in Entry.objects.order_by("seq")] == [1, 1, 2, 2]
    assert {e.why for e in Entry.objects.all()} == {"bo tak"}
    assert verify().faults == []


def test_without_the_key_that_wrote_it_a_row_is_named(centre, caseworker):
    write(centre, caseworker, 1)
    keys.add("journal")
    keys.remove("journal", 1)
    assert verify().faults == [Fault(centre.pk, 1, Entry.objects.get().pk, "key")]


def row(seq):
    return Entry.objects.get(seq=seq).pk


SWAP = [
    f"UPDATE journal_entry SET seq = {to} WHERE seq = {of}"
    for of, to in ((4, 100), (7, 4), (100, 7))
]  # fmt: skip
SWAP_NEIGHBOURS = [
    f"UPDATE journal_entry SET seq = {to} WHERE seq = {of}"
    for of, to in ((4, 100), (5, 4), (100, 5))
]  # fmt: skip
COLUMNS = (
    "organisation_id, at, actor_id, kind, act, subject, subject_key, basis, address, details, shown, reason, "
    "key_number"
)
INSERT = [
    "UPDATE journal_entry SET seq = seq + 100 WHERE seq > 4",
    "UPDATE journal_entry SET seq = seq - 99 WHERE seq > 100",
    f"INSERT INTO journal_entry (seq, mac, {COLUMNS}) SELECT 5, '{'0' * 64}', {COLUMNS} FROM journal_entry "
    "WHERE seq = 4",
]
CHANGES = {
    "act": "'x.z'",
    "at": "'2026-01-01 00:00:00+00:00'",
    "actor_id": "NULL",
    "kind": "'read'",
    "subject": "'case'",
    "subject_key": "'abc'",
    "basis": "'own'",
    "address": "'case'",
    "details": "'{\"number\":7}'",
    "shown": "'abc'",
    "reason": "mac_bytes",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_change_of_any_column_is_found_at_its_row(column, centre, caseworker):
    write(centre, caseworker)
    blob = "x'00'" if connection.vendor == "sqlite" else r"'\x00'"
    value = CHANGES[column].replace("mac_bytes", blob)
    tampered(f"UPDATE journal_entry SET {column} = {value} WHERE seq = 4")
    assert verify().faults == [Fault(centre.pk, 4, row(4), "changed")]


@pytest.mark.parametrize(
    ("statements", "seq", "what"),
    [
        (["DELETE FROM journal_entry WHERE seq = 4"], 4, "missing"),
        (["DELETE FROM journal_entry WHERE seq = 1"], 1, "missing"),
        (SWAP, 4, "reordered"),
        (SWAP_NEIGHBOURS, 4, "reordered"),
        (INSERT, 5, "foreign"),
        (["UPDATE journal_entry SET mac = '00' WHERE seq = 4"], 4, "foreign"),
    ],
)
def test_removing_reordering_and_inserting_are_found_at_the_first_bad_row(
    statements, seq, what, centre, caseworker
):
    write(centre, caseworker)
    tampered(*statements)
    found = verify()
    assert found.triggers == sorted(protection.NAMES[connection.vendor])
    assert found.faults == [Fault(centre.pk, seq, None if what == "missing" else row(seq), what)]


def test_a_cut_tail_is_found_by_what_was_anchored_outside(centre, caseworker):
    write(centre, caseworker)
    anchor = head(centre)
    tampered("DELETE FROM journal_entry WHERE seq > 6")
    assert verify().faults == []
    assert verify(anchors=[anchor]).faults == [Fault(centre.pk, 7, None, "cut")]
    tampered("DELETE FROM journal_entry")
    assert verify(anchors=[anchor]).faults == [Fault(centre.pk, 9, None, "cut")]


def test_a_chain_computed_anew_with_the_key_differs_from_its_anchor(centre, caseworker):
    write(centre, caseworker)
    anchor = head(centre)
    tampered("DELETE FROM journal_entry WHERE seq > 6")
    write(centre, caseworker, 5)
    assert verify(anchors=[anchor]).faults == [Fault(centre.pk, 9, row(9), "replaced")]


def test_the_mac_is_the_hmac_of_the_standard_library():
    key, text = bytes(range(32)), "żółć" * 50
    assert chain.mac("ab", text, key) == hmac.new(key, f"ab\x1f{text}".encode(), "sha256").hexdigest()


@pytest.mark.parametrize("value", ["a\x1fb", "\x1f"])
def test_a_value_that_could_blur_two_columns_is_refused(value, centre, caseworker):
    with pytest.raises(ValueError, match="rozdziela"), transaction.atomic():
        append([made("act", value, by=caseworker, organisation_id=centre.pk)])
    assert not Entry.objects.exists()


@pytest.fixture
def installed(transactional_db, tmp_path):
    """The database as it is installed: SQLite as a file, because one in memory is locked table by table."""
    if connection.vendor == "postgresql":
        yield
        return
    in_memory, path = connection.settings_dict["NAME"], tmp_path / "kladka.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    connection.settings_dict["NAME"] = str(path)  # for the connections that threads open
    yield
    connection.settings_dict["NAME"] = in_memory


def in_threads(number, work):
    """What `work` returned or raised in each of so many threads."""
    found = []

    def run():
        try:
            found.append(work())
        except Exception as error:
            found.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_eight_threads_write_one_chain_without_a_gap(transactional_db, centre, caseworker, installed):
    assert in_threads(8, lambda: write(centre, caseworker, 12)) == [None] * 8
    (checked,) = in_threads(1, verify)
    assert (checked.rows, checked.faults) == (96, [])


def test_an_act_that_is_taken_back_leaves_no_gap(centre, caseworker):
    write(centre, caseworker, 1)
    with pytest.raises(RuntimeError), transaction.atomic():
        write(centre, caseworker, 3)
        raise RuntimeError
    write(centre, caseworker, 1)
    assert list(Entry.objects.order_by("id").values_list("seq", flat=True)) == [1, 2]
    assert verify().faults == []
