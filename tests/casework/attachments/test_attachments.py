"""Files of a case: added, kept sealed, saved to disk by those who may, removed with a trace."""

import datetime
import socket
import struct
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kladka.accounts.models import Membership, Organisation
from kladka.casework.attachments.actions import attach
from kladka.casework.attachments.models import Attachment
from kladka.casework.rights.erasure_actions import erase_case
from kladka.journal.models import Entry
from kladka.uploads.accepting import accept
from tests.casework.intake.families import filed, member
from tests.conftest import gave_reason, make_user
from tests.uploads.files import CANARY, DISARMED, EICAR, HONEST, REFUSED, picture

TEXT = "Kanarkowa treść, która nie może leżeć jawnie na dysku. " * 20


@pytest.fixture
def case(centre, caseworker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return filed(centre, caseworker, member()).case


@pytest.fixture
def worker(client, caseworker):
    client.force_login(caseworker)
    return client


def send(client, case, *files, kind="letter"):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("attachments", args=[case.key]), {"kind": kind, "files": sent})


def address(file):
    return reverse("attachment-file", args=[file.case.key, file.key])


def on_disk(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_several_files_at_once_are_kept_and_listed(worker, case):
    answer = send(
        worker, case, ("Umowa najmu.pdf", HONEST["decyzja.pdf"]()), ("zdjęcie.jpg", picture("JPEG"))
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("attachments", args=[case.key]))
    page = worker.get(answer["Location"]).content.decode()
    assert "Zapisano 2 pliki." in page
    assert "Umowa najmu.pdf" in page
    assert "1 strona" in page
    assert "nie sprawdzono programem antywirusowym" in page
    assert [one.name for one in Attachment.objects.order_by("pk")] == ["Umowa najmu.pdf", "zdjęcie.jpg"]


def test_a_case_without_files_says_so(worker, case):
    assert (
        "Nie ma jeszcze załączników" in worker.get(reverse("attachments", args=[case.key])).content.decode()
    )


def test_what_is_refused_is_said_and_what_was_chosen_stays(worker, case):
    answer = send(worker, case, ("wirus.exe", b"MZ"), kind="health")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "wirus.exe: Takich plików nie przyjmujemy." in page
    assert '<option value="health" selected>' in page
    assert not Attachment.objects.exists()


def test_one_bad_file_does_not_stop_the_good_ones(worker, case):
    answer = send(worker, case, ("dobry.txt", b"dobry"), ("zly.svg", b"<svg/>"))
    page = worker.get(answer["Location"]).content.decode()
    assert "Zapisano 1 plik." in page
    assert "Nie zapisano. zly.svg: Takich plików" in page
    assert Attachment.objects.get().name == "dobry.txt"


def test_nothing_chosen_is_said_at_the_field(worker, case):
    answer = worker.post(reverse("attachments", args=[case.key]), {"kind": ""})
    assert answer.status_code == 422
    assert "Wybierz co najmniej jeden plik." in answer.content.decode()


def test_no_file_of_the_corpus_lies_in_clear_or_is_served_as_something_that_runs(worker, case, settings):
    for name, content in (HONEST | DISARMED | REFUSED).items():
        send(worker, case, (name, content()))
    send(worker, case, ("tresc.txt", TEXT.encode()))
    assert Attachment.objects.count() == len(HONEST) + len(DISARMED) + 1
    paths = on_disk(settings)
    assert len(paths) == Attachment.objects.count()
    for path in paths:
        sealed = path.read_bytes()
        assert CANARY.encode() not in sealed
        assert b"Kanarkowa" not in sealed
        assert not sealed.startswith((b"%PDF", b"PK", b"\xff\xd8", b"\x89PNG"))
        assert path.stat().st_mode & 0o777 == 0o600
    for file in Attachment.objects.all():
        answer = worker.get(address(file))
        assert answer["Content-Disposition"].startswith("attachment; filename")
        assert answer["Content-Type"].split(";")[0] not in {"text/html", "image/svg+xml", "text/xml"}
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert CANARY.encode() not in answer.content


def test_the_name_in_the_database_is_sealed(worker, case):
    send(worker, case, ("Jan Kowalski PESEL.txt", b"x"))
    raw = Attachment.objects.values_list("name", flat=True).get()
    assert b"Kowalski" not in bytes(raw)
    assert Attachment.objects.get().name == "Jan Kowalski PESEL.txt"


def test_a_polish_name_travels_whole(worker, case):
    send(worker, case, ("Zaświadczenie – żłobek.txt", b"x"))
    told = worker.get(address(Attachment.objects.get()))["Content-Disposition"]
    assert told == "attachment; filename*=utf-8''Za%C5%9Bwiadczenie%20%E2%80%93%20%C5%BC%C5%82obek.txt"


def test_content_moved_to_another_row_does_not_open(worker, case, caseworker):
    first = attach(case, accept("a.txt", b"pierwszy"), kind="other", by=caseworker)
    second = attach(case, accept("b.txt", b"drugi"), kind="other", by=caseworker)
    Attachment.objects.filter(pk=first.pk).update(stored_as=second.stored_as)
    assert worker.get(address(first)).status_code == 404
    assert worker.get(address(second)).content == b"drugi"


def test_another_centre_and_another_case_do_not_have_it(worker, case, client, centre, caseworker):
    file = attach(case, accept("a.txt", b"x"), kind="other", by=caseworker)
    other_case = filed(centre, caseworker, member("Nina")).case
    assert worker.get(reverse("attachment-file", args=[other_case.key, file.key])).status_code == 404
    other = Organisation.objects.create(kind="city_centre", name="Obcy", short_name="Obcy")
    client.force_login(make_user("Obca", "obca@obcy.test", other, Membership.Role.HEAD))
    assert client.get(address(file)).status_code == 404


def test_opening_a_file_is_recorded(worker, case, caseworker):
    file = attach(case, accept("a.txt", b"x"), kind="other", by=caseworker)
    worker.get(address(file))
    assert Entry.objects.filter(act="attachment.read", subject_key=file.key, actor=caseworker).count() == 1


def test_the_author_removes_on_the_same_day_with_one_more_question(worker, case, caseworker, settings):
    file = attach(case, accept("pomylka.txt", b"x"), kind="other", by=caseworker)
    place = reverse("attachment-remove", args=[case.key, file.key])
    assert "Usunąć ten załącznik?" in worker.get(place).content.decode()
    assert len(on_disk(settings)) == 1
    assert worker.post(place).status_code == 302
    assert worker.get(address(file)).status_code == 404
    page = worker.get(reverse("attachments", args=[case.key])).content.decode()
    assert "pomylka.txt</bdi></s>" in page
    assert "usunięto" in page
    assert Entry.objects.filter(act="attachment.removed", subject_key=file.key).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_content_is_gone_from_the_disk_once_the_removal_is_kept(worker, case, caseworker, settings):
    file = attach(case, accept("a.txt", b"x"), kind="other", by=caseworker)
    worker.post(reverse("attachment-remove", args=[case.key, file.key]))
    assert on_disk(settings) == []


@pytest.mark.django_db(transaction=True)
def test_erasing_a_case_takes_its_files_from_the_disk(case, caseworker, settings):
    attach(case, accept("a.txt", b"x"), kind="other", by=caseworker)
    erase_case(case, by=caseworker)
    assert (on_disk(settings), Attachment.objects.count()) == ([], 0)


def test_later_only_the_head_removes(client, case, caseworker, head):
    file = attach(case, accept("a.txt", b"x"), kind="other", by=caseworker)
    Attachment.objects.update(added_at=file.added_at - datetime.timedelta(days=2))
    place = reverse("attachment-remove", args=[case.key, file.key])
    client.force_login(caseworker)
    assert client.post(place).status_code == 403
    client.force_login(head)
    assert client.post(place).status_code == 302


def test_accounting_reads_and_does_not_add(client, case, accountant, caseworker):
    file = attach(case, accept("a.txt", b"x"), kind="other", by=caseworker)
    gave_reason(accountant, case)
    client.force_login(accountant)
    assert client.get(address(file)).content == b"x"
    assert send(client, case, ("b.txt", b"x")).status_code == 403


def test_there_is_an_end_of_room_for_a_case_and_for_a_centre(worker, case, settings):
    settings.FILES_PER_CASE = 10
    assert send(worker, case, ("a.txt", b"12345678")).status_code == 302
    assert "zajęłyby więcej" in send(worker, case, ("b.txt", b"123")).content.decode()
    settings.FILES_PER_CASE, settings.FILES_PER_ORGANISATION = 100, 10
    assert "Pliki jednostki" in send(worker, case, ("b.txt", b"123")).content.decode()
    assert len(on_disk(settings)) == 1


def test_a_failed_act_leaves_no_file_behind(case, caseworker, settings):
    with pytest.raises(ValueError, match="najwyżej"):
        attach(case, accept("a.txt", b"x").__class__(
            name="x" * 500, kind="txt", content=b"x", sha256="", measure=None, signed=False, scanned=False
        ), kind="other", by=caseworker)  # fmt: skip
    assert on_disk(settings) == []


def test_too_much_at_once_is_said_and_nothing_is_kept(worker, case, settings, monkeypatch):
    monkeypatch.setattr("kladka.uploads.receiving.LARGEST_REQUEST", 1000)
    answer = send(worker, case, ("a.txt", b"x" * 2000))
    assert answer.status_code == 413
    assert "Nic nie zostało zapisane" in answer.content.decode()


def test_long_lists_are_paged_and_no_page_asks_row_by_row(
    worker, case, caseworker, django_assert_max_num_queries
):
    for number in range(30):
        attach(case, accept(f"{number}.txt", b"x"), kind="other", by=caseworker)
    place = reverse("attachments", args=[case.key])
    with django_assert_max_num_queries(16):
        page = worker.get(place).content.decode()
    assert page.count("</bdi></a>") == 25
    assert 'rel="next"' in page


class Clamd(threading.Thread):
    """A server that speaks clamd's INSTREAM and knows one virus."""

    def __init__(self, path, broken=False):
        super().__init__(daemon=True)
        self.broken, self.seen = broken, []
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(str(path))
        self.listener.listen()
        self.start()

    def run(self):
        while True:
            try:
                talk, _ = self.listener.accept()
            except OSError:
                return
            with talk, talk.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">I", stream.read(4))[0]:
                    content += stream.read(length)
                self.seen.append(len(content))
                found = b"Win.Test.EICAR_HDB-1 FOUND" if EICAR.encode() in content else b"OK"
                talk.sendall(
                    b"INSTREAM size limit exceeded. ERROR\0" if self.broken else b"stream: " + found + b"\0"
                )


@pytest.fixture
def clamd(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "clamd")
    server = Clamd(settings.CLAMD)
    yield server
    server.listener.close()


def test_a_virus_is_refused_when_there_is_a_scanner(worker, case, clamd):
    assert "znalazł w tym pliku wirusa" in send(worker, case, ("eicar.txt", EICAR.encode())).content.decode()
    assert not Attachment.objects.exists()
    large = b"dobre zdanie\n" * 20_000
    send(worker, case, ("czysty.txt", large))
    assert Attachment.objects.get().scanned
    assert clamd.seen == [68, len(large)]
    page = worker.get(reverse("attachments", args=[case.key])).content.decode()
    assert "nie sprawdzono" not in page


def test_a_scanner_that_fails_or_is_silent_lets_nothing_in(worker, case, clamd, settings, tmp_path):
    clamd.broken = True
    assert "nie sprawdził" in send(worker, case, ("a.txt", b"x")).content.decode()
    settings.CLAMD = str(tmp_path / "nikogo")
    assert "nie odpowiada" in send(worker, case, ("a.txt", b"x")).content.decode()
    assert not Attachment.objects.exists()
