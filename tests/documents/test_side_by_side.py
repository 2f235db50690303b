"""The programme in two languages: every sentence in every language, direction and language of every cell."""

import datetime
import io
import re
import string

import docx as word
import pikepdf
import pytest
from docx.oxml.ns import qn

from kladka.documents import docx, pdf, sentences
from kladka.documents.side_by_side import Line, Section, SideBySideLetter, Signing
from kladka.law import acts
from kladka.law.book import enacted_book
from kladka.law.facts import GROUNDS
from tests.documents.examples import MOTHER, OFFICE
from tests.documents.reading import pdf_words

LETTERS = {"uk": "а-яіїєґ", "ru": "а-яё", "be": "а-яіўё’", "ar": "\u0600-\u06ff", "en": "a-z"}


def places(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("tag", sentences.LANGUAGES)
def test_every_sentence_stands_in_the_language_with_the_same_places(tag):
    polish, other = sentences._file("pl")["sentences"], sentences._file(tag)["sentences"]
    assert list(polish) == list(other)
    assert {code: places(text) for code, text in polish.items()} == {
        code: places(text) for code, text in other.items()
    }
    strange = [text for text in other.values() if not re.search(f"[{LETTERS[tag]}]", text, re.IGNORECASE)]
    assert strange == [] and sentences.reviewed(tag) == ""


def test_the_statute_is_said_in_its_own_words():
    programme = enacted_book().programmes["pl-ipi"]
    for clause in (*programme.forms_of_aid, *programme.duties):
        assert sentences.translated("uk", clause.text), clause.text
    for ground in map(acts.GROUNDS.get, GROUNDS):
        said = sentences.polish(f"ground_{ground.code}")
        assert said.startswith(ground.label) and said.endswith(ground.lasts)


def test_a_typed_text_is_never_paired_with_a_translation_of_other_words():
    assert sentences.translated("uk", "zapisać dzieci do szkoły lub przedszkola") != ""
    assert sentences.translated("uk", "zapisać dzieci do szkoły lub przedszkola jutro") == ""
    assert sentences.day_in("uk", datetime.date(2026, 12, 6)) == "6 грудня 2026\u00a0р."


def letter(tag, **more):
    both = {"pl": "zapisać dzieci do szkoły", "other": "записати дітей" if tag != "ar" else "تسجيل الأطفال"}
    rows = ((Line(**both, strong=True), Line(pl="tylko po polsku")),)
    return SideBySideLetter(
        office=OFFICE, title="title", number="IPI.1.2026", on=datetime.date(2026, 11, 22),
        reader=MOTHER, language=tag, draft=False,
        sections=(Section(heading=Line(pl="Cele", other="x"), rows=rows),),
        signatures=(Signing(name="Maria Testowa", caption="signature_centre"),), **more,
    )  # fmt: skip


def languages_of(content):
    """Languages that the structure of a PDF names."""
    with pikepdf.open(io.BytesIO(content)) as file:
        assert bool(file.Root.MarkInfo.Marked)
        return {
            str(one.Lang) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one
        }


@pytest.mark.parametrize("tag", ["uk", "ar"])
def test_the_pdf_names_the_language_of_what_it_says(tag):
    document = pdf.print_letter(letter(tag))
    found = {one.split("-")[0].lower() for one in languages_of(document.content)}
    assert {"pl", tag} <= found
    text = pdf_words(document)
    assert "Tekst polski jest wiążący" in text and "nie sprawdził tłumacz przysięgły" in text
    assert "tylko po polsku" in text


def test_large_print_takes_more_pages_and_says_the_same():
    plain, large = (pdf.print_letter(letter("", large=one)) for one in (False, True))
    assert "tylko po polsku" in pdf_words(large)
    with pikepdf.open(io.BytesIO(plain.content)) as a, pikepdf.open(io.BytesIO(large.content)) as b:
        assert len(b.pages) >= len(a.pages)


@pytest.mark.parametrize(("tag", "rtl"), [("uk", "0"), ("ar", "1")])
def test_word_has_cells_of_the_language_and_its_direction(tag, rtl):
    file = word.Document(io.BytesIO(docx.print_letter(letter(tag)).content))
    [row] = [
        one for table in file.tables for one in table.rows if "zapisać dzieci do szkoły" in one.cells[0].text
    ]
    translated, plain = [one for one in row.cells[1].paragraphs if one.text]
    marks = translated._p.findall(f".//{qn('w:lang')}")
    assert {one.get(qn("w:val")) for one in marks} == {tag}
    assert [one.get(qn("w:val")) for one in translated._p.iter(qn("w:bidi"))] == [rtl]
    assert plain.text.startswith("tylko po polsku (") and not list(plain._p.iter(qn("w:bidi")))
