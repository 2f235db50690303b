"""A backup is one encrypted file that gives everything back, into an empty place and only with the key."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from kladka.operations import backup, manifest, sealed

from .installation import ROOT, SERVER, SET_UP, Installation, empty_database, migrated

pytestmark = pytest.mark.django_db
CANARY = "Kanarek-{:04d}-śćż"
PLANT = """
import datetime, os, pathlib
from django.conf import settings
from kladka.accounts.models import Organisation, User
from kladka.casework.attachments.models import Attachment
from kladka.journal.actions import record
from kladka.uploads import store
from kladka.casework.people.models import Household
from kladka.casework.cases.models import Case, Event
centre = Organisation.objects.create(kind="county_centre", name="Centrum", short_name="PCPR Próba",
    authority="Starosta", address="ul. Lipowa 4", town="Próba", voivodeship="łódzkie",
    voivode="Wojewoda", appeal_board="SKO")
user = User.objects.create_user("osoba@przyklad.test", name="Osoba Testowa", password=None)
household = Household.objects.create(organisation=centre, address="ul. Próbna 1", town="Próba")
case = Case.objects.create(organisation=centre, household=household, number="1", title="Próbna", worker=user,
    opened_on=datetime.date(2026, 1, 2))
Event.objects.bulk_create(
    Event(case=case, by=user, on=case.opened_on, text="Kanarek-%04d-śćż" % n) for n in range(1000))
record("case.opened", case, by=user, organisation=centre)
for n in range(3):
    attached = Attachment(case=case, kind="other", name="Plik", format="pdf", size=9, sha256="0" * 64)
    attached.added_by = user
    attached.stored_as = store.keep(b"PDF-%d" % n, attached.place)
    attached.save()
files = pathlib.Path(settings.MEDIA_ROOT)
(files / "prints").mkdir(parents=True)
(files / "ab").mkdir()
(files / "ab" / "zalacznik").write_bytes(b"szyfrogram" * 1000)
(files / "prints" / "wydruk.zip").write_bytes(b"jawny wydruk")
"""


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """(public key, file with the private one)"""
    public, private = sealed.new_key()
    path = tmp_path_factory.mktemp("sejf") / "klucz.txt"
    path.write_text(f"# klucz publiczny: {public}\n{private}\n")
    return public, path


@pytest.fixture(scope="module")
def planted(tmp_path_factory, tests_database):
    """An installation with a thousand canaries in its database."""
    with migrated(tmp_path_factory.mktemp("planted") / "var", tests_database) as filled:
        filled.python(PLANT)
        yield filled


@pytest.fixture(scope="module")
def file(planted, key, tmp_path_factory):
    """Its backup."""
    return made(planted, tmp_path_factory.mktemp("kopie"), key[0])


def made(installation, folder, public, *arguments):
    done = installation.run("backup", "--to", folder, "--recipient", public, *arguments)
    assert done.returncode == 0, done.stderr
    return backup.existing(folder)[-1]


def restored(installation, file, into, key):
    """Restore into a new folder and database of this engine. Yields (answer, the restored installation)."""
    into.mkdir(exist_ok=True)
    with empty_database(into) as url:
        database = ("--database", url) if SERVER.startswith("postgres") else ()
        answer = installation.run("restore", file, "--into", into, "--key", key, *database)
        yield answer, Installation(into, url, KLADKA_KEYS=str(installation.folder / "keys.json"))


def test_everything_comes_back_into_an_empty_place(planted, file, tmp_path, key):
    for answer, copy in restored(planted, file, tmp_path / "nowe", key[1]):
        assert answer.returncode == 0, answer.stderr
        told = (
            "from kladka.casework.cases.models import Event\n"
            "print(*((event.pk, event.text) for event in Event.objects.order_by('id')))"
        )
        assert copy.python(told) == planted.python(told)
        assert copy.python(told).count("Kanarek") == 1000
        assert (copy.folder / "files/ab/zalacznik").read_bytes() == b"szyfrogram" * 1000
        assert not (copy.folder / "files/prints").exists()
        assert copy.run("migrate", "--check").returncode == 0


OPENED = """
from kladka.casework.attachments.models import Attachment
from kladka.uploads import store
print(*(store.read(one.stored_as, one.place) for one in Attachment.objects.order_by("pk")))
"""


def test_every_sealed_file_and_every_row_comes_back_counted_past_the_walls(planted, file, tmp_path, key):
    for _, copy in restored(planted, file, tmp_path / "nowe", key[1]):
        assert copy.python(OPENED) == planted.python(OPENED)
        assert copy.python(OPENED).split() == ["b'PDF-0'", "b'PDF-1'", "b'PDF-2'"]
        before, after = all_rows(planted), all_rows(copy)
        assert after == before
        assert (after["cases_event"], after["attachments_attachment"], after["cases_case"]) == (1000, 3, 1)


def all_rows(installation):
    """Rows of every table, asked by PostgreSQL's own superuser: no wall stands before him."""
    if not SERVER.startswith("postgres"):
        with closing(sqlite3.connect(installation.folder / "kladka.sqlite3")) as database:
            return manifest.counts(lambda sql: database.execute(sql).fetchall(), "sqlite")
    url = installation.url.replace("postgres://kladka_app", "postgresql://kladka", 1)
    with psycopg.connect(url) as database:
        counted = manifest.counts(lambda sql: database.execute(sql).fetchall(), "postgresql")
        process = database.info.backend_pid
    while Path(f"/proc/{process}").exists():  # the owner of the database may not end it when it is dropped
        time.sleep(0.02)
    return counted


@pytest.mark.skipif(not SERVER.startswith("postgres"), reason="dotyczy PostgreSQL")
def test_a_backup_that_would_not_see_every_row_is_not_made(planted, tmp_path):
    hidden = (
        "from pathlib import Path\nfrom kladka.operations import dumping\n"
        f"dumping.dump(Path({str(tmp_path)!r}))"
    )
    refused = planted._call([sys.executable, "-c", f"import django; django.setup()\n{hidden}"])
    assert "Kopię robi polecenie, które widzi wszystkie jednostki" in refused.stderr


def test_none_of_a_thousand_canaries_is_in_the_bytes_of_a_backup(planted, file):
    content = file.read_bytes()
    assert [n for n in range(1000) if CANARY.format(n).encode() in content] == []
    assert b"szyfrogram" not in content
    assert (planted.folder / "keys.json").read_bytes() not in content


def test_it_opens_with_its_own_private_key_alone(planted, file, tmp_path, key):
    private = key[1]
    another = tmp_path / "inny.txt"
    another.write_text(sealed.new_key()[1])
    refused = planted.run("verify-backup", file, "--key", another)
    assert refused.returncode == 1
    assert "nie otwiera kopii" in refused.stderr
    good = planted.run("verify-backup", file, "--key", private)
    assert good.returncode == 0, good.stderr
    assert "jest dobra" in good.stdout


@pytest.mark.parametrize("damage", ["flip", "cut"])
def test_a_damaged_backup_is_refused_and_leaves_nothing_behind(planted, file, tmp_path, key, damage):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    bad = tmp_path / file.name
    bad.write_bytes(content if damage == "flip" else file.read_bytes()[:-100])
    for answer, copy in restored(planted, bad, tmp_path / "nowe", key[1]):
        assert answer.returncode == 1
        assert "uszkodzona albo niepełna" in answer.stderr
        assert list(copy.folder.iterdir()) == []


def test_a_place_that_is_not_empty_is_never_written_over(planted, file, tmp_path, key):
    before = sorted(path.name for path in planted.folder.iterdir())
    refused = planted.run("restore", file, "--into", planted.folder, "--key", key[1])
    assert refused.returncode == 1
    assert "nie jest pusty" in refused.stderr
    assert sorted(path.name for path in planted.folder.iterdir()) == before


@pytest.mark.skipif(not SERVER.startswith("postgres"), reason="dotyczy PostgreSQL")
def test_a_database_that_is_not_empty_is_never_written_over(planted, file, tmp_path, key):
    refused = planted.run(
        "restore", file, "--into", tmp_path / "n", "--key", key[1], "--database", planted.url
    )
    assert refused.returncode == 1
    assert "Baza nie jest pusta" in refused.stderr


def test_a_restored_database_that_differs_from_its_manifest_is_refused(planted, file, tmp_path, key):
    """The manifest is changed and the file sealed anew: what only who holds the key's other half can do."""
    public, private = key
    forged = tmp_path / "kladka-2026-01-01T000000Z.tar.age"
    with (
        sealed.reading(file, sealed.identities(private)) as tar,
        sealed.writing(forged, sealed.recipients(public)) as out,
    ):
        for member in tar:
            content = tar.extractfile(member).read()
            if member.name == backup.MANIFEST:
                described = json.loads(content)
                described["rows"]["cases_event"] += 1
                described["journal"][0][2] = "0" * 64
                content = json.dumps(described).encode()
            sealed.add_text(out, member.name, "") if not content else _add(
                out, member.name, content, tmp_path
            )
    refused = planted.run("verify-backup", forged, "--key", private)
    assert refused.returncode == 1
    assert "tabela cases_event: 1000 wierszy, w kopii 1001" in refused.stderr
    assert "wpis jest inny niż w zapisie poza bazą" in refused.stderr


def _add(tar, name, content, folder):
    part = folder / "part"
    part.write_bytes(content)
    sealed.add(tar, name, part)


WRITERS = """
import threading
from django.db import connection
from kladka.casework.cases.models import Case, Event
from kladka.operations import checkpoints
if connection.vendor == "sqlite": checkpoints.take_over(threading.Event())
case = Case.objects.get()
def write(name):
    for n in range(100000):
        Event.objects.create(case=case, by_id=case.worker_id, on=case.opened_on, text="%s-%05d" % (name, n))
        print("%s-%05d" % (name, n) + chr(10), end="", flush=True)
for n in range(4):
    threading.Thread(target=write, args=("pisarz%d" % n,)).start()
"""


def test_a_backup_under_load_has_everything_acknowledged_before_it_began(planted, tmp_path, key):
    written = tmp_path / "zapisane"
    with open(written, "w") as out:
        code = f"{SET_UP}\n{WRITERS}"
        writers = subprocess.Popen(
            [sys.executable, "-c", code], env=planted.environment, cwd=ROOT, stdout=out
        )
    try:
        while any(f"pisarz{n}-" not in written.read_text() for n in range(4)):
            assert writers.poll() is None
            time.sleep(0.1)
        acknowledged = set(written.read_text().rpartition("\n")[0].split())
        file = made(planted, tmp_path / "kopie", key[0])
        assert len(written.read_text().split()) > len(acknowledged)
    finally:
        writers.kill()
        writers.wait()
    for answer, copy in restored(planted, file, tmp_path / "nowe", key[1]):
        assert answer.returncode == 0, answer.stderr
        texts = copy.python(
            "from kladka.casework.cases.models import Event\n"
            "print(*(event.text for event in Event.objects.all() if event.text.startswith('pisarz')))"
        )
        assert acknowledged - set(texts.split()) == set()


def test_another_program_opens_a_backup(planted, file, tmp_path, key):
    """Debian's age and tar: without this program the data are still there."""
    if shutil.which("age") is None:
        pytest.skip("nie ma programu age (apt-get install age)")
    opened = tmp_path / "kopia.tar"
    subprocess.run(["age", "--decrypt", "-i", key[1], "-o", opened, file], check=True)
    with tarfile.open(opened) as tar:
        names = tar.getnames()
        assert names[-1] == backup.MANIFEST
        assert names[0] in {"kladka.sqlite3", "kladka.pgdump"}
        assert tar.extractfile("files/ab/zalacznik").read() == b"szyfrogram" * 1000


def test_the_oldest_backups_go_when_a_new_one_stands(planted, tmp_path, key):
    folder = tmp_path / "kopie"
    folder.mkdir()
    old = [folder / f"kladka-2026-01-0{n}T000000Z.tar.age" for n in range(1, 6)]
    for path in old:
        path.write_bytes(b"x")
    (folder / "inny plik").write_text("zostaje")
    new = made(planted, folder, key[0], "--keep", "3")
    assert backup.existing(folder) == [*old[3:], new]
    assert (folder / "inny plik").exists()


def test_no_old_backup_goes_when_the_new_one_is_suspiciously_small(planted, tmp_path, key):
    folder = tmp_path / "kopie"
    folder.mkdir()
    large = folder / "kladka-2026-01-01T000000Z.tar.age"
    large.write_bytes(os.urandom(100_000_000))
    made(planted, folder, key[0], "--keep", "1")
    assert len(backup.existing(folder)) == 2


def test_without_a_public_key_the_command_says_how_to_make_one(planted, tmp_path):
    refused = planted.run("backup", "--to", tmp_path / "kopie", "--recipient", "")
    assert refused.returncode == 1
    assert "backup --new-key" in refused.stderr


def test_the_worker_makes_a_backup_when_the_last_one_is_a_day_old(planted, tmp_path, key):
    made_when_due = (
        "import os, time; from kladka.operations import backup\n"
        "for hours in (0, 23, 25):\n"
        "    for path in backup.existing(os.environ['KLADKA_BACKUP_TO']):\n"
        "        os.utime(path, (time.time() - hours * 3600,) * 2)\n"
        "    if hours == 25: time.sleep(1.1)\n"
        "    print(backup.make_when_due() is not None)"
    )
    planted.environment |= {"KLADKA_BACKUP_TO": str(tmp_path / "k"), "KLADKA_BACKUP_RECIPIENT": key[0]}
    assert planted.python(made_when_due).split() == ["True", "False", "True"]
