"""The whole file of a case as one PDF: read back by pikepdf and pdftotext, who may, what is left out."""

import datetime
import hashlib
import io
import re
import subprocess

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from kladka.casework.access.address_actions import protect
from kladka.casework.attachments.actions import attach
from kladka.casework.casefile import actions
from kladka.casework.casefile.merging import Volume
from kladka.casework.casefile.models import FileRun
from kladka.casework.cases.actions import add_contact, add_event
from kladka.casework.needs.flag_actions import raise_flag
from kladka.casework.programmes import queries
from kladka.casework.programmes.agreement_actions import add_goal
from kladka.casework.programmes.amendment_actions import draft_annex, sign_annex
from kladka.casework.rights.actions import restrict
from kladka.journal.models import Entry
from kladka.uploads.accepting import accept
from tests.casework.programmes.build import running
from tests.uploads.files import HONEST, picture

DAY = datetime.date(2026, 11, 21)


@pytest.fixture
def case(centre, caseworker, head, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    case = running(centre, caseworker, head).case
    for name, content in (
        ("umowa.pdf", HONEST["decyzja.pdf"]()),
        ("skan.jpg", picture("JPEG")),
        ("x.txt", b"x"),
    ):
        attach(case, accept(name, content), kind="housing", by=caseworker)
    add_contact(case, kind="home", on=DAY, text="Ustalono kurs języka.", by=caseworker)
    return case


def read(run):
    run.refresh_from_db()
    assert run.state == "done", run.error
    made = pikepdf.open(io.BytesIO(whole(run)))
    assert made.check_pdf_syntax() == []
    return made


def whole(run):
    return b"".join(actions.pieces_of(run))


def words(run, first=1, last=999):
    asked = ["pdftotext", "-raw", "-f", str(first), "-l", str(last), "-", "-"]
    content = run if isinstance(run, bytes) else whole(run)
    done = subprocess.run(asked, input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def leaf_of(item):
    """The number of the page a bookmark opens, from 1."""
    return pikepdf.Page(item.destination[0]).index + 1


def test_the_file_holds_every_paper_in_order_with_bookmarks_and_numbered_leaves(case, caseworker):
    run = actions.order(case, by=caseworker)
    with read(run) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        papers = ["Wniosek", "Program", "Decyzje", "Monitorowanie i kontakty", "Załączniki"]
        assert titles == ["Spis i metryka sprawy", *papers]
        pages = len(pdf.pages)
        decisions = outline.root[3].children
        assert len(decisions) == 1
    assert pages == run.pages
    for leaf in range(1, pages + 1):
        assert f"k. {leaf}" in words(run, leaf, leaf)
    assert "Ustalono kurs języka." in words(run)


def test_the_index_names_the_leaf_on_which_a_paper_begins(case, caseworker):
    run = actions.order(case, by=caseworker)
    with read(run) as pdf, pdf.open_outline() as outline:
        leaf = leaf_of(outline.root[3].children[0])
    assert "DECYZJA" in words(run, leaf, leaf)
    assert re.search(rf"Decyzje: Decyzja \S+ przyznanie.*? {leaf}–\d+", words(run, 1, 2).replace(": p", " p"))


def test_the_record_of_acts_says_when_who_and_what(case, caseworker):
    run = actions.order(case, by=caseworker)
    run.refresh_from_db()
    said = words(run)
    assert "Metryka sprawy" in said
    number = case.decisions.get().number
    assert f"Wydano decyzję {number}" in said
    assert caseworker.name in said


def test_a_file_that_is_no_page_is_named_with_its_hash(case, caseworker):
    run = actions.order(case, by=caseworker)
    run.refresh_from_db()
    said = words(run).replace(" ", "")
    file = case.attachments.get(format="txt")
    assert file.sha256[:20] in said
    assert "Pozazbiorem" in said


def test_a_damaged_scan_is_named_and_does_not_take_the_file_away(case, caseworker, settings):
    file = case.attachments.get(format="pdf")
    for path in settings.MEDIA_ROOT.rglob(file.stored_as):
        path.write_bytes(b"zepsuty")
    run = actions.order(case, by=caseworker)
    with read(run):
        assert "nie da się odczytać" in words(run)


def test_red_flags_are_no_part_of_the_file(case, caseworker):
    raise_flag(case, "begging", facts="Kanarek czerwonej flagi", on=DAY, person=None, by=caseworker)
    run = actions.order(case, by=caseworker)
    with read(run):
        assert "Kanarek" not in words(run)


def test_every_signed_text_and_annex_stands_in_the_file(case, caseworker):
    programme = case.programmes.get()
    draft_annex(programme, reason="request", by=caseworker)
    step = {"text": "Zapis na egzamin", "owed_by": "participant", "provision": ""}
    add_goal(queries.loaded(programme.key), theme="language", text="Egzamin B1", steps=[step], by=caseworker)
    signed = {"represented_by": caseworker, "signed_by": "Olena Kowalczuk", "by": caseworker}
    annex = programme.amendments.get()
    sign_annex(annex, on=DAY, starts=DAY, **signed)
    run = actions.order(case, by=caseworker)
    with read(run) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[2].children]
        assert [one.partition(",")[0] for one in titles[1:4]] == ["Tekst 1", "Aneks nr 1", "Tekst 2"]
        first, second = leaf_of(outline.root[2].children[1]), leaf_of(outline.root[2].children[3])
    assert "Egzamin B1" not in words(run, first, first + 1)
    assert "Egzamin B1" in words(run, second, second + 1)
    assert programme.texts.get(number=1).sha256[:30] in words(run, first, first).replace(" ", "")


def test_who_may_not_see_a_protected_address_gets_no_papers_with_it(case, caseworker, head):
    protect(case, address="Tajna 5", town="Zaciszowo", correspondence="skr. 5", by=caseworker)
    theirs, own = actions.order(case, by=head), actions.order(case, by=caseworker)
    with read(theirs), read(own):
        assert "zanim adres rodziny objęto ochroną" in words(theirs)
        assert theirs.pages < own.pages
        assert "Tajna 5" not in words(theirs)


def test_the_maker_alone_downloads_it_and_the_journal_says_so(client, case, caseworker, head):
    client.force_login(caseworker)
    answer = client.post(reverse("case-file", args=[case.key]))
    run = FileRun.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    saved = client.get(f"{run.get_absolute_url()}akta.pdf")
    content = b"".join(saved.streaming_content)
    assert (saved.status_code, hashlib.sha256(content).hexdigest()) == (200, run.sha256)
    assert saved["X-Content-SHA256"] == run.sha256
    assert {"casefile.ordered", "case_file.read"} <= set(Entry.objects.values_list("act", flat=True))
    client.force_login(head)
    assert client.get(f"{run.get_absolute_url()}akta.pdf").status_code == 404


def test_nothing_leaves_a_restricted_case(client, case, caseworker, head):
    client.force_login(caseworker)
    run = actions.order(case, by=caseworker)
    restrict(case, reason="x", starts=timezone.localdate(), by=head)
    assert client.get(f"{run.get_absolute_url()}akta.pdf").status_code == 409
    assert client.post(reverse("case-file", args=[case.key])).status_code == 409
    assert FileRun.objects.count() == 1


def test_an_old_file_is_emptied_and_a_dead_worker_replaced(case, caseworker):
    run = actions.order(case, by=caseworker)
    later = timezone.now() + datetime.timedelta(days=8)
    assert actions.clear_old(later) == 1
    FileRun.objects.filter(pk=run.pk).update(
        state="running", lease="dead", beat_at=timezone.now() - datetime.timedelta(hours=1)
    )
    assert actions.take_up_again() == 1
    with read(run):
        assert FileRun.objects.get().attempts == 2


def test_a_run_that_is_done_is_not_made_again(case, caseworker):
    run = actions.order(case, by=caseworker)
    actions.make.call(run.key)
    assert FileRun.objects.get(pk=run.pk).attempts == 1


def test_a_page_turned_on_its_side_carries_its_number_too():
    volume = Volume()
    for turn in (0, 90, 180, 270):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.pages[0].obj.Rotate = turn
            out = io.BytesIO()
            pdf.save(out)
        volume.add(out.getvalue(), group="x", title=str(turn))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    written = io.BytesIO()
    assert list(volume.finish(out.getvalue(), written.write, title="x"))[-1] == 5
    said = [words(written.getvalue(), leaf, leaf) for leaf in range(1, 6)]
    assert [f"k. {leaf}" in said[leaf - 1] for leaf in range(1, 6)] == [True] * 5


TRICKY = [
    "Nawias ) i ( w łańcuchu, 7 0 R w tekście",
    "Koniec\nwiersza >>\nstream\n i \\",
    "zażółć",
]


def test_words_that_look_like_pdf_stay_words_when_objects_get_new_numbers():
    with pikepdf.new() as pdf:
        for text in TRICKY:
            pdf.add_blank_page()
            pdf.pages[-1].obj.Note = pikepdf.String(text)
            pdf.pages[-1].obj["/A#20B"] = pdf.make_indirect(pikepdf.Array([1, 0, pikepdf.Dictionary(X=text)]))
        out = io.BytesIO()
        pdf.save(out)
    volume = Volume()
    for group in ("a", "b"):
        volume.add(out.getvalue(), group=group, title="x")
    written = io.BytesIO()
    list(volume.finish(out.getvalue(), written.write, title="Akta (1) \\"))
    with pikepdf.open(written) as made:
        assert [str(page.obj.Note) for page in made.pages] == TRICKY * 3
        assert [str(page.obj["/A#20B"][2].X) for page in made.pages] == TRICKY * 3
        assert (made.docinfo["/Title"], made.check_pdf_syntax()) == ("Akta (1) \\", [])


def test_five_hundred_acts_stand_in_the_record(case, caseworker):
    for number in range(500):
        add_event(case, f"Czynność {number}", on=DAY, by=caseworker)
    run = actions.order(case, by=caseworker)
    with read(run):
        assert "Czynność 499" in words(run)
