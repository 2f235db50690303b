"""Some hundred files: hostile ones are refused or disarmed, honest ones keep their content alone."""

import io
import re
import time
import unicodedata

import openpyxl
import pikepdf
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from PIL import Image

from kladka.uploads.accepting import LARGEST, MEDIA, accept
from kladka.uploads.names import safe_name
from kladka.uploads.office import NOBODY
from kladka.uploads.refusal import Refused

from .files import (
    CANARY,
    DISARMED,
    HONEST,
    NAMES,
    REFUSED,
    SCRIPT,
    docx,
    flood,
    odt,
    pdf,
    picture,
    with_signature,
    xlsx,
)
from .reading import everything_in

ACTIVE = re.compile(rb"/JavaScript|/JS\b|/Launch|/OpenAction|/AA\b|/EmbeddedFile|/XFA|/SubmitForm|vbaProject")


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_is_taken_without_what_it_tells_about_its_author(name):
    sent = HONEST[name]()
    file = accept(name, sent)
    assert file.kind in MEDIA
    assert CANARY.encode() not in everything_in(file.content)
    if not name.endswith(".txt"):
        assert CANARY.encode() in everything_in(sent)


@pytest.mark.parametrize("name", DISARMED)
def test_what_acts_is_gone_from_a_file_that_is_taken(name):
    file = accept(name, DISARMED[name]())
    inside = everything_in(file.content)
    assert CANARY.encode() not in inside
    if file.kind != "txt":  # text is served as text; the other tests look at how
        assert SCRIPT.encode() not in inside
        assert not ACTIVE.search(inside)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_a_sentence_and_soon(name):
    sent = REFUSED[name]()
    begun = time.perf_counter()
    with pytest.raises(Refused) as refusal:
        accept(name, sent)
    assert time.perf_counter() - begun < 1
    assert str(refusal.value).endswith(".")
    assert str(refusal.value)[0].isupper()


def test_a_flood_of_pixels_is_refused_by_its_head():
    sent = flood()
    assert len(sent) < 100_000
    begun = time.perf_counter()
    with pytest.raises(Refused, match="Obraz ma 100 mln punktów"):
        accept("potop.png", sent)
    assert time.perf_counter() - begun < 0.1


def test_a_picture_looks_as_before_and_stands_upright():
    file = accept("x.jpg", picture("JPEG", orientation=6, quality=95))
    with Image.open(io.BytesIO(file.content)) as seen:
        assert seen.size == (30, 40)
        left, right = seen.getpixel((3, 20)), seen.getpixel((27, 20))
        assert not seen.getexif()
    assert left[2] > 150
    assert left[0] < 60
    assert right[0] > 150
    assert right[2] < 60


def test_a_pdf_keeps_its_pages_and_their_pictures():
    file = accept("x.pdf", pdf())
    with pikepdf.open(io.BytesIO(file.content)) as read:
        page = read.pages[0]
        assert bytes(page.Contents.read_bytes()) == b"q 100 0 0 100 50 50 cm /Scan Do Q"
        scan = page.Resources.XObject.Scan.read_raw_bytes()
    with Image.open(io.BytesIO(scan)) as seen:
        assert seen.size == (40, 30)
        assert seen.getpixel((5, 5))[0] > 150
    assert file.measure == 1


def test_a_signed_pdf_is_kept_to_the_last_byte():
    sent = pdf(with_signature)
    file = accept("x.pdf", sent)
    assert (file.content, file.signed) == (sent, True)


def test_a_document_keeps_its_text():
    assert "Treść".encode() in everything_in(accept("x.docx", docx()).content)


def _noted_docx():
    """A document of Word: properties, a comment, an inserted and a deleted word, each with a name."""
    document = Document()
    paragraph = document.add_paragraph("Zaświadczenie ze szkoły")
    document.add_comment(paragraph.runs, text="Sprawdzić datę", author=CANARY, initials=CANARY)
    document.core_properties.author = document.core_properties.last_modified_by = CANARY
    for change in ("w:ins", "w:del"):
        tracked = OxmlElement(change)
        tracked.set(qn("w:author"), CANARY)
        tracked.set(qn("w:id"), "7")
        paragraph._p.append(tracked)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_the_authors_of_comments_and_changes_in_a_document_are_taken_out_and_the_comments_stay():
    sent = _noted_docx()
    assert everything_in(sent).count(CANARY.encode()) == 6
    taken = accept("pismo.docx", sent).content
    assert CANARY.encode() not in everything_in(taken)
    read = Document(io.BytesIO(taken))
    (comment,) = read.comments
    assert (comment.text, comment.author) == ("Sprawdzić datę", NOBODY)
    assert read.paragraphs[0].text == "Zaświadczenie ze szkoły"
    assert read.core_properties.author == ""


def test_the_authors_of_comments_in_a_sheet_are_taken_out_and_the_comments_stay():
    book = openpyxl.Workbook()
    book.active["A1"] = "Dzień"
    book.active["A1"].comment = Comment("Sprawdzić", CANARY)
    written = io.BytesIO()
    book.save(written)
    assert CANARY.encode() in everything_in(written.getvalue())
    taken = accept("lista.xlsx", written.getvalue()).content
    assert CANARY.encode() not in everything_in(taken)
    comment = openpyxl.load_workbook(io.BytesIO(taken)).active["A1"].comment
    assert (comment.text, comment.author) == ("Sprawdzić", NOBODY)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("x.xlsx", lambda: xlsx(**{"xl/persons/person.xml": f'<p><person displayName="{CANARY}"/></p>'})),
        ("x.odt", lambda: odt(f'<annotation><d:creator xmlns:d="d">{CANARY}</d:creator></annotation>')),
    ],
)
def test_the_authors_of_other_comments_are_taken_out(name, made):
    sent = made()
    assert CANARY.encode() in everything_in(sent)
    assert CANARY.encode() not in everything_in(accept(name, sent).content)


def test_old_polish_text_becomes_readable():
    file = accept("x.txt", HONEST["stara-notatka.txt"]())
    assert file.content.decode() == "Zażółć gęślą jaźń"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_cannot_deceive(name):
    shown = safe_name(name, "txt")
    assert shown.endswith(".txt")
    assert shown.count(".") == 1
    assert 5 <= len(shown) <= 104
    assert not set(shown) & set('/\\<>:"|?*\r\n\0')
    assert not [sign for sign in shown if unicodedata.category(sign)[0] == "C"]


def test_the_corpus_is_as_large_as_said():
    assert len(REFUSED) + len(DISARMED) + len(NAMES) >= 60
    assert LARGEST == 20 * 1024 * 1024
