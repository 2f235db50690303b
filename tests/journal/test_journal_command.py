"""`kladka journal`: verify names the first bad entry, anchor keeps the heads outside, report is a file."""

import datetime
import io
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kladka.casework.people.models import Household
from kladka.journal import anchors, protection
from kladka.journal.actions import record
from kladka.journal.models import Entry

ONE = datetime.timedelta(days=1)
NOON = datetime.datetime(2026, 11, 20, 12, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    settings.ANCHOR_FILE = str(tmp_path / "outside" / "anchor.log")


def run(*arguments):
    """(what was printed, exit code)."""
    out = io.StringIO()
    try:
        call_command("journal", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def write(centre, worker, count=5):
    for _ in range(count):
        record("case.opened", Household(), by=worker, organisation=centre)


def tamper(statement):
    protection.unprotect(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    protection.protect(connection)


def test_a_sound_journal_is_said_to_be_whole(centre, caseworker):
    write(centre, caseworker)
    said, code = run("verify")
    assert code == 0
    assert "Wpisów: 5, łańcuchów: 1" in said
    assert "Dziennik jest cały." in said


def test_the_first_bad_entry_is_named_and_the_exit_code_is_one(centre, caseworker):
    write(centre, caseworker)
    tamper("UPDATE journal_entry SET act = 'x' WHERE seq = 3")
    said, code = run("verify")
    row = Entry.objects.get(seq=3).pk
    assert code == 1
    assert f"PCPR Brzozów Leśny (nr {centre.pk}), wpis nr 3 (id {row}): treść wpisu zmieniono." in said
    assert run("verify", "--organisation", str(centre.pk))[1] == 1


def test_a_cut_tail_is_found_by_the_heads_that_were_kept(centre, caseworker):
    write(centre, caseworker)
    run("anchor")
    tamper("DELETE FROM journal_entry WHERE seq > 3")
    said, code = run("verify")
    assert code == 1
    assert "wpis nr 4: koniec łańcucha obcięto" in said


def test_lost_triggers_are_named(centre, caseworker):
    write(centre, caseworker)
    protection.unprotect(connection)
    said, code = run("verify")
    assert code == 1
    assert "nie ma wyzwalaczy" in said


def test_heads_are_added_as_lines_that_can_be_printed_and_compared(centre, caseworker, settings, tmp_path):
    write(centre, caseworker, 2)
    anchors.add(now=NOON)
    write(centre, caseworker, 1)
    second, third = Entry.objects.order_by("seq")[1:]
    said, _ = run("anchor", "--to", settings.ANCHOR_FILE)
    lines = Path(settings.ANCHOR_FILE).read_text().splitlines()
    assert lines[0] == f"2026-11-20T12:05:00Z {centre.pk} 2 {second.mac}"
    assert said.strip() == lines[1]
    assert anchors.kept() == [(centre.pk, 2, second.mac), (centre.pk, 3, third.mac)]
    assert run("verify", "--anchor", settings.ANCHOR_FILE)[1] == 0


def test_a_line_that_is_not_ours_is_named(centre, caseworker, tmp_path):
    strange = tmp_path / "strange.log"
    strange.write_text("2026-11-20T12:05:00Z 1 x\n")
    with pytest.raises(CommandError, match="wiersz 1"):
        run("verify", "--anchor", str(strange))


def test_heads_are_added_once_an_hour_and_right_after_midnight(centre, caseworker, settings):
    write(centre, caseworker)
    minutes = [0, 30, 54, 55, 90, 11 * 60 + 54, 11 * 60 + 55]
    for after in minutes:
        anchors.add_when_due(NOON + datetime.timedelta(minutes=after))
    kept = [line.split()[0] for line in Path(settings.ANCHOR_FILE).read_text().splitlines()]
    assert kept == [
        "2026-11-20T12:05:00Z",
        "2026-11-20T13:00:00Z",
        "2026-11-20T23:59:00Z",
        "2026-11-21T00:00:00Z",
    ]


def test_the_report_is_a_typed_workbook_of_the_days_asked_for(centre, caseworker, tmp_path):
    write(centre, caseworker, 3)
    today, file = datetime.date.today(), tmp_path / "raport.xlsx"
    for days, rows in ((0, 3), (3, 0)):
        day = today + datetime.timedelta(days)
        span = ("--from", f"{day - ONE}", "--to", f"{day + ONE}")
        run("report", *span, "--file", str(file))
        _, *found = openpyxl.load_workbook(file).active.values
        assert len(found) == rows
        told = ("PCPR Brzozów Leśny", 1, "Maria Testowa", "czynność", "wszczęto sprawę")
        assert rows == 0 or found[0][2:7] == told
